//! [`Code`]: an error code.

use core::fmt;

/// An error code of the Mixin Network API: the envelope's `error.code`, not an HTTP status.
///
/// Each row of the catalog has an associated constant, with or without the feature `extended`. An unknown code is an
/// ordinary value.
///
/// ```
/// use mixerr::{Action, Code};
///
/// assert_eq!(Code::PIN_INCORRECT, Code(20119));
/// assert_eq!(Code(20119).entry().unwrap().action, Action::AskUser);
/// assert!(Code(1).entry().is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Code(pub u32);

impl Code {
    /// Returns the number as the API sends it.
    #[must_use]
    pub const fn as_u32(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<u32> for Code {
    fn from(code: u32) -> Self {
        Self(code)
    }
}

impl From<Code> for u32 {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl PartialEq<u32> for Code {
    fn eq(&self, other: &u32) -> bool {
        self.0 == *other
    }
}
