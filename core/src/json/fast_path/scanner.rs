//! [`Scanner`]: finds the ends of strings, one after another in a chunk.

use super::search::skip_unescaped;

/// Finds the ends of runs of unescaped ASCII in a chunk.
pub(super) trait Scanner<'a> {
    /// Begins a run at the start of `bytes`.
    fn new(bytes: &'a [u8]) -> Self;

    /// Returns the bytes after the run.
    fn skip_unescaped(&mut self) -> &'a [u8];

    /// Begins a run at `rest`, a suffix of the bytes.
    fn advance(&mut self, rest: &'a [u8]);

    /// As [`advance`](Self::advance), if the last run's end and the byte before `rest` are quotes, and only unescaped ASCII is
    /// between them.
    fn next_string(&mut self, rest: &'a [u8]);
}

/// A [`Scanner`] that searches anew for each end.
pub(super) struct Words<'a> {
    run: &'a [u8],
}

impl<'a> Scanner<'a> for Words<'a> {
    #[inline(always)]
    fn new(bytes: &'a [u8]) -> Self {
        Self { run: bytes }
    }

    #[inline(always)]
    fn skip_unescaped(&mut self) -> &'a [u8] {
        skip_unescaped(self.run)
    }

    #[inline(always)]
    fn advance(&mut self, rest: &'a [u8]) {
        self.run = rest;
    }

    #[inline(always)]
    fn next_string(&mut self, rest: &'a [u8]) {
        self.run = rest;
    }
}
