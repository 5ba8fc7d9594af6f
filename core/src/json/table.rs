//! The lexer's table: the bytes that may follow in each state, and the state to which each leads.
//!
//! A state is the index of its first row. Its list ends at the row whose byte has the bit [`LAST`]; states share the tail
//! of a list. The table is built in a `const fn`: a state that is misspelled or a row that does not fit is a compile
//! error.

use super::names::Name;
use super::rows::{FIRST_NAME, LAST, TABLE, state};
pub(crate) use super::rows::{LONG_ESCAPE, NONE, first_of_group};

/// Returns the name that is complete in the state `matched`.
pub(crate) const fn complete_name(matched: u8) -> Option<Name> {
    match matched.checked_sub(FIRST_NAME) {
        Some(number) => Name::from_number(number),
        None => None,
    }
}

/// Returns the state in which a name is complete.
#[cfg(not(feature = "small"))]
pub(crate) const fn state_of_name(name: Name) -> u8 {
    FIRST_NAME.wrapping_add(name as u8)
}

/// Returns to what `byte` leads in a state, or [`NONE`] if it may not follow.
#[inline(never)]
pub(crate) fn find(state: u32, byte: u32) -> u32 {
    let mut row = state as usize;
    while let Some([awaited, next]) = TABLE.get(row) {
        if u32::from(awaited & !LAST) == byte {
            return u32::from(*next);
        }
        if awaited & LAST != 0 {
            break;
        }
        row = row.wrapping_add(1);
    }
    NONE
}

/// Returns the byte that stands for `byte` in the table, outside of strings.
#[inline(always)]
pub(crate) const fn class(byte: u32) -> u32 {
    match byte as u8 {
        b'1'..=b'9' => b'1' as u32,
        b'\t' | b'\n' | b'\r' => b' ' as u32,
        _ => byte,
    }
}

/// What may follow in a body.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
#[repr(transparent)]
pub(crate) struct State(u8);

impl State {
    /// At the start of a body, too.
    pub(crate) const VALUE_OR_END: Self = Self(state("value or end"));
    pub(crate) const VALUE: Self = Self(state("value"));
    pub(crate) const KEY_OR_END: Self = Self(state("key or end"));
    pub(crate) const KEY: Self = Self(state("key"));
    pub(crate) const COLON: Self = Self(state("colon"));
    const TRUE: Self = Self(state("true"));
    const FRACTION: Self = Self(state("fraction"));
    /// After a value, or the body's end.
    pub(crate) const AFTER: Self = Self(state("after"));
    /// In a string; so are all states above this one.
    pub(crate) const STRING: Self = Self(state("string"));
    pub(crate) const UTF8: Self = Self(state("utf8"));
    pub(crate) const ESCAPE: Self = Self(state("escape"));
    pub(crate) const DIGIT: Self = Self(state("digit"));

    /// The list of the letters of escapes.
    pub(crate) const LETTERS: Self = Self(state("letter"));
    /// The list of the first bytes of UTF-8 sequences.
    pub(crate) const LEADS: Self = Self(state("lead"));

    pub(crate) const fn of(number: u32) -> Self {
        Self(number as u8)
    }

    /// Returns true if a body begins here.
    pub(crate) const fn is_first(self) -> bool {
        self.0 == Self::VALUE_OR_END.0
    }

    #[inline(always)]
    pub(crate) fn find(self, byte: u32) -> u32 {
        find(u32::from(self.0), byte)
    }

    /// Returns true if a value may begin here.
    #[inline(always)]
    pub(crate) fn is_before_value(self) -> bool {
        self <= Self::VALUE
    }

    /// Returns true if a value is complete here; a number may go on.
    #[inline(always)]
    pub(crate) fn is_after_value(self) -> bool {
        self >= Self::FRACTION && self <= Self::AFTER
    }

    /// Returns true if a literal has begun here.
    pub(crate) fn is_in_literal(self) -> bool {
        self >= Self::TRUE && self < Self::FRACTION
    }

    /// Returns true if a key may begin here.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_before_key(self) -> bool {
        self >= Self::KEY_OR_END && self <= Self::KEY
    }

    /// Returns true if white space may stand here, and no number is read.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_between_tokens(self) -> bool {
        self.is_before_value() || self == Self::AFTER || self >= Self::KEY_OR_END && self <= Self::COLON
    }
}
