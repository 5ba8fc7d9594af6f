//! Members that stand whole in a chunk, in the form in which nearly every server sends them: read at once, without the
//! lexer's help. Whatever is not like that for certain is left to the lexer.

use super::{Filling, Member, Place};
use crate::json::{Ahead, AheadSink, Sink};
use crate::text::Buffer;
use crate::{escape, scan};

impl<D: Buffer, X: Buffer> AheadSink for Filling<'_, D, X> {
    #[inline]
    fn name_ahead<'a>(&mut self, depth: u8, ahead: &'a [u8]) -> Ahead<'a> {
        match (self.envelope.place, depth) {
            (Place::Outside, 1) => self.root_name(ahead),
            (Place::Inside, 2) => self.members(ahead),
            _ => {
                self.name(depth);
                Ahead::Name(ahead)
            }
        }
    }

    #[inline]
    fn integer(&mut self, value: u32) -> bool {
        self.envelope.number = Some(value);
        self.envelope.place != Place::Extra
    }

    #[inline]
    fn is_quiet(&self, depth: u8) -> bool {
        match self.envelope.place {
            Place::Outside => depth > 1,
            Place::Inside => depth > 2,
            _ => false,
        }
    }
}

impl<D: Buffer, X: Buffer> Filling<'_, D, X> {
    /// Reads on from a name in the root.
    #[inline]
    fn root_name<'a>(&mut self, ahead: &'a [u8]) -> Ahead<'a> {
        if let Some(rest) = ahead.strip_prefix(b"error\"") {
            self.envelope.member = Some(Member::Error);
            self.envelope.place = Place::Value;
            return Ahead::NameEnd(rest);
        }
        self.other_name(1, ahead)
    }

    /// A name begins that is none of those that are read, unless a chunk's edge or an escape hides it.
    #[inline]
    fn other_name<'a>(&mut self, depth: u8, ahead: &'a [u8]) -> Ahead<'a> {
        if let [b'"', rest @ ..] = scan::after_plain(ahead) {
            return Ahead::NameEnd(rest);
        }
        self.name(depth);
        Ahead::Name(ahead)
    }

    /// Reads on from a name in the error object, as long as members come in the form in which nearly every server
    /// sends them, and whole.
    #[inline]
    fn members<'a>(&mut self, ahead: &'a [u8]) -> Ahead<'a> {
        let mut rest = ahead;
        loop {
            let (member, name_end) = if let Some(rest) = rest.strip_prefix(b"status\"") {
                (Member::Status, rest)
            } else if let Some(rest) = rest.strip_prefix(b"code\"") {
                (Member::Code, rest)
            } else if let Some(rest) = rest.strip_prefix(b"description\"") {
                (Member::Description, rest)
            } else if let Some(rest) = rest.strip_prefix(b"extra\"") {
                (Member::Extra, rest)
            } else {
                return self.other_name(2, rest);
            };
            let Some(value_end) = self.simple_value(member, name_end) else {
                self.envelope.member = Some(member);
                self.envelope.place = Place::Value;
                return Ahead::NameEnd(name_end);
            };
            let [b',', tail @ ..] = value_end else { return Ahead::ValueEnd(value_end) };
            let [b'"', tail @ ..] = scan::after_white_space(tail) else { return Ahead::ValueEnd(value_end) };
            rest = tail;
        }
    }

    /// Reads the colon and the value of a member if they stand whole behind its name: a small integer, a string,
    /// or an object of strings of plain text. Returns what follows them.
    #[inline]
    fn simple_value<'a>(&mut self, member: Member, name_end: &'a [u8]) -> Option<&'a [u8]> {
        let value = scan::after_white_space(name_end.strip_prefix(b":")?);
        match member {
            Member::Status | Member::Code => {
                let (number, rest) = scan::short_integer(value)?;
                self.envelope.keep_number(member, number);
                Some(rest)
            }
            Member::Description => self.whole_description(value.strip_prefix(b"\"")?),
            Member::Extra => {
                // An object of nothing but strings, without white space and long escapes, is what it is kept as.
                let (last, is_name) = scan::after_strings(value.strip_prefix(b"{\"")?, true);
                let rest = scan::after_plain(last).strip_prefix(b"\"}").filter(|_| !is_name)?;
                let sent = scan::front(value, rest);
                self.extra.clear();
                if sent.len() > self.extra.room() {
                    return None;
                }
                self.extra.push_ascii(sent);
                Some(rest)
            }
            Member::Error => None,
        }
    }

    /// Reads a description of plain text and escapes, behind its opening quote. Returns what follows it; `None` leaves
    /// what was read of it to the lexer, which begins again.
    fn whole_description<'a>(&mut self, text: &'a [u8]) -> Option<&'a [u8]> {
        self.description.clear();
        let mut rest = text;
        loop {
            let end = scan::after_plain(rest);
            self.description.push_ascii(scan::front(rest, end));
            let (character, tail) = match end {
                [b'"', tail @ ..] => return Some(tail),
                [b'\\', b'u', tail @ ..] => {
                    let (digits, tail) = tail.split_first_chunk()?;
                    escaped_character(escape::hex(digits)?, tail)?
                }
                [b'\\', letter, tail @ ..] => (escape::short(*letter)?, tail),
                _ => return None,
            };
            self.description.push(character);
            rest = tail;
        }
    }
}

/// Returns the character that a UTF-16 unit stands for, with the second half of its pair if it needs one, and what
/// follows it.
fn escaped_character(unit: u16, tail: &[u8]) -> Option<(char, &[u8])> {
    if let Some(character) = char::from_u32(unit.into()) {
        return Some((character, tail));
    }
    let (digits, tail) = tail.strip_prefix(b"\\u")?.split_first_chunk()?;
    let low = escape::hex(digits)?;
    let is_pair = unit < 0xDC00 && matches!(low, 0xDC00..=0xDFFF);
    let character = if is_pair { char::from_u32(escape::surrogate_pair(unit, low)) } else { None };
    Some((character?, tail))
}
