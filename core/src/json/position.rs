//! Where in the structure of a body the lexer stands: in which containers, and what may come next.

use super::state::State;
use super::{Kind, MAX_DEPTH};

/// The open containers, and the state.
#[derive(Clone, Copy)]
pub(crate) struct Position {
    /// One bit for each open container, the innermost lowest: 1 for an object, 0 for an array.
    containers: u64,
    pub(crate) depth: u8,
    pub(crate) state: State,
}

impl Position {
    pub(crate) const fn start() -> Self {
        Self { containers: 0, depth: 0, state: State::Value }
    }

    /// Tells whether the innermost open container is an object.
    #[inline]
    pub(crate) const fn in_object(&self) -> bool {
        self.containers & 1 == 1
    }

    /// Opens an object or array; returns whether there was room for it.
    #[inline]
    pub(crate) fn open(&mut self, kind: Kind) -> bool {
        if self.depth == MAX_DEPTH {
            return false;
        }
        let is_object = matches!(kind, Kind::Object);
        self.containers = self.containers << 1 | u64::from(is_object);
        self.depth = self.depth.wrapping_add(1);
        self.state = if is_object { State::NameOrEnd } else { State::ValueOrEnd };
        true
    }

    /// Closes the innermost container, which ends a value.
    #[inline]
    pub(crate) fn close(&mut self) {
        self.containers >>= 1;
        self.depth = self.depth.wrapping_sub(1);
        self.end_value();
    }

    /// A value has ended: what may follow depends on the container it stands in.
    #[inline]
    pub(crate) fn end_value(&mut self) {
        self.state = match self.depth {
            0 => State::EndOfBody,
            _ if self.in_object() => State::CommaOrObjectEnd,
            _ => State::CommaOrArrayEnd,
        };
    }
}
