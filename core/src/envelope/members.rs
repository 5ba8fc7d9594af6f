//! An accelerator (see `json/fast_path/mod.rs`): reads complete members of the root and of the error.

use super::data::Data;
use super::texts::{Buffers, TextField};
use super::visitor::{EnvelopeVisitor, Scope};
use crate::json::fast_path::{
    ON_HOST, copy_json, copy_string, read_integer, skip_string, skip_tokens, skip_unescaped,
};
use crate::json::names::{self, ERROR_GROUP, Name, ROOT_GROUP};
use crate::json::scan::{consumed, skip_whitespace, suffix};
use crate::json::table::{NONE, state_of_name};
use crate::json::text::{Extent, Text};
use crate::json::{Nesting, State};

/// The depths of the root's members, and of the error's.
const ROOT_DEPTH: u8 = 1;
const ERROR_DEPTH: u8 = 2;

impl EnvelopeVisitor {
    /// Returns the depth of the next requested member. Returns `None` in a number or in an extra that is not truncated, which
    /// the lexer reads.
    #[inline(always)]
    pub(crate) fn member_depth(&self) -> Option<u8> {
        let [_, extra] = &self.texts;
        match self.scope {
            Scope::OUTSIDE => Some(ROOT_DEPTH),
            Scope::STATUS | Scope::CODE => None,
            Scope::EXTRA if !extra.is_truncated() => None,
            _ => Some(ERROR_DEPTH),
        }
    }

    /// Returns the depth of the members around the next byte, if no text and no number is being read. Deeper values are not
    /// requested.
    #[inline(always)]
    pub(crate) fn skipped_depth(&self) -> Option<u8> {
        match self.scope {
            Scope::OUTSIDE => Some(ROOT_DEPTH),
            Scope::INSIDE => Some(ERROR_DEPTH),
            _ => None,
        }
    }

    /// Reads members; returns the rest, for the lexer. `at` is between two members.
    #[inline(always)]
    pub(crate) fn read_members<'a>(
        &mut self,
        at: &mut Nesting,
        bytes: &'a [u8],
        buffers: &mut impl Buffers,
    ) -> &'a [u8] {
        if cfg!(mixerr_without = "read_members") {
            return bytes;
        }
        let mut rest = bytes;
        loop {
            if self.scope != Scope::OUTSIDE {
                rest = self.read_error(at, rest, buffers);
                if at.depth != ROOT_DEPTH {
                    return rest;
                }
                self.scope = Scope::OUTSIDE;
            }
            rest = self.read_root(at, rest);
            if self.scope == Scope::OUTSIDE {
                return rest;
            }
        }
    }

    /// Reads members of the root, up to those of an error.
    #[inline(always)]
    fn read_root<'a>(&mut self, at: &mut Nesting, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        while let Some(key) = next_key(at, &mut rest) {
            let value = if let Some(value) = value_of(key, b"error\":") {
                let [b'{', tail @ ..] = value else { return defer(at, Name::Error, value) };
                self.begin_error();
                at.open(true, State::KEY_OR_END);
                return tail;
            } else if let Some(value) = value_of(key, b"data\":") {
                self.data = match value {
                    [] => return defer(at, Name::Data, value),
                    [b'n', ..] => Data::Null,
                    _ => Data::Present,
                } as u8;
                value
            } else {
                let Some(value) = value_of_other(key) else { return read_rare_key(at, rest, ROOT_GROUP) };
                value
            };
            if !skip_value(at, value, &mut rest) {
                return rest;
            }
        }
        rest
    }

    /// Reads members of the error.
    #[inline(always)]
    fn read_error<'a>(&mut self, at: &mut Nesting, bytes: &'a [u8], buffers: &mut impl Buffers) -> &'a [u8] {
        let mut rest = bytes;
        self.scope = Scope::INSIDE;
        while let Some(key) = next_key(at, &mut rest) {
            let number = if let Some(value) = value_of(key, b"status\":") {
                Some((Name::Status, value))
            } else {
                value_of(key, b"code\":").map(|value| (Name::Code, value))
            };
            if let Some((name, value)) = number {
                let Some((number, tail)) = read_integer(value) else { return defer(at, name, value) };
                self.number = number;
                self.store_number(Scope::of(name));
                rest = tail;
            } else if let Some(value) = value_of(key, b"description\":") {
                let [b'"', contents @ ..] = value else { return defer(at, Name::Description, value) };
                let mut description = self.begin_text(TextField::Description, buffers);
                rest = copy_string(&mut description, contents);
                let [b'"', tail @ ..] = rest else {
                    self.scope = Scope::DESCRIPTION;
                    at.name = NONE as u8;
                    at.begin_string(State::AFTER);
                    return rest;
                };
                rest = tail;
            } else if let Some(value) = value_of(key, b"extra\":") {
                let mut end = *at;
                end.state = State::VALUE;
                let (tail, is_compact) = skip_tokens(&mut end, value, ERROR_DEPTH);
                let is_complete = end.state == State::AFTER && end.depth == ERROR_DEPTH;
                let mut extra = self.begin_text(TextField::Extra, buffers);
                if !is_complete || !copy_json(&mut extra, consumed(value, tail), is_compact) {
                    return defer(at, Name::Extra, value);
                }
                rest = tail;
            } else {
                let Some(value) = value_of_other(key) else { return read_rare_key(at, rest, ERROR_GROUP) };
                if !skip_value(at, value, &mut rest) {
                    return rest;
                }
            }
            at.state = State::AFTER;
        }
        rest
    }

    #[inline(always)]
    fn begin_text<'a>(&'a mut self, field: TextField, buffers: &'a mut impl Buffers) -> Text<'a> {
        let [description, extra] = &mut self.texts;
        let extent = match field {
            TextField::Description => description,
            TextField::Extra => extra,
        };
        *extent = Extent::EMPTY;
        Text { buffer: buffers.buffer(field), extent, keeps_escapes: field == TextField::Extra }
    }
}

/// Moves `rest` to the next key; returns the bytes after the key's opening quote.
///
/// Returns `None` if the object is complete, after closing it, or if the lexer must read the next byte.
#[inline(always)]
fn next_key<'a>(at: &mut Nesting, rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    if at.state == State::AFTER {
        if let [b',', b'"', key @ ..] = *rest {
            at.state = State::KEY;
            *rest = suffix(rest, 1);
            return Some(key);
        }
        *rest = skip_whitespace(rest);
        match *rest {
            [b',', tail @ ..] => {
                at.state = State::KEY;
                *rest = tail;
            }
            [b'}', tail @ ..] => {
                at.close();
                *rest = tail;
                return None;
            }
            _ => return None,
        }
    }
    *rest = skip_whitespace(rest);
    rest.strip_prefix(b"\"")
}

/// Skips the value of a member, and moves `rest` after it. Returns false if the lexer must read the next byte.
#[inline(always)]
fn skip_value<'a>(at: &mut Nesting, value: &'a [u8], rest: &mut &'a [u8]) -> bool {
    if let ([b'"', contents @ ..], true) = (value, ON_HOST) {
        // Most strings are short. `skip_tokens` would take twice as many instructions for one.
        if let [b'"', tail @ ..] = skip_unescaped(contents) {
            (at.state, *rest) = (State::AFTER, tail);
            return true;
        }
    }
    let depth = at.depth;
    at.state = State::VALUE;
    (*rest, _) = skip_tokens(at, value, depth);
    at.state == State::AFTER && at.depth == depth
}

/// Returns the value of a member if `bytes` begin with `key`, which contains the closing quote and the colon.
#[inline(always)]
fn value_of<'a, const N: usize>(bytes: &'a [u8], key: &[u8; N]) -> Option<&'a [u8]> {
    // Arrays are compared without a call of memcmp.
    let (first, value) = bytes.split_first_chunk()?;
    (first == key).then(|| skip_whitespace(value))
}

/// Returns the value of a member if its key is unescaped ASCII with a colon immediately after it.
///
/// The key must not be a known one.
#[inline(always)]
fn value_of_other(bytes: &[u8]) -> Option<&[u8]> {
    skip_unescaped(bytes).strip_prefix(b"\":")
}

/// Reads a rare key up to its value: one with a short escape, a character beyond ASCII, or white space before its colon.
///
/// Leaves one with a `\uXXXX` escape to the lexer, which decodes it: it may be a known name.
#[cfg_attr(target_pointer_width = "64", cold, inline(never))]
fn read_rare_key<'a>(at: &mut Nesting, bytes: &'a [u8], group: usize) -> &'a [u8] {
    if !ON_HOST {
        return bytes;
    }
    let Some(contents) = bytes.strip_prefix(b"\"") else { return bytes };
    let (end, has_no_long_escape) = skip_string(contents);
    let [b'"', tail @ ..] = end else { return bytes };
    let [b':', value @ ..] = skip_whitespace(tail) else { return bytes };
    if !has_no_long_escape {
        return bytes;
    }
    at.name = names::find(group, consumed(contents, end)).map_or(NONE as u8, state_of_name);
    at.state = State::VALUE;
    value
}

/// Leaves the value of a known member to the lexer, which begins the member's text anew.
#[inline(always)]
fn defer<'a>(at: &mut Nesting, name: Name, value: &'a [u8]) -> &'a [u8] {
    at.name = state_of_name(name);
    at.state = State::VALUE;
    value
}
