//! The structure of a body at a byte: which containers are open, and what may follow.

use super::table::State;
#[cfg(not(feature = "small"))]
use super::table::{NONE, complete_name};

/// The number of containers that may be open at once; one more makes an answer too deep to read.
///
/// The open containers are the bits of one `u64`, so 64 is what costs nothing.
pub const MAX_DEPTH: u8 = 64;

/// The open containers, and the state.
///
/// Bytes come first here and in all that a lexer consists of: a Cortex-M0 reaches 32 of them by short instructions.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Nesting {
    pub(crate) state: State,
    pub(crate) depth: u8,
    /// The state of the table that compares a key with names, and up to its value whether it is one. Elsewhere stale: a key
    /// and a value set it when they begin.
    pub(crate) name: u8,
    /// In a string: the state after it.
    after_string: State,
    /// One bit for each open container, the innermost lowest: 1 for an object, 0 for an array.
    containers: u64,
}

impl Nesting {
    pub(crate) const fn new() -> Self {
        Self {
            containers: 0,
            depth: 0,
            state: State::VALUE_OR_END,
            name: 0,
            after_string: State::VALUE_OR_END,
        }
    }

    /// Returns true if this is the start of a body.
    pub(crate) const fn is_new(&self) -> bool {
        let Self { containers, depth, state, name, after_string: _ } = self;
        *containers == 0 && *depth == 0 && state.is_first() && *name == 0
    }

    /// Returns true if the innermost open container is an object.
    #[inline(always)]
    pub(crate) const fn in_object(&self) -> bool {
        self.containers as u32 & 1 == 1
    }

    /// Opens an object or array, in which `next` may follow; returns false if that is one too many.
    #[inline(always)]
    pub(crate) fn open(&mut self, is_object: bool, next: State) -> bool {
        if self.depth == MAX_DEPTH {
            return false;
        }
        self.containers = self.containers << 1 | u64::from(is_object);
        self.depth = self.depth.wrapping_add(1);
        self.state = next;
        true
    }

    /// Closes the innermost container, which ends a value.
    #[inline(always)]
    pub(crate) fn close(&mut self) {
        self.containers >>= 1;
        self.depth = self.depth.wrapping_sub(1);
        self.state = State::AFTER;
    }

    /// Returns this before the value of a member that is not known.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) const fn before_unknown_value(self) -> Self {
        Self { state: State::VALUE, name: NONE as u8, ..self }
    }

    /// Begins a string, which `next` may follow.
    #[inline(always)]
    pub(crate) fn begin_string(&mut self, next: State) {
        self.state = State::STRING;
        self.after_string = next;
    }

    /// Ends a string.
    #[inline(always)]
    pub(crate) fn end_string(&mut self) {
        self.state = self.after_string;
    }

    /// Returns true if the key that was just read is a known name, and its value has not begun.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn awaits_member(&self) -> bool {
        complete_name(self.name).is_some()
    }

    /// Returns true if the root may begin here.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_new_root(&self) -> bool {
        self.state.is_first() && self.depth == 0
    }

    /// Returns true if this is between two members of an object at this depth.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_between_members(&self, depth: u8) -> bool {
        self.depth == depth && self.in_object() && (self.state == State::AFTER || self.state.is_before_key())
    }
}
