//! Decodes one escape.

use crate::json::escape;

/// Decodes an escape from its letter on; returns the Unicode scalar value and the rest.
///
/// A surrogate without its other half becomes U+FFFD. Returns `None` if the escape is not valid, or if it or the other
/// half of its surrogate pair may continue in the next chunk.
#[inline(always)]
pub(super) fn unescape(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let [b'u', a, b, c, d, tail @ ..] = bytes else {
        let (letter, tail) = bytes.split_first()?;
        return Some((escape::short(*letter)?.into(), tail));
    };
    let unit = escape::hex(&[*a, *b, *c, *d])?;
    if unit & 0xF800 == 0xD800 { replace_surrogate(unit, tail) } else { Some((unit.into(), tail)) }
}

/// Decodes a surrogate, after which `bytes` follow.
#[cfg_attr(not(target_pointer_width = "64"), inline(never))]
fn replace_surrogate(unit: u16, bytes: &[u8]) -> Option<(u32, &[u8])> {
    match bytes {
        // The other half may be in the next chunk.
        [] | [b'\\'] => return None,
        [b'\\', b'u', tail @ ..] if unit < 0xDC00 => {
            let (digits, tail) = tail.split_first_chunk()?;
            if let Some(low @ 0xDC00..0xE000) = escape::hex(digits) {
                return Some((escape::surrogate_pair(unit.into(), low.into()), tail));
            }
        }
        _ => {}
    }
    Some((0xFFFD, bytes))
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::format;

    use super::*;

    #[test]
    fn unescape_decodes_surrogates_as_utf_16() {
        let units = [0xD7FF, 0xD800, 0xD83D, 0xDBFF, 0xDC00, 0xDE00, 0xDFFF, 0xE000, 0x0041];
        for first in units {
            for second in units {
                let escapes = format!("u{first:04x}\\u{second:04X} ");
                let scalar = char::decode_utf16([first, second]).next().unwrap().map_or(0xFFFD, u32::from);
                let rest = if scalar > 0xFFFF { " " } else { &escapes[5..] };
                assert_eq!(unescape(escapes.as_bytes()), Some((scalar, rest.as_bytes())), "{escapes}");
            }
        }
    }

    #[test]
    fn unescape_leaves_a_high_surrogate_whose_other_half_may_follow() {
        for escapes in ["ud83d", "ud83d\\", "ud83d\\u", "ud83d\\ude0", "ud83", "u", ""] {
            assert_eq!(unescape(escapes.as_bytes()), None, "{escapes}");
        }
        for escapes in ["ud83d\\n", "ud83d\"", "ud83d\\u00e9", "ud83d\\uxxxx", "udc00\\n"] {
            assert_eq!(unescape(escapes.as_bytes()), Some((0xFFFD, &escapes.as_bytes()[5..])), "{escapes}");
        }
    }
}
