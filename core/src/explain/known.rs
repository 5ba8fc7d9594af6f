//! [`Known`]: what the catalog says about a code. The catalog of a binding is its own.

use crate::catalog::{Action, Code, Entry, Payment};

/// What the catalog says about a code.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// As in [`Entry`].
    pub name: &'static str,
    /// As in [`Entry`].
    pub description: &'static str,
    /// As in [`Entry`].
    pub status: Option<u16>,
    /// As in [`Entry`].
    pub action: Action,
    /// As in [`Entry`].
    pub payment: Payment,
}

/// Returns what the catalog says about a code.
pub(super) type Lookup = fn(Code) -> Option<Known>;

impl Known {
    pub(super) fn of(code: Code) -> Option<Self> {
        let Entry { name, description, status, action, payment, .. } = *code.entry()?;
        Some(Self { name, description, status, action, payment })
    }
}
