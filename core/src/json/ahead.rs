//! Reads tokens that stand whole in a chunk, without telling anybody. What is not whole or not valid is not read:
//! the lexer reads it byte by byte, and tells the fault.

mod number;
mod string;

use super::{Kind, Position, State};
use crate::scan;
use number::number;
pub(crate) use string::{Piece, string};

/// Reads values that nobody asks for, from the beginning of one on, until `at` stands behind one that is a member of an
/// object at depth `floor`, or behind the root.
///
/// Returns what is left, and whether what was read is compact, as an extra is kept: without white space and long
/// escapes. It may stop early, at a token that is not whole in the chunk or not valid, as `at` tells.
#[inline(never)]
pub(crate) fn skim<'a>(at: &mut Position, bytes: &'a [u8], floor: u8) -> (&'a [u8], bool) {
    let mut is_compact = true;
    let mut here = *at;
    let rest = skim_on(&mut here, bytes, floor, &mut is_compact);
    *at = here;
    (rest, is_compact)
}

/// As [`skim`].
#[inline(always)]
fn skim_on<'a>(at: &mut Position, bytes: &'a [u8], floor: u8, is_compact: &mut bool) -> &'a [u8] {
    let last = if at.is_object_at(floor) { floor } else { 0 };
    let mut rest = bytes;
    if at.depth == last {
        if let Some(end) = scalar(rest, is_compact) {
            at.end_value();
            return end;
        }
    }
    loop {
        // Where a value or a name may stand.
        if !matches!(rest, [b'{' | b'[', ..]) && at.depth != last {
            (at.state, rest) = scalars(rest, at.state, at.in_object(), is_compact);
        }
        let [first, tail @ ..] = rest else { return rest };
        if at.state <= State::ValueOrEnd {
            let (kind, end) = match first {
                b'{' => (Kind::Object, b'}'),
                b'[' => (Kind::Array, b']'),
                _ => return rest,
            };
            if !at.open(kind) {
                return rest;
            }
            rest = token(tail, is_compact);
            if rest.first() != Some(&end) {
                continue;
            }
        }
        // Where a comma or an end may stand.
        loop {
            let [first, tail @ ..] = rest else { return rest };
            let in_object = at.in_object();
            match first {
                b'}' if in_object && at.state != State::Name => {}
                b']' if !in_object => {}
                b',' if at.state >= State::CommaOrArrayEnd => {
                    rest = token(tail, is_compact);
                    at.state = if in_object { State::Name } else { State::Value };
                    break;
                }
                _ => return rest,
            }
            at.close();
            rest = tail;
            if at.depth == last {
                return rest;
            }
            rest = token(rest, is_compact);
        }
    }
}

/// Reads the members of a container that are no containers, from the beginning of one on, whose state it is.
///
/// Returns the state at which it stops, and what is left: at a bracket, or at a token that is not whole or not valid.
#[inline(never)]
fn scalars<'a>(bytes: &'a [u8], state: State, in_object: bool, is_compact: &mut bool) -> (State, &'a [u8]) {
    let (mut state, mut rest) = (state, bytes);
    loop {
        if state >= State::Name {
            let [b'"', text @ ..] = rest else { return (state, rest) };
            let value = match scan::after_plain(text) {
                [b'"', b':', value @ ..] => Some(value),
                plain_end => string_end(plain_end, is_compact)
                    .and_then(|end| token(end, is_compact).strip_prefix(b":")),
            };
            let Some(value) = value else { return (state, rest) };
            state = State::Value;
            rest = token(value, is_compact);
        }
        let Some(end) = scalar(rest, is_compact) else { return (state, rest) };
        if let ([b',', name @ ..], true) = (end, in_object) {
            if name.starts_with(b"\"") {
                (state, rest) = (State::Name, name);
                continue;
            }
        }
        rest = token(end, is_compact);
        let [b',', tail @ ..] = rest else {
            return (if in_object { State::CommaOrObjectEnd } else { State::CommaOrArrayEnd }, rest);
        };
        state = if in_object { State::Name } else { State::Value };
        rest = token(tail, is_compact);
    }
}

/// Reads a value that is no container; returns what follows it.
#[inline(always)]
fn scalar<'a>(bytes: &'a [u8], is_compact: &mut bool) -> Option<&'a [u8]> {
    match bytes {
        [b'"', text @ ..] => string_end(scan::after_plain(text), is_compact),
        [b'-' | b'0'..=b'9', ..] => number(bytes),
        [b't', tail @ ..] => tail.strip_prefix(b"rue"),
        [b'f', tail @ ..] => tail.strip_prefix(b"alse"),
        [b'n', tail @ ..] => tail.strip_prefix(b"ull"),
        _ => None,
    }
}

/// Reads the rest of a string, which is no plain text.
#[inline(always)]
fn string_end<'a>(plain_end: &'a [u8], is_compact: &mut bool) -> Option<&'a [u8]> {
    match plain_end {
        [b'"', tail @ ..] => Some(tail),
        _ => {
            let (rest, is_short) = rare_string(plain_end)?;
            *is_compact &= is_short;
            Some(rest)
        }
    }
}

/// Reads the rest of a string that has more than plain text; returns what follows it, and whether all escapes are short.
#[inline(never)]
fn rare_string(text: &[u8]) -> Option<(&[u8], bool)> {
    let mut is_short = true;
    let rest = string(text, |piece| is_short &= !matches!(piece, Piece::Escape(_, [_, _, ..])))?;
    Some((rest, is_short))
}

/// Skips white space.
#[inline(always)]
fn token<'a>(bytes: &'a [u8], is_compact: &mut bool) -> &'a [u8] {
    match bytes {
        [b'!'..=0xFF, ..] => bytes,
        _ => white_space(bytes, is_compact),
    }
}

#[cold]
#[inline(never)]
fn white_space<'a>(bytes: &'a [u8], is_compact: &mut bool) -> &'a [u8] {
    *is_compact = false;
    scan::after_white_space(bytes)
}
