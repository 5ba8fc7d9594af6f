//! Members that stand whole in a chunk: read at once, without the lexer's help. Whatever is not whole, or odd, is left
//! to the lexer.

use super::{Filling, Member, Place};
use crate::json::ahead::{Piece, skim, string};
use crate::json::{Kind, Position, State};
use crate::scan;
use crate::text::Buffer;

/// The depth of the root's members, and of the error's.
const ROOT: u8 = 1;
const ERROR: u8 = 2;

impl<D: Buffer, X: Buffer> Filling<'_, D, X> {
    /// Reads on from the place between two tokens at which `at` stands; returns what is left.
    #[inline(always)]
    pub(super) fn read_ahead<'a>(&mut self, at: &mut Position, rest: &'a [u8]) -> &'a [u8] {
        let mut rest = scan::after_white_space(rest);
        match (self.envelope.place, at.state, rest) {
            (Place::Outside, State::Value, [b'{', tail @ ..]) if at.depth < ROOT => rest = open(at, tail),
            (Place::Outside, State::Value | State::ValueOrEnd, _) if at.depth >= ROOT => {
                (rest, _) = skim(at, rest, ROOT);
            }
            (Place::Inside, State::Value | State::ValueOrEnd, _) => (rest, _) = skim(at, rest, ERROR),
            (Place::Extra, State::Value | State::ValueOrEnd, _) => rest = self.rest_of_extra(at, rest),
            _ => {}
        }
        loop {
            if self.envelope.place == Place::Inside && at.depth == ERROR {
                rest = self.members(at, rest);
            }
            if self.envelope.place != Place::Outside || at.depth != ROOT || !at.in_object() {
                return rest;
            }
            rest = self.root(at, rest);
            if self.envelope.place == Place::Outside {
                return rest;
            }
        }
    }

    /// Reads on in the root, from a name on or what may follow a value, up to the members of an error.
    #[inline(always)]
    fn root<'a>(&mut self, at: &mut Position, rest: &'a [u8]) -> &'a [u8] {
        let mut rest = rest;
        while let Some(name) = next_name(at, &mut rest) {
            if let Some(value) = name.strip_prefix(b"error\":").map(scan::after_white_space) {
                let [b'{', tail @ ..] = value else { return self.leave(Member::Error, at, value) };
                self.begin_error();
                return open(at, tail);
            }
            if !other_member(at, name, ROOT, &mut rest) {
                break;
            }
        }
        rest
    }

    /// Reads on in the error object, from a name on or what may follow a value.
    #[inline(always)]
    fn members<'a>(&mut self, at: &mut Position, rest: &'a [u8]) -> &'a [u8] {
        let mut rest = rest;
        while let Some(name) = next_name(at, &mut rest) {
            let (member, value, end) = if let Some(value) =
                name.strip_prefix(b"status\":").map(scan::after_white_space)
            {
                (Member::Status, value, self.number(Member::Status, value))
            } else if let Some(value) = name.strip_prefix(b"code\":").map(scan::after_white_space) {
                (Member::Code, value, self.number(Member::Code, value))
            } else if let Some(value) = name.strip_prefix(b"description\":").map(scan::after_white_space) {
                (Member::Description, value, self.description(value))
            } else if let Some(value) = name.strip_prefix(b"extra\":").map(scan::after_white_space) {
                (Member::Extra, value, self.extra(*at, value))
            } else if other_member(at, name, ERROR, &mut rest) {
                continue;
            } else {
                return rest;
            };
            match end {
                Some(tail) => rest = tail,
                None => return self.leave(member, at, value),
            }
            at.state = State::CommaOrObjectEnd;
        }
        if at.depth == ROOT {
            self.envelope.place = Place::Outside;
        }
        rest
    }

    /// Leaves the value of a member to the lexer.
    #[cold]
    fn leave<'a>(&mut self, member: Member, at: &mut Position, value: &'a [u8]) -> &'a [u8] {
        self.envelope.member = Some(member);
        self.envelope.place = Place::Value;
        at.state = State::Value;
        value
    }

    /// Reads the value of the status or the code if it is a small integer; returns what follows it.
    #[inline(always)]
    fn number<'a>(&mut self, member: Member, value: &'a [u8]) -> Option<&'a [u8]> {
        let (number, rest) = scan::short_integer(value)?;
        self.envelope.keep_number(member, number);
        Some(rest)
    }

    /// Reads a description; returns what follows it. `None` leaves what was read of it to the lexer, which begins again.
    #[inline(always)]
    fn description<'a>(&mut self, value: &'a [u8]) -> Option<&'a [u8]> {
        let text = value.strip_prefix(b"\"")?;
        self.description.clear();
        string(text, |piece| match piece {
            Piece::Plain(run) => self.description.push_ascii(run),
            Piece::Character(character) | Piece::Escape(character, _) => self.description.push(character),
        })
    }

    /// Reads an extra; returns what follows it.
    #[inline(always)]
    fn extra<'a>(&mut self, at: Position, value: &'a [u8]) -> Option<&'a [u8]> {
        let mut end = at;
        end.state = State::Value;
        let (rest, is_compact) = skim(&mut end, value, ERROR);
        if end.depth != ERROR || end.state != State::CommaOrObjectEnd {
            return None;
        }
        let sent = scan::front(value, rest);
        self.extra.clear();
        if is_compact && sent.len() <= self.extra.spare().len() {
            self.extra.push_whole(sent);
        } else {
            self.envelope.place = Place::Extra;
            self.keep_compact(sent);
            self.envelope.place = Place::Inside;
        }
        Some(rest)
    }

    /// Keeps as much as fits of an extra, which is valid JSON.
    #[inline(never)]
    fn keep_compact(&mut self, json: &[u8]) {
        let mut rest = json;
        loop {
            rest = scan::after_white_space(rest);
            let token_end = scan::after(rest, |byte| byte != b'"' && !scan::is_white_space(byte));
            self.extra.push_ascii(scan::front(rest, token_end));
            rest = token_end;
            if let [b'"', text @ ..] = rest {
                self.extra.push('"');
                rest = string(text, |piece| match piece {
                    Piece::Plain(run) => self.take_text(run),
                    Piece::Character(character) => self.take_character(character),
                    Piece::Escape(character, sent) => self.take_escape(character, sent),
                })
                .unwrap_or_default();
                self.extra.push('"');
            }
            if rest.is_empty() || self.extra.spare().is_empty() {
                break;
            }
        }
        if !scan::after_white_space(rest).is_empty() {
            self.extra.cut();
        }
    }

    /// Reads a value in an extra of which nothing more can be kept.
    #[inline(never)]
    fn rest_of_extra<'a>(&mut self, at: &mut Position, value: &'a [u8]) -> &'a [u8] {
        if !self.extra.spare().is_empty() {
            return value;
        }
        let (rest, _) = skim(at, value, ERROR);
        if rest.len() < value.len() {
            self.extra.cut();
        }
        rest
    }
}

/// Opens an object behind its bracket; returns what follows.
#[inline(always)]
fn open<'a>(at: &mut Position, tail: &'a [u8]) -> &'a [u8] {
    at.open(Kind::Object);
    scan::after_white_space(tail)
}

/// Moves `rest` to the next name, over a comma if a value has ended, and returns what follows the name's quote. `None`
/// if there is no name: the object has ended, or the lexer must look.
#[inline(always)]
fn next_name<'a>(at: &mut Position, rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    if at.state == State::CommaOrObjectEnd {
        let mut tail = rest.strip_prefix(b",");
        if !tail.is_some_and(|tail| tail.starts_with(b"\"")) {
            *rest = scan::after_white_space(rest);
            if let [b'}', tail @ ..] = *rest {
                *rest = tail;
                at.close();
                return None;
            }
            tail = rest.strip_prefix(b",").map(scan::after_white_space);
        }
        *rest = tail?;
        at.state = State::Name;
    }
    match (at.state, *rest) {
        (State::Name | State::NameOrEnd, [b'"', name @ ..]) => Some(name),
        _ => None,
    }
}

/// Reads a member that nobody asks for, behind the quote of its name. Returns whether it was whole.
#[inline(always)]
fn other_member<'a>(at: &mut Position, name: &'a [u8], floor: u8, rest: &mut &'a [u8]) -> bool {
    let [b'"', b':', value @ ..] = scan::after_plain(name) else { return false };
    at.state = State::Value;
    (*rest, _) = skim(at, scan::after_white_space(value), floor);
    at.state == State::CommaOrObjectEnd && at.depth == floor
}
