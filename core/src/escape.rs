//! What the escapes in a JSON string stand for.

/// Returns the character that a backslash and one letter stand for.
#[inline]
pub(crate) const fn short(letter: u8) -> Option<char> {
    Some(match letter {
        b'"' | b'\\' | b'/' => letter as char,
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        _ => return None,
    })
}

/// Returns the scalar value of a high and a low surrogate.
#[inline]
pub(crate) const fn surrogate_pair(high: u16, low: u16) -> u32 {
    (((high & 0x3FF) as u32) << 10 | (low & 0x3FF) as u32).wrapping_add(0x1_0000)
}

/// Returns the value of four hexadecimal digits.
#[inline]
pub(crate) fn hex(digits: &[u8; 4]) -> Option<u16> {
    digits.iter().try_fold(0, |unit: u16, digit| Some(unit << 4 | char::from(*digit).to_digit(16)? as u16))
}
