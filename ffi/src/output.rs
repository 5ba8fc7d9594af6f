//! Writes text to a buffer of the caller, completely or not at all.
//!
//! Text is written in two passes, of which the first one only counts. So a buffer that is too small stays unchanged,
//! without a second buffer.

use core::ffi::c_char;
use core::{fmt, slice};

use crate::pointer::{self, Region};
use crate::status::{Result, mixerr_status};

/// The caller's buffer, and its variable for the length.
pub(crate) struct Output<'a> {
    buffer: &'a mut [u8],
    length: &'a mut usize,
    has_nul: bool,
}

impl<'a> Output<'a> {
    /// Borrows a buffer for a NUL-terminated string. Neither pointer may overlap `borrowed`.
    pub(crate) unsafe fn string(
        out: *mut c_char,
        out_capacity: usize,
        out_len: *mut usize,
        borrowed: &[Region],
    ) -> Result<Self> {
        // SAFETY: the caller's, as for `bytes`.
        let out = unsafe { Self::bytes(out.cast(), out_capacity, out_len, borrowed) }?;
        Ok(Self { has_nul: true, ..out })
    }

    /// Borrows a buffer for bytes without a NUL. Neither pointer may overlap `borrowed`.
    pub(crate) unsafe fn bytes(
        out: *mut u8,
        out_capacity: usize,
        out_len: *mut usize,
        borrowed: &[Region],
    ) -> Result<Self> {
        // SAFETY: the caller's integer.
        let length = unsafe { pointer::output(out_len, Region::NONE) }?;
        let length_region = Region::of(slice::from_ref(length));
        for region in borrowed {
            pointer::check_struct(length, *region).into_result()?;
        }
        let borrowed = borrowed.iter().copied().chain([length_region]);
        // SAFETY: the caller's bytes.
        let buffer = unsafe { pointer::output_bytes(out, out_capacity, borrowed) }?;
        Ok(Self { buffer, length, has_nul: false })
    }

    /// Writes what `text` writes. It is called twice, first to measure, and must write the same each time.
    pub(crate) fn write(self, text: impl Fn(&mut CountingWriter<'_>) -> fmt::Result) -> Result<()> {
        let Self { buffer, length, has_nul } = self;
        let nul = [0].get(..usize::from(has_nul)).unwrap_or_default();
        let mut counter = CountingWriter { buffer: &mut [], length: 0 };
        // A CountingWriter never fails.
        let _ = text(&mut counter);
        let needed = counter.length;
        if needed.saturating_add(nul.len()) > buffer.len() {
            return Err(mixerr_status::BufferTooSmall);
        }
        let mut writer = CountingWriter { buffer, length: 0 };
        let _ = text(&mut writer);
        writer.push(nul);
        *length = needed;
        Ok(())
    }
}

/// Writes to a buffer and counts all bytes, also those that do not fit.
pub(crate) struct CountingWriter<'a> {
    buffer: &'a mut [u8],
    length: usize,
}

impl CountingWriter<'_> {
    fn push(&mut self, bytes: &[u8]) {
        for (to, from) in self.buffer.iter_mut().skip(self.length).zip(bytes) {
            *to = *from;
        }
        self.length = self.length.saturating_add(bytes.len());
    }
}

impl fmt::Write for CountingWriter<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text.as_bytes());
        Ok(())
    }
}
