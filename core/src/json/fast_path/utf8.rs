//! Skips characters of several bytes.

/// Returns the bytes after a character of several bytes.
///
/// Returns `None` if the character has one byte, is incomplete, or is not well-formed UTF-8 (Unicode, table 3-7).
#[cfg_attr(target_pointer_width = "64", inline(always))]
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
pub(super) fn skip_character(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [0xC2..=0xDF, 0x80..=0xBF, tail @ ..] => Some(tail),
        [a @ 0xE0..=0xEF, b @ 0x80..=0xBF, 0x80..=0xBF, tail @ ..]
            if !matches!((a, b), (0xE0, 0x80..=0x9F) | (0xED, 0xA0..=0xBF)) =>
        {
            Some(tail)
        }
        [a @ 0xF0..=0xF4, b @ 0x80..=0xBF, 0x80..=0xBF, 0x80..=0xBF, tail @ ..]
            if !matches!((a, b), (0xF0, 0x80..=0x8F) | (0xF4, 0x90..=0xBF)) =>
        {
            Some(tail)
        }
        _ => None,
    }
}
