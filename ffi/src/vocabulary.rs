//! The enums: numbers that go out, and their names.

use core::ffi::{CStr, c_char};

use crate::pointer::Checked;

/// What a function says of the call itself. Only MIXERR_STATUS_OK is a success; after everything else the outputs are
/// as they were.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum mixerr_status {
    /// The call did what it says.
    Ok = 0,
    /// A pointer is NULL that must not be.
    NullPointer = 1,
    /// A pointer to a struct is not aligned as its type is.
    Misaligned = 2,
    /// A length or capacity is more than memory can hold.
    LengthOutOfRange = 3,
    /// What would be written lies over what is read.
    Overlap = 4,
    /// The output does not fit into its capacity.
    BufferTooSmall = 5,
    /// The response has nothing of what was asked for.
    NotFound = 6,
    /// The response is a success or not from the API, and has no envelope.
    NotApiError = 7,
    /// The response is none that this library filled: a length, text or number in it is impossible.
    InvalidResponse = 8,
    /// The reader has not been initialised, or has been finished since.
    ReaderNotReady = 9,
}

impl mixerr_status {
    /// The status of a call.
    #[inline]
    pub(crate) fn of(call: impl FnOnce() -> Checked<()>) -> Self {
        call().err().unwrap_or(Self::Ok)
    }
}

/// What an answer is.
#[repr(u8)]
pub enum mixerr_outcome {
    /// JSON without an error, at HTTP status 200 to 209, or 0 for a WebSocket frame.
    Success = 0,
    /// An error of the API, at whatever HTTP status.
    ApiError = 1,
    /// Not an answer of the API: something in front of it, or a damaged one.
    NotFromApi = 2,
}

/// What the caller should do about an answer.
#[repr(u8)]
pub enum mixerr_action {
    /// Nothing: the answer is a success.
    None = 0,
    /// Send the same request again, with the same trace id.
    Retry = 1,
    /// Send the same request again after a pause, with the same trace id.
    Wait = 2,
    /// A person must change or decide something; never retry by itself.
    AskUser = 3,
    /// The caller's bug; retrying is useless.
    FixRequest = 4,
    /// Get a new token or authorization code.
    Reauthorize = 5,
    /// Read the transfer by its trace id before anything else: it may be paid already.
    Reconcile = 6,
    /// Fetch the conversation's participants again, then send again.
    Resync = 7,
    /// Set the clock; the server refuses tokens from another time.
    FixClock = 8,
    /// Install a newer version of the app.
    UpdateApp = 9,
    /// Nobody documents a remedy: show it and log it.
    Report = 10,
}

/// Why an answer is not one of the API's.
#[repr(u8)]
pub enum mixerr_fault {
    /// It is one.
    None = 0,
    /// Not JSON (RFC 8259): HTML, text, nothing, a body that was cut or damaged on its way.
    Malformed = 1,
    /// JSON with an `error` that is not the API's: a text, a number, or an object without a usable `code`.
    Foreign = 2,
    /// JSON without an error, at an HTTP status that is none of a success.
    Http = 3,
    /// JSON of more than 64 containers in one another.
    TooDeep = 4,
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

/// Where a row of the catalog is known from.
#[repr(u8)]
pub enum mixerr_edition {
    /// The 27 rows of the original error table (2018-05).
    V2018 = 0,
    /// Later editions of the same table (2018-09 to 2025-12).
    Docs = 1,
    /// The official apps only.
    Apps = 2,
    /// The group-call service.
    Calls = 3,
}

/// What an error says of a transfer's trace id.
///
/// It speaks of the request that it answers. If an earlier request with the same trace id went without an answer, that
/// one may have paid: look for the transfer by its trace id before it is thrown away.
#[repr(u8)]
pub enum mixerr_trace {
    /// The transfer may have happened: send it again with the same trace id only.
    Keep = 0,
    /// This request surely moved nothing: the trace id may be thrown away.
    Discard = 1,
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
    name(outcome, &[c"SUCCESS", c"API_ERROR", c"NOT_FROM_API"])
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
            c"NONE",
            c"RETRY",
            c"WAIT",
            c"ASK_USER",
            c"FIX_REQUEST",
            c"REAUTHORIZE",
            c"RECONCILE",
            c"RESYNC",
            c"FIX_CLOCK",
            c"UPDATE_APP",
            c"REPORT",
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

/// Names a mixerr_edition.
///
/// Returns the constant's name without its prefix, such as "V2018"; "UNKNOWN" for a number that this library does not
/// know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_edition_name(edition: u8) -> *const c_char {
    name(edition, &[c"V2018", c"DOCS", c"APPS", c"CALLS"])
}

/// Names a mixerr_trace.
///
/// Returns the constant's name without its prefix, such as "DISCARD"; "UNKNOWN" for a number that this library does
/// not know. The text is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_trace_name(trace: u8) -> *const c_char {
    name(trace, &[c"KEEP", c"DISCARD"])
}
