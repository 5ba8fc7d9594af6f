//! The structs that C owns, and their layout.

use core::ffi::c_char;

use crate::catalog::mixerr_entry;

/// How many bytes of a description are kept, without the NUL.
pub const MIXERR_DESCRIPTION_CAPACITY: usize = 128;

/// How many bytes of an extra are kept, without the NUL.
pub const MIXERR_EXTRA_CAPACITY: usize = 128;

/// How many bytes are enough for every envelope that mixerr_write_envelope writes.
pub const MIXERR_ENVELOPE_CAPACITY: usize = 968;

/// How many bytes, with the NUL, are enough for every line that mixerr_write_log_line writes.
pub const MIXERR_LOG_LINE_CAPACITY: usize = 2048;

/// The size of a mixerr_reader in words of 8 bytes.
pub const MIXERR_READER_WORDS: usize = 43;

/// The size of a mixerr_transfer in words of 8 bytes.
pub const MIXERR_TRANSFER_WORDS: usize = 6;

/// The size of a transfer's record, in bytes.
pub const MIXERR_RECORD_SIZE: usize = 32;

/// The `bool` of C, which may be any byte when C hands it in.
#[expect(non_camel_case_types, reason = "the name of C")]
pub type c_bool = u8;

/// What a response is. The caller owns it; mixerr_read and mixerr_reader_finish fill it.
///
/// A struct of zeros is unread: its action is MIXERR_ACTION_REPORT, its payment MIXERR_PAYMENT_POSSIBLE, and every
/// function that takes a response returns MIXERR_STATUS_INVALID_RESPONSE for it.
///
/// What is absent is 0, NULL, false or empty; so a status of 0 in the body is reported as absent. Strings are UTF-8
/// and NUL-terminated, and may contain a NUL themselves: use their length. Bytes after the NUL are unspecified.
///
/// The strings are the server's own words, which may contain a phone number: mixerr_write_log_line writes what is safe
/// to log.
#[repr(C)]
pub struct mixerr_response {
    /// What it is: a mixerr_outcome.
    pub outcome: u8,
    /// What the caller should do now, whatever the outcome: a mixerr_action.
    pub action: u8,
    /// Why it is not from the API: a mixerr_fault.
    pub fault: u8,
    /// Whether the request that was answered may have paid, a fact about that request alone: a mixerr_payment.
    pub payment: u8,
    /// Whether a success has a member `data`: a mixerr_data. MIXERR_DATA_ABSENT for every other outcome.
    pub data: u8,
    /// Whether the description was longer than MIXERR_DESCRIPTION_CAPACITY bytes; it ends on a character boundary.
    pub description_truncated: c_bool,
    /// Whether the extra was longer than MIXERR_EXTRA_CAPACITY bytes; it is then a prefix, and not valid JSON.
    pub extra_truncated: c_bool,
    /// The HTTP status as given, 0 for a WebSocket frame.
    pub http_status: u16,
    /// The status in the body, the envelope's `error.status`; 0 if absent or no integer of 16 bits.
    pub status: u16,
    /// The envelope's `error.code`; meaningful when the outcome is MIXERR_OUTCOME_API_ERROR. It may be 0.
    pub code: u32,
    /// Of a malformed or too deep body: the first byte, from 0, that cannot stand where it stands; the body's length
    /// if it was cut; at most UINT32_MAX.
    pub fault_offset: u32,
    /// What the catalog knows of the code; NULL if it does not list it, and if the outcome is not an error of the API.
    pub entry: *const mixerr_entry,
    /// The length of the description in bytes, without the NUL.
    pub description_len: u16,
    /// The length of the extra in bytes, without the NUL.
    pub extra_len: u16,
    /// The envelope's `error.description`, escapes decoded: MIXERR_DESCRIPTION_CAPACITY bytes and a NUL.
    pub description: [c_char; 129],
    /// The envelope's `error.extra`, of whatever type, as compact JSON: MIXERR_EXTRA_CAPACITY bytes and a NUL.
    pub extra: [c_char; 129],
}

/// Reads an answer that arrives in pieces. The caller owns it, on the stack or in static memory, and may copy it; what
/// is in it is nobody's business.
///
/// It must be initialised by mixerr_reader_init before each answer, and nobody else may write into it until that ends.
#[repr(C)]
pub struct mixerr_reader {
    /// Private.
    pub opaque: [u64; MIXERR_READER_WORDS],
}

/// One payment under one idempotency key, from before its first request to a known end. Its contents are private.
///
/// mixerr_transfer_init or mixerr_transfer_restore initialises it. mixerr_transfer_poll reports what the caller must do
/// now. The handle functions report what happened. A report that does not fit the present step changes nothing and
/// returns MIXERR_STATUS_UNEXPECTED_STEP.
///
/// The key is the `trace_id` of a legacy transfer, or the `request_id` of a Safe transaction. The API pays a key once.
///
/// - Repeat a payment with the same key and the same parameters. The token, the `X-Request-Id` and the encrypted PIN are
///   new in each request.
/// - Never conclude from one response that the key has paid nothing.
/// - Only MIXERR_ENDING_NOT_PAID permits the same payment with another key.
/// - After MIXERR_ENDING_UNKNOWN, keep the key and continue later.
#[repr(C)]
pub struct mixerr_transfer {
    /// Private.
    pub opaque: [u64; MIXERR_TRANSFER_WORDS],
}

/// What the caller of a transfer must do now. Zeros are MIXERR_STEP_DONE with MIXERR_ENDING_UNKNOWN, the safe reading.
#[repr(C)]
pub struct mixerr_next {
    /// A mixerr_step.
    pub step: u8,
    /// A mixerr_ending, at MIXERR_STEP_DONE.
    pub ending: u8,
    /// A mixerr_action. At MIXERR_STEP_ASK it is to be done. At MIXERR_STEP_DONE it is that of the last response.
    pub action: u8,
    /// The pause in milliseconds, at MIXERR_STEP_WAIT.
    pub wait_ms: u32,
}
