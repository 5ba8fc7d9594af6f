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
#[cfg(not(feature = "small"))]
#[inline]
pub(crate) const fn surrogate_pair(high: u16, low: u16) -> u32 {
    (((high & 0x3FF) as u32) << 10 | (low & 0x3FF) as u32).wrapping_add(0x1_0000)
}

/// Returns the value of four hexadecimal digits, which are looked at together, a place of eight bits each.
#[inline]
pub(crate) const fn hex(digits: &[u8; 4]) -> Option<u16> {
    const TOPS: u32 = 0x8080_8080;
    let sent = u32::from_be_bytes(*digits);
    // 1 in the place of a letter, which becomes one of lower case.
    let letters = sent >> 6 & 0x0101_0101;
    let lower = sent | letters << 5;
    // '0' or 'a', and how far the last digit or letter is from it: 9 or 5.
    let first = letters.wrapping_mul(0x31).wrapping_add(0x3030_3030);
    let farthest = 0x0909_0909_u32.wrapping_sub(letters << 2);
    // The top bit of a place is lost where it must lend, so nothing is taken from the next place.
    let distance = (lower | TOPS).wrapping_sub(first);
    let left = (farthest | TOPS).wrapping_sub(distance & !TOPS);
    if sent & TOPS != 0 || distance & left & TOPS != TOPS {
        return None;
    }
    let values = (distance & !TOPS).wrapping_add(letters.wrapping_mul(10));
    let pairs = values | values >> 4;
    Some((pairs >> 8 & 0xFF00 | pairs & 0xFF) as u16)
}

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
