//! [`lookup`]: the entry of an error code.

use super::code::Code;
use super::entry::Entry;
#[cfg(all(not(feature = "small"), target_pointer_width = "64"))]
use super::perfect_hash;
use super::rows::CATALOG;

impl Code {
    /// Returns the catalog entry for this code, or `None` for an unknown code: see [`lookup`].
    #[must_use]
    pub fn entry(self) -> Option<&'static Entry> {
        lookup(self)
    }
}

/// Returns the catalog entry for `code`, or `None` for an unknown code.
///
/// `code` is the envelope's `error.code`, not an HTTP status. The server may be newer than the catalog:
/// [`Action::for_unknown_code`](crate::Action::for_unknown_code) returns what to do about an unknown code.
///
/// O(1) on 64-bit hosts, O(log n) elsewhere and with the feature `small`.
///
/// ```
/// assert_eq!(mixerr::lookup(20119).unwrap().name, "PIN_INCORRECT");
/// assert!(mixerr::lookup(20136).is_none());
/// ```
#[must_use]
pub fn lookup(code: impl Into<Code>) -> Option<&'static Entry> {
    let code = code.into();
    #[cfg(all(not(feature = "small"), target_pointer_width = "64"))]
    return CATALOG.get(perfect_hash::candidate_row(code.0)).filter(|entry| entry.code == code);
    #[cfg(any(feature = "small", not(target_pointer_width = "64")))]
    return lookup_sorted(code);
}

/// As [`lookup`], by binary search.
#[cfg(any(test, feature = "small", not(target_pointer_width = "64")))]
fn lookup_sorted(code: Code) -> Option<&'static Entry> {
    let index = CATALOG.binary_search_by_key(&code, |entry| entry.code).ok()?;
    CATALOG.get(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookup_finds_every_row_and_nothing_else_as_the_binary_search_does() {
        for entry in &CATALOG {
            assert_eq!(lookup(entry.code), Some(entry));
            for bit in 0..32 {
                let near = entry.code.0 ^ 1 << bit;
                assert_eq!(lookup(near), lookup_sorted(near.into()), "{near}");
            }
        }
        for code in (0..70_000).chain([u32::MAX, u32::MAX - 1, 1 << 31]) {
            assert_eq!(lookup(code), lookup_sorted(code.into()), "{code}");
        }
    }
}
