//! The rows of the lexer's table, which the compiler lays out from lists with names.
//!
//! A misspelled state or a row that does not fit is a compile error.

use super::names::GROUPS;

/// A byte, and the next state after it.
type Row = [u8; 2];

/// The bit that marks the last row of a list. The bytes of rows are ASCII.
pub(super) const LAST: u8 = 0x80;

/// The result of a search for a byte that may not follow. Also a state in which no byte may.
pub(crate) const NONE: u32 = 0xFF;

/// The result of a search for the letter of an escape with four digits.
pub(crate) const LONG_ESCAPE: u32 = 0xFE;

/// The state after a complete name is this plus the number of the [`Name`](super::names::Name).
pub(super) const FIRST_NAME: u8 = 0xE0;

/// The second half of a row.
#[derive(Clone, Copy)]
enum Next {
    /// The next state.
    State(&'static str),
    /// Another result of the search.
    Number(u8),
}
use Next::{Number, State as To};

/// The end of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Last,
    /// The next list continues this one.
    Continued,
}
use End::{Continued, Last};

/// A state, its rows, and its end.
type List = (&'static str, &'static [(u8, Next)], End);

/// The states that have rows. A space represents white space, and 1 the digits from 1 to 9: see
/// [`class`](super::table::class).
///
/// `table.rs` asserts the order that it relies on. The first list is that of an array's start. A body shares it, so that a
/// lexer of zeros is a new one: at depth 0 the lexer refuses the bracket.
#[rustfmt::skip]
const LISTS: &[List] = &[
    // Between tokens.
    ("value or end", &[(b' ', To("value or end")), (b']', To("after"))], Continued),
    ("value",       &[(b' ', To("value")), (b'"', To("string")), (b'{', To("key or end")), (b'[', To("value or end")),
                      (b't', To("true")), (b'f', To("false")), (b'n', To("null")), (b'-', To("minus"))], Continued),
    ("minus",       &[(b'0', To("zero")), (b'1', To("integer"))], Last),
    ("key or end",  &[(b' ', To("key or end")), (b'}', To("after"))], Continued),
    ("key",         &[(b' ', To("key")), (b'"', To("string"))], Last),
    ("colon",       &[(b' ', To("colon")), (b':', To("value"))], Last),
    // Numbers that are not complete.
    ("point",       &[(b'0', To("fraction")), (b'1', To("fraction"))], Last),
    ("exponent",    &[(b'+', To("sign")), (b'-', To("sign"))], Continued),
    ("sign",        &[(b'0', To("power")), (b'1', To("power"))], Last),
    // Literals.
    ("true",        &[(b'r', To("true 2"))], Last),
    ("true 2",      &[(b'u', To("false 4"))], Last),
    ("false",       &[(b'a', To("false 2"))], Last),
    ("false 2",     &[(b'l', To("false 3"))], Last),
    ("false 3",     &[(b's', To("false 4"))], Last),
    ("false 4",     &[(b'e', To("after"))], Last),
    ("null",        &[(b'u', To("null 2"))], Last),
    ("null 2",      &[(b'l', To("null 3"))], Last),
    ("null 3",      &[(b'l', To("after"))], Last),
    // Numbers that are complete, and the end of every value.
    ("fraction",    &[(b'0', To("fraction")), (b'1', To("fraction")), (b'e', To("exponent")), (b'E', To("exponent")),
                      (b' ', To("after")), (b',', To("after")), (b'}', To("after")), (b']', To("after"))], Last),
    ("power",       &[(b'0', To("power")), (b'1', To("power")),
                      (b' ', To("after")), (b',', To("after")), (b'}', To("after")), (b']', To("after"))], Last),
    ("integer",     &[(b'0', To("integer")), (b'1', To("integer"))], Continued),
    ("zero",        &[(b'.', To("point")), (b'e', To("exponent")), (b'E', To("exponent"))], Continued),
    ("after",       &[(b' ', To("after")), (b',', To("after")), (b'}', To("after")), (b']', To("after"))], Last),
    // The letter of an escape, and its character.
    ("letter",      &[(b'"', Number(b'"')), (b'\\', Number(b'\\')), (b'/', Number(b'/')), (b'b', Number(8)),
                      (b'f', Number(12)), (b'n', Number(10)), (b'r', Number(13)), (b't', Number(9)),
                      (b'u', Number(LONG_ESCAPE as u8))], Last),
    // The first bytes of UTF-8 sequences, less 0x80, that restrict the second byte (Unicode, table 3-7). The number is a mask
    // of the quarters of 0x80..0xC0 in which that may be.
    ("lead",        &[(0x60, Number(0b1100)), (0x6D, Number(0b0011)), (0x70, Number(0b1110)), (0x74, Number(0b0001))], Last),
];

/// The number of rows in lists. The rows of the names follow them.
const LISTS_LEN: usize = {
    let (mut rows, mut list) = (0, 0);
    while list < LISTS.len() {
        rows += LISTS[list].1.len();
        list += 1;
    }
    rows
};

/// The number of rows. The states without rows follow them.
const LEN: usize = {
    let (mut rows, mut group) = (LISTS_LEN, 0);
    while group < GROUPS.len() {
        let mut name = 0;
        while name < GROUPS[group].len() {
            rows += GROUPS[group][name].0.len();
            name += 1;
        }
        group += 1;
    }
    rows
};

/// The states without rows.
const IN_STRINGS: [&str; 4] = ["string", "utf8", "escape", "digit"];

const fn are_equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let mut index = 0;
    while index < one.len() && index < other.len() && one[index] == other[index] {
        index += 1;
    }
    index == one.len() && index == other.len()
}

/// Returns the number of a state: the index of its first row, if it has rows.
pub(super) const fn state(name: &str) -> u8 {
    let (mut row, mut list) = (0, 0);
    while list < LISTS.len() {
        if are_equal(LISTS[list].0, name) {
            return row as u8;
        }
        row += LISTS[list].1.len();
        list += 1;
    }
    let mut index = 0;
    while !are_equal(IN_STRINGS[index], name) {
        index += 1;
    }
    assert!(LEN + index < FIRST_NAME as usize, "the table is too long");
    (LEN + index) as u8
}

/// Returns true if these lists follow one another in this order, with no other list between them.
pub(super) const fn are_adjacent(names: &[&str]) -> bool {
    let mut list = 0;
    while !are_equal(LISTS[list].0, names[0]) {
        list += 1;
    }
    let mut index = 1;
    while index < names.len() && are_equal(LISTS[list + index].0, names[index]) {
        index += 1;
    }
    index == names.len()
}

/// Returns the state in which the comparison of a key with the names of a group begins.
pub(crate) const fn first_of_group(group: usize) -> u8 {
    let (mut row, mut before) = (LISTS_LEN, 0);
    while before < group {
        let mut name = 0;
        while name < GROUPS[before].len() {
            row += GROUPS[before][name].0.len();
            name += 1;
        }
        before += 1;
    }
    row as u8
}

pub(super) static TABLE: [Row; LEN] = {
    let mut table = [[0; 2]; LEN];
    let (mut row, mut list) = (0, 0);
    while list < LISTS.len() {
        let (_, rows, end) = LISTS[list];
        let mut index = 0;
        while index < rows.len() {
            let (byte, next) = rows[index];
            let next = match next {
                Number(number) => number,
                To(name) => state(name),
            };
            assert!(byte < LAST && next as u32 != NONE, "the row does not fit");
            let is_last = index + 1 == rows.len() && matches!(end, Last);
            table[row] = [if is_last { byte + LAST } else { byte }, next];
            (row, index) = (row + 1, index + 1);
        }
        list += 1;
    }
    let mut group = 0;
    while group < GROUPS.len() {
        let names = GROUPS[group];
        // The first letters of the names are one list. Each further letter is a list of its own.
        let (mut name, mut rest) = (0, row + names.len());
        while name < names.len() {
            let (text, member) = names[name];
            let (text, complete) = (text.as_bytes(), FIRST_NAME + member as u8);
            let end = if name + 1 == names.len() { LAST } else { 0 };
            assert!(text.len() > 1, "a name has a first and a last letter");
            let mut other = 0;
            while other < name {
                assert!(names[other].0.as_bytes()[0] != text[0], "names of a group begin differently");
                other += 1;
            }
            table[row + name] = [text[0] + end, rest as u8];
            let mut letter = 1;
            while letter < text.len() {
                let is_last = letter + 1 == text.len();
                table[rest] = [text[letter] + LAST, if is_last { complete } else { rest as u8 + 1 }];
                (rest, letter) = (rest + 1, letter + 1);
            }
            name += 1;
        }
        row = rest;
        group += 1;
    }
    assert!(row == LEN);
    table
};
