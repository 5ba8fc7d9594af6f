//! The catalog as other kinds of table, to search the same codes in.

use std::collections::HashMap;
use std::sync::LazyLock;

use mixerr::{CATALOG, Entry};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

static HASHED: LazyLock<HashMap<u32, &Entry>> =
    LazyLock::new(|| CATALOG.iter().map(|entry| (entry.code.as_u32(), entry)).collect());

/// A way to search.
pub type Way = fn(u32) -> Option<&'static Entry>;

/// The ways to search, by name.
pub const WAYS: [(&str, Way); 5] = [
    ("mixerr, binary search", |code| mixerr::lookup(code)),
    ("match", by_match),
    ("phf", |code| PERFECT.get(&code).copied()),
    ("HashMap", |code| HASHED.get(&code).copied()),
    ("linear scan", |code| CATALOG.iter().find(|entry| entry.code.as_u32() == code)),
];

/// The codes that are searched: every code of the catalog, and one between each and the next.
pub fn codes() -> impl Iterator<Item = u32> {
    CATALOG.iter().map(|entry| entry.code.as_u32()).flat_map(|code| [code, code + 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_finds_the_same() {
        for code in codes() {
            for (name, way) in WAYS {
                assert_eq!(way(code), mixerr::lookup(code), "{name}, {code}");
            }
        }
    }
}
