//! [`Nesting`]: the open containers of a body, and the lexer's state.

use super::table::State;
#[cfg(not(feature = "small"))]
use super::table::complete_name;

/// The most containers that may be open at once. One more is a fault.
///
/// A reader stores one bit for each, in a `u64`.
pub const MAX_DEPTH: u8 = 64;

/// The open containers, and the lexer's state.
///
/// Bytes come first here and in every part of a lexer: a short instruction of a Cortex-M0 reaches the first 32.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Nesting {
    pub(crate) state: State,
    pub(crate) depth: u8,
    /// From a key up to its value: the table's state in the comparison with names. Elsewhere any value, which the next key
    /// or value replaces.
    pub(crate) name: u8,
    /// In a string: the state after it.
    after_string: State,
    /// One bit for each open container, 1 for an object and 0 for an array. The lowest bit is the innermost container.
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

    /// Returns true if the innermost open container is an object.
    #[inline(always)]
    pub(crate) const fn in_object(&self) -> bool {
        self.containers as u32 & 1 == 1
    }

    /// Opens an object or array, whose first state is `next`. Returns false if [`MAX_DEPTH`] containers are open.
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

    /// Closes the innermost container, which completes a value.
    #[inline(always)]
    pub(crate) fn close(&mut self) {
        self.containers >>= 1;
        self.depth = self.depth.wrapping_sub(1);
        self.state = State::AFTER;
    }

    /// Returns the state after a comma.
    #[inline(always)]
    pub(crate) fn after_comma(&self) -> State {
        if self.in_object() { State::KEY } else { State::VALUE }
    }

    /// Begins a string, after which the state is `next`.
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

    /// Returns true in a key, as far as a string is being read.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_in_key(&self) -> bool {
        self.state == State::STRING && self.after_string == State::COLON
    }

    /// Returns true between a known key and its value.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn awaits_known_value(&self) -> bool {
        complete_name(self.name).is_some()
    }

    /// Returns true if the body's value has not begun.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_before_root(&self) -> bool {
        self.state == State::VALUE_OR_END && self.depth == 0
    }

    /// Returns true between two members of an object at `depth`, and before the first and after the last one.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_between_members(&self, depth: u8) -> bool {
        self.depth == depth && self.in_object() && (self.state == State::AFTER || self.state.is_before_key())
    }
}
