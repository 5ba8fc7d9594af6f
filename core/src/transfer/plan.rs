//! What a transfer heads for, and what must happen before: a save, a pause.

use super::machine::Transfer;
use crate::{Action, Ending};

/// The longest Retry-After that is waited for, in seconds.
const MAX_RETRY_AFTER_S: u32 = 3_600;

/// What a transfer does once the record is saved and the pause is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Goal {
    Send,
    LookUp,
    /// Ask, then send.
    Ask(Action),
    /// Ask, then look up.
    AskThenLookUp(Action),
    Done(Ending),
}

/// What follows when a look-up finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Plan {
    End,
    Ask(Action),
    /// Send, because a person has decided to go on. A transfer that is found and not final is sent too.
    Send,
}

impl Transfer {
    pub(super) const fn is_hint_too_long(&self) -> bool {
        self.retry_after_s > MAX_RETRY_AFTER_S
    }

    /// Plans a request. A hint of the server is always waited for, or is too long.
    pub(super) fn request(&mut self, goal: Goal, pause: bool) {
        if self.is_hint_too_long() {
            return self.end(Ending::Unknown);
        }
        self.strikes = self.strikes.saturating_add(1);
        self.goal = goal;
        self.resting = pause || self.retry_after_s > 0;
        self.unsaved = true;
    }

    /// Plans a question. A save comes first only if there is a hint, which a power cut must not lose.
    pub(super) fn ask(&mut self, goal: Goal) {
        self.goal = goal;
        self.unsaved = self.retry_after_s > 0;
    }

    /// Plans an end. The record of an open transfer is there already, so `Unknown` is saved only if there is a hint.
    pub(super) fn end(&mut self, ending: Ending) {
        if ending != Ending::Unknown {
            self.retry_after_s = 0;
        }
        self.goal = Goal::Done(ending);
        self.unsaved = ending != Ending::Unknown || self.retry_after_s > 0;
    }
}
