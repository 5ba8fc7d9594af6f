//! Functions of a response's head.

use core::ffi::c_char;

use mixerr::{Action, Code, Head, PaymentOutcome};

use crate::object;
use crate::pointer::{self, Region};
use crate::response::fill_without_parser;
use crate::status::{catch, mixerr_status};
use crate::types::{mixerr_head, mixerr_response};
use crate::validate::payment_outcome;

/// Initialises a head for the next response. Its earlier contents do not matter.
///
/// `sent_request_id` is the `X-Request-Id` of the request, NUL-terminated, which the API echoes. It is NULL if none was
/// sent, or if the server does not echo it, such as a TIP node.
///
/// Returns
/// - MIXERR_STATUS_OK: the head is ready;
/// - MIXERR_STATUS_NULL_POINTER: `head` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `head` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `head` overlaps the string.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_head_init(
    head: *mut mixerr_head,
    sent_request_id: *const c_char,
) -> mixerr_status {
    catch(|| {
        let sent = if sent_request_id.is_null() {
            None
        } else {
            // SAFETY: the caller's string.
            Some(unsafe { pointer::text(sent_request_id) }?)
        };
        let borrowed = sent.map_or(Region::NONE, Region::of_text);
        object::check_new(head, &[borrowed])?;
        // SAFETY: checked.
        unsafe { object::write(head, Head::from_bytes(sent), |_| {}) };
        Ok(())
    })
}

/// Reads a field of the head. Every field may be passed, in any order; the others are ignored.
///
/// `X-Request-Id`, `X-Server-Time`, `Retry-After` and `Date` are read. Names are compared without case, and a value of
/// another form is ignored. `name` has `name_len` bytes and `value` has `value_len`, without a NUL and without the colon
/// between them. Either may be NULL if its length is 0.
///
/// Returns
/// - MIXERR_STATUS_OK: the field is read;
/// - MIXERR_STATUS_NULL_POINTER: `head` is NULL, or `name` or `value` is NULL and its length is not 0;
/// - MIXERR_STATUS_MISALIGNED: `head` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: a length is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: the name or the value overlaps the head;
/// - MIXERR_STATUS_NOT_INITIALISED: the head has not been initialised.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_head_field(
    head: *mut mixerr_head,
    name: *const c_char,
    name_len: usize,
    value: *const c_char,
    value_len: usize,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's bytes.
        let name = unsafe { pointer::bytes(name.cast(), name_len) }?;
        // SAFETY: the caller's bytes.
        let value = unsafe { pointer::bytes(value.cast(), value_len) }?;
        let borrowed = [Region::of(name), Region::of(value)];
        // SAFETY: the caller's struct.
        unsafe { object::update(head, &borrowed, |head| head.field(name, value)) }
    })
}

/// Changes a response by what its head proves.
///
/// If the origin is MIXERR_ORIGIN_OTHER, a success or an error of the API becomes a response with
/// MIXERR_FAULT_ORIGIN, whose action is MIXERR_ACTION_RETRY, or that of an HTTP status that is not 20x. If the API
/// answers 401 and the clock is five minutes or more off, the action becomes MIXERR_ACTION_FIX_CLOCK. What an earlier
/// call changed stays changed.
///
/// `now_ms` is the caller's clock, in milliseconds since 1970, and 0 without a clock.
///
/// Returns
/// - MIXERR_STATUS_OK: the response is what the head proves;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: a pointer is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `response` overlaps the head;
/// - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library;
/// - MIXERR_STATUS_NOT_INITIALISED: the head has not been initialised.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_head_refine(
    head: *const mixerr_head,
    now_ms: i64,
    response: *mut mixerr_response,
) -> mixerr_status {
    catch(|| {
        let region = object::region(head);
        // SAFETY: the caller's struct.
        let head = unsafe { object::value(head) }?;
        // SAFETY: the caller's struct.
        let response = unsafe { pointer::output(response, region) }?;
        match (payment_outcome(response)?, head.fault(response.http_status)) {
            (PaymentOutcome::NotFromApi { .. }, _) => {}
            (_, Some(fault)) => fill_without_parser(response, fault),
            (PaymentOutcome::Api { code: Code::UNAUTHORIZED, .. }, None) if head.has_wrong_clock(now_ms) => {
                response.action = Action::FixClock as u8;
            }
            _ => {}
        }
        Ok(())
    })
}

/// Returns for how many seconds the server asks to wait; 0 if it does not.
///
/// Also returns 0 if `head` is NULL, misaligned or not initialised. An HTTP date counts together with `Date`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_head_retry_after_s(head: *const mixerr_head) -> u32 {
    // SAFETY: the caller's struct.
    unsafe { object::value(head) }.map_or(0, Head::retry_after_s)
}

/// Returns what answered, once all fields are read: a mixerr_origin.
///
/// Returns MIXERR_ORIGIN_UNKNOWN if `head` is NULL, misaligned or not initialised.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_head_origin(head: *const mixerr_head) -> u8 {
    // SAFETY: the caller's struct.
    unsafe { object::value(head) }.map_or(0, |head| head.origin() as u8)
}

/// Writes by how many milliseconds the caller's clock is ahead of the server's, negative if it is behind.
///
/// `now_ms` is the caller's clock, in milliseconds since 1970.
///
/// Returns
/// - MIXERR_STATUS_OK: the difference is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: a pointer is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `out_skew_ms` overlaps the head;
/// - MIXERR_STATUS_NOT_FOUND: the head has no `X-Server-Time`, or `now_ms` is 0 or less;
/// - MIXERR_STATUS_NOT_INITIALISED: the head has not been initialised.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_head_skew_ms(
    head: *const mixerr_head,
    now_ms: i64,
    out_skew_ms: *mut i64,
) -> mixerr_status {
    catch(|| {
        let region = object::region(head);
        // SAFETY: the caller's struct.
        let head = unsafe { object::value(head) }?;
        // SAFETY: the caller's number.
        let out = unsafe { pointer::output(out_skew_ms, region) }?;
        *out = head.skew_ms(now_ms).ok_or(mixerr_status::NotFound)?;
        Ok(())
    })
}
