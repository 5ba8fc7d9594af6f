//! Characters of several bytes that stand whole in a chunk.

/// Returns what follows the character that `bytes` begin with. `None` if it has one byte, is not whole, or is no
/// well-formed UTF-8 (Unicode, table 3-7).
#[inline(always)]
pub(crate) fn after_character(bytes: &[u8]) -> Option<&[u8]> {
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
