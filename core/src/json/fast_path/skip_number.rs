//! Skips numbers.

use crate::json::scan::skip_while;

/// Returns the bytes after a number. Returns `None` if it is not valid, or may continue in the next chunk.
#[inline(always)]
pub(super) fn skip_number(bytes: &[u8]) -> Option<&[u8]> {
    let ([b'-', digits @ ..] | digits) = bytes;
    let mut rest = match digits {
        [b'0', tail @ ..] => tail,
        [b'1'..=b'9', tail @ ..] => skip_digits(tail),
        _ => return None,
    };
    if let [b'.', fraction @ ..] = rest {
        rest = skip_digits1(fraction)?;
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let ([b'+' | b'-', digits @ ..] | digits) = exponent;
        rest = skip_digits1(digits)?;
    }
    (!rest.is_empty()).then_some(rest)
}

#[inline(always)]
fn skip_digits(bytes: &[u8]) -> &[u8] {
    skip_while(bytes, |byte| byte.is_ascii_digit())
}

/// Returns the bytes after one digit or more.
#[inline(always)]
fn skip_digits1(bytes: &[u8]) -> Option<&[u8]> {
    match bytes {
        [b'0'..=b'9', tail @ ..] => Some(skip_digits(tail)),
        _ => None,
    }
}
