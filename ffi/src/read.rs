//! Answers in, responses out.

use core::ffi::c_char;
use core::mem::MaybeUninit;

use mixerr::{Code, FaultKind, Outcome, Reader};

use crate::catalog::mixerr_lookup;
use crate::pointer::{self, Checked};
use crate::types::{mixerr_reader, mixerr_response};
use crate::vocabulary::{mixerr_fault, mixerr_outcome, mixerr_status};

/// Reads a whole answer.
///
/// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. `body` is `body_len` bytes, which may
/// be anything; NULL is fine for none. `out_response` is where the response goes, which must not lie over the body.
///
/// Returns
/// - MIXERR_STATUS_OK: the response is written, whatever the answer was;
/// - MIXERR_STATUS_NULL_POINTER: `out_response` is NULL, or `body` is though `body_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `out_response` is not aligned as a mixerr_response is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `body_len` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: `out_response` lies over the body.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_read(
    http_status: u16,
    body: *const u8,
    body_len: usize,
    out_response: *mut mixerr_response,
) -> mixerr_status {
    status((|| {
        let out = pointer::aligned(out_response)?;
        let body = unsafe { pointer::bytes(body, body_len) }?;
        unsafe { out.write(response(http_status, mixerr::read(http_status, body))) };
        Ok(())
    })())
}

struct Slot {
    tag: u32,
    reader: MaybeUninit<Reader>,
}
const READY: u32 = 0x6d78_6572;
const _: () = assert!(size_of::<Slot>() <= size_of::<mixerr_reader>());

/// Makes a reader ready for the next answer, whatever it was before.
///
/// Returns
/// - MIXERR_STATUS_OK: the reader is at the start of a body;
/// - MIXERR_STATUS_NULL_POINTER: `reader` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `reader` is not aligned as a mixerr_reader is.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_init(reader: *mut mixerr_reader) -> mixerr_status {
    status((|| {
        let reader = pointer::aligned(reader)?.cast::<Slot>();
        unsafe { reader.write(Slot { tag: READY, reader: MaybeUninit::new(Reader::new()) }) };
        Ok(())
    })())
}

/// Reads the next bytes of the body.
///
/// `chunk` is `chunk_len` bytes, any number of them; NULL is fine for none. Every split of a body gives the same
/// response. After a byte that cannot be the API's this is cheap and changes nothing; mixerr_reader_finish tells what
/// was wrong and where.
///
/// Returns
/// - MIXERR_STATUS_OK: the bytes are read, whatever they were;
/// - MIXERR_STATUS_NULL_POINTER: `reader` is NULL, or `chunk` is though `chunk_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: `reader` is not aligned as a mixerr_reader is;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: `chunk_len` is more than PTRDIFF_MAX;
/// - MIXERR_STATUS_OVERLAP: the chunk lies in the reader;
/// - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has been finished since.
///
/// Thread-safe for different readers, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_feed(
    reader: *mut mixerr_reader,
    chunk: *const u8,
    chunk_len: usize,
) -> mixerr_status {
    status((|| {
        let slot = unsafe { &mut *pointer::aligned(reader)?.cast::<Slot>() };
        let chunk = unsafe { pointer::bytes(chunk, chunk_len) }?;
        if slot.tag != READY {
            return Err(mixerr_status::ReaderNotReady);
        }
        unsafe { slot.reader.assume_init_mut() }.feed(chunk);
        Ok(())
    })())
}

/// Ends the body and tells what the answer is.
///
/// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. `out_response` is where the response
/// goes. The reader must be initialised again before the next answer.
///
/// Returns
/// - MIXERR_STATUS_OK: the response is written, whatever the answer was;
/// - MIXERR_STATUS_NULL_POINTER: `reader` or `out_response` is NULL;
/// - MIXERR_STATUS_MISALIGNED: `reader` or `out_response` is not aligned as its type is;
/// - MIXERR_STATUS_OVERLAP: `out_response` lies over the reader;
/// - MIXERR_STATUS_READER_NOT_READY: the reader has not been initialised, or has been finished since.
///
/// Thread-safe for different readers, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_reader_finish(
    reader: *mut mixerr_reader,
    http_status: u16,
    out_response: *mut mixerr_response,
) -> mixerr_status {
    status((|| {
        let slot = unsafe { &mut *pointer::aligned(reader)?.cast::<Slot>() };
        let out = pointer::aligned(out_response)?;
        if slot.tag != READY {
            return Err(mixerr_status::ReaderNotReady);
        }
        slot.tag = 0;
        unsafe {
            out.write(response(http_status, slot.reader.assume_init_ref().clone().finish(http_status)))
        };
        Ok(())
    })())
}

fn status(checked: Checked<()>) -> mixerr_status {
    checked.err().unwrap_or(mixerr_status::Ok)
}

fn text(from: &str) -> [c_char; 129] {
    let mut to = [0; 129];
    for (to, from) in to.iter_mut().zip(from.bytes()) {
        *to = from as c_char;
    }
    to
}

fn response(http_status: u16, outcome: Outcome) -> mixerr_response {
    let action = outcome.action() as u8;
    let mut response = mixerr_response {
        outcome: mixerr_outcome::Success as u8,
        action,
        fault: mixerr_fault::None as u8,
        description_cut: false,
        extra_cut: false,
        http_status,
        status: 0,
        code: 0,
        fault_offset: 0,
        entry: core::ptr::null(),
        description_len: 0,
        extra_len: 0,
        description: [0; 129],
        extra: [0; 129],
    };
    match outcome {
        Outcome::Success => {}
        Outcome::Api(error) => {
            response.outcome = mixerr_outcome::ApiError as u8;
            response.status = error.status.unwrap_or(0);
            response.code = Code::as_u32(error.code);
            response.entry = mixerr_lookup(error.code.0);
            response.description = text(&error.description);
            response.description_len = error.description.len() as u16;
            response.description_cut = error.description_cut;
            response.extra = text(&error.extra);
            response.extra_len = error.extra.len() as u16;
            response.extra_cut = error.extra_cut;
        }
        Outcome::NotFromApi(fault) => {
            response.outcome = mixerr_outcome::NotFromApi as u8;
            response.fault = match fault.kind {
                FaultKind::Malformed { .. } => mixerr_fault::Malformed,
                FaultKind::Foreign => mixerr_fault::Foreign,
                FaultKind::Http => mixerr_fault::Http,
                FaultKind::TooDeep { .. } => mixerr_fault::TooDeep,
            } as u8;
            response.fault_offset = fault.offset();
        }
    }
    response
}
