//! [`Scanner`]: finds where strings end, one after the other in a chunk.

use super::search::skip_unescaped;

/// Finds the ends of runs of unescaped ASCII in a chunk.
pub(super) trait Scanner<'a> {
    /// Begins a run at the front of `bytes`.
    fn new(bytes: &'a [u8]) -> Self;

    /// Returns the bytes from the end of the run on.
    fn skip_unescaped(&mut self) -> &'a [u8];

    /// Begins a run at `rest`, a suffix of the bytes.
    fn advance(&mut self, rest: &'a [u8]);

    /// Begins a run at `rest`, as [`advance`](Self::advance) does, after a separator: of the bytes since the last run's
    /// end exactly the first and the last, two quotes, are not unescaped ASCII.
    fn next_string(&mut self, rest: &'a [u8]);
}

/// Searches from each position, without a mask.
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
