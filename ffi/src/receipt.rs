//! Functions of a receipt.

use core::ffi::c_char;
use core::mem::MaybeUninit;

use mixerr::raw::Rule;
use mixerr::{Match, PaymentOutcome, Receipt, ReceiptError};

use crate::object;
use crate::pointer::{self, Region};
use crate::status::{Result, catch, mixerr_status};
use crate::types::{MIXERR_RECEIPT_MEMBERS, mixerr_receipt, mixerr_response};
use crate::validate::payment_outcome;

const _: () = assert!(MIXERR_RECEIPT_MEMBERS == mixerr::RECEIPT_MEMBERS);

// Zeros are a receipt without a key. The tests in C read every vector with one.
// SAFETY: the compiler refuses zeros that are not a valid receipt.
const _: Receipt = unsafe { MaybeUninit::zeroed().assume_init() };

/// Initialises a receipt of a transfer with this idempotency key, at the start of a body. Its earlier contents do not
/// matter.
///
/// `key_name` is `trace_id`, or `request_id` on Safe, and `key` its value. Both are NUL-terminated. The bytes of `key` are
/// compared, and the API writes a UUID in lower case.
///
/// Returns
/// - MIXERR_STATUS_OK: the receipt is ready;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `receipt` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: a string overlaps the receipt.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_receipt_init(
    receipt: *mut mixerr_receipt,
    key_name: *const c_char,
    key: *const c_char,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's string.
        let name = unsafe { pointer::text(key_name) }?;
        // SAFETY: the caller's string.
        let key = unsafe { pointer::text(key) }?;
        let borrowed = [Region::of_text(name), Region::of_text(key)];
        object::check_new(receipt, &borrowed)?;
        let add_key = |receipt: &mut Receipt| {
            // The first member is always added.
            let _ = receipt.add(Rule::Text, name, key);
        };
        // SAFETY: `check_new` has checked the pointer, and zeros are a valid receipt: the compiler checks it above.
        unsafe { object::write_zeros(receipt, add_key) };
        Ok(())
    })
}

/// Adds a member that must be a string with this value, such as `asset_id`.
///
/// `name` and `value` are NUL-terminated. The receipt keeps 64 bytes of a value; a longer one is also compared by its
/// length and a hash.
///
/// Returns
/// - MIXERR_STATUS_OK: the member is added;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `receipt` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: a string overlaps the receipt;
/// - MIXERR_STATUS_NOT_INITIALISED: the receipt has not been initialised;
/// - MIXERR_STATUS_TOO_MANY_MEMBERS: the receipt has MIXERR_RECEIPT_MEMBERS members already;
/// - MIXERR_STATUS_INVALID_MEMBER: the key or another member has this name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_receipt_require(
    receipt: *mut mixerr_receipt,
    name: *const c_char,
    value: *const c_char,
) -> mixerr_status {
    // SAFETY: the caller's struct and strings.
    unsafe { add(receipt, Rule::Text, name, value) }
}

/// Adds a member that must be a string with this decimal number, such as `amount`.
///
/// `name` and `value` are NUL-terminated, and `value` has at most 64 digits. Sign, leading and trailing zeros do not
/// count: `-1.50` equals `1.5`.
///
/// Returns
/// - MIXERR_STATUS_OK: the member is added;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `receipt` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: a string overlaps the receipt;
/// - MIXERR_STATUS_NOT_INITIALISED: the receipt has not been initialised;
/// - MIXERR_STATUS_TOO_MANY_MEMBERS: the receipt has MIXERR_RECEIPT_MEMBERS members already;
/// - MIXERR_STATUS_INVALID_MEMBER: the key or another member has this name, or `value` is not a decimal number of at most 64 digits.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_receipt_require_decimal(
    receipt: *mut mixerr_receipt,
    name: *const c_char,
    value: *const c_char,
) -> mixerr_status {
    // SAFETY: the caller's struct and strings.
    unsafe { add(receipt, Rule::Decimal, name, value) }
}

/// Adds a member that has this value once the transfer is final, such as `state` with `spent`.
///
/// `name` and `value` are NUL-terminated. The receipt keeps 64 bytes of a value; a longer one is also compared by its
/// length and a hash.
///
/// Returns
/// - MIXERR_STATUS_OK: the member is added;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `receipt` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: a string overlaps the receipt;
/// - MIXERR_STATUS_NOT_INITIALISED: the receipt has not been initialised;
/// - MIXERR_STATUS_TOO_MANY_MEMBERS: the receipt has MIXERR_RECEIPT_MEMBERS members already;
/// - MIXERR_STATUS_INVALID_MEMBER: the key or another member has this name.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_receipt_wait_for(
    receipt: *mut mixerr_receipt,
    name: *const c_char,
    value: *const c_char,
) -> mixerr_status {
    // SAFETY: the caller's struct and strings.
    unsafe { add(receipt, Rule::Final, name, value) }
}

unsafe fn add(
    receipt: *mut mixerr_receipt,
    rule: Rule,
    name: *const c_char,
    value: *const c_char,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's string.
        let name = unsafe { pointer::text(name) }?;
        // SAFETY: the caller's string.
        let value = unsafe { pointer::text(value) }?;
        let borrowed = [Region::of_text(name), Region::of_text(value)];
        // SAFETY: the caller's struct.
        let added = unsafe { object::update(receipt, &borrowed, |receipt| receipt.add(rule, name, value)) }?;
        added.map_err(|error| match error {
            ReceiptError::TooMany => mixerr_status::TooManyMembers,
            _ => mixerr_status::InvalidMember,
        })
    })
}

/// Begins a new body. Call it before each response.
///
/// Returns
/// - MIXERR_STATUS_OK: the receipt is at the start of a body;
/// - MIXERR_STATUS_NULL_POINTER: `receipt` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `receipt` is not aligned for its type;
/// - MIXERR_STATUS_NOT_INITIALISED: the receipt has not been initialised.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_receipt_begin(receipt: *mut mixerr_receipt) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        unsafe { object::update(receipt, &[], Receipt::begin) }
    })
}

/// Reads the next chunk of the body.
///
/// `chunk` has `chunk_len` bytes, which may be any number. It may be NULL if `chunk_len` is 0. Every split of a body
/// into chunks gives the same match.
///
/// Returns
/// - MIXERR_STATUS_OK: the chunk is read, whatever its bytes are;
/// - MIXERR_STATUS_NULL_POINTER: `receipt` is NULL, or `chunk` is NULL and `chunk_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `receipt` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `chunk_len` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: the chunk overlaps the receipt;
/// - MIXERR_STATUS_NOT_INITIALISED: the receipt has not been initialised.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_receipt_feed(
    receipt: *mut mixerr_receipt,
    chunk: *const u8,
    chunk_len: usize,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's bytes.
        let chunk = unsafe { pointer::bytes(chunk, chunk_len) }?;
        // SAFETY: the caller's struct.
        unsafe { object::update(receipt, &[Region::of(chunk)], |receipt| receipt.feed(chunk)) }
    })
}

/// Returns how the complete body matches the transfer: a mixerr_match. `response` is what the reader says of the same
/// body; only a success matches.
///
/// - MIXERR_MATCH_EXACT: an object in `data` has the key, and every other member with its value.
/// - MIXERR_MATCH_PENDING: it has the key and every required member, but not yet the value that is waited for.
/// - MIXERR_MATCH_CONFLICT: it has the key, and a required member is a string that differs.
/// - MIXERR_MATCH_NONE: everything else. Also if a pointer is NULL or misaligned, or a struct was not filled by this
///   library.
///
/// Of several objects, exact counts before pending, and pending before conflict.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_receipt_match(
    receipt: *const mixerr_receipt,
    response: *const mixerr_response,
) -> u8 {
    let found = || -> Result<Match> {
        // SAFETY: the caller's struct.
        let receipt = unsafe { object::value(receipt) }?;
        // SAFETY: the caller's struct.
        let response = unsafe { pointer::input(response) }?;
        Ok(if payment_outcome(response)? == PaymentOutcome::Success { receipt.found() } else { Match::None })
    };
    found().unwrap_or(Match::None) as u8
}
