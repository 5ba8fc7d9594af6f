//! The catalog: every known error code, one row a line, the single source of every number, name and text.
//!
//! To add a code, add its line; everything else (constants, C header, README table) is made from it.
//! Sources: `V2018` is the API's original error table of 2018-05-05 with its wording, but for two typos in 400
//! and the filled-in examples, which stand as placeholders here; the other editions are told by [`Edition`].

use crate::entry::{Action, Category, Code, Edition, Entry, Trace};

/// Turns the rows into the constants of [`Code`] and into [`ROWS`].
macro_rules! catalog {
    ( $( $code:literal $status:tt $name:ident $edition:ident $category:ident $action:ident $trace:ident $description:literal )* ) => {
        impl Code {
            $(
                #[doc = $description]
                pub const $name: Self = Self($code);
            )*
        }

        /// Every row, whatever the features; read at compile time only.
        const ROWS: &[Entry] = &[ $( Entry {
            code: Code($code),
            status: catalog!(@status $status),
            name: stringify!($name),
            description: $description,
            category: Category::$category,
            action: Action::$action,
            edition: Edition::$edition,
            trace: Trace::$trace,
        }, )* ];
    };
    (@status -) => { None };
    (@status $status:literal) => { Some($status) };
}

#[rustfmt::skip]
catalog! {
//  code     status  name                            edition  category  action       trace    description
    400      202     BAD_REQUEST_BODY                V2018    Request   FixRequest   Keep     "The request body can't be parsed as valid data."
    401      202     UNAUTHORIZED                    Docs     Auth      Reauthorize  Keep     "Unauthorized."
    403      202     FORBIDDEN                       V2018    Auth      FixRequest   Keep     "Forbidden."
    404      202     NOT_FOUND                       V2018    Request   FixRequest   Keep     "The endpoint is not found."
    429      202     TOO_MANY_REQUESTS               V2018    Limit     Wait         Keep     "Too Many Requests."
    500      500     INTERNAL_SERVER_ERROR           V2018    Server    Retry        Keep     "Internal Server Error."
    911      -       CLOCK_INACCURATE                Apps     Auth      FixClock     Keep     "The client clock is inaccurate."
    7000     500     BLAZE_SERVER_ERROR              V2018    Server    Retry        Keep     "Blaze server error."
    7001     500     BLAZE_TIMEOUT                   V2018    Server    Retry        Keep     "The blaze operation timeout."
    10001    500     LEGACY_SERVER_ERROR             Docs     Server    Retry        Keep     "Internal Server Error."
    10002    202     INVALID_FIELD                   V2018    Request   FixRequest   Keep     "The request data has invalid field."
    10003    202     SMS_DELIVERY_FAILED             V2018    Account   Wait         Keep     "Failed to deliver SMS to {phone}."
    10004    202     RECAPTCHA_INVALID               Docs     Account   AskUser      Keep     "Recaptcha is invalid."
    10005    202     RECAPTCHA_REQUIRED              Docs     Account   AskUser      Keep     "Recaptcha is required."
    10006    202     APP_UPDATE_REQUIRED             Docs     Request   UpdateApp    Keep     "App update required."
    10104    202     ADDRESS_GENERATING              Docs     Chain     Wait         Keep     "Address generating."
    10105    202     LOCKED_BY_ANOTHER_TRANSACTION   Docs     Chain     Wait         Keep     "Locked by another transaction."
    10106    -       INVALID_UTXO                    Apps     Chain     Wait         Keep     "Unconfirmed transactions or invalid UTXO."
    10404    202     RECEIVER_NOT_REGISTERED         Apps     Request   AskUser      Keep     "The receiver has not registered with the sequencer."
    10601    -       CARD_EXPIRED                    Apps     Market    AskUser      Keep     "Card expired."
    10602    -       PRICE_EXPIRED                   Apps     Market    AskUser      Keep     "Price expired."
    10603    -       PAYMENT_CAPTURE_FAILED          Apps     Market    AskUser      Keep     "Payment capture failed."
    10604    -       CARD_NOT_SUPPORTED              Apps     Market    AskUser      Keep     "Card not supported."
    10605    -       CARD_IN_USE                     Apps     Market    AskUser      Keep     "Card in use at the same time."
    10606    -       CARD_NOT_APPROVED               Apps     Market    AskUser      Keep     "Not approved too many times."
    10607    -       TOO_MANY_CARDS                  Apps     Market    AskUser      Keep     "Too many cards added."
    10608    -       CARD_HOLDER_MISMATCH            Apps     Market    AskUser      Keep     "Card holder name differs."
    10609    -       PAYMENT_SESSION_EXPIRED         Apps     Market    AskUser      Keep     "Payment session expired."
    10610    -       COUNTRY_MISMATCH                Apps     Market    AskUser      Keep     "Inconsistent country."
    10611    202     INVALID_SWAP                    Apps     Market    AskUser      Keep     "Invalid swap."
    10614    202     INVALID_QUOTE_AMOUNT            Apps     Market    AskUser      Keep     "Invalid quote amount."
    10615    202     NO_AVAILABLE_QUOTE              Apps     Market    AskUser      Keep     "No available quote."
    10621    202     TOO_MANY_ALERTS                 Apps     Limit     AskUser      Keep     "Too many price alerts."
    10622    202     TOO_MANY_ALERTS_FOR_ASSET       Apps     Limit     AskUser      Keep     "Too many price alerts for the asset."
    10631    202     SIMULATION_FAILED               Apps     Wallet    FixRequest   Keep     "Transaction simulation failed."
    10632    202     TOO_MANY_WALLETS                Apps     Limit     AskUser      Keep     "Too many wallets."
    10633    202     WATCH_ADDRESS_NOT_SUPPORTED     Apps     Wallet    AskUser      Keep     "Watch address not supported."
    10650    202     ORDER_VALUE_TOO_SMALL           Apps     Market    AskUser      Keep     "Order value too small."
    10651    202     POSITION_ALREADY_OPEN           Apps     Market    AskUser      Keep     "A position is already open."
    10652    -       MARKET_BUSY                     Apps     Market    Wait         Keep     "The market is still processing other orders."
    10654    202     POSITION_TOO_SMALL              Apps     Market    AskUser      Keep     "Position size too small."
    10655    202     MARGIN_TOO_LARGE                Apps     Market    AskUser      Keep     "Margin too large."
    10730    202     REFERRAL_CODE_INVALID           Apps     Account   AskUser      Keep     "Invalid referral code."
    10731    202     REFERRAL_CODE_ALREADY_BOUND     Apps     Account   AskUser      Keep     "A referral code is already bound."
    10732    202     REFERRAL_CODE_OWN               Apps     Account   AskUser      Keep     "One's own referral code cannot be applied."
    10737    202     INVITER_PLAN_EXPIRED            Apps     Account   AskUser      Keep     "The inviter has no valid plan."
    20110    202     INVALID_PHONE_NUMBER            V2018    Account   AskUser      Keep     "Invalid phone number {phone}"
    20111    202     INSUFFICIENT_IDENTITY_NUMBERS   V2018    Account   Report       Keep     "Insufficient identity numbers."
    20112    202     INVALID_INVITATION_CODE         V2018    Account   AskUser      Keep     "Invalid invitation code."
    20113    202     INVALID_VERIFICATION_CODE       V2018    Account   AskUser      Keep     "Invalid phone verification code."
    20114    202     EXPIRED_VERIFICATION_CODE       V2018    Account   AskUser      Keep     "Expired phone verification code."
    20115    202     INVALID_QR_CODE                 V2018    Account   AskUser      Keep     "Invalid QR code."
    20116    202     GROUP_FULL                      V2018    Limit     AskUser      Keep     "The group chat is full."
    20117    202     INSUFFICIENT_BALANCE            V2018    Wallet    AskUser      Discard  "Insufficient balance."
    20118    202     INVALID_PIN_FORMAT              V2018    Pin       FixRequest   Discard  "Invalid PIN format."
    20119    202     PIN_INCORRECT                   V2018    Pin       AskUser      Discard  "PIN incorrect."
    20120    202     TRANSFER_AMOUNT_TOO_SMALL       V2018    Wallet    AskUser      Discard  "Transfer amount too small."
    20121    202     AUTHORIZATION_CODE_EXPIRED      V2018    Auth      Reauthorize  Keep     "Authorization code expired."
    20122    202     PHONE_NUMBER_IN_USE             V2018    Account   AskUser      Keep     "Phone number used by someone else."
    20123    202     TOO_MANY_APPS                   V2018    Limit     AskUser      Keep     "You have created too many apps, the maximum is {maximum}."
    20124    202     INSUFFICIENT_FEE                Docs     Wallet    AskUser      Discard  "Insufficient fee."
    20125    202     TRANSFER_ALREADY_PAID           Docs     Wallet    Reconcile    Keep     "Transfer has been paid by someone else."
    20126    202     TOO_MANY_STICKERS               Docs     Limit     AskUser      Keep     "Too many stickers."
    20127    202     WITHDRAWAL_AMOUNT_TOO_SMALL     Docs     Wallet    AskUser      Keep     "Withdraw amount too small."
    20128    202     TOO_MANY_FRIENDS                Docs     Limit     AskUser      Keep     "Too many friends."
    20129    202     VERIFICATION_CODE_TOO_FREQUENT  Docs     Limit     Wait         Keep     "Send verification code too frequent."
    20130    202     INVALID_EMERGENCY_CONTACT       Docs     Account   AskUser      Keep     "Invalid emergency contact."
    20131    202     INVALID_WITHDRAWAL_MEMO         Docs     Request   AskUser      Keep     "Withdrawal memo format incorrect."
    20132    202     TOO_MANY_FAVORITE_APPS          Apps     Limit     AskUser      Keep     "Too many favorite apps."
    20133    202     TOO_MANY_CIRCLES                Docs     Limit     AskUser      Keep     "Too many circles for the conversation."
    20134    202     WITHDRAWAL_AMOUNT_TOO_LARGE     Docs     Wallet    AskUser      Keep     "Withdraw amount too large."
    20135    202     WITHDRAWAL_FEE_TOO_SMALL        Docs     Wallet    AskUser      Keep     "Withdraw fee too small."
    20137    202     WITHDRAWAL_SUSPENDED            Apps     Chain     Wait         Keep     "Withdrawal suspended."
    20140    202     INVALID_CONVERSATION_CHECKSUM   Apps     Request   Resync       Keep     "Conversation checksum invalid."
    20150    202     INVALID_RECEIVERS               Docs     Request   FixRequest   Keep     "Receivers contain duplicate or invalid data."
    20160    202     RECEIVER_DEACTIVATED            Apps     Wallet    AskUser      Keep     "The receiver account is deactivated."
    30100    202     CHAIN_NOT_IN_SYNC               V2018    Chain     Wait         Discard  "Chain not in sync."
    30101    202     PRIVATE_KEY_MISSING             V2018    Chain     Report       Keep     "Private key for {asset} missing."
    30102    202     INVALID_ADDRESS_FORMAT          V2018    Request   AskUser      Keep     "Invalid address format."
    30103    202     INSUFFICIENT_POOL               V2018    Chain     Wait         Keep     "Insufficient {asset_id} pool"
    5001000  202     CALL_INVALID_PARAMS             Calls    Call      FixRequest   Keep     "Invalid parameters."
    5001001  202     CALL_INVALID_SDP                Calls    Call      FixRequest   Keep     "Invalid SDP."
    5001002  202     CALL_INVALID_CANDIDATE          Calls    Call      FixRequest   Keep     "Invalid candidate."
    5002000  202     CALL_ROOM_FULL                  Calls    Call      AskUser      Keep     "Room full."
    5002001  202     CALL_PEER_NOT_FOUND             Calls    Call      AskUser      Keep     "Peer not found."
    5002002  202     CALL_PEER_CLOSED                Calls    Call      AskUser      Keep     "Peer closed."
    5002003  202     CALL_TRACK_NOT_FOUND            Calls    Call      AskUser      Keep     "Track not found."
    5003000  500     CALL_NEW_PEER_CONNECTION        Calls    Call      Retry        Keep     "New peer connection failed."
    5003001  500     CALL_CREATE_OFFER               Calls    Call      Retry        Keep     "Create offer failed."
    5003002  500     CALL_SET_LOCAL_OFFER            Calls    Call      Retry        Keep     "Set local offer failed."
    5003003  500     CALL_NEW_TRACK                  Calls    Call      Retry        Keep     "New track failed."
    5003004  500     CALL_ADD_TRANSCEIVER            Calls    Call      Retry        Keep     "Add transceiver failed."
    5003005  500     CALL_SET_REMOTE_OFFER           Calls    Call      Retry        Keep     "Set remote offer failed."
    5003006  500     CALL_CREATE_ANSWER              Calls    Call      Retry        Keep     "Create answer failed."
    5003007  500     CALL_SET_LOCAL_ANSWER           Calls    Call      Retry        Keep     "Set local answer failed."
    5003008  500     CALL_SET_REMOTE_ANSWER          Calls    Call      Retry        Keep     "Set remote answer failed."
    5003999  500     CALL_TIMEOUT                    Calls    Call      Retry        Keep     "Group call timeout."
}

/// The number of rows of edition `V2018`, the base catalog.
pub const BASE_LEN: usize = 27;

/// The number of rows in [`CATALOG`]: 97, or [`BASE_LEN`] without the feature `extended`.
pub const CATALOG_LEN: usize = if cfg!(feature = "extended") { ROWS.len() } else { BASE_LEN };

/// The catalog, ascending by code.
///
/// It has the 27 rows of edition `V2018`, and with the feature `extended` the other 70 too.
pub static CATALOG: [Entry; CATALOG_LEN] = select(ROWS);

const _: () = assert!(ascending(ROWS), "catalog rows must ascend by code");

/// Tells whether every code is greater than the one before it.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs at compile time only")]
const fn ascending(rows: &[Entry]) -> bool {
    let mut next = 1;
    while next < rows.len() {
        if rows[next - 1].code.0 >= rows[next].code.0 {
            return false;
        }
        next += 1;
    }
    true
}

/// Copies the rows that this build holds. Does not compile when their number is not [`CATALOG_LEN`].
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs at compile time only")]
const fn select(rows: &[Entry]) -> [Entry; CATALOG_LEN] {
    let mut selected = [rows[0]; CATALOG_LEN];
    let (mut from, mut to) = (0, 0);
    while from < rows.len() {
        if cfg!(feature = "extended") || matches!(rows[from].edition, Edition::V2018) {
            selected[to] = rows[from];
            to += 1;
        }
        from += 1;
    }
    assert!(to == CATALOG_LEN, "the base catalog must have BASE_LEN rows");
    selected
}

impl Code {
    /// Returns the catalog entry for this code, or `None` if the catalog does not list it: see [`lookup`].
    #[must_use]
    pub fn entry(self) -> Option<&'static Entry> {
        lookup(self)
    }
}

/// Returns the catalog entry for `code`, or `None` if the catalog does not list it.
///
/// `code` is the envelope's `error.code`, not an HTTP status. O(log n); the entry is static.
/// What to do with an unlisted code tells [`Action::for_unlisted`]: the server may be newer than this table.
///
/// ```
/// assert_eq!(mixerr::lookup(20119).unwrap().name, "PIN_INCORRECT");
/// assert!(mixerr::lookup(20136).is_none());
/// ```
#[must_use]
pub fn lookup(code: impl Into<Code>) -> Option<&'static Entry> {
    let code = code.into();
    let index = CATALOG.binary_search_by_key(&code, |entry| entry.code).ok()?;
    CATALOG.get(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with these codes.
    fn rows<const N: usize>(codes: [u32; N]) -> [Entry; N] {
        codes.map(|code| Entry { code: Code(code), ..ROWS[0] })
    }

    #[test]
    fn ascending_accepts_codes_that_grow() {
        assert!(ascending(&[]) && ascending(&rows([7])) && ascending(&rows([0, 1, 20, u32::MAX])));
    }

    #[test]
    fn ascending_refuses_codes_that_fall_or_stand_twice_at_any_place() {
        for codes in [[1, 1, 2, 3], [2, 1, 3, 4], [1, 3, 2, 4], [1, 2, 2, 3], [1, 2, 4, 3], [1, 2, 3, 3]] {
            assert!(!ascending(&rows(codes)), "{codes:?}");
        }
    }

    #[test]
    fn select_gives_the_rows_of_the_catalog() {
        assert_eq!(select(ROWS), CATALOG);
    }

    #[test]
    #[should_panic = "the base catalog must have BASE_LEN rows"]
    fn select_refuses_rows_that_are_too_few() {
        let _ = select(&ROWS[..BASE_LEN - 1]);
    }
}
