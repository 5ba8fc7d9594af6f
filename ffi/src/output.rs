//! A text that goes out: written only if it fits as a whole.

use core::ffi::c_char;
use core::{fmt, slice};

use crate::pointer::{self, Region};
use crate::status::{Result, mixerr_status};

/// The caller's buffer, and where its length goes.
pub(crate) struct Output<'a> {
    buffer: &'a mut [u8],
    length: &'a mut usize,
    has_nul: bool,
}

impl<'a> Output<'a> {
    /// Borrows a buffer for a NUL-terminated text.
    pub(crate) unsafe fn text(
        out: *mut c_char,
        out_capacity: usize,
        out_len: *mut usize,
        borrowed: &[Region],
    ) -> Result<Self> {
        // SAFETY: as for this function.
        let out = unsafe { Self::bytes(out.cast(), out_capacity, out_len, borrowed) }?;
        Ok(Self { has_nul: true, ..out })
    }

    /// Borrows a buffer for bytes.
    pub(crate) unsafe fn bytes(
        out: *mut u8,
        out_capacity: usize,
        out_len: *mut usize,
        borrowed: &[Region],
    ) -> Result<Self> {
        // SAFETY: the caller's integer.
        let length = unsafe { pointer::output(out_len, Region::NONE) }?;
        let length_too = Region::of(slice::from_ref(length));
        for region in borrowed {
            pointer::check_struct(length, *region).into_result()?;
        }
        let borrowed = borrowed.iter().copied().chain([length_too]);
        // SAFETY: the caller's bytes.
        let buffer = unsafe { pointer::output_bytes(out, out_capacity, borrowed) }?;
        Ok(Self { buffer, length, has_nul: false })
    }

    /// Writes what `text` writes, which must be the same every time.
    pub(crate) fn write(self, text: impl Fn(&mut CountingWriter<'_>) -> fmt::Result) -> Result<()> {
        let Self { buffer, length, has_nul } = self;
        let mut measured = CountingWriter { buffer: &mut [], length: 0 };
        let end = [0].get(..usize::from(has_nul)).unwrap_or_default();
        // A front takes everything.
        let _ = text(&mut measured);
        let needed = measured.length;
        if needed.saturating_add(end.len()) > buffer.len() {
            return Err(mixerr_status::BufferTooSmall);
        }
        let mut front = CountingWriter { buffer, length: 0 };
        let _ = text(&mut front);
        front.put(end);
        *length = needed;
        Ok(())
    }
}

/// A buffer that is filled from its front. What does not fit is only counted.
pub(crate) struct CountingWriter<'a> {
    buffer: &'a mut [u8],
    length: usize,
}

impl CountingWriter<'_> {
    fn put(&mut self, bytes: &[u8]) {
        for (to, from) in self.buffer.iter_mut().skip(self.length).zip(bytes) {
            *to = *from;
        }
        self.length = self.length.saturating_add(bytes.len());
    }
}

impl fmt::Write for CountingWriter<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.put(text.as_bytes());
        Ok(())
    }
}
