//! [`State`], and the search of the lexer's table for what may follow in it.
//!
//! A state is the index of its first row. The rows from there to the next one with the bit [`LAST`] are its list.

use super::names::Name;
use super::rows::{FIRST_NAME, LAST, TABLE, are_adjacent, state};
pub(crate) use super::rows::{LONG_ESCAPE, NONE, first_of_group};

/// Returns the name that is complete in a state of the comparison with names.
pub(crate) const fn complete_name(state: u8) -> Option<Name> {
    match state.checked_sub(FIRST_NAME) {
        Some(number) => Name::from_number(number),
        None => None,
    }
}

/// Returns the state in which a name is complete.
#[cfg(not(feature = "small"))]
pub(crate) const fn state_of_name(name: Name) -> u8 {
    FIRST_NAME.wrapping_add(name as u8)
}

/// Returns the second half of the row for `byte`: the next state, or another number. Returns [`NONE`] if the byte may not
/// follow.
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

/// Returns the byte that represents `byte` in the table, outside of strings.
#[inline(always)]
pub(crate) const fn class(byte: u32) -> u32 {
    match byte as u8 {
        b'1'..=b'9' => b'1' as u32,
        b'\t' | b'\n' | b'\r' => b' ' as u32,
        _ => byte,
    }
}

/// A state of the lexer: what may follow.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
#[repr(transparent)]
pub(crate) struct State(u8);

impl State {
    /// At the start of an array. Also at the start of a body, where no bracket may close one.
    pub(crate) const VALUE_OR_END: Self = Self(state("value or end"));
    pub(crate) const VALUE: Self = Self(state("value"));
    pub(crate) const KEY_OR_END: Self = Self(state("key or end"));
    pub(crate) const KEY: Self = Self(state("key"));
    pub(crate) const COLON: Self = Self(state("colon"));
    /// In a literal, as are the states up to the end of a value. The states in an incomplete number are less.
    pub(crate) const TRUE: Self = Self(state("true"));
    const FRACTION: Self = Self(state("fraction"));
    /// After a value. The innermost container decides what a comma leads to.
    pub(crate) const AFTER: Self = Self(state("after"));
    /// In a string, as are all greater states.
    pub(crate) const STRING: Self = Self(state("string"));
    /// In a character of several bytes.
    pub(crate) const UTF8: Self = Self(state("utf8"));
    /// After a backslash.
    pub(crate) const ESCAPE: Self = Self(state("escape"));
    /// In a `\uXXXX` escape, before a hexadecimal digit.
    pub(crate) const DIGIT: Self = Self(state("digit"));

    // Lists in which the lexer searches, but which are not states of a body.
    /// The letters of escapes.
    pub(crate) const LETTERS: Self = Self(state("letter"));
    /// The first bytes of UTF-8 sequences.
    pub(crate) const LEADS: Self = Self(state("lead"));

    pub(crate) const fn of(number: u32) -> Self {
        Self(number as u8)
    }

    #[inline(always)]
    pub(crate) fn find(self, byte: u32) -> u32 {
        find(u32::from(self.0), byte)
    }

    /// Returns true if a value may begin.
    #[inline(always)]
    pub(crate) fn is_before_value(self) -> bool {
        self <= Self::VALUE
    }

    /// Returns true if a value is complete. A number may continue.
    #[inline(always)]
    pub(crate) fn is_after_value(self) -> bool {
        self >= Self::FRACTION && self <= Self::AFTER
    }

    /// Returns true if a key may begin.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_before_key(self) -> bool {
        self >= Self::KEY_OR_END && self <= Self::KEY
    }

    /// Returns true if white space may follow, except after the digits of a number.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) fn is_between_tokens(self) -> bool {
        self.is_before_value() || self == Self::AFTER || self >= Self::KEY_OR_END && self <= Self::COLON
    }
}

// The ranges that the functions of `State` compare.
const _: () = {
    assert!(state("value or end") == 0 && are_adjacent(&["value or end", "value"]), "is_before_value");
    assert!(are_adjacent(&["fraction", "power", "integer", "zero", "after"]), "is_after_value");
    assert!(
        are_adjacent(&[
            "point", "exponent", "sign", "true", "true 2", "false", "false 2", "false 3", "false 4", "null",
            "null 2", "null 3", "fraction"
        ]) && state("minus") < state("true"),
        "expected"
    );
    assert!(are_adjacent(&["key or end", "key", "colon"]), "is_before_key, is_between_tokens");
    assert!(State::STRING.0 as usize >= TABLE.len(), "in a string are the states from STRING on");
    assert!(
        State::UTF8.0 > State::STRING.0
            && State::ESCAPE.0 > State::STRING.0
            && State::DIGIT.0 > State::STRING.0
    );
};
