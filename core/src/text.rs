//! Strings of bounded length that are filled in pieces and cut where they are full.

use heapless::String;

/// What takes the text of a description or an extra: a string of bounded length that is cut where it is full.
///
/// Once something did not fit, nothing more is taken until it is cleared.
pub trait Buffer {
    /// Empties it.
    fn clear(&mut self);

    /// Returns how many bytes still fit: none once it was cut.
    fn room(&self) -> usize;

    /// Marks it as cut.
    fn cut(&mut self);

    /// Takes one character, all of it or nothing.
    fn push(&mut self, character: char);

    /// Takes as much of `run` as fits, which is ASCII.
    fn push_ascii(&mut self, run: &[u8]);

    /// Takes all of `piece`, which is ASCII, or nothing.
    fn push_whole(&mut self, piece: &[u8]) {
        if piece.len() > self.room() {
            self.cut();
        }
        self.push_ascii(piece);
    }
}

/// Text of at most `N` bytes.
#[derive(Clone)]
pub(crate) struct Text<const N: usize> {
    pub(crate) string: String<N>,
    pub(crate) is_cut: bool,
}

impl<const N: usize> Text<N> {
    pub(crate) const fn new() -> Self {
        Self { string: String::new(), is_cut: false }
    }
}

impl<const N: usize> Buffer for Text<N> {
    fn clear(&mut self) {
        self.string.clear();
        self.is_cut = false;
    }

    fn room(&self) -> usize {
        if self.is_cut { 0 } else { self.string.capacity().saturating_sub(self.string.len()) }
    }

    fn cut(&mut self) {
        self.is_cut = true;
    }

    #[inline(always)]
    fn push(&mut self, character: char) {
        self.is_cut = self.is_cut || self.string.push(character).is_err();
    }

    #[inline]
    fn push_ascii(&mut self, run: &[u8]) {
        if self.is_cut {
            return;
        }
        // On a host a check of the whole is cheaper than that of each byte; on a small core it is only more code.
        let is_worth_it = size_of::<usize>() >= 8 && run.len() >= 16;
        let whole = if is_worth_it { core::str::from_utf8(run).ok() } else { None };
        if whole.is_some_and(|text| self.string.push_str(text).is_ok()) {
            return;
        }
        for byte in run {
            if self.string.push(char::from(byte & 0x7F)).is_err() {
                self.is_cut = true;
                return;
            }
        }
    }
}
