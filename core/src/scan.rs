//! Finds where a run of like bytes ends.

#[cfg(not(feature = "small"))]
mod words;

#[cfg(not(feature = "small"))]
pub(crate) use words::{after_plain, short_integer};

/// Returns `bytes` from the first one on that `like` refuses.
#[inline(always)]
pub(crate) fn after(bytes: &[u8], mut like: impl FnMut(u8) -> bool) -> &[u8] {
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        if !like(*first) {
            break;
        }
        rest = tail;
    }
    rest
}

/// Tells whether `byte` may stand between tokens.
#[inline(always)]
pub(crate) const fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// Returns `bytes` without the white space at their front.
#[inline(always)]
pub(crate) fn after_white_space(bytes: &[u8]) -> &[u8] {
    after(bytes, is_white_space)
}

/// Tells whether a byte stands for itself in a JSON string.
#[inline(always)]
pub(crate) const fn is_plain(byte: u8) -> bool {
    matches!(byte, 0x20..0x80) && !matches!(byte, b'"' | b'\\')
}

/// Returns the part of `bytes` before its end `tail`.
#[inline(always)]
pub(crate) fn front<'a>(bytes: &'a [u8], tail: &[u8]) -> &'a [u8] {
    bytes.get(..bytes.len().wrapping_sub(tail.len())).unwrap_or_default()
}
