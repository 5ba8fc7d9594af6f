//! Reader internals.

use mixerr::binding::Parser;

use crate::pointer::{self, Region};
use crate::text_buffer::{LEN, TextBuffers};
use crate::types::mixerr_reader;
use crate::vocabulary::mixerr_status;

/// A `mixerr_reader` as the library sees it. The parser is valid only if the magic is.
#[repr(C)]
pub(crate) struct ReaderRepr {
    magic: u64,
    parser: core::mem::MaybeUninit<Parser>,
    pub(crate) texts: TextBuffers,
}

const _: () = assert!(size_of::<ReaderRepr>() <= size_of::<mixerr_reader>());
const _: () = assert!(align_of::<ReaderRepr>() == align_of::<mixerr_reader>());

/// Neither zeros nor text nor an address.
const MAGIC: u64 = 0x9d6d_6978_6572_72e2;

impl ReaderRepr {
    /// Puts the reader at the start of a body.
    pub(crate) fn begin(&mut self) {
        self.parser.write(Parser::new());
        self.texts = TextBuffers([[0; LEN]; 2]);
        self.magic = MAGIC;
    }

    /// Ends the body: nothing can be read any more.
    pub(crate) fn end(&mut self) {
        self.magic = 0;
    }

    /// Returns the parser of a reader that [`check`] has found ready, and the buffers.
    pub(crate) unsafe fn parts(&mut self) -> (&mut Parser, &mut TextBuffers) {
        // SAFETY: the magic occurs only before a parser that `begin` has written, and the caller writes into no reader.
        (unsafe { self.parser.assume_init_mut() }, &mut self.texts)
    }
}

/// Checks a reader that must be ready, and does not overlap what is `borrowed`.
#[inline(never)]
pub(crate) unsafe fn check(reader: *mut mixerr_reader, borrowed: Region) -> mixerr_status {
    let reader = reader.cast::<ReaderRepr>();
    let status = pointer::check_struct(reader, borrowed);
    if status != mixerr_status::Ok {
        return status;
    }
    // SAFETY: neither NULL nor misaligned; the caller's struct.
    if unsafe { (*reader).magic } == MAGIC { mixerr_status::Ok } else { mixerr_status::ReaderNotReady }
}
