//! Functions that read a response.

use core::slice;

use mixerr::raw::Parser;

use crate::pointer::{self, Region};
use crate::reader::{self, ReaderRepr};
use crate::response::fill;
#[cfg(not(feature = "small"))]
use crate::response::fill_without_parser;
use crate::status::{RawStatus, catch, mixerr_status};
use crate::text_buffer::TextBuffers;
use crate::types::{mixerr_reader, mixerr_response};

/// Reads a response whose body is complete.
///
/// `http_status` is the HTTP status that was received, or 0 for a WebSocket frame. `body` has `body_len` bytes, which
/// may be anything. It may be NULL if `body_len` is 0.
///
/// Returns
/// - MIXERR_STATUS_OK: the response is written, whatever the body is;
/// - MIXERR_STATUS_NULL_POINTER: `out_response` is NULL, or `body` is NULL and `body_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `out_response` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `body_len` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out_response` overlaps the body.
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
        // Faster for web pages; the parser would find the same fault.
        #[cfg(not(feature = "small"))]
        if let Some(fault) = mixerr::Fault::check_first_byte(http_status, body) {
            fill_without_parser(out, fault);
            return Ok(());
        }
        let mut parser = Parser::new();
        feed(&mut parser, body, pointer::text_buffers(out));
        fill(out, http_status, &parser);
        Ok(())
    })
}

/// Initialises a reader for the next response. Its earlier contents do not matter.
///
/// Returns
/// - MIXERR_STATUS_OK: the reader is ready;
/// - MIXERR_STATUS_NULL_POINTER: `reader` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `reader` is not aligned for its type.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_init(reader: *mut mixerr_reader) -> mixerr_status {
    let status = pointer::check_struct(reader, Region::NONE);
    if status == RawStatus::OK {
        // SAFETY: not NULL and aligned. The caller guarantees the memory.
        unsafe { (*reader.cast::<ReaderRepr>()).begin() };
    }
    status.into_status()
}

/// Reads the next chunk of the body.
///
/// `chunk` has `chunk_len` bytes, which may be any number. It may be NULL if `chunk_len` is 0. Every split of a body
/// into chunks gives the same response. After a fault, a call returns at once and changes nothing; mixerr_reader_finish
/// reports the fault. If the status is not MIXERR_STATUS_OK the chunk was not read: do not finish the reader.
///
/// Returns
/// - MIXERR_STATUS_OK: the chunk is read, whatever its bytes are;
/// - MIXERR_STATUS_NULL_POINTER: `reader` is NULL, or `chunk` is NULL and `chunk_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `reader` is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `chunk_len` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: the chunk overlaps the reader;
/// - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has already been finished.
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
    if chunk_len > 0 && status == RawStatus::OK {
        // SAFETY: `check` returned OK.
        let (parser, buffers) = unsafe { &mut *reader.cast::<ReaderRepr>() }.parts();
        // SAFETY: not NULL, and of a possible length. The caller guarantees the memory.
        feed(parser, unsafe { slice::from_raw_parts(chunk, chunk_len) }, buffers);
    }
    status.into_status()
}

/// Returns true if the response cannot be from the API, whatever follows, so the rest of the body need not be received.
///
/// Also returns true if `reader` is NULL, misaligned or not ready. mixerr_reader_finish reports the reason.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_is_faulty(reader: *const mixerr_reader) -> bool {
    let reader = reader.cast_mut();
    // SAFETY: the caller's struct.
    let status = unsafe { reader::check(reader, Region::NONE) };
    // SAFETY: `check` returned OK.
    status != RawStatus::OK || unsafe { &mut *reader.cast::<ReaderRepr>() }.parts().0.is_faulty()
}

/// Ends the body and writes the response.
///
/// `http_status` is the HTTP status that was received, or 0 for a WebSocket frame. Afterwards the reader must be
/// initialised again.
///
/// Returns
/// - MIXERR_STATUS_OK: the response is written, whatever the body is;
/// - MIXERR_STATUS_NULL_POINTER: `reader` or `out_response` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `reader` or `out_response` is not aligned for its type;
/// - MIXERR_STATUS_OVERLAP: `out_response` overlaps the reader;
/// - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has already been finished.
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
        // SAFETY: not NULL, aligned and disjoint. The caller guarantees the memory.
        let (reader, out) = unsafe { (&mut *reader.cast::<ReaderRepr>(), &mut *out_response) };
        *pointer::text_buffers(out) = reader.buffers;
        fill(out, http_status, reader.parts().0);
        reader.end();
    }
    status.into_status()
}

/// Feeds a parser. Where flash is scarce this is not inlined, so that the library contains it once.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub(crate) fn feed(parser: &mut Parser, chunk: &[u8], buffers: &mut TextBuffers) {
    parser.feed(chunk, buffers);
}
