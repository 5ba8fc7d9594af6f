//! Skips the contents of strings.

use super::search::skip_unescaped;
use super::utf8::skip_character;
use crate::json::escape;

/// Skips the contents of a string, as far as they are complete and valid.
///
/// Returns the rest, which begins with the closing quote if the string is complete. Also returns true if it has no `\uXXXX`
/// escape so far.
#[inline(never)]
pub(crate) fn skip_string(bytes: &[u8]) -> (&[u8], bool) {
    let mut rest = bytes;
    let mut is_compact = true;
    if cfg!(mixerr_without = "skip_string") {
        return (rest, is_compact);
    }
    loop {
        rest = match rest {
            [b'\\', b'u', a, b, c, d, tail @ ..] if escape::hex(&[*a, *b, *c, *d]).is_some() => {
                is_compact = false;
                tail
            }
            [b'\\', letter, tail @ ..] if escape::short(*letter).is_some() => tail,
            [0x80..=0xFF, ..] => match skip_character(rest) {
                Some(tail) => tail,
                None => return (rest, is_compact),
            },
            [0x20..=0x21 | 0x23..=0x5B | 0x5D..0x80, ..] => skip_unescaped(rest),
            _ => return (rest, is_compact),
        };
    }
}
