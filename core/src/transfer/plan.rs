//! What a transfer does next: its goal, and its plan for a look-up that finds nothing.

use super::step::Ending;
use crate::catalog::Action;

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
