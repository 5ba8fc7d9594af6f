//! Answers in, responses out.

use core::slice;

use mixerr::raw::Parser;

use crate::pointer::{self, Region};
use crate::reader::{self, ReaderRepr};
use crate::response::fill;
#[cfg(not(feature = "small"))]
use crate::response::fill_at_once;
use crate::status::{RawStatus, catch, mixerr_status};
use crate::text_buffer::TextBuffers;
use crate::types::{mixerr_reader, mixerr_response};

/// Reads a whole answer.
///
/// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. `body` is `body_len` bytes, which may
/// be anything; NULL is fine for none.
///
/// Returns
/// - MIXERR_STATUS_OK: the response is written, whatever the answer was;
/// - MIXERR_STATUS_NULL_POINTER: `out_response` is NULL, or `body` is though `body_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `out_response` is not aligned as a mixerr_response is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `body_len` is more than memory can hold;
/// - MIXERR_STATUS_OVERLAP: `out_response` lies over the body.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_read(
    http_status: u16,
    body: *const u8,
    body_len: usize,
    out_response: *mut mixerr_response,
) -> mixerr_status {
    catch(|| {
        // SAFETY: the caller's bytes.
        let body = unsafe { pointer::bytes(body, body_len) }?;
        // SAFETY: the caller's struct.
        let out = unsafe { pointer::output(out_response, Region::of(body)) }?;
        // The parser finds it, too.
        #[cfg(not(feature = "small"))]
        if let Some(fault) = mixerr::Fault::check_first_byte(http_status, body) {
            fill_at_once(out, fault);
            return Ok(());
        }
        let mut parser = Parser::new();
        read_on(&mut parser, body, pointer::texts(out));
        fill(out, http_status, &parser);
        Ok(())
    })
}

/// Makes a reader ready for the next answer, whatever it was before.
///
/// Returns
/// - MIXERR_STATUS_OK: the reader is at the start of a body;
/// - MIXERR_STATUS_NULL_POINTER: `reader` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `reader` is not aligned as a mixerr_reader is.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_init(reader: *mut mixerr_reader) -> mixerr_status {
    let status = pointer::check_struct(reader, Region::NONE);
    if status == RawStatus::OK {
        // SAFETY: neither NULL nor misaligned; the caller's struct.
        unsafe { (*reader.cast::<ReaderRepr>()).begin() };
    }
    status.into_status()
}

/// Reads the next bytes of the body.
///
/// `chunk` is `chunk_len` bytes, any number of them; NULL is fine for none. Every split of a body gives the same
/// response. After a byte that cannot be the API's this is cheap and changes nothing; mixerr_reader_finish tells what
/// was wrong and where. When anything but MIXERR_STATUS_OK is returned the chunk has not been read, and what is read
/// afterwards lacks it: give the answer up.
///
/// Returns
/// - MIXERR_STATUS_OK: the bytes are read, whatever they were;
/// - MIXERR_STATUS_NULL_POINTER: `reader` is NULL, or `chunk` is though `chunk_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `reader` is not aligned as a mixerr_reader is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `chunk_len` is more than memory can hold;
/// - MIXERR_STATUS_OVERLAP: the chunk lies over the reader;
/// - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has been finished since.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_feed(
    reader: *mut mixerr_reader,
    chunk: *const u8,
    chunk_len: usize,
) -> mixerr_status {
    let mut status = pointer::check_bytes(chunk, chunk_len);
    if status == RawStatus::OK {
        // SAFETY: the caller's struct.
        status = unsafe { reader::check(reader, Region::new(chunk, chunk_len)) };
    }
    if status == RawStatus::OK && chunk_len > 0 {
        // SAFETY: it is ready.
        let (parser, texts) = unsafe { (*reader.cast::<ReaderRepr>()).parts() };
        // SAFETY: not NULL, and no longer than memory can be; the caller's bytes.
        read_on(parser, unsafe { slice::from_raw_parts(chunk, chunk_len) }, texts);
    }
    status.into_status()
}

/// Tells whether the bytes so far cannot be the API's, so that the rest of the body need not be received.
///
/// Returns true if so, or if `reader` is NULL, misaligned or not ready; mixerr_reader_finish tells which.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_is_faulty(reader: *const mixerr_reader) -> bool {
    let reader = reader.cast_mut();
    // SAFETY: the caller's struct.
    let status = unsafe { reader::check(reader, Region::NONE) };
    // SAFETY: it is ready.
    status != RawStatus::OK || unsafe { (*reader.cast::<ReaderRepr>()).parts() }.0.is_faulty()
}

/// Ends the body and tells what the answer is.
///
/// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. The reader must be initialised again
/// before the next answer.
///
/// Returns
/// - MIXERR_STATUS_OK: the response is written, whatever the answer was;
/// - MIXERR_STATUS_NULL_POINTER: `reader` or `out_response` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `reader` or `out_response` is not aligned as its type is;
/// - MIXERR_STATUS_OVERLAP: `out_response` lies over the reader;
/// - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has been finished since.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_finish(
    reader: *mut mixerr_reader,
    http_status: u16,
    out_response: *mut mixerr_response,
) -> mixerr_status {
    // SAFETY: the caller's struct.
    let mut status = unsafe { reader::check(reader, Region::NONE) };
    if status == RawStatus::OK {
        status = pointer::check_struct(out_response, Region::new(reader, size_of::<mixerr_reader>()));
    }
    if status == RawStatus::OK {
        // SAFETY: two of the caller's structs, neither NULL nor misaligned, that do not overlap.
        let (reader, out) = unsafe { (&mut *reader.cast::<ReaderRepr>(), &mut *out_response) };
        *pointer::texts(out) = reader.texts;
        // SAFETY: it is ready.
        fill(out, http_status, unsafe { reader.parts() }.0);
        reader.end();
    }
    status.into_status()
}

/// The parser for all readers: once in the library, however many functions use it.
#[inline(never)]
pub(crate) fn read_on(parser: &mut Parser, chunk: &[u8], texts: &mut TextBuffers) {
    parser.feed(chunk, texts);
}
