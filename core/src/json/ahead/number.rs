//! Numbers that stand whole in a chunk.

use crate::scan;

/// Reads a number that ends before the last byte; returns what follows it.
#[inline(always)]
pub(super) fn number(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = match bytes.strip_prefix(b"-").unwrap_or(bytes) {
        [b'0', tail @ ..] => tail,
        [b'1'..=b'9', tail @ ..] => digits(tail),
        _ => return None,
    };
    if let [b'.', fraction @ ..] = rest {
        rest = some_digits(fraction)?;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let ([b'+' | b'-', unsigned @ ..] | unsigned) = exponent;
        rest = some_digits(unsigned)?;
    }
    (!rest.is_empty()).then_some(rest)
}

/// Skips digits.
#[inline(always)]
fn digits(bytes: &[u8]) -> &[u8] {
    scan::after(bytes, |byte| byte.is_ascii_digit())
}

/// Skips digits, of which there must be one.
#[inline(always)]
fn some_digits(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'0'..=b'9', tail @ ..] => Some(digits(tail)),
        _ => None,
    }
}
