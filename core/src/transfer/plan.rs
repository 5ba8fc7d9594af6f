//! The next goal of a transfer, and its plan for a look-up that finds no transfer.

/// The step that follows when the record is saved and the pause is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Goal {
    Send,
    LookUp,
    /// Ask the `question`, then send.
    Ask,
    /// Ask for what the look-up `asked`, then look up.
    AskThenLookUp,
    Done,
}

/// The step that follows when a look-up finds no transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Plan {
    End,
    /// Ask the `question`.
    Ask,
    /// Send, because a person has decided to continue. A transfer that was found and is not final is sent, too.
    Send,
}
