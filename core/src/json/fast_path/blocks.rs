//! Skips bytes a block at a time.

use crate::json::scan::suffix;

/// Skips bytes, `N` at a time, up to the one that `find` finds; returns the bytes from that one on.
///
/// `find` returns an index in a block. Returns the last bytes, fewer than `N`, as an error if it finds none.
#[inline(always)]
pub(super) fn skip_until<const N: usize>(
    bytes: &[u8],
    find: impl Fn(&[u8; N]) -> Option<usize>,
) -> Result<&[u8], &[u8]> {
    let mut rest = bytes;
    while let Some((block, tail)) = rest.split_first_chunk() {
        if let Some(index) = find(block) {
            return Ok(suffix(rest, index));
        }
        rest = tail;
    }
    Err(rest)
}
