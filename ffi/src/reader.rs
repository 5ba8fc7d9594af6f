//! Reader internals.

use core::mem::{MaybeUninit, offset_of};
use core::ptr;

use mixerr::raw::Parser;

use crate::pointer::{self, Region};
use crate::status::{RawStatus, mixerr_status};
use crate::text_buffer::TextBuffers;
use crate::types::mixerr_reader;

/// The fields of a `mixerr_reader`. The parser is valid only if the magic is.
#[repr(C)]
pub(crate) struct ReaderRepr {
    magic: u64,
    parser: MaybeUninit<Parser>,
    pub(crate) buffers: TextBuffers,
}

const _: () = assert!(size_of::<ReaderRepr>() <= size_of::<mixerr_reader>());
const _: () = assert!(align_of::<ReaderRepr>() == align_of::<mixerr_reader>());

/// A parser of zeros, which must be a new parser.
// SAFETY: the compiler refuses zeros that are not a valid parser.
const START: Parser = unsafe { MaybeUninit::zeroed().assume_init() };
const _: () = assert!(START.is_new());

/// The first word of an initialised reader. It is unlikely in zeroed memory, text and pointers.
const MAGIC: u64 = 0x9d6d_6978_6572_72e2;

impl ReaderRepr {
    /// Starts a new body.
    pub(crate) fn begin(&mut self) {
        // SAFETY: zeros are valid integers and, as `START` proves, a new parser.
        unsafe { ptr::from_mut(self).write_bytes(0, 1) };
        self.magic = MAGIC;
    }

    /// Ends the body. The reader must be initialised before it is used again.
    pub(crate) fn end(&mut self) {
        self.magic = 0;
    }

    /// Returns the parser and the buffers.
    ///
    /// # Safety
    ///
    /// [`check`] must have returned [`RawStatus::OK`] for this reader.
    pub(crate) unsafe fn parts(&mut self) -> (&mut Parser, &mut TextBuffers) {
        // SAFETY: the magic follows from `begin`, which writes a parser, and callers must not write to a reader.
        (unsafe { self.parser.assume_init_mut() }, &mut self.buffers)
    }
}

/// Checks that a reader is initialised, has a valid parser, and does not overlap `borrowed`.
///
/// It has no check sum, because a reader may be fed byte by byte.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
#[cfg_attr(target_pointer_width = "64", inline(always))]
pub(crate) unsafe fn check(reader: *mut mixerr_reader, borrowed: Region) -> RawStatus {
    let status = pointer::check_struct(reader, borrowed);
    // SAFETY: not NULL and aligned. The caller guarantees the memory.
    if status == RawStatus::OK && !unsafe { is_valid(reader.cast()) } {
        return RawStatus::of(mixerr_status::ReaderNotReady);
    }
    status
}

/// Returns true if the magic is right, and every byte of the parser is valid.
#[inline(always)]
unsafe fn is_valid(reader: *const ReaderRepr) -> bool {
    const PARSER: usize = offset_of!(ReaderRepr, parser);
    const FIRST: usize = PARSER + Parser::MAX_BYTES.0;
    const ERROR: usize = PARSER + Parser::MAX_ERROR.0;
    const { assert!(FIRST.is_multiple_of(4) && ERROR.is_multiple_of(4)) };
    let [scope, data, has_error, has_status, has_code] = Parser::MAX_BYTES.1;
    // SAFETY: the caller's struct, of which these are aligned words and a byte.
    let (magic, word, byte, error) = unsafe {
        let at = |offset| reader.cast::<u8>().wrapping_add(offset);
        ((*reader).magic, *at(FIRST).cast::<u32>(), *at(FIRST + 4), *at(ERROR).cast::<u32>())
    };
    // The highest bit of a byte is 1 in the sum if the byte is larger than its maximum.
    let limits = u32::from_ne_bytes([0x7F - scope, 0x7F - data, 0x7F - has_error, 0x7F - has_status]);
    let exceeds = (word & 0x7F7F_7F7F).wrapping_add(limits) | word;
    magic == MAGIC && exceeds & 0x8080_8080 == 0 && byte <= has_code && error <= Parser::MAX_ERROR.1
}
