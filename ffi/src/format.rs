//! What can be made of a response.

use core::ffi::c_char;
use core::fmt::Write;
use core::slice;
use core::str::from_utf8;

use mixerr::raw::reads_as_extra;

use crate::output::Output;
use crate::pointer::{self, Region};
use crate::read::read_on;
use crate::status::{catch, mixerr_status};
use crate::text_buffer::{LEN, TextBuffers};
use crate::types::{MIXERR_EXTRA_CAPACITY, mixerr_response};
use crate::validate::{Validated, validate};

/// Finds a string in the extra of an error, such as the "reason" of `{"field":"amount","reason":"..."}`.
///
/// `key` is the member's name, NUL-terminated UTF-8. The string, escapes decoded, goes to `out` with a NUL behind it,
/// `out_capacity` bytes in all; its length without the NUL goes to `out_len`. Of several members of that name the last
/// counts; in a truncated extra, strings that are complete are found.
///
/// Returns
/// - MIXERR_STATUS_OK: the string is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response, the key, or the other;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the string and its NUL are longer than `out_capacity`;
/// - MIXERR_STATUS_NOT_FOUND: it is not an error of the API, the extra is no object, or has no string of that name;
/// - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_extra_string(
    response: *const mixerr_response,
    key: *const c_char,
    out: *mut c_char,
    out_capacity: usize,
    out_len: *mut usize,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        let response = unsafe { pointer::input(response) }?;
        // A name that is longer cannot be in an extra.
        // SAFETY: the caller's text.
        let key = unsafe { pointer::text(key, MIXERR_EXTRA_CAPACITY) }?;
        let borrowed = [Region::of(slice::from_ref(response)), Region::of(key)];
        // SAFETY: the caller's buffer.
        let out = unsafe { Output::text(out, out_capacity, out_len, &borrowed) }?;
        let Validated::ApiError(error) = validate(response)? else { return Err(mixerr_status::NotFound) };
        let characters = name(key).and_then(|key| error.extra_string(key)).ok_or(mixerr_status::NotFound)?;
        out.write(|out| characters.clone().try_for_each(|character| out.write_char(character)))
    })
}

/// Tells what the server filled into the template of the catalog's description: a phone number, an asset, a maximum.
///
/// It goes to `out` with a NUL behind it, `out_capacity` bytes in all; its length without the NUL goes to `out_len`.
/// It may be private: do not log it.
///
/// Returns
/// - MIXERR_STATUS_OK: the text is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response or the other;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the text and its NUL are longer than `out_capacity`;
/// - MIXERR_STATUS_NOT_FOUND: it is not an error of the API, the catalog's description is no template, or the server's is
///   not made of it or was truncated;
/// - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_detail(
    response: *const mixerr_response,
    out: *mut c_char,
    out_capacity: usize,
    out_len: *mut usize,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        let response = unsafe { pointer::input(response) }?;
        // SAFETY: the caller's buffer.
        let out =
            unsafe { Output::text(out, out_capacity, out_len, &[Region::of(slice::from_ref(response))]) }?;
        let Validated::ApiError(error) = validate(response)? else { return Err(mixerr_status::NotFound) };
        let detail = error.detail().ok_or(mixerr_status::NotFound)?;
        out.write(|out| out.write_str(detail))
    })
}

/// Writes the envelope of an error as compact JSON, as the API would send it: for mock servers, proxies and logs.
///
/// It goes to `out`, `out_capacity` bytes in all, without a NUL; its length goes to `out_len`. An absent status,
/// description or extra is left out, and so are a status of 0 and a truncated extra. A truncated description reads back
/// without its flag, everything else reads back equal.
/// MIXERR_ENVELOPE_CAPACITY bytes are always enough.
///
/// Returns
/// - MIXERR_STATUS_OK: the envelope is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response or the other;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the envelope is longer than `out_capacity`;
/// - MIXERR_STATUS_NOT_API_ERROR: the response is a success or not from the API;
/// - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library; its extra, say, is not valid JSON.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_write_envelope(
    response: *const mixerr_response,
    out: *mut u8,
    out_capacity: usize,
    out_len: *mut usize,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        let response = unsafe { pointer::input(response) }?;
        // SAFETY: the caller's buffer.
        let out =
            unsafe { Output::bytes(out, out_capacity, out_len, &[Region::of(slice::from_ref(response))]) }?;
        let Validated::ApiError(error) = validate(response)? else { return Err(mixerr_status::NotApiError) };
        if !error.complete_extra().is_none_or(is_extra) {
            return Err(mixerr_status::InvalidResponse);
        }
        out.write(|out| error.write_envelope(out))
    })
}

/// Writes a line that is safe to log: the code's number, name and catalog text, and the server's own words only with
/// every digit masked and control characters escaped; or what is wrong with an answer that is not from the API.
///
/// It goes to `out` with a NUL behind it and no line feed, `out_capacity` bytes in all; its length without the NUL goes
/// to `out_len`. MIXERR_LOG_LINE_CAPACITY bytes are always enough.
///
/// Returns
/// - MIXERR_STATUS_OK: the line is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned as its type is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` lies over the response or the other;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the line and its NUL are longer than `out_capacity`;
/// - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_write_log_line(
    response: *const mixerr_response,
    out: *mut c_char,
    out_capacity: usize,
    out_len: *mut usize,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's struct.
        let response = unsafe { pointer::input(response) }?;
        // SAFETY: the caller's buffer.
        let out =
            unsafe { Output::text(out, out_capacity, out_len, &[Region::of(slice::from_ref(response))]) }?;
        let response = validate(response)?;
        out.write(|out| response.write_log_line(out))
    })
}

/// Returns the text before the NUL, if it is UTF-8.
fn name(key: &[u8]) -> Option<&str> {
    let (nul, name) = key.split_last()?;
    from_utf8(name).ok().filter(|_| *nul == 0)
}

/// Returns true if the extra of a response reads back equal.
fn is_extra(extra: &str) -> bool {
    let mut texts = TextBuffers([[0; LEN]; 2]);
    let length = reads_as_extra(extra, |parser, part| read_on(parser, part, &mut texts));
    let [_, read] = &texts.0;
    length.and_then(|length| read.get(..length)) == Some(extra.as_bytes())
}
