//! A perfect hash from codes to rows, computed at compile time.
//!
//! It is for hosts: a table of 1 KB costs fewer instructions than a binary search.

use super::rows::{CATALOG, CATALOG_LEN};

const BITS: u32 = if CATALOG_LEN > 32 { 10 } else { 7 };
const SLOTS: usize = 1 << BITS;
/// An empty slot; no row has this number.
const EMPTY: u8 = u8::MAX;

const _: () = assert!(CATALOG_LEN <= EMPTY as usize);

/// The factor, and the row in each slot.
static HASH: (u32, [u8; SLOTS]) = find_hash();

const fn slot(code: u32, factor: u32) -> usize {
    (code.wrapping_mul(factor) >> (u32::BITS.wrapping_sub(BITS))) as usize
}

/// Finds a factor with which no two codes have the same slot.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs at compile time only")]
const fn find_hash() -> (u32, [u8; SLOTS]) {
    let mut factor = 0x9E37_79B9_u32;
    loop {
        let mut slots = [EMPTY; SLOTS];
        let mut row = 0;
        while row < CATALOG_LEN {
            let slot = slot(CATALOG[row].code.0, factor);
            if slots[slot] != EMPTY {
                break;
            }
            slots[slot] = row as u8;
            row += 1;
        }
        if row == CATALOG_LEN {
            return (factor, slots);
        }
        factor = factor.wrapping_mul(0x0019_660D).wrapping_add(0x3C6E_F35F) | 1;
    }
}

/// Returns the index of the only row that can have this code; it may be out of range.
#[must_use]
#[inline]
pub fn candidate_row(code: u32) -> usize {
    let (factor, slots) = &HASH;
    slots.get(slot(code, *factor)).copied().unwrap_or(EMPTY).into()
}
