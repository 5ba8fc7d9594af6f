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
        [] | [b'\\'] if unit < 0xDC00 => return None,
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
