//! [`Entry`]: one row of the catalog.

use core::fmt;

use super::code::Code;
use super::enums::{Action, Category, Payment, Source};

/// One row of the catalog: the documentation of one error code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Entry {
    /// The error code.
    pub code: Code,
    /// The documented HTTP status, 202 or 500; `None` where no document states one.
    pub status: Option<u16>,
    /// The name in upper snake case, which is also that of the constant of [`Code`]: `"PIN_INCORRECT"`.
    pub name: &'static str,
    /// The documented description. It has a placeholder where the server inserts text:
    /// `"Failed to deliver SMS to {phone}."`
    pub description: &'static str,
    /// The subject of the error.
    pub category: Category,
    /// What the caller should do.
    pub action: Action,
    /// The document that the entry comes from.
    pub source: Source,
    /// Whether the request that this error answers may have paid. It says nothing about earlier requests: see [`Payment`].
    pub payment: Payment,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.code, self.name, self.description)
    }
}

// Not derived: the no-panic proof rejects `Debug` of `str`.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("code", &self.code)
            .field("status", &self.status)
            .field("name", &format_args!("\"{}\"", self.name))
            .field("description", &format_args!("\"{}\"", self.description))
            .field("category", &self.category)
            .field("action", &self.action)
            .field("source", &self.source)
            .field("payment", &self.payment)
            .finish()
    }
}
