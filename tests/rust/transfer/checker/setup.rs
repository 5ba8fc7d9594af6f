//! The choice of a world, its bounds and its assumptions.

use std::rc::Rc;

use super::responses::Seen;

/// The assumptions of a run. `assumptions.rs` shows that each is needed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assumptions {
    /// A reported save survives a power cut.
    pub(crate) durable_save: bool,
    /// A power cut during a write does not change the other slot, and never leaves blank storage.
    pub(crate) atomic_write: bool,
    /// Neither the HTTP client nor the network replays a refused request.
    pub(crate) no_replay: bool,
    /// The API pays a key once.
    pub(crate) pays_once: bool,
    /// A look-up after `handle_expired` is not stale.
    pub(crate) fresh_look_up: bool,
    /// The caller reports `handle_expired` only when it is true.
    pub(crate) true_expiry: bool,
    /// Both slots belong to this key.
    pub(crate) own_slots: bool,
    /// The receipt compares every parameter that may be amended.
    pub(crate) full_receipt: bool,
}

impl Assumptions {
    pub(crate) const ALL: Self = Self {
        durable_save: true,
        atomic_write: true,
        no_replay: true,
        pays_once: true,
        fresh_look_up: true,
        true_expiry: true,
        own_slots: true,
        full_receipt: true,
    };
}

/// A world, and the bounds of its exploration.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setup {
    pub(crate) name: &'static str,
    pub(crate) carries_pin: bool,
    /// Transactions may be recorded and not final.
    pub(crate) safe: bool,
    /// Somebody else may take the key.
    pub(crate) occupied: bool,
    /// Another copy of the wallet may sign the same transaction with the same key. Only a look-up shows that.
    pub(crate) joined: bool,
    pub(crate) amends: bool,
    pub(crate) expires: bool,
    /// Requests may be late, doubled or unanswered.
    pub(crate) late: bool,
    /// A record of another version or request may replace the storage.
    pub(crate) spoils: bool,
    /// At every state, a person always agrees or always refuses. See `ends.rs`.
    pub(crate) stubborn: bool,
    pub(crate) responses: Kinds,
    /// The older of two intact records is part of the state. Only a mutant that confuses the two needs it.
    pub(crate) keeps_older: bool,
    pub(crate) max_requests: u8,
    pub(crate) max_decisions: u8,
    pub(crate) max_cuts: u8,
    pub(crate) assumptions: Assumptions,
}

impl Setup {
    /// Returns the repeats between two decisions.
    pub(crate) const fn budget(&self) -> u8 {
        if self.carries_pin { 6 } else { 16 }
    }
}

/// The responses that occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kinds {
    /// Every kind.
    All,
    /// One response for each different consequence.
    Few,
    /// Only responses that lead to a repeat, and true ones.
    Repeats,
}

impl Kinds {
    pub(crate) fn select(self, seen: Vec<Seen>) -> Rc<[Seen]> {
        let few = [
            "no response",
            "no connection",
            "a page with 404",
            "a captive portal's JSON",
            "500",
            "30101, report",
            "20125, reconcile",
            "429",
            "429, hint 12 h",
            "401, reauthorize",
            "20119, wrong PIN",
            "20117, hint 1000 s",
            "30100, wait",
            "excluded, report",
            "404",
        ];
        let repeats = ["no response", "500", "404"];
        let among = |names: &[&str]| seen.iter().copied().filter(|seen| names.contains(&seen.name)).collect();
        match self {
            Self::All => seen.into(),
            Self::Few => among(&few),
            Self::Repeats => among(&repeats),
        }
    }
}
