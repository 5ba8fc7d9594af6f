//! A string of bounded length that is filled in pieces and cut where it is full.

use heapless::String;

/// Text of at most `N` bytes. Once something did not fit, nothing more is taken.
#[derive(Clone)]
pub(crate) struct Text<const N: usize> {
    pub(crate) string: String<N>,
    pub(crate) is_cut: bool,
}

impl<const N: usize> Text<N> {
    pub(crate) const fn new() -> Self {
        Self { string: String::new(), is_cut: false }
    }

    pub(crate) fn clear(&mut self) {
        self.string.clear();
        self.is_cut = false;
    }

    /// Takes one character.
    #[inline(always)]
    pub(crate) fn push(&mut self, character: char) {
        self.is_cut = self.is_cut || self.string.push(character).is_err();
    }

    /// Takes as much of `run` as fits, which is ASCII.
    #[inline]
    pub(crate) fn push_ascii(&mut self, run: &[u8]) {
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

    /// Takes all of `piece`, which is ASCII, or none of it.
    pub(crate) fn push_whole(&mut self, piece: &[u8]) {
        let room = self.string.capacity().saturating_sub(self.string.len());
        self.is_cut = self.is_cut || piece.len() > room;
        self.push_ascii(piece);
    }
}
