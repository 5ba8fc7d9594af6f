//! Decodes the escapes of JSON strings (RFC 8259, section 7).

/// The length of an escape that is a backslash and one letter.
pub(crate) const SHORT_LEN: u32 = 2;

/// Returns the character of the escape that is a backslash and this letter.
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

/// Returns the scalar value of a surrogate pair: the low ten bits of each of its units.
#[inline(always)]
pub(crate) const fn surrogate_pair(high: u32, low: u32) -> u32 {
    ((high & 0x3FF) << 10 | low & 0x3FF).wrapping_add(0x1_0000)
}

/// Returns true if an escape of `len` bytes is kept where a text keeps escapes: see [`Text`](super::text::Text).
///
/// A `\uXXXX` escape is kept for a quote, a backslash or a control character of Unicode (U+0000 to U+001F, U+007F to
/// U+009F), a short escape always.
#[inline(always)]
pub(crate) const fn stays_escaped(len: u32, scalar: u32) -> bool {
    len == SHORT_LEN || scalar & !0x80 < 0x20 || matches!(scalar, 0x22 | 0x5C | 0x7F)
}

/// Returns the value of four hexadecimal digits.
#[inline]
pub(crate) fn hex(digits: &[u8; 4]) -> Option<u16> {
    let [a, b, c, d] = digits.map(hex_digit);
    ((a | b | c | d) != 0xFF).then_some((a << 12 | b << 8 | c << 4 | d) as u16)
}

/// Returns the value of a hexadecimal digit, and 0xFF for every other byte.
#[inline(always)]
pub(crate) fn hex_digit(byte: u8) -> u32 {
    // A table is faster. Firmware has no room for it.
    #[cfg(target_pointer_width = "64")]
    return HEX_VALUES.get(usize::from(byte)).map_or(0xFF, |value| u32::from(*value));
    #[cfg(not(target_pointer_width = "64"))]
    return char::from(byte).to_digit(16).unwrap_or(0xFF);
}

#[cfg(target_pointer_width = "64")]
#[expect(clippy::indexing_slicing, reason = "runs at compile time only")]
static HEX_VALUES: [u8; 256] = {
    let mut values = [0xFF; 256];
    let mut byte = 0_u8;
    loop {
        if let Some(value) = (byte as char).to_digit(16) {
            values[byte as usize] = value as u8;
        }
        if byte == u8::MAX {
            break values;
        }
        byte += 1;
    }
};

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn hex_reads_every_unit_in_both_cases() {
        let digit = |unit: u32, place: u32| char::from_digit(unit >> (4 * place) & 0xF, 16).unwrap() as u8;
        for unit in 0..=0xFFFF {
            let digits = [3, 2, 1, 0].map(|place| digit(unit, place));
            assert_eq!(hex(&digits).map(u32::from), Some(unit));
            assert_eq!(hex(&digits.map(|digit| digit.to_ascii_uppercase())).map(u32::from), Some(unit));
        }
    }

    #[test]
    fn hex_refuses_every_other_byte_in_every_place() {
        for digits in [*b"0000", *b"ffff", *b"9A0f"] {
            for place in 0..4 {
                for byte in (0..=255_u8).filter(|byte| !byte.is_ascii_hexdigit()) {
                    let mut digits = digits;
                    digits[place] = byte;
                    assert_eq!(hex(&digits), None, "{digits:?}");
                }
            }
        }
    }
}
