//! Finds the row of a code with one multiplication: a perfect hash that the compiler finds.
//!
//! It is for hosts, where a table is cheaper than the steps of a binary search.

use super::rows::{CATALOG, CATALOG_LEN};

const BITS: u32 = if CATALOG_LEN > 32 { 10 } else { 7 };
const SLOTS: usize = 1 << BITS;
/// A slot of no code: no row has this number.
const EMPTY: u8 = u8::MAX;

const _: () = assert!(CATALOG_LEN <= EMPTY as usize);

/// The factor, and the row of each slot.
static FOUND: (u32, [u8; SLOTS]) = found();

const fn slot(code: u32, factor: u32) -> usize {
    (code.wrapping_mul(factor) >> (u32::BITS.wrapping_sub(BITS))) as usize
}

/// Finds a factor that gives each code a slot of its own.
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs at compile time only")]
const fn found() -> (u32, [u8; SLOTS]) {
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

/// Returns the number of the one row that may have this code; it may be past the end.
#[must_use]
#[inline]
pub fn candidate_row(code: u32) -> usize {
    let (factor, slots) = &FOUND;
    slots.get(slot(code, *factor)).copied().unwrap_or(EMPTY).into()
}
