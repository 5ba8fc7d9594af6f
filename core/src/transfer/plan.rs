//! The next goal of a transfer, and its plan for a look-up that finds no transfer.

use super::step::Ending;
use crate::catalog::Action;

/// The step that follows when the record is saved and the pause is over.
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

/// The step that follows when a look-up finds no transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Plan {
    End,
    Ask(Action),
    /// Send, because a person has decided to continue. A transfer that was found and is not final is sent, too.
    Send,
}
