//! [`Name`]: the keys of the envelope. The lexer's table contains them, so that it compares keys as it reads them.

/// A key of the envelope.
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

/// The members of one object. Their names begin differently, so that one letter selects a name.
type Group = &'static [(&'static str, Name)];

/// The members of the root.
const ROOT: Group = &[("error", Name::Error), ("data", Name::Data)];

/// The members of the error object.
const ERROR: Group = &[
    ("status", Name::Status),
    ("code", Name::Code),
    ("description", Name::Description),
    ("extra", Name::Extra),
];

pub(super) const GROUPS: &[Group] = &[ROOT, ERROR];

/// The indexes of the groups.
pub(crate) const ROOT_GROUP: usize = 0;
pub(crate) const ERROR_GROUP: usize = 1;

/// Returns the name of a group that is `text`.
#[cfg(not(feature = "small"))]
pub(crate) fn find(group: usize, text: &[u8]) -> Option<Name> {
    let names = *GROUPS.get(group)?;
    names.iter().find(|(name, _)| name.as_bytes() == text).map(|(_, name)| *name)
}
