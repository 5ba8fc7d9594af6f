//! Functions that format a response, or a part of it, as text.

use core::ffi::c_char;
use core::fmt::Write;
use core::slice;
use core::str::from_utf8;

use mixerr::raw::reads_as_extra;

use crate::output::Output;
use crate::pointer::{self, Region};
use crate::read::feed;
use crate::status::{catch, mixerr_status};
use crate::text_buffer::{LEN, TextBuffers};
use crate::types::{MIXERR_EXTRA_CAPACITY, mixerr_response};
use crate::validate::{Validated, validate};

/// Writes a string member of an error's extra, such as the "reason" of `{"field":"amount","reason":"..."}`.
///
/// `key` is the member's key, NUL-terminated UTF-8. `out` has `out_capacity` bytes and receives the string with escapes
/// decoded and a NUL. `out_len` receives the length without the NUL. If the key occurs twice, the last one counts. In a
/// truncated extra, complete strings are found.
///
/// Returns
/// - MIXERR_STATUS_OK: the string is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` overlaps the response, the key or the other;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the string and its NUL are longer than `out_capacity`;
/// - MIXERR_STATUS_NOT_FOUND: the response is not an error of the API, or its extra is not an object with such a
///   string;
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
        // An extra has no key that is longer.
        // SAFETY: the caller's string.
        let key = unsafe { pointer::string(key, MIXERR_EXTRA_CAPACITY) }?;
        let borrowed = [Region::of(slice::from_ref(response)), Region::of(key)];
        // SAFETY: the caller's buffer.
        let out = unsafe { Output::string(out, out_capacity, out_len, &borrowed) }?;
        let Validated::ApiError(error) = validate(response)? else { return Err(mixerr_status::NotFound) };
        let characters = utf8(key).and_then(|key| error.extra_string(key)).ok_or(mixerr_status::NotFound)?;
        out.write(|out| characters.clone().try_for_each(|character| out.write_char(character)))
    })
}

/// Writes the detail of an error: what the server inserted into the catalog's description template, such as a phone
/// number, an asset or a maximum.
///
/// `out` has `out_capacity` bytes and receives the detail with a NUL. `out_len` receives the length without the NUL.
/// The detail may be private: do not log it.
///
/// Returns
/// - MIXERR_STATUS_OK: the detail is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` overlaps the response or the other;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the detail and its NUL are longer than `out_capacity`;
/// - MIXERR_STATUS_NOT_FOUND: the response is not an error of the API, the catalog's description is not a template, or
///   the server's description does not match it or was truncated;
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
            unsafe { Output::string(out, out_capacity, out_len, &[Region::of(slice::from_ref(response))]) }?;
        let Validated::ApiError(error) = validate(response)? else { return Err(mixerr_status::NotFound) };
        let detail = error.detail().ok_or(mixerr_status::NotFound)?;
        out.write(|out| out.write_str(detail))
    })
}

/// Writes the envelope of an error as compact JSON, as the API would send it. For mock servers, proxies and storage.
///
/// `out` has `out_capacity` bytes and receives the envelope without a NUL. `out_len` receives the length.
/// MIXERR_ENVELOPE_CAPACITY bytes are always enough. An absent status, description or extra is left out, and so is a
/// truncated extra. The envelope reads back equal to the response, except that a truncated description is no longer
/// marked as truncated.
///
/// Returns
/// - MIXERR_STATUS_OK: the envelope is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` overlaps the response or the other;
/// - MIXERR_STATUS_BUFFER_TOO_SMALL: the envelope is longer than `out_capacity`;
/// - MIXERR_STATUS_NOT_API_ERROR: the response is not an error of the API;
/// - MIXERR_STATUS_INVALID_RESPONSE: the response was not filled by this library, for example because its extra is not
///   valid JSON.
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

/// Writes one line that is safe to log.
///
/// For an error of the API the line has the code, the name and the catalog's description, then the server's own words
/// with every digit masked and control characters escaped. For a success it reports whether there is `data`, and for a
/// response that is not from the API the fault.
///
/// `out` has `out_capacity` bytes and receives the line with a NUL and without a line feed. `out_len` receives the
/// length without the NUL. MIXERR_LOG_LINE_CAPACITY bytes are always enough.
///
/// Returns
/// - MIXERR_STATUS_OK: the line is written;
/// - MIXERR_STATUS_NULL_POINTER: a pointer is NULL;
/// - MIXERR_STATUS_MISALIGNED: `response` or `out_len` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `out_capacity` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out` or `out_len` overlaps the response or the other;
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
            unsafe { Output::string(out, out_capacity, out_len, &[Region::of(slice::from_ref(response))]) }?;
        let response = validate(response)?;
        out.write(|out| response.write_log_line(out))
    })
}

/// Returns a string without its NUL, or `None` if it has no NUL or is not UTF-8.
fn utf8(string: &[u8]) -> Option<&str> {
    let (nul, text) = string.split_last()?;
    from_utf8(text).ok().filter(|_| *nul == 0)
}

/// Returns true if the extra of a response is valid JSON that reads back equal.
fn is_extra(extra: &str) -> bool {
    let mut buffers = TextBuffers([[0; LEN]; 2]);
    let length = reads_as_extra(extra, |parser, chunk| feed(parser, chunk, &mut buffers));
    let [_, read] = &buffers.0;
    length.and_then(|length| read.get(..length)) == Some(extra.as_bytes())
}
