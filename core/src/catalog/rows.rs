//! The rows of the catalog, one line each. Constants, C headers and the README's table are generated from them.
//!
//! `Original` is the API's error table of 2018-05-05 with its wording. Two typos in 400 are corrected, and placeholders
//! replace the examples of inserted text. [`Source`] describes the other sources.

use super::code::Code;
use super::entry::Entry;
use super::enums::{Action, Category, Payment, Source};

/// Defines the constants of [`Code`] and [`ROWS`] from the rows.
macro_rules! catalog {
    ( $( $code:literal $status:tt $name:ident $source:ident $category:ident $action:ident $payment:ident $description:literal )* ) => {
        impl Code {
            $(
                #[doc = $description]
                pub const $name: Self = Self($code);
            )*

            /// Returns the code whose constant has this name, such as `"PIN_INCORRECT"`; `None` if there is none.
            ///
            /// It finds every constant, with or without the feature `extended`. Case matters.
            ///
            /// ```
            /// use mixerr::Code;
            ///
            /// assert_eq!(Code::from_name("PIN_INCORRECT"), Some(Code::PIN_INCORRECT));
            /// assert_eq!(Code::from_name("pin_incorrect"), None);
            /// ```
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( stringify!($name) => Some(Self::$name), )*
                    _ => None,
                }
            }
        }

        /// Every row, with or without the feature `extended`; used at compile time only.
        const ROWS: &[Entry] = &[ $( Entry {
            code: Code($code),
            status: catalog!(@status $status),
            name: stringify!($name),
            description: $description,
            category: Category::$category,
            action: Action::$action,
            source: Source::$source,
            payment: Payment::$payment,
        }, )* ];
    };
    (@status -) => { None };
    (@status $status:literal) => { Some($status) };
}

#[rustfmt::skip]
catalog! {
//  code     status  name                            source    category  action       payment   description
    400      202     BAD_REQUEST_BODY                Original  Request   FixRequest   Possible  "The request body can't be parsed as valid data."
    401      202     UNAUTHORIZED                    Docs      Auth      Reauthorize  Possible  "Unauthorized."
    403      202     FORBIDDEN                       Original  Auth      FixRequest   Possible  "Forbidden."
    404      202     NOT_FOUND                       Original  Request   FixRequest   Possible  "The endpoint is not found."
    429      202     TOO_MANY_REQUESTS               Original  Limit     Wait         Possible  "Too Many Requests."
    500      500     INTERNAL_SERVER_ERROR           Original  Server    Retry        Possible  "Internal Server Error."
    911      -       CLOCK_INACCURATE                Apps      Auth      FixClock     Possible  "The client clock is inaccurate."
    7000     500     BLAZE_SERVER_ERROR              Original  Server    Retry        Possible  "Blaze server error."
    7001     500     BLAZE_TIMEOUT                   Original  Server    Retry        Possible  "The blaze operation timeout."
    10001    500     LEGACY_SERVER_ERROR             Docs      Server    Retry        Possible  "Internal Server Error."
    10002    202     INVALID_FIELD                   Original  Request   FixRequest   Possible  "The request data has invalid field."
    10003    202     SMS_DELIVERY_FAILED             Original  Account   Wait         Possible  "Failed to deliver SMS to {phone}."
    10004    202     RECAPTCHA_INVALID               Docs      Account   AskUser      Possible  "Recaptcha is invalid."
    10005    202     RECAPTCHA_REQUIRED              Docs      Account   AskUser      Possible  "Recaptcha is required."
    10006    202     APP_UPDATE_REQUIRED             Docs      Request   UpdateApp    Possible  "App update required."
    10104    202     ADDRESS_GENERATING              Docs      Chain     Wait         Possible  "Address generating."
    10105    202     LOCKED_BY_ANOTHER_TRANSACTION   Docs      Chain     Reconcile    Possible  "Locked by another transaction."
    10106    -       INVALID_UTXO                    Apps      Chain     Wait         Possible  "Unconfirmed transactions or invalid UTXO."
    10404    202     RECEIVER_NOT_REGISTERED         Apps      Request   AskUser      Possible  "The receiver has not registered with the sequencer."
    10601    -       CARD_EXPIRED                    Apps      Market    AskUser      Possible  "Card expired."
    10602    -       PRICE_EXPIRED                   Apps      Market    AskUser      Possible  "Price expired."
    10603    -       PAYMENT_CAPTURE_FAILED          Apps      Market    AskUser      Possible  "Payment capture failed."
    10604    -       CARD_NOT_SUPPORTED              Apps      Market    AskUser      Possible  "Card not supported."
    10605    -       CARD_IN_USE                     Apps      Market    AskUser      Possible  "Card in use at the same time."
    10606    -       CARD_NOT_APPROVED               Apps      Market    AskUser      Possible  "Not approved too many times."
    10607    -       TOO_MANY_CARDS                  Apps      Market    AskUser      Possible  "Too many cards added."
    10608    -       CARD_HOLDER_MISMATCH            Apps      Market    AskUser      Possible  "Card holder name differs."
    10609    -       PAYMENT_SESSION_EXPIRED         Apps      Market    AskUser      Possible  "Payment session expired."
    10610    -       COUNTRY_MISMATCH                Apps      Market    AskUser      Possible  "Inconsistent country."
    10611    202     INVALID_SWAP                    Apps      Market    AskUser      Possible  "Invalid swap."
    10614    202     INVALID_QUOTE_AMOUNT            Apps      Market    AskUser      Possible  "Invalid quote amount."
    10615    202     NO_AVAILABLE_QUOTE              Apps      Market    AskUser      Possible  "No available quote."
    10621    202     TOO_MANY_ALERTS                 Apps      Limit     AskUser      Possible  "Too many price alerts."
    10622    202     TOO_MANY_ALERTS_FOR_ASSET       Apps      Limit     AskUser      Possible  "Too many price alerts for the asset."
    10631    202     SIMULATION_FAILED               Apps      Wallet    AskUser      Possible  "Transaction simulation failed."
    10632    202     TOO_MANY_WALLETS                Apps      Limit     AskUser      Possible  "Too many wallets."
    10633    202     WATCH_ADDRESS_NOT_SUPPORTED     Apps      Wallet    AskUser      Possible  "Watch address not supported."
    10650    202     ORDER_VALUE_TOO_SMALL           Apps      Market    AskUser      Possible  "Order value too small."
    10651    202     POSITION_ALREADY_OPEN           Apps      Market    AskUser      Possible  "A position is already open."
    10652    -       MARKET_BUSY                     Apps      Market    Wait         Possible  "The market is still processing other orders."
    10654    202     POSITION_TOO_SMALL              Apps      Market    AskUser      Possible  "Position size too small."
    10655    202     MARGIN_TOO_LARGE                Apps      Market    AskUser      Possible  "Margin too large."
    10730    202     REFERRAL_CODE_INVALID           Apps      Account   AskUser      Possible  "Invalid referral code."
    10731    202     REFERRAL_CODE_ALREADY_BOUND     Apps      Account   AskUser      Possible  "A referral code is already bound."
    10732    202     REFERRAL_CODE_OWN               Apps      Account   AskUser      Possible  "One's own referral code cannot be applied."
    10737    202     INVITER_PLAN_EXPIRED            Apps      Account   AskUser      Possible  "The inviter has no valid plan."
    20110    202     INVALID_PHONE_NUMBER            Original  Account   AskUser      Possible  "Invalid phone number {phone}"
    20111    202     INSUFFICIENT_IDENTITY_NUMBERS   Original  Account   Report       Possible  "Insufficient identity numbers."
    20112    202     INVALID_INVITATION_CODE         Original  Account   AskUser      Possible  "Invalid invitation code."
    20113    202     INVALID_VERIFICATION_CODE       Original  Account   AskUser      Possible  "Invalid phone verification code."
    20114    202     EXPIRED_VERIFICATION_CODE       Original  Account   AskUser      Possible  "Expired phone verification code."
    20115    202     INVALID_QR_CODE                 Original  Account   AskUser      Possible  "Invalid QR code."
    20116    202     GROUP_FULL                      Original  Limit     AskUser      Possible  "The group chat is full."
    20117    202     INSUFFICIENT_BALANCE            Original  Wallet    AskUser      Excluded  "Insufficient balance."
    20118    202     INVALID_PIN_FORMAT              Original  Pin       AskUser      Excluded  "Invalid PIN format."
    20119    202     PIN_INCORRECT                   Original  Pin       AskUser      Excluded  "PIN incorrect."
    20120    202     TRANSFER_AMOUNT_TOO_SMALL       Original  Wallet    AskUser      Excluded  "Transfer amount too small."
    20121    202     AUTHORIZATION_CODE_EXPIRED      Original  Auth      Reauthorize  Possible  "Authorization code expired."
    20122    202     PHONE_NUMBER_IN_USE             Original  Account   AskUser      Possible  "Phone number used by someone else."
    20123    202     TOO_MANY_APPS                   Original  Limit     AskUser      Possible  "You have created too many apps, the maximum is {maximum}."
    20124    202     INSUFFICIENT_FEE                Docs      Wallet    AskUser      Excluded  "Insufficient fee."
    20125    202     TRANSFER_ALREADY_PAID           Docs      Wallet    Reconcile    Possible  "Transfer has been paid by someone else."
    20126    202     TOO_MANY_STICKERS               Docs      Limit     AskUser      Possible  "Too many stickers."
    20127    202     WITHDRAWAL_AMOUNT_TOO_SMALL     Docs      Wallet    AskUser      Possible  "Withdraw amount too small."
    20128    202     TOO_MANY_FRIENDS                Docs      Limit     AskUser      Possible  "Too many friends."
    20129    202     VERIFICATION_CODE_TOO_FREQUENT  Docs      Limit     Wait         Possible  "Send verification code too frequent."
    20130    202     INVALID_EMERGENCY_CONTACT       Docs      Account   AskUser      Possible  "Invalid emergency contact."
    20131    202     INVALID_WITHDRAWAL_MEMO         Docs      Request   AskUser      Possible  "Withdrawal memo format incorrect."
    20132    202     TOO_MANY_FAVORITE_APPS          Apps      Limit     AskUser      Possible  "Too many favorite apps."
    20133    202     TOO_MANY_CIRCLES                Docs      Limit     AskUser      Possible  "Too many circles for the conversation."
    20134    202     WITHDRAWAL_AMOUNT_TOO_LARGE     Docs      Wallet    AskUser      Possible  "Withdraw amount too large."
    20135    202     WITHDRAWAL_FEE_TOO_SMALL        Docs      Wallet    AskUser      Possible  "Withdraw fee too small."
    20137    202     WITHDRAWAL_SUSPENDED            Apps      Chain     AskUser      Possible  "Withdrawal suspended."
    20140    202     INVALID_CONVERSATION_CHECKSUM   Apps      Request   Resync       Possible  "Conversation checksum invalid."
    20150    202     INVALID_RECEIVERS               Docs      Request   FixRequest   Possible  "Receivers contain duplicate or invalid data."
    20160    202     RECEIVER_DEACTIVATED            Apps      Wallet    AskUser      Possible  "The receiver account is deactivated."
    30100    202     CHAIN_NOT_IN_SYNC               Original  Chain     Wait         Excluded  "Chain not in sync."
    30101    202     PRIVATE_KEY_MISSING             Original  Chain     Report       Possible  "Private key for {asset} missing."
    30102    202     INVALID_ADDRESS_FORMAT          Original  Request   AskUser      Possible  "Invalid address format."
    30103    202     INSUFFICIENT_POOL               Original  Chain     Wait         Possible  "Insufficient {asset_id} pool"
    5001000  202     CALL_INVALID_PARAMS             Calls     Call      FixRequest   Possible  "Invalid parameters."
    5001001  202     CALL_INVALID_SDP                Calls     Call      FixRequest   Possible  "Invalid SDP."
    5001002  202     CALL_INVALID_CANDIDATE          Calls     Call      FixRequest   Possible  "Invalid candidate."
    5002000  202     CALL_ROOM_FULL                  Calls     Call      AskUser      Possible  "Room full."
    5002001  202     CALL_PEER_NOT_FOUND             Calls     Call      AskUser      Possible  "Peer not found."
    5002002  202     CALL_PEER_CLOSED                Calls     Call      AskUser      Possible  "Peer closed."
    5002003  202     CALL_TRACK_NOT_FOUND            Calls     Call      AskUser      Possible  "Track not found."
    5003000  500     CALL_NEW_PEER_CONNECTION        Calls     Call      Retry        Possible  "New peer connection failed."
    5003001  500     CALL_CREATE_OFFER               Calls     Call      Retry        Possible  "Create offer failed."
    5003002  500     CALL_SET_LOCAL_OFFER            Calls     Call      Retry        Possible  "Set local offer failed."
    5003003  500     CALL_NEW_TRACK                  Calls     Call      Retry        Possible  "New track failed."
    5003004  500     CALL_ADD_TRANSCEIVER            Calls     Call      Retry        Possible  "Add transceiver failed."
    5003005  500     CALL_SET_REMOTE_OFFER           Calls     Call      Retry        Possible  "Set remote offer failed."
    5003006  500     CALL_CREATE_ANSWER              Calls     Call      Retry        Possible  "Create answer failed."
    5003007  500     CALL_SET_LOCAL_ANSWER           Calls     Call      Retry        Possible  "Set local answer failed."
    5003008  500     CALL_SET_REMOTE_ANSWER          Calls     Call      Retry        Possible  "Set remote answer failed."
    5003999  500     CALL_TIMEOUT                    Calls     Call      Retry        Possible  "Group call timeout."
}

/// The number of rows of [`Source::Original`], the base catalog.
pub const BASE_LEN: usize = 27;

/// The number of rows in [`CATALOG`]: 97, or [`BASE_LEN`] without the feature `extended`.
pub const CATALOG_LEN: usize = if cfg!(feature = "extended") { ROWS.len() } else { BASE_LEN };

/// The catalog, ascending by code.
///
/// It has the 27 rows of [`Source::Original`], and with the feature `extended` the other 70.
pub static CATALOG: [Entry; CATALOG_LEN] = select(ROWS);

const _: () = assert!(ascending(ROWS), "catalog rows must ascend by code");

/// Returns true if every code is greater than the one before it.
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

/// Returns the rows of this build. It does not compile if their number is not [`CATALOG_LEN`].
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs at compile time only")]
const fn select(rows: &[Entry]) -> [Entry; CATALOG_LEN] {
    let mut selected = [rows[0]; CATALOG_LEN];
    let (mut from, mut to) = (0, 0);
    while from < rows.len() {
        if cfg!(feature = "extended") || matches!(rows[from].source, Source::Original) {
            selected[to] = rows[from];
            to += 1;
        }
        from += 1;
    }
    assert!(to == CATALOG_LEN, "the base catalog must have BASE_LEN rows");
    selected
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with these codes.
    fn rows<const N: usize>(codes: [u32; N]) -> [Entry; N] {
        codes.map(|code| Entry { code: Code(code), ..ROWS[0] })
    }

    #[test]
    fn ascending_accepts_codes_that_ascend() {
        assert!(ascending(&[]) && ascending(&rows([7])) && ascending(&rows([0, 1, 20, u32::MAX])));
    }

    #[test]
    fn ascending_rejects_a_code_that_descends_or_repeats() {
        for codes in [[1, 1, 2, 3], [2, 1, 3, 4], [1, 3, 2, 4], [1, 2, 2, 3], [1, 2, 4, 3], [1, 2, 3, 3]] {
            assert!(!ascending(&rows(codes)), "{codes:?}");
        }
    }

    #[test]
    fn select_returns_the_catalog() {
        assert_eq!(select(ROWS), CATALOG);
    }

    #[test]
    #[should_panic = "the base catalog must have BASE_LEN rows"]
    fn select_panics_if_rows_are_missing() {
        let _ = select(&ROWS[..BASE_LEN - 1]);
    }
}
