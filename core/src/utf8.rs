//! Characters of several bytes that stand whole in a chunk.

/// Reads the character that `bytes` begin with; returns it and what follows it. `None` if it has one byte, is not
/// whole, or is no well-formed UTF-8 (Unicode, table 3-7).
pub(crate) fn character(bytes: &[u8]) -> Option<(char, &[u8])> {
    let low = |byte: u8| u32::from(byte & 0x3F);
    let (least, scalar, tail) = match *bytes {
        [a @ 0xC2..0xE0, b @ 0x80..0xC0, ref tail @ ..] => (0x80, u32::from(a & 0x1F) << 6 | low(b), tail),
        [a @ 0xE0..0xF0, b @ 0x80..0xC0, c @ 0x80..0xC0, ref tail @ ..] => {
            (0x800, u32::from(a & 0xF) << 12 | low(b) << 6 | low(c), tail)
        }
        [a @ 0xF0..0xF5, b @ 0x80..0xC0, c @ 0x80..0xC0, d @ 0x80..0xC0, ref tail @ ..] => {
            (0x1_0000, u32::from(a & 0x7) << 18 | low(b) << 12 | low(c) << 6 | low(d), tail)
        }
        _ => return None,
    };
    let character = char::from_u32(scalar).filter(|_| scalar >= least)?;
    Some((character, tail))
}
