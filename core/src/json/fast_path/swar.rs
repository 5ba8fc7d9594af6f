//! Finds the end of unescaped ASCII in a string, eight bytes at a time (SWAR: SIMD within a register).

use super::blocks::skip_until;
use super::host::ON_HOST;
use crate::json::scan::{is_unescaped, is_whitespace, skip_while, suffix};

/// The number of bytes that are examined together.
const BLOCK_LEN: usize = 8;

/// Returns a word with `byte` in each of its bytes.
pub(super) const fn splat(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; BLOCK_LEN])
}

/// Returns the index of the first byte that is not unescaped ASCII: a control character, a quote, a backslash, or a
/// byte from 0x80 on.
#[inline(always)]
pub(super) fn find_special(block: &[u8; BLOCK_LEN]) -> Option<usize> {
    const HIGH_BITS: u64 = splat(0x80);
    let word = u64::from_le_bytes(*block);
    // The high bit of each byte marks a special one. The flip of 0x02 moves the quote (0x22) to 0x20, next to the
    // control characters. Each term marks the bytes from 0x80 on, except for a few that the other one marks. Only a marked
    // byte can borrow from the next one. So the first mark is exact.
    let control_or_quote = (word ^ splat(0x02)).wrapping_sub(splat(0x21));
    let backslash = (word ^ splat(b'\\')).wrapping_sub(splat(0x01));
    let marks = (control_or_quote | backslash) & HIGH_BITS;
    (marks != 0).then(|| (marks.trailing_zeros() >> 3) as usize)
}

/// Returns `bytes` from the first one on that is not unescaped ASCII.
#[inline(always)]
pub(crate) fn skip_unescaped(bytes: &[u8]) -> &[u8] {
    skip_until(bytes, find_special).unwrap_or_else(|rest| skip_while(rest, is_unescaped))
}

/// Returns `bytes` without leading white space. This is fastest for many spaces in a row.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(crate) fn skip_indentation(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    loop {
        if let [b'\n' | b'\r' | b'\t', tail @ ..] = rest {
            rest = tail;
        }
        match rest.first_chunk() {
            Some(block) if ON_HOST => {
                let others = u64::from_le_bytes(*block) ^ splat(b' ');
                let spaces = (others.trailing_zeros() >> 3) as usize;
                rest = suffix(rest, spaces);
            }
            _ => rest = rest.strip_prefix(b" ").unwrap_or(rest),
        }
        if !rest.first().is_some_and(|byte| is_whitespace(*byte)) {
            return rest;
        }
    }
}
