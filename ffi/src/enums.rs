//! The enums of the header, and the names of their variants.
//!
//! cbindgen sees no macro's output, so the enums are written out. [`c_names!`] compares them with the core's.

use core::ffi::c_char;

use mixerr::{Action, Category, Data, Ending, Match, Origin, Payment, Source};

use crate::status::mixerr_status;

/// What a response is.
#[repr(u8)]
pub enum mixerr_outcome {
    /// Nothing has been read. A struct of zeros is unread.
    Unread = 0,
    /// JSON without an error at HTTP status 200 to 209, or 0 for a WebSocket frame; or an empty body at 204 or 205.
    Success = 1,
    /// An error of the API, at any HTTP status.
    ApiError = 2,
    /// Not from the API: the response of a proxy or web server, or one that was damaged on its way.
    NotFromApi = 3,
}

/// What the caller should do about a response.
///
/// MIXERR_ACTION_RETRY and MIXERR_ACTION_WAIT keep the idempotency key (`trace_id`, `request_id`), the parameters and
/// the raw transaction. They renew the JWT, the `X-Request-Id` header and the encrypted PIN.
#[repr(u8)]
pub enum mixerr_action {
    /// No remedy is documented: show the response and log it. The action of an unread response.
    Report = 0,
    /// The response is a success: continue.
    Proceed = 1,
    /// Send the same request again, with the same idempotency key.
    Retry = 2,
    /// Send the same request again after a pause, with the same idempotency key.
    Wait = 3,
    /// A person must change or decide something. Never retry automatically.
    AskUser = 4,
    /// The request is wrong: fix the program. Retrying is useless.
    FixRequest = 5,
    /// Get a new token or authorization code.
    Reauthorize = 6,
    /// Read the transfer by its idempotency key before anything else: it may already be paid.
    Reconcile = 7,
    /// Fetch the conversation's participants again, then send again.
    Resync = 8,
    /// Set the clock: the server refuses tokens that are too old or too new.
    FixClock = 9,
    /// Install a newer version of the app.
    UpdateApp = 10,
}

/// Why a response is not from the API.
#[repr(u8)]
pub enum mixerr_fault {
    /// The response is from the API, or unread.
    None = 0,
    /// The body is not valid JSON (RFC 8259): HTML, text, empty, truncated or damaged.
    Malformed = 1,
    /// JSON whose `error` is not the API's: a string, a number, or an object without a valid `code`.
    Foreign = 2,
    /// JSON without an error, at an HTTP status that is not a success.
    Http = 3,
    /// JSON that is nested more than 64 levels deep.
    TooDeep = 4,
    /// The response does not echo the request's `X-Request-Id`, so it is not from the API, whatever its body is.
    Origin = 5,
}

/// Whether the request that a response answers may have paid. It says nothing about earlier requests with the same
/// idempotency key.
#[repr(u8)]
pub enum mixerr_payment {
    /// The request may have paid. Successes, unknown codes and responses that are not from the API included.
    Possible = 0,
    /// The request did not pay.
    Excluded = 1,
}

/// Whether the root object of a success has a member `data`. If it has several, the last one counts.
///
/// Absence alone proves nothing: `{}`, arrays and plain objects are documented successes of the API. But every endpoint
/// that pays always sends `data`.
#[repr(u8)]
pub enum mixerr_data {
    /// There is no such member, or the response is not a success.
    Absent = 0,
    /// It is `null`.
    Null = 1,
    /// It is any other value.
    Present = 2,
}

/// The subject of an error.
#[repr(u8)]
pub enum mixerr_category {
    /// The request: its body, fields or path.
    Request = 0,
    /// Tokens, permissions, clocks.
    Auth = 1,
    /// Rate limits and quotas.
    Limit = 2,
    /// A failure of the server.
    Server = 3,
    /// Phone numbers, codes and identities of an account.
    Account = 4,
    /// The PIN.
    Pin = 5,
    /// Balances, fees, amounts and transfers.
    Wallet = 6,
    /// The blockchain of an asset.
    Chain = 7,
    /// Swaps, orders, cards and prices.
    Market = 8,
    /// Group calls.
    Call = 9,
}

/// The document that an entry of the catalog comes from.
#[repr(u8)]
pub enum mixerr_source {
    /// The 27 codes of the original error table (2018-05).
    Original = 0,
    /// Later editions of the same table (2018-09 to 2025-12).
    Docs = 1,
    /// The official apps only.
    Apps = 2,
    /// The group-call service.
    Calls = 3,
}

/// Whether a response echoes the `X-Request-Id` of its request, as the API does.
#[repr(u8)]
pub enum mixerr_origin {
    /// No echo is expected.
    Unknown = 0,
    /// The API: the echo is right.
    Api = 1,
    /// Something else: the echo differs or is missing.
    Other = 2,
}

/// What the caller of a transfer must do now.
#[repr(u8)]
pub enum mixerr_step {
    /// The transfer has ended. MIXERR_ENDING_UNKNOWN can be continued later.
    Done = 0,
    /// Save mixerr_transfer_record so that it survives a power cut, then call mixerr_transfer_handle_saved.
    Save = 1,
    /// Wait for `wait_ms`, then call mixerr_transfer_handle_timeout. The program may stop here and continue later, also
    /// after a power cut.
    Wait = 2,
    /// Send the payment with this key, then call mixerr_transfer_handle_response or mixerr_transfer_handle_no_response.
    Send = 3,
    /// Read the transfer by its key with a GET request, then call the same functions.
    LookUp = 4,
    /// Do what `action` names, then call mixerr_transfer_handle_decision.
    Ask = 5,
}

/// How a transfer ended.
#[repr(u8)]
pub enum mixerr_ending {
    /// It is not known whether it was paid, and nothing more can be done now. Keep the key.
    /// mixerr_transfer_handle_decision continues later.
    Unknown = 0,
    /// The payment was made, as requested.
    Paid = 1,
    /// Nothing was paid under this key, and nothing will be. The key is not needed any more.
    NotPaid = 2,
    /// Another transfer holds the key: somebody else's, or this one with earlier parameters. It may not be final. Show
    /// it to a person, who alone may decide to pay with a new key.
    Conflict = 3,
}

/// How a success matches the requested transfer.
#[repr(u8)]
pub enum mixerr_match {
    /// The response proves nothing about the transfer.
    None = 0,
    /// It is the requested transfer, with every parameter, and it is final.
    Exact = 1,
    /// Another transfer holds the key.
    Conflict = 2,
    /// It is the requested transfer, and it is not final yet.
    Pending = 3,
}

/// Returns the C names of an enum's variants, each followed by a NUL, in the order of their numbers.
///
/// A variant that is missing, unknown or has another number does not compile; in the core's enum neither.
macro_rules! c_names {
    ($enum:ident = $core:ident { $($variant:ident)* }) => {{
        const _: () = assert!($core::ALL.len() == [$($enum::$variant as u8),*].len());
        $(const _: () = assert!($core::$variant as u8 == $enum::$variant as u8);)*
        c_names!($enum { $($variant)* })
    }};
    ($enum:ident { $($variant:ident)* }) => {{
        const _: fn($enum) = |variant| match variant { $($enum::$variant => ()),* };
        const _: () = assert!(counts_from_0(&[$($enum::$variant as u8),*]));
        const VARIANTS: &[&str] = &[$(stringify!($variant)),*];
        static NAMES: [u8; upper_snake_len(VARIANTS)] = upper_snake(VARIANTS);
        &NAMES
    }};
}

const fn counts_from_0(numbers: &[u8]) -> bool {
    let mut index = 0;
    while index < numbers.len() {
        if numbers[index] as usize != index {
            return false;
        }
        index += 1;
    }
    true
}

/// Returns the length of what [`upper_snake`] returns.
const fn upper_snake_len(variants: &[&str]) -> usize {
    let (mut length, mut index) = (0, 0);
    while index < variants.len() {
        let mut letters = variants[index].as_bytes();
        while let [letter, rest @ ..] = letters {
            // Every word begins with a capital. The first one has a NUL instead of the underscore.
            length += if letter.is_ascii_uppercase() { 2 } else { 1 };
            letters = rest;
        }
        index += 1;
    }
    length
}

/// Converts `AskUser` to `ASK_USER` and a NUL, for each of the variants.
const fn upper_snake<const LEN: usize>(variants: &[&str]) -> [u8; LEN] {
    let mut text = [0; LEN];
    let (mut end, mut index) = (0, 0);
    while index < variants.len() {
        let letters = variants[index].as_bytes();
        let mut letter = 0;
        while letter < letters.len() {
            if letter > 0 && letters[letter].is_ascii_uppercase() {
                text[end] = b'_';
                end += 1;
            }
            text[end] = letters[letter].to_ascii_uppercase();
            end += 1;
            letter += 1;
        }
        end += 1;
        index += 1;
    }
    text
}

/// Returns the name with this number, or "UNKNOWN" past the end.
// `slice::split` would have a reachable panic at opt-level z.
#[inline(never)]
fn name(number: u8, mut names: &'static [u8]) -> *const c_char {
    for _ in 0..number {
        // A caller in another language may pass more than 8 bits, which some ABIs hand on unchecked.
        if names.is_empty() {
            break;
        }
        while let [letter, rest @ ..] = names {
            names = rest;
            if *letter == 0 {
                break;
            }
        }
    }
    if names.is_empty() { c"UNKNOWN".as_ptr() } else { names.as_ptr().cast() }
}

/// Returns the name of a mixerr_status, such as "BUFFER_TOO_SMALL".
///
/// It is the constant's name without its prefix, or "UNKNOWN" for a number that this library does not know. The string
/// is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_status_name(status: u8) -> *const c_char {
    let names = c_names!(mixerr_status {
        Ok NullPointer Misaligned LengthOutOfRange Overlap
        BufferTooSmall NotFound NotApiError InvalidResponse ReaderNotReady
        NotInitialised UnexpectedStep RecordBlank RecordDamaged RecordNewer RecordOfAnotherRequest InvalidKey
        TooManyMembers InvalidMember InvalidOffset
    });
    name(status, names)
}

/// Returns the name of a mixerr_outcome, such as "API_ERROR". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_outcome_name(outcome: u8) -> *const c_char {
    name(outcome, c_names!(mixerr_outcome { Unread Success ApiError NotFromApi }))
}

/// Returns the name of a mixerr_action, such as "ASK_USER". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_action_name(action: u8) -> *const c_char {
    let names = c_names!(mixerr_action = Action {
        Report Proceed Retry Wait AskUser FixRequest Reauthorize Reconcile Resync FixClock UpdateApp
    });
    name(action, names)
}

/// Returns the name of a mixerr_fault, such as "TOO_DEEP". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_fault_name(fault: u8) -> *const c_char {
    name(fault, c_names!(mixerr_fault { None Malformed Foreign Http TooDeep Origin }))
}

/// Returns the name of a mixerr_payment, such as "EXCLUDED". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_payment_name(payment: u8) -> *const c_char {
    name(payment, c_names!(mixerr_payment = Payment { Possible Excluded }))
}

/// Returns the name of a mixerr_data, such as "PRESENT". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_data_name(data: u8) -> *const c_char {
    name(data, c_names!(mixerr_data = Data { Absent Null Present }))
}

/// Returns the name of a mixerr_category, such as "WALLET". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_category_name(category: u8) -> *const c_char {
    let names = c_names!(mixerr_category = Category {
        Request Auth Limit Server Account Pin Wallet Chain Market Call
    });
    name(category, names)
}

/// Returns the name of a mixerr_source, such as "ORIGINAL". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_source_name(source: u8) -> *const c_char {
    name(source, c_names!(mixerr_source = Source { Original Docs Apps Calls }))
}

/// Returns the name of a mixerr_step, such as "LOOK_UP", as mixerr_status_name does of a status.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_step_name(step: u8) -> *const c_char {
    name(step, c_names!(mixerr_step { Done Save Wait Send LookUp Ask }))
}

/// Returns the name of a mixerr_ending, such as "NOT_PAID", as mixerr_status_name does of a status.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_ending_name(ending: u8) -> *const c_char {
    name(ending, c_names!(mixerr_ending = Ending { Unknown Paid NotPaid Conflict }))
}

/// Returns the name of a mixerr_match, such as "EXACT", as mixerr_status_name does of a status.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_match_name(r#match: u8) -> *const c_char {
    name(r#match, c_names!(mixerr_match = Match { None Exact Conflict Pending }))
}

/// Returns the name of a mixerr_origin, such as "OTHER". See mixerr_status_name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_origin_name(origin: u8) -> *const c_char {
    name(origin, c_names!(mixerr_origin = Origin { Unknown Api Other }))
}
