//! The structs that the caller owns, and their sizes.

use core::ffi::c_char;

use crate::catalog::mixerr_entry;

/// The longest description that a response holds, in bytes without the NUL.
pub const MIXERR_DESCRIPTION_CAPACITY: usize = 128;

/// The longest extra that a response holds, in bytes without the NUL.
pub const MIXERR_EXTRA_CAPACITY: usize = 128;

/// The capacity that is enough for every envelope of mixerr_write_envelope, in bytes.
pub const MIXERR_ENVELOPE_CAPACITY: usize = 968;

/// The capacity that is enough for every line of mixerr_write_log_line, in bytes with the NUL.
pub const MIXERR_LOG_LINE_CAPACITY: usize = 2048;

/// The capacity that is enough for every explanation of mixerr_explain, in bytes with the NUL.
pub const MIXERR_EXPLANATION_CAPACITY: usize = 4096;

/// The size of a mixerr_head in words of 8 bytes.
pub const MIXERR_HEAD_WORDS: usize = 5;

/// The size of a mixerr_receipt in words of 8 bytes.
pub const MIXERR_RECEIPT_WORDS: usize = 72;

/// The members that a receipt compares besides the key.
pub const MIXERR_RECEIPT_MEMBERS: usize = 4;

/// The size of a mixerr_reader in words of 8 bytes.
pub const MIXERR_READER_WORDS: usize = 43;

/// The size of a mixerr_transfer in words of 8 bytes.
pub const MIXERR_TRANSFER_WORDS: usize = 6;

/// The size of a transfer's record in bytes.
pub const MIXERR_RECORD_SIZE: usize = 32;

/// The `bool` of C. It is a byte here, because C may pass one that is neither 0 nor 1.
#[expect(non_camel_case_types, reason = "the name of C")]
pub type c_bool = u8;

/// A response, filled by mixerr_read or mixerr_reader_finish.
///
/// A struct of zeros is unread: its action is MIXERR_ACTION_REPORT, its payment MIXERR_PAYMENT_POSSIBLE, and every
/// function that takes a response returns MIXERR_STATUS_INVALID_RESPONSE for it.
///
/// An absent value is 0, NULL, false or empty, so a `status` of 0 in the body is reported as absent. Strings are
/// NUL-terminated UTF-8. They may contain a NUL, so use their lengths. The bytes after a string are unspecified.
///
/// Description and extra are the server's own words and may contain a phone number. mixerr_write_log_line writes what
/// is safe to log.
#[repr(C)]
pub struct mixerr_response {
    /// What the response is: a mixerr_outcome.
    pub outcome: u8,
    /// What the caller should do, for every outcome: a mixerr_action.
    pub action: u8,
    /// Why the response is not from the API: a mixerr_fault.
    pub fault: u8,
    /// Whether the request that was answered may have paid: a mixerr_payment.
    pub payment: u8,
    /// Whether a success has a member `data`: a mixerr_data. MIXERR_DATA_ABSENT for every other outcome.
    pub data: u8,
    /// True if the description was longer than MIXERR_DESCRIPTION_CAPACITY bytes. It ends with a complete character.
    pub description_truncated: c_bool,
    /// True if the extra was longer than MIXERR_EXTRA_CAPACITY bytes. It is then a prefix, which is not valid JSON.
    pub extra_truncated: c_bool,
    /// The HTTP status that the caller passed, 0 for a WebSocket frame.
    pub http_status: u16,
    /// The status in the body, `error.status`; 0 if it is absent or not an integer of 16 bits.
    pub status: u16,
    /// The code, `error.code`. It is meaningful if the outcome is MIXERR_OUTCOME_API_ERROR, and may be 0.
    pub code: u32,
    /// The offset of the first invalid byte, or the body's length if it was truncated; at most UINT32_MAX. 0 unless the
    /// fault is MIXERR_FAULT_MALFORMED or MIXERR_FAULT_TOO_DEEP.
    pub fault_offset: u32,
    /// The catalog's entry for the code. NULL if the catalog does not list the code, and for every other outcome.
    pub entry: *const mixerr_entry,
    /// The length of the description in bytes, without the NUL.
    pub description_len: u16,
    /// The length of the extra in bytes, without the NUL.
    pub extra_len: u16,
    /// The description, `error.description`, with escapes decoded and a NUL.
    pub description: [c_char; 129],
    /// The extra, `error.extra` of any type, as compact JSON with a NUL.
    pub extra: [c_char; 129],
}

/// A reader of a body that arrives in chunks.
///
///     mixerr_reader reader;
///     int length;
///     if (mixerr_reader_init(&reader) != MIXERR_STATUS_OK)
///         return BUG_IN_THIS_PROGRAM;
///     while ((length = receive(chunk, sizeof chunk)) > 0)
///         if (mixerr_reader_feed(&reader, chunk, (size_t)length) != MIXERR_STATUS_OK)
///             return BUG_IN_THIS_PROGRAM;
///     if (length < 0)
///         return no_response();            // the connection failed: do not finish the reader
///     if (mixerr_reader_finish(&reader, http_status, &r) != MIXERR_STATUS_OK)
///         return BUG_IN_THIS_PROGRAM;
///
/// A reader may be on the stack or in static memory, and may be copied. Call mixerr_reader_init before each response.
#[repr(C)]
pub struct mixerr_reader {
    /// Private. The caller must not write to it.
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
///
/// A payment is this loop:
///
///     mixerr_next next;
///     while (mixerr_transfer_poll(&transfer, &next) == MIXERR_STATUS_OK) {
///         mixerr_status status;
///         switch (next.step) {
///         case MIXERR_STEP_SAVE:
///             if (mixerr_transfer_record(&transfer, record) != MIXERR_STATUS_OK || !save(record))
///                 return MIXERR_ENDING_UNKNOWN;
///             status = mixerr_transfer_handle_saved(&transfer);
///             break;
///         case MIXERR_STEP_WAIT:
///             sleep_ms(next.wait_ms);
///             status = mixerr_transfer_handle_timeout(&transfer);
///             break;
///         case MIXERR_STEP_SEND:           // a POST request with this key
///         case MIXERR_STEP_LOOK_UP:        // a GET request by this key
///             if (exchange(next.step, &response, &match, &retry_after_s))
///                 status = mixerr_transfer_handle_response(&transfer, &response, match, retry_after_s);
///             else
///                 status = mixerr_transfer_handle_no_response(&transfer, true);
///             break;
///         case MIXERR_STEP_ASK:
///             status = mixerr_transfer_handle_decision(&transfer, ask(next.action));
///             break;
///         default:
///             return next.ending;
///         }
///         if (status != MIXERR_STATUS_OK)
///             return BUG_IN_THIS_PROGRAM;
///     }
#[repr(C)]
pub struct mixerr_transfer {
    /// Private. The caller must not write to it.
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

/// The head of a response: what its fields prove.
///
///     mixerr_head head;
///     if (mixerr_head_init(&head, sent_request_id) != MIXERR_STATUS_OK)
///         return BUG_IN_THIS_PROGRAM;
///     while (next_field(&name, &name_len, &value, &value_len))
///         if (mixerr_head_field(&head, name, name_len, value, value_len) != MIXERR_STATUS_OK)
///             return BUG_IN_THIS_PROGRAM;
///     if (mixerr_head_refine(&head, now_ms, &r) != MIXERR_STATUS_OK)
///         return BUG_IN_THIS_PROGRAM;
///
/// It may be on the stack or in static memory, and may be copied. Call mixerr_head_init before each response.
#[repr(C)]
pub struct mixerr_head {
    /// Private. The caller must not write to it.
    pub opaque: [u64; MIXERR_HEAD_WORDS],
}

/// A receipt: compares a success with the transfer that was asked for.
///
///     mixerr_receipt receipt;
///     if (mixerr_receipt_init(&receipt, "trace_id", trace_id) != MIXERR_STATUS_OK ||
///         mixerr_receipt_require(&receipt, "asset_id", asset_id) != MIXERR_STATUS_OK ||
///         mixerr_receipt_require(&receipt, "opponent_id", receiver) != MIXERR_STATUS_OK ||
///         mixerr_receipt_require_decimal(&receipt, "amount", "1.5") != MIXERR_STATUS_OK)
///         return BUG_IN_THIS_PROGRAM;
///
/// Before each response call mixerr_receipt_begin, and feed it the chunks that the reader is fed. On Safe the key is
/// `request_id`: require its `transaction_hash`, and wait for `state` to be `spent`.
///
/// It may be on the stack or in static memory, and may be copied.
#[repr(C)]
pub struct mixerr_receipt {
    /// Private. The caller must not write to it.
    pub opaque: [u64; MIXERR_RECEIPT_WORDS],
}

/// The columns that mixerr_read_columns writes: one value for each row. A column that is NULL is not written.
///
/// The values are those of the fields of a mixerr_response. All values of a row without a response are 0.
#[repr(C)]
pub struct mixerr_columns {
    /// As `outcome` of a mixerr_response: a mixerr_outcome.
    pub outcome: *mut u8,
    /// As `action`: a mixerr_action.
    pub action: *mut u8,
    /// As `fault`: a mixerr_fault.
    pub fault: *mut u8,
    /// As `payment`: a mixerr_payment.
    pub payment: *mut u8,
    /// As `data`: a mixerr_data.
    pub data: *mut u8,
    /// As `status`: the status in the body.
    pub status: *mut u16,
    /// As `code`.
    pub code: *mut u32,
    /// As `fault_offset`, in bytes from the start of the row's body.
    pub fault_offset: *mut u32,
}
