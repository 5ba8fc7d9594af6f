//! Finds the end of unescaped ASCII in a string, 16 or 64 bytes at a time.

use wide::{CmpEq, CmpLt, i8x16};

use super::blocks::skip_until;
use super::scanner::Scanner;
use super::swar;
use crate::json::scan::suffix;

/// The number of bytes that are examined together.
const BLOCK_LEN: usize = 16;

/// Returns a mask of the bytes that are not unescaped ASCII: control characters, quotes, backslashes, and bytes from
/// 0x80 on. The lowest bit is that of the first byte.
#[inline(always)]
fn mark(block: &[u8; BLOCK_LEN]) -> u32 {
    let block = i8x16::new(block.map(u8::cast_signed));
    let backslash = block.cmp_eq(i8x16::splat(b'\\'.cast_signed()));
    // The flip of 0x02 moves the quote (0x22) to 0x20, next to the control characters. Bytes from 0x80 on are negative.
    let other = (block ^ i8x16::splat(0x02)).cmp_lt(i8x16::splat(0x21));
    (backslash | other).move_mask().cast_unsigned()
}

/// Returns the index of the first byte that is not unescaped ASCII.
#[inline(always)]
pub(super) fn find_special(block: &[u8; BLOCK_LEN]) -> Option<usize> {
    let marks = mark(block);
    (marks != 0).then(|| marks.trailing_zeros() as usize)
}

/// Returns `bytes` from the first one on that is not unescaped ASCII.
#[inline(always)]
pub(crate) fn skip_unescaped(bytes: &[u8]) -> &[u8] {
    skip_until(bytes, find_special).unwrap_or_else(swar::skip_unescaped)
}

/// A [`Scanner`] that examines each block of 64 bytes once. So it needs no branch for each end.
///
/// The chunk must have at least the bytes of one block.
pub(super) struct Blocks<'a> {
    bytes: &'a [u8],
    /// The number of bytes from the start of the run on.
    left: usize,
    /// The index at which the block begins.
    block: usize,
    /// The block's mask, as [`mark`] returns it, without the bytes before the run.
    marks: u64,
}

/// As [`mark`], for a block of [`Blocks`].
#[inline(always)]
fn mark_all(block: &[u8; Blocks::LEN]) -> u64 {
    let quarters = block.rchunks_exact(BLOCK_LEN).filter_map(|quarter| quarter.first_chunk());
    quarters.fold(0, |marks, quarter| marks << BLOCK_LEN | u64::from(mark(quarter)))
}

impl Blocks<'_> {
    const LEN: usize = u64::BITS as usize;

    /// Returns the index at which the run begins.
    #[inline(always)]
    const fn start(&self) -> usize {
        self.bytes.len().wrapping_sub(self.left)
    }

    /// Clears the marks before `index`, which is at or after the start of the block.
    #[inline(always)]
    const fn clear_before(&mut self, index: usize) {
        let skipped = index.wrapping_sub(self.block);
        self.marks = if skipped < Self::LEN { self.marks & u64::MAX << skipped } else { 0 };
    }
}

impl<'a> Scanner<'a> for Blocks<'a> {
    #[inline(always)]
    fn new(bytes: &'a [u8]) -> Self {
        // No block is read yet: the next one begins at 0.
        Self { bytes, left: bytes.len(), block: 0_usize.wrapping_sub(Self::LEN), marks: 0 }
    }

    #[inline(always)]
    fn skip_unescaped(&mut self) -> &'a [u8] {
        while self.marks == 0 {
            let next = self.block.wrapping_add(Self::LEN);
            if let Some(block) = self.bytes.get(next..).and_then(<[u8]>::first_chunk) {
                (self.block, self.marks) = (next, mark_all(block));
                // Most often false. Without this branch each block would wait for the end of the run before it.
                if self.start() > next {
                    self.clear_before(self.start());
                }
                continue;
            }
            // The last block overlaps the one before.
            let Some(block) = self.bytes.last_chunk().filter(|_| next < self.bytes.len()) else { return &[] };
            (self.block, self.marks) = (self.bytes.len().wrapping_sub(Self::LEN), mark_all(block));
            self.clear_before(next.max(self.start()));
        }
        let end = self.block.wrapping_add(self.marks.trailing_zeros() as usize);
        suffix(self.bytes, end)
    }

    #[inline(always)]
    fn advance(&mut self, rest: &'a [u8]) {
        self.left = rest.len();
        self.clear_before(self.start());
    }

    #[inline(always)]
    fn next_string(&mut self, rest: &'a [u8]) {
        self.left = rest.len();
        // Clears two marks: of the last end, and of the quote before the run. The second one may be in the next block.
        self.marks &= self.marks.wrapping_sub(1);
        self.marks &= self.marks.wrapping_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_find_what_a_search_finds() {
        for len in [64, 65, 127, 128, 129, 193] {
            for end in 0..=len {
                let mut buffer = [b'a'; 193];
                let bytes = &mut buffer[..len];
                bytes[end..].iter_mut().take(1).for_each(|byte| *byte = b'"');
                for start in 0..=end {
                    let mut scanner = Blocks::new(bytes);
                    scanner.advance(&bytes[start..]);
                    assert_eq!(scanner.skip_unescaped().len(), len - end, "{len} {start}");
                }
            }
        }
    }

    #[test]
    fn blocks_continue_after_a_quote_at_any_distance() {
        const LEN: usize = 150;
        for first in 0..100 {
            for quote in first + 1..LEN - 2 {
                for end in [quote + 1, LEN - 1] {
                    let mut bytes = [b'a'; LEN];
                    [bytes[first], bytes[quote], bytes[end]] = [b'"'; 3];
                    let mut scanner = Blocks::new(&bytes);
                    assert_eq!(scanner.skip_unescaped().len(), LEN - first);
                    scanner.advance(&bytes[quote + 1..]);
                    assert_eq!(scanner.skip_unescaped().len(), LEN - end, "{first} {quote}");
                    if quote < first + 5 {
                        let mut scanner = Blocks::new(&bytes);
                        scanner.skip_unescaped();
                        scanner.next_string(&bytes[quote + 1..]);
                        assert_eq!(scanner.skip_unescaped().len(), LEN - end, "{first} {quote}");
                    }
                }
            }
        }
    }
}
