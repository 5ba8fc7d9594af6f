//! The enums: numbers that go out, and their names.

use core::ffi::{CStr, c_char};

/// What a response is.
#[repr(u8)]
pub enum mixerr_outcome {
    /// Nothing has been read: a struct of zeros.
    Unread = 0,
    /// JSON without an error, at HTTP status 200 to 209, or 0 for a WebSocket frame; or an empty body at 204 or 205.
    Success = 1,
    /// An error of the API, at whatever HTTP status.
    ApiError = 2,
    /// Not from the API, but from something in front of it; or damaged on its way.
    NotFromApi = 3,
}

/// What the caller should do about a response.
///
/// MIXERR_ACTION_RETRY and MIXERR_ACTION_WAIT keep the idempotency key (`trace_id`, `request_id`), the parameters and
/// the raw transaction. They renew the JWT, the `X-Request-Id` header and the encrypted PIN.
#[repr(u8)]
pub enum mixerr_action {
    /// No remedy is documented: show it and log it. Also of an unread response.
    Report = 0,
    /// The response is a success: go on.
    Proceed = 1,
    /// Send the same request again, with the same idempotency key.
    Retry = 2,
    /// Send the same request again after a pause, with the same idempotency key.
    Wait = 3,
    /// A person must change or decide something; never retry automatically.
    AskUser = 4,
    /// The caller's bug; retrying is useless.
    FixRequest = 5,
    /// Get a new token or authorization code.
    Reauthorize = 6,
    /// Read the transfer by its idempotency key before anything else: it may be paid already.
    Reconcile = 7,
    /// Fetch the conversation's participants again, then send again.
    Resync = 8,
    /// Set the clock; the server refuses tokens from another time.
    FixClock = 9,
    /// Install a newer version of the app.
    UpdateApp = 10,
}

/// Why a response is not from the API.
#[repr(u8)]
pub enum mixerr_fault {
    /// It is from the API, or unread.
    None = 0,
    /// Not JSON (RFC 8259): HTML, text, nothing, a body that was truncated or damaged on its way.
    Malformed = 1,
    /// JSON with an `error` that is not the API's: a text, a number, or an object without a usable `code`.
    Foreign = 2,
    /// JSON without an error, at an HTTP status that is not one of a success.
    Http = 3,
    /// JSON of more than 64 containers in one another.
    TooDeep = 4,
}

/// Whether the request that a response answers may have paid.
///
/// This is a fact about one request. It is no permission to discard an idempotency key (`trace_id`, `request_id`): an
/// earlier request with the same key may have paid.
#[repr(u8)]
pub enum mixerr_payment {
    /// The request may have paid. Successes and responses that are not from the API included.
    Possible = 0,
    /// The request surely paid nothing. An earlier request with the same key may have paid.
    Excluded = 1,
}

/// Whether a success has a member `data` in its root object; the last one of that name counts.
///
/// Absence alone proves nothing: `{}`, arrays and plain objects are documented successes of the API. But every endpoint
/// that pays always sends `data`.
#[repr(u8)]
pub enum mixerr_data {
    /// There is no such member, or the outcome is not a success.
    Absent = 0,
    /// It is `null`.
    Null = 1,
    /// It is anything else.
    Present = 2,
}

/// The subject that an error belongs to.
#[repr(u8)]
pub enum mixerr_category {
    /// The request itself: its body, fields or path.
    Request = 0,
    /// Tokens, permissions, clocks.
    Auth = 1,
    /// Too many or too much of something.
    Limit = 2,
    /// The server failed.
    Server = 3,
    /// Phone numbers, codes and identities of an account.
    Account = 4,
    /// The PIN.
    Pin = 5,
    /// Balances, fees, amounts and transfers.
    Wallet = 6,
    /// The blockchain behind an asset.
    Chain = 7,
    /// Swaps, orders, cards and prices.
    Market = 8,
    /// Group calls.
    Call = 9,
}

/// The document in which a row of the catalog is found.
#[repr(u8)]
pub enum mixerr_source {
    /// The 27 rows of the original error table (2018-05).
    Original = 0,
    /// Later editions of the same table (2018-09 to 2025-12).
    Docs = 1,
    /// The official apps only.
    Apps = 2,
    /// The group-call service.
    Calls = 3,
}

/// Returns the name at `number`, or "UNKNOWN" past the end.
fn name(number: u8, names: &[&'static CStr]) -> *const c_char {
    names.get(usize::from(number)).copied().unwrap_or(c"UNKNOWN").as_ptr()
}

/// Names a mixerr_status.
///
/// Returns the constant's name without its prefix, such as "BUFFER_TOO_SMALL"; "UNKNOWN" for a number that this
/// library does not know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_status_name(status: u8) -> *const c_char {
    name(
        status,
        &[
            c"OK",
            c"NULL_POINTER",
            c"MISALIGNED",
            c"LENGTH_OUT_OF_RANGE",
            c"OVERLAP",
            c"BUFFER_TOO_SMALL",
            c"NOT_FOUND",
            c"NOT_API_ERROR",
            c"INVALID_RESPONSE",
            c"READER_NOT_READY",
        ],
    )
}

/// Names a mixerr_outcome.
///
/// Returns the constant's name without its prefix, such as "API_ERROR"; "UNKNOWN" for a number that this library does
/// not know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_outcome_name(outcome: u8) -> *const c_char {
    name(outcome, &[c"UNREAD", c"SUCCESS", c"API_ERROR", c"NOT_FROM_API"])
}

/// Names a mixerr_action.
///
/// Returns the constant's name without its prefix, such as "ASK_USER"; "UNKNOWN" for a number that this library does
/// not know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_action_name(action: u8) -> *const c_char {
    name(
        action,
        &[
            c"REPORT",
            c"PROCEED",
            c"RETRY",
            c"WAIT",
            c"ASK_USER",
            c"FIX_REQUEST",
            c"REAUTHORIZE",
            c"RECONCILE",
            c"RESYNC",
            c"FIX_CLOCK",
            c"UPDATE_APP",
        ],
    )
}

/// Names a mixerr_fault.
///
/// Returns the constant's name without its prefix, such as "TOO_DEEP"; "UNKNOWN" for a number that this library does
/// not know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_fault_name(fault: u8) -> *const c_char {
    name(fault, &[c"NONE", c"MALFORMED", c"FOREIGN", c"HTTP", c"TOO_DEEP"])
}

/// Names a mixerr_payment.
///
/// Returns the constant's name without its prefix, such as "EXCLUDED"; "UNKNOWN" for a number that this library does not
/// know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_payment_name(payment: u8) -> *const c_char {
    name(payment, &[c"POSSIBLE", c"EXCLUDED"])
}

/// Names a mixerr_data.
///
/// Returns the constant's name without its prefix, such as "PRESENT"; "UNKNOWN" for a number that this library does not
/// know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_data_name(data: u8) -> *const c_char {
    name(data, &[c"ABSENT", c"NULL", c"PRESENT"])
}

/// Names a mixerr_category.
///
/// Returns the constant's name without its prefix, such as "WALLET"; "UNKNOWN" for a number that this library does
/// not know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_category_name(category: u8) -> *const c_char {
    name(
        category,
        &[
            c"REQUEST", c"AUTH", c"LIMIT", c"SERVER", c"ACCOUNT", c"PIN", c"WALLET", c"CHAIN", c"MARKET",
            c"CALL",
        ],
    )
}

/// Names a mixerr_source.
///
/// Returns the constant's name without its prefix, such as "ORIGINAL"; "UNKNOWN" for a number that this library does not
/// know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_source_name(source: u8) -> *const c_char {
    name(source, &[c"ORIGINAL", c"DOCS", c"APPS", c"CALLS"])
}
