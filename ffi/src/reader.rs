//! Reader internals.

use core::mem::MaybeUninit;
use core::ptr;

use mixerr::raw::Parser;

use crate::pointer::{self, Region};
use crate::status::{RawStatus, mixerr_status};
use crate::text_buffer::TextBuffers;
use crate::types::mixerr_reader;

/// The fields of a `mixerr_reader`. Every bit pattern is valid.
#[repr(C)]
pub(crate) struct ReaderRepr {
    magic: u32,
    parser: Parser,
    pub(crate) buffers: TextBuffers,
}

const _: () = assert!(size_of::<ReaderRepr>() <= size_of::<mixerr_reader>());
const _: () = assert!(align_of::<ReaderRepr>() == align_of::<mixerr_reader>());

// Zeros are a new parser. The tests in C read every vector with one.
// SAFETY: the compiler refuses zeros that are not a valid parser.
const _: Parser = unsafe { MaybeUninit::zeroed().assume_init() };

/// The first word of an initialised reader. It is unlikely in zeroed memory, text and pointers.
const MAGIC: u32 = 0x9d6d_78e2;

impl ReaderRepr {
    /// Starts a new body.
    pub(crate) fn begin(&mut self) {
        // SAFETY: zeros are valid integers, and a valid parser: the compiler checks it above.
        unsafe { ptr::from_mut(self).write_bytes(0, 1) };
        self.magic = MAGIC;
    }

    /// Ends the body. The reader must be initialised before it is used again.
    pub(crate) fn end(&mut self) {
        self.magic = 0;
    }

    /// Returns the parser and the buffers.
    pub(crate) fn parts(&mut self) -> (&mut Parser, &mut TextBuffers) {
        (&mut self.parser, &mut self.buffers)
    }
}

/// Checks that a reader is initialised, and does not overlap `borrowed`.
///
/// It has no check sum, because a reader may be fed byte by byte.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub(crate) unsafe fn check(reader: *mut mixerr_reader, borrowed: Region) -> RawStatus {
    let status = pointer::check_struct(reader, borrowed);
    // SAFETY: not NULL and aligned. The caller guarantees the memory.
    if status == RawStatus::OK && unsafe { (*reader.cast::<ReaderRepr>()).magic } != MAGIC {
        return RawStatus::of(mixerr_status::ReaderNotReady);
    }
    status
}
