//! A transfer as bytes, for bindings that keep it in memory of the caller. It is not the record, and ends with the
//! program.
//!
//! | offset | size | field |
//! | ---: | ---: | --- |
//! | 0 | 1 | goal: its kind times 16, plus the action or ending |
//! | 1 | 1 | plan: the same |
//! | 2 | 1 | what the last look-up asked for, plus 1; 0 for nothing |
//! | 3 | 1 | action |
//! | 4 | 1 | flags |
//! | 5 | 4 | attempts, budget, strikes, sequence |
//! | 9 | 3 | 0 |
//! | 12 | 4 | Retry-After in seconds, little endian |
//! | 16 | 4 | fingerprint, little endian |
//! | 20 | 16 | key |

use super::plan::{Goal, Plan};
use super::state::Transfer;
use super::step::Ending;
use crate::catalog::Action;

/// The size of a transfer as bytes.
pub const TRANSFER_SIZE: usize = 36;

const SEND: u8 = 0;
const LOOK_UP: u8 = 1;
const ASK: u8 = 2;
const ASK_THEN_LOOK_UP: u8 = 3;
const END: u8 = 4;

/// Returns a transfer as bytes.
#[must_use]
pub fn transfer_to_bytes(transfer: &Transfer) -> [u8; TRANSFER_SIZE] {
    let goal = match transfer.goal {
        Goal::Send => number(SEND, 0),
        Goal::LookUp => number(LOOK_UP, 0),
        Goal::Ask(action) => number(ASK, action as u8),
        Goal::AskThenLookUp(action) => number(ASK_THEN_LOOK_UP, action as u8),
        Goal::Done(ending) => number(END, ending as u8),
    };
    let planned = match transfer.planned {
        Plan::Send => number(SEND, 0),
        Plan::Ask(action) => number(ASK, action as u8),
        Plan::End => number(END, 0),
    };
    let asked = transfer.asked.map_or(0, |action| (action as u8).wrapping_add(1));
    let flags = [transfer.unsaved, transfer.resting, transfer.open, transfer.expired, transfer.carries_pin];
    let flags = flags.iter().rev().fold(0, |flags, flag| flags << 1 | u8::from(*flag));
    let Transfer { attempts, budget, strikes, sequence, .. } = *transfer;
    let [r0, r1, r2, r3] = transfer.retry_after_s.to_le_bytes();
    let [f0, f1, f2, f3] = transfer.fingerprint.to_le_bytes();
    let fields = [
        [goal, planned, asked, transfer.action as u8],
        [flags, attempts, budget, strikes],
        [sequence, 0, 0, 0],
        [r0, r1, r2, r3],
        [f0, f1, f2, f3],
    ];
    let mut bytes = [0; TRANSFER_SIZE];
    if let Some((front, key)) = bytes.split_first_chunk_mut::<20>() {
        front.copy_from_slice(fields.as_flattened());
        key.copy_from_slice(&transfer.key);
    }
    bytes
}

/// Returns the transfer with these bytes, or `None` if no transfer has them.
///
/// Bytes that [`transfer_to_bytes`] did not return may give a transfer that lies.
#[must_use]
pub fn transfer_from_bytes(bytes: &[u8; TRANSFER_SIZE]) -> Option<Transfer> {
    let [
        goal,
        planned,
        asked,
        action,
        flags,
        attempts,
        budget,
        strikes,
        sequence,
        _,
        _,
        _,
        r0,
        r1,
        r2,
        r3,
        f0,
        f1,
        f2,
        f3,
        key @ ..,
    ] = *bytes;
    let goal = match (goal >> 4, goal & 15) {
        (SEND, 0) => Goal::Send,
        (LOOK_UP, 0) => Goal::LookUp,
        (ASK, number) => Goal::Ask(action_of(number)?),
        (ASK_THEN_LOOK_UP, number) => Goal::AskThenLookUp(action_of(number)?),
        (END, number) => Goal::Done(*Ending::ALL.get(usize::from(number))?),
        _ => return None,
    };
    let planned = match (planned >> 4, planned & 15) {
        (SEND, 0) => Plan::Send,
        (ASK, number) => Plan::Ask(action_of(number)?),
        (END, 0) => Plan::End,
        _ => return None,
    };
    let asked = match asked.checked_sub(1) {
        Some(number) => Some(action_of(number)?),
        None => None,
    };
    let flag = |bit: u8| flags >> bit & 1 == 1;
    Some(Transfer {
        goal,
        planned,
        asked,
        action: action_of(action)?,
        unsaved: flag(0),
        resting: flag(1),
        open: flag(2),
        expired: flag(3),
        carries_pin: flag(4),
        attempts,
        budget,
        strikes,
        sequence,
        retry_after_s: u32::from_le_bytes([r0, r1, r2, r3]),
        fingerprint: u32::from_le_bytes([f0, f1, f2, f3]),
        key,
    })
}

const fn number(kind: u8, of: u8) -> u8 {
    kind << 4 | of
}

fn action_of(number: u8) -> Option<Action> {
    Action::ALL.get(usize::from(number)).copied()
}
