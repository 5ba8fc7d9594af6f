//! The texts of an error: strings of bounded length that are truncated where their buffer is full.

use heapless::String;

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
    /// Returns the buffer of `field`, always the same one: its length is the capacity.
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

/// What the fast path needs.
#[cfg(not(feature = "small"))]
impl Text<'_> {
    /// Returns the rest of the buffer; nothing if the text is truncated.
    #[inline(always)]
    pub(crate) fn spare(&mut self) -> &mut [u8] {
        match self.buffer.get_mut(self.extent.length()..) {
            Some(spare) if !self.extent.is_truncated() => spare,
            _ => &mut [],
        }
    }

    #[inline(always)]
    fn commit(&mut self, count: usize) {
        self.extent.0 = self.extent.0.wrapping_add(count as u32);
    }

    /// Takes all of `run`, which is well-formed UTF-8, or nothing.
    #[inline]
    pub(crate) fn push_all(&mut self, run: &[u8]) {
        match self.spare().get_mut(..run.len()) {
            Some(place) => {
                // Not `copy_from_slice`, whose panic stays at some optimization levels.
                place.iter_mut().zip(run).for_each(|(to, from)| *to = *from);
                self.commit(run.len());
            }
            None => self.truncate(),
        }
    }

    /// Takes one character, all of it or nothing.
    #[inline]
    pub(crate) fn push(&mut self, character: char) {
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len();
        match self.spare().first_chunk_mut() {
            Some(place) => {
                *place = bytes;
                self.commit(length);
            }
            None => self.push_all(bytes.get(..length).unwrap_or_default()),
        }
    }

    /// Takes as many characters of `run` as fit, which is well-formed UTF-8.
    #[inline]
    pub(crate) fn push_prefix(&mut self, run: &[u8]) {
        let mut end = self.spare().len();
        if run.len() <= end {
            return self.push_all(run);
        }
        while let Some(0x80..=0xBF) = run.get(end) {
            end = end.wrapping_sub(1);
        }
        self.push_all(run.get(..end).unwrap_or_default());
        self.truncate();
    }
}

/// The buffers of a reader in Rust.
#[derive(Clone)]
pub(crate) struct OwnBuffers<const D: usize, const X: usize> {
    description: Aligned<D>,
    extra: Aligned<X>,
}

/// `core` checks UTF-8 faster where it begins at a word's bound.
#[derive(Clone)]
#[repr(align(8))]
struct Aligned<const N: usize>([u8; N]);

impl<const D: usize, const X: usize> OwnBuffers<D, X> {
    pub(crate) const fn new() -> Self {
        Self { description: Aligned([0; D]), extra: Aligned([0; X]) }
    }

    /// Copies the description to an empty string.
    #[inline]
    pub(crate) fn copy_description(&self, extent: Extent, string: &mut String<D>) {
        copy(&self.description, extent.length(), string);
    }

    /// Copies the extra to an empty string.
    #[inline]
    pub(crate) fn copy_extra(&self, extent: Extent, string: &mut String<X>) {
        copy(&self.extra, extent.length(), string);
    }
}

impl<const D: usize, const X: usize> Buffers for OwnBuffers<D, X> {
    #[inline(always)]
    fn buffer(&mut self, field: TextField) -> &mut [u8] {
        let buffer: &mut [u8] = match field {
            TextField::Description => &mut self.description.0,
            TextField::Extra => &mut self.extra.0,
        };
        // The rest of a longer one is not used.
        let capacity = buffer.len().min(i32::MAX as usize);
        buffer.get_mut(..capacity).unwrap_or_default()
    }
}

#[inline(always)]
fn copy<const N: usize>(buffer: &Aligned<N>, length: usize, string: &mut String<N>) {
    if length == 0 {
        return;
    }
    // `core` checks two words at once, and single bytes where no two words are left: so what follows is checked, too,
    // which is mostly zeros.
    let blocks = (length | 15).wrapping_add(1);
    let text = core::str::from_utf8(buffer.0.get(..blocks).unwrap_or(&buffer.0)).ok();
    let text = text.and_then(|text| text.get(..length)).or_else(|| exact(&buffer.0, length));
    let _ = string.push_str(text.unwrap_or_default());
}

/// Returns the text at the front of a buffer that holds something else behind it.
#[cold]
#[inline(never)]
fn exact(buffer: &[u8], length: usize) -> Option<&str> {
    core::str::from_utf8(buffer.get(..length)?).ok()
}
