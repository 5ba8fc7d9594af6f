//! Skips runs of bytes of one kind.

/// Returns `bytes` without the leading ones for which `is_skipped` returns true.
#[inline(always)]
pub(crate) fn skip_while(bytes: &[u8], mut is_skipped: impl FnMut(u8) -> bool) -> &[u8] {
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        if !is_skipped(*first) {
            break;
        }
        rest = tail;
    }
    rest
}

/// Returns true if `byte` may occur between tokens.
#[inline(always)]
pub(crate) const fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

/// Returns `bytes` without leading white space.
#[inline(always)]
pub(crate) fn skip_whitespace(bytes: &[u8]) -> &[u8] {
    skip_while(bytes, is_whitespace)
}

/// Returns true if `byte` is a complete character of a JSON string: ASCII, and not escaped.
#[inline(always)]
pub(crate) const fn is_unescaped(byte: u8) -> bool {
    matches!(byte, 0x20..0x80) && !matches!(byte, b'"' | b'\\')
}

/// Returns `bytes` from `index` on.
///
/// Indexing could panic. The caller must pass at most the length: a larger index would skip the rest of a chunk.
#[cfg(not(feature = "small"))]
#[inline(always)]
pub(crate) fn suffix(bytes: &[u8], index: usize) -> &[u8] {
    debug_assert!(index <= bytes.len(), "no suffix");
    bytes.get(index..).unwrap_or_default()
}

/// Returns the part of `bytes` before its suffix `rest`.
#[inline(always)]
pub(crate) fn consumed<'a>(bytes: &'a [u8], rest: &[u8]) -> &'a [u8] {
    bytes.get(..bytes.len().wrapping_sub(rest.len())).unwrap_or_default()
}

/// Returns the offset of the first byte that is not white space if no value can begin with it.
///
/// A body of white space alone has its length as this offset.
#[inline(always)]
pub(crate) fn first_non_json_byte(body: &[u8]) -> Option<u32> {
    let start = skip_whitespace(body);
    match start {
        [b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', ..] => None,
        _ => Some(u32::try_from(consumed(body, start).len()).unwrap_or(u32::MAX)),
    }
}
