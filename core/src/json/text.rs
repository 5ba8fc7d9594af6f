//! [`Text`]: a string of bounded length that is truncated where its buffer is full.

/// The length of a text, and whether it is truncated.
#[derive(Clone, Copy)]
pub struct Extent(u32);

impl Extent {
    /// The extent of an empty text.
    pub(crate) const EMPTY: Self = Self(0);

    /// The bit of a truncated text. Nothing more is pushed to one.
    const TRUNCATED: u32 = 1 << 31;

    /// Returns the extent of a text of `length` bytes, at most `i32::MAX`.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) const fn new(length: usize, is_truncated: bool) -> Self {
        let length = length as u32;
        Self(if is_truncated { length | Self::TRUNCATED } else { length })
    }

    /// Returns the length in bytes.
    #[must_use]
    #[inline(always)]
    pub const fn length(self) -> usize {
        (self.0 & !Self::TRUNCATED) as usize
    }

    /// Returns true if the text was longer than its buffer.
    #[must_use]
    #[inline(always)]
    pub const fn is_truncated(self) -> bool {
        self.0 >= Self::TRUNCATED
    }
}

/// A text that is being read: the prefix of its buffer up to its extent.
pub(crate) struct Text<'a> {
    /// At most `i32::MAX` bytes.
    pub(crate) buffer: &'a mut [u8],
    pub(crate) extent: &'a mut Extent,
    /// Whether escapes are kept as sent. A `\uXXXX` of a printable character is decoded nevertheless.
    pub(crate) keeps_escapes: bool,
}

impl Text<'_> {
    /// Pushes a byte if `needed` bytes fit, of which it is the first.
    ///
    /// With `needed` 0 the byte is tentative: the length may exceed the capacity until the byte is
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

    /// Marks the text as truncated: it receives nothing more.
    #[inline(always)]
    pub(crate) fn truncate(&mut self) {
        self.extent.0 |= Extent::TRUNCATED;
    }

    #[inline(always)]
    pub(crate) fn is_truncated(&self) -> bool {
        self.extent.is_truncated()
    }

    /// Drops the last `count` bytes of a text that is not truncated.
    #[inline(always)]
    pub(crate) fn roll_back(&mut self, count: u32) {
        self.extent.0 = self.extent.0.wrapping_sub(count);
    }

    /// Keeps the last `count` bytes of a text that is not truncated, if they fit.
    #[inline(always)]
    pub(crate) fn keep_escape(&mut self, count: u32) {
        if self.extent.length() > self.buffer.len() {
            self.roll_back(count);
            self.truncate();
        }
    }
}
