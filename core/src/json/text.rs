//! The texts of an error: strings of bounded length that are truncated where their buffer is full.

#[cfg(not(feature = "small"))]
use crate::json::fast_path::Writer;

/// One of the texts of an error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// The description.
    Description,
    /// The extra, as compact JSON.
    Extra,
}

/// The buffers for the texts of an error.
pub trait Buffers {
    /// Returns the buffer of `field`, always the same one: its length is the capacity, at most `i32::MAX`.
    ///
    /// The bytes after the text may be overwritten, too.
    fn buffer(&mut self, field: TextField) -> &mut [u8];
}

/// How much of its buffer a text takes: its length, and whether something did not fit.
#[derive(Clone, Copy)]
pub struct Extent(u32);

impl Extent {
    /// No text.
    pub(crate) const EMPTY: Self = Self(0);

    /// Something did not fit. Nothing more is taken then.
    const TRUNCATED: u32 = 1 << 31;

    /// Returns the length in bytes.
    #[must_use]
    #[inline(always)]
    pub const fn length(self) -> usize {
        (self.0 & !Self::TRUNCATED) as usize
    }

    /// Returns true if something did not fit.
    #[must_use]
    #[inline(always)]
    pub const fn is_truncated(self) -> bool {
        self.0 >= Self::TRUNCATED
    }
}

/// A text that is being read.
pub(crate) struct Text<'a> {
    pub(crate) buffer: &'a mut [u8],
    pub(crate) extent: &'a mut Extent,
    /// Whether escapes stay as they are sent, but for those of characters that need none.
    pub(crate) keeps_escapes: bool,
}

impl Text<'_> {
    /// Takes a byte if `needed` bytes fit, of which it is the first.
    ///
    /// With 0 it is taken for the time being: the length may exceed the capacity until it is
    /// [rolled back](Self::roll_back) or [kept](Self::keep_escape).
    #[inline(always)]
    pub(crate) fn push_byte(&mut self, byte: u8, needed: u32) {
        let length = self.extent.0;
        if self.extent.is_truncated() {
            return;
        }
        if needed > (self.buffer.len() as u32).wrapping_sub(length) {
            self.truncate();
            return;
        }
        if let Some(slot) = self.buffer.get_mut(length as usize) {
            *slot = byte;
        }
        self.extent.0 = length.wrapping_add(1);
    }

    /// Takes nothing more.
    #[inline(always)]
    pub(crate) fn truncate(&mut self) {
        self.extent.0 |= Extent::TRUNCATED;
    }

    #[inline(always)]
    pub(crate) fn is_truncated(&self) -> bool {
        self.extent.is_truncated()
    }

    /// Drops the last `count` bytes. It must not be truncated.
    #[inline(always)]
    pub(crate) fn roll_back(&mut self, count: u32) {
        self.extent.0 = self.extent.0.wrapping_sub(count);
    }

    /// Keeps the last `count` bytes if they fit. It must not be truncated.
    #[inline(always)]
    pub(crate) fn keep_escape(&mut self, count: u32) {
        if self.extent.length() > self.buffer.len() {
            self.roll_back(count);
            self.truncate();
        }
    }
}

#[cfg(not(feature = "small"))]
impl Text<'_> {
    /// Writes to the rest of the buffer. `write` returns a result of its own, and false if something did not fit.
    ///
    /// The text must not be truncated.
    #[inline(always)]
    pub(crate) fn write<T>(&mut self, write: impl FnOnce(&mut Writer<'_>) -> (T, bool)) -> (T, bool) {
        let capacity = self.buffer.len();
        let mut writer = Writer::new(self.buffer.get_mut(self.extent.length()..).unwrap_or_default());
        let (result, fits) = write(&mut writer);
        let length = capacity.wrapping_sub(writer.spare_len()) as u32;
        self.extent.0 = if fits { length } else { length | Extent::TRUNCATED };
        (result, fits)
    }
}
