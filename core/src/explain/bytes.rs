//! The bytes of a text: windows, numbers and lines.

use crate::response::{Reader, read_decimal};

/// The number of bytes by which two windows of a text overlap, at least.
pub const WINDOW_OVERLAP: usize = 4096;

/// As [`Reader::feed`]. One copy of the parser is enough here.
#[inline(never)]
pub(super) fn read_chunk(reader: &mut Reader, chunk: &[u8]) {
    reader.feed(chunk);
}

/// Splits a text after the first `end`; the rest is empty if there is none.
///
/// An iterator of core does so with an index, which the no-panic proof rejects at some optimization levels.
pub(super) fn split_after(text: &[u8], end: u8) -> (&[u8], &[u8]) {
    let length = text.iter().position(|byte| *byte == end).map_or(text.len(), |index| index.wrapping_add(1));
    text.split_at_checked(length).unwrap_or((text, &[]))
}

/// Reads a number of at most seven digits without a leading zero. Returns it and the rest of the text.
pub(super) fn number(text: &[u8]) -> Option<(u32, &[u8])> {
    let length = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(length)?;
    let is_number = matches!(digits.first(), Some(b'1'..=b'9')) && digits.len() <= 7;
    Some((read_decimal(digits).filter(|_| is_number)?, rest))
}
