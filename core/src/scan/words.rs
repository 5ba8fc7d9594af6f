//! The end of text, found a machine word at a time, and small integers that stand whole in a chunk.

use super::{after, is_plain};

const WORD: usize = size_of::<usize>();

/// A word with `byte` in each place.
const fn splat(byte: u8) -> usize {
    usize::from_ne_bytes([byte; WORD])
}

/// Returns `bytes` from the first one on that does not stand for itself in a JSON string: a control character, a
/// quote, a backslash, or a byte from 0x80 on.
#[inline(always)]
pub(crate) fn after_plain(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some((word, tail)) = rest.split_first_chunk() {
        let word = usize::from_le_bytes(*word);
        // The top bit of each place tells a byte that ends the run. The flip of 0x02 puts the quote (0x22) right
        // behind the control characters. Each term tells the bytes from 0x80 on, but for a few that the other
        // tells; and only from a place that is told can a borrow reach the places above it.
        let control_or_quote = (word ^ splat(0x02)).wrapping_sub(splat(0x21));
        let backslash = (word ^ splat(b'\\')).wrapping_sub(splat(0x01));
        let ends = (control_or_quote | backslash) & splat(0x80);
        if ends != 0 {
            return rest.get((ends.trailing_zeros() >> 3) as usize..).unwrap_or_default();
        }
        rest = tail;
    }
    after(rest, is_plain)
}

/// Reads an integer from 1 to 999999999 that ends before the last byte; returns it and what follows it. `None` for
/// every other number: not all of them are bad.
#[inline(always)]
pub(crate) fn short_integer(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let [b'1'..=b'9', ..] = bytes else { return None };
    let mut rest = bytes;
    let mut value: u32 = 0;
    for _ in 0..10 {
        let [byte, tail @ ..] = rest else { return None };
        match byte {
            b'0'..=b'9' => value = value.wrapping_mul(10).wrapping_add(u32::from(byte & 0xF)),
            b'.' | b'e' | b'E' => return None,
            _ => return Some((value, rest)),
        }
        rest = tail;
    }
    None
}
