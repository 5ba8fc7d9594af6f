//! The names of members that visitors read. They are here because the lexer compares them with its own table.

/// A name.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Name {
    Error = 1,
    Data,
    Status,
    Code,
    Description,
    Extra,
}

impl Name {
    pub(super) const fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            1 => Self::Error,
            2 => Self::Data,
            3 => Self::Status,
            4 => Self::Code,
            5 => Self::Description,
            6 => Self::Extra,
            _ => return None,
        })
    }
}

/// The members of one object, whose names begin differently.
type Group = &'static [(&'static str, Name)];

/// The members of the root.
pub(crate) const ROOT: Group = &[("error", Name::Error), ("data", Name::Data)];

/// The members of the error object.
pub(crate) const ERROR: Group = &[
    ("status", Name::Status),
    ("code", Name::Code),
    ("description", Name::Description),
    ("extra", Name::Extra),
];

pub(super) const GROUPS: &[Group] = &[ROOT, ERROR];

/// The places of [`ROOT`] and [`ERROR`] in [`GROUPS`].
pub(crate) const ROOT_GROUP: usize = 0;
pub(crate) const ERROR_GROUP: usize = 1;
