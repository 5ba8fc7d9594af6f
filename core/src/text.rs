//! Strings of bounded length that are filled in pieces and cut where they are full.

use heapless::String;

/// What takes the text of a description or an extra: a string of bounded length that is cut where it is full.
///
/// Once something did not fit, nothing more is taken until it is cleared.
pub trait Buffer {
    /// Empties it.
    fn clear(&mut self);

    /// Returns the room that is left: none once it was cut. Whoever writes there beyond what is taken writes zeros.
    fn spare(&mut self) -> &mut [u8];

    /// Takes the next `count` bytes of the room, which have been written.
    fn take(&mut self, count: usize);

    /// Marks it as cut.
    fn cut(&mut self);

    /// Takes all of `piece`, which is well-formed UTF-8, or nothing.
    #[inline]
    fn push_whole(&mut self, piece: &[u8]) {
        match self.spare().get_mut(..piece.len()) {
            Some(place) => {
                place.copy_from_slice(piece);
                self.take(piece.len());
            }
            None => self.cut(),
        }
    }

    /// Takes one character, all of it or nothing.
    #[inline]
    fn push(&mut self, character: char) {
        let mut bytes = [0; 4];
        let length = character.encode_utf8(&mut bytes).len();
        match self.spare().first_chunk_mut() {
            Some(place) => {
                *place = bytes;
                self.take(length);
            }
            None => self.push_whole(bytes.get(..length).unwrap_or_default()),
        }
    }

    /// Takes as many characters of `run` as fit, which is well-formed UTF-8.
    #[inline]
    fn push_text(&mut self, run: &[u8]) {
        let mut end = self.spare().len();
        if run.len() <= end {
            return self.push_whole(run);
        }
        while let Some(0x80..=0xBF) = run.get(end) {
            end = end.wrapping_sub(1);
        }
        self.push_whole(run.get(..end).unwrap_or_default());
        self.cut();
    }
}

/// Text of at most `N` bytes.
#[derive(Clone)]
pub(crate) struct Text<const N: usize> {
    length: usize,
    /// The text, and zeros behind it.
    bytes: Aligned<N>,
    pub(crate) is_cut: bool,
}

/// `core` checks UTF-8 faster where it begins at a word's bound.
#[derive(Clone)]
#[repr(align(8))]
struct Aligned<const N: usize>([u8; N]);

impl<const N: usize> Text<N> {
    pub(crate) const fn new() -> Self {
        Self { length: 0, bytes: Aligned([0; N]), is_cut: false }
    }

    /// Returns the text.
    #[inline]
    pub(crate) fn as_str(&self) -> &str {
        // `core` checks two words at once, and single bytes where no two words are left: so zeros are checked, too.
        let blocks = (self.length | 15).wrapping_add(1);
        let bytes = self.bytes.0.get(..blocks).unwrap_or(&self.bytes.0);
        let text = core::str::from_utf8(bytes).ok().and_then(|text| text.get(..self.length));
        text.unwrap_or_default()
    }

    /// Tells whether `text` was taken, and nothing else.
    #[cfg(not(feature = "small"))]
    #[inline]
    pub(crate) fn is(&self, text: &[u8]) -> bool {
        !self.is_cut && self.bytes.0.get(..self.length) == Some(text)
    }

    /// Copies the text to an empty string.
    #[inline]
    pub(crate) fn copy_to(&self, string: &mut String<N>) {
        if self.length > 0 {
            let _ = string.push_str(self.as_str());
        }
    }
}

impl<const N: usize> Buffer for Text<N> {
    #[inline]
    fn clear(&mut self) {
        if self.length > 0 {
            *self = Self::new();
        }
        self.is_cut = false;
    }

    #[inline]
    fn spare(&mut self) -> &mut [u8] {
        match self.bytes.0.get_mut(self.length..) {
            Some(spare) if !self.is_cut => spare,
            _ => &mut [],
        }
    }

    #[inline]
    fn take(&mut self, count: usize) {
        self.length = self.length.wrapping_add(count);
    }

    #[inline]
    fn cut(&mut self) {
        self.is_cut = true;
    }
}
