//! Reader internals.

use core::mem::MaybeUninit;
use core::ptr;

use mixerr::raw::Parser;

use crate::pointer::{self, Region};
use crate::status::{RawStatus, mixerr_status};
use crate::text_buffer::TextBuffers;
use crate::types::mixerr_reader;

/// A `mixerr_reader` as the library sees it. The parser is valid only if the magic is.
#[repr(C)]
pub(crate) struct ReaderRepr {
    magic: u64,
    parser: MaybeUninit<Parser>,
    pub(crate) texts: TextBuffers,
}

const _: () = assert!(size_of::<ReaderRepr>() <= size_of::<mixerr_reader>());
const _: () = assert!(align_of::<ReaderRepr>() == align_of::<mixerr_reader>());

/// A parser of zeros. The compiler checks that it is one; [`Parser::new`] says what it is.
// SAFETY: as told.
const START: Parser = unsafe { MaybeUninit::zeroed().assume_init() };
const _: () = assert!(START.is_new());

/// Neither zeros nor text nor an address.
const MAGIC: u64 = 0x9d6d_6978_6572_72e2;

impl ReaderRepr {
    /// Puts the reader at the start of a body.
    pub(crate) fn begin(&mut self) {
        // SAFETY: zeros are valid for integers, and for a parser, which is then at the start of a body: see `START`.
        unsafe { ptr::from_mut(self).write_bytes(0, 1) };
        self.magic = MAGIC;
    }

    /// Ends the body: nothing can be read any more.
    pub(crate) fn end(&mut self) {
        self.magic = 0;
    }

    /// Returns the parser of a reader that [`check`] has found ready, and the buffers.
    pub(crate) unsafe fn parts(&mut self) -> (&mut Parser, &mut TextBuffers) {
        // SAFETY: the magic occurs only before a parser that `begin` has made, and the caller writes into no reader.
        (unsafe { self.parser.assume_init_mut() }, &mut self.texts)
    }
}

/// Checks a reader that must be ready, and does not overlap what is `borrowed`.
#[inline(never)]
pub(crate) unsafe fn check(reader: *mut mixerr_reader, borrowed: Region) -> RawStatus {
    let status = pointer::check_struct(reader, borrowed);
    // SAFETY: neither NULL nor misaligned; the caller's struct.
    if status == RawStatus::OK && unsafe { (*reader.cast::<ReaderRepr>()).magic } != MAGIC {
        return RawStatus::of(mixerr_status::ReaderNotReady);
    }
    status
}
