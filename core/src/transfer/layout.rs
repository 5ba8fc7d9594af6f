//! The layout of a transfer, for bindings that keep one in memory that is not trusted.

use core::mem::offset_of;

use super::plan::{Goal, Plan};
use super::state::Transfer;
use super::step::Ending;
use crate::catalog::Action;

/// The largest valid value of each of the first bytes of a [`Transfer`]. The later bytes may have any value.
///
/// Memory of the size and alignment of a transfer is a valid one if none of its first bytes is larger. Such a transfer
/// may report a wrong step, but causes no undefined behaviour.
pub const TRANSFER_MAX_BYTES: [u8; 15] = [
    Goal::Done as u8,
    Plan::Send as u8,
    Action::UpdateApp as u8,
    u8::MAX,
    Action::UpdateApp as u8,
    Ending::Conflict as u8,
    true as u8,
    true as u8,
    true as u8,
    true as u8,
    true as u8,
    u8::MAX,
    u8::MAX,
    u8::MAX,
    u8::MAX,
];

const _: () = {
    assert!(offset_of!(Transfer, goal) == 0 && size_of::<Goal>() == 1);
    assert!(offset_of!(Transfer, planned) == 1 && size_of::<Plan>() == 1);
    assert!(offset_of!(Transfer, question) == 2);
    assert!(offset_of!(Transfer, asked) == 3);
    assert!(offset_of!(Transfer, action) == 4);
    assert!(offset_of!(Transfer, ending) == 5);
    assert!(offset_of!(Transfer, unsaved) == 6);
    assert!(offset_of!(Transfer, resting) == 7);
    assert!(offset_of!(Transfer, open) == 8);
    assert!(offset_of!(Transfer, expired) == 9);
    assert!(offset_of!(Transfer, carries_pin) == 10);
    assert!(offset_of!(Transfer, attempts) == 11);
    assert!(offset_of!(Transfer, sequence) == 14);
    // All numbers up to the last one are variants.
    assert!(Action::UpdateApp as usize == Action::ALL.len().saturating_sub(1) && size_of::<Action>() == 1);
    assert!(Ending::Conflict as usize == Ending::ALL.len().saturating_sub(1) && size_of::<Ending>() == 1);
};
