//! What a transfer does next: its goal, and its plan for a look-up that finds nothing.

/// What a transfer does once the record is saved and the pause is over.
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

/// What follows when a look-up finds nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Plan {
    End,
    /// Ask the `question`.
    Ask,
    /// Send, because a person has decided to go on. A transfer that is found and not final is sent too.
    Send,
}
