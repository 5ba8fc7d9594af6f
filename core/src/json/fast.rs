//! The lexer for builds that have room: whatever stands whole in a chunk is read at once.
//!
//! Runs of text and digits are handed over as slices of the chunk, so only a chunk's edge cuts them.

mod ahead;
mod strings;

use super::state::{Expected, State, Stop};
use super::{Kind, LITERALS, MAX_DEPTH};
use crate::scan;
pub(crate) use ahead::{Ahead, AheadSink};
use strings::Strings;

/// The lexer's whole memory between two chunks.
#[derive(Clone)]
pub(crate) struct Lexer {
    /// One bit for each open container, the innermost lowest: 1 for an object, 0 for an array.
    containers: u64,
    /// The number of bytes read; that of the first bad one once `stop` is set.
    offset: u32,
    depth: u8,
    state: State,
    stop: Option<Stop>,
    /// In a string: whether it is a member's name.
    in_name: bool,
    /// In a literal: the place in [`LITERALS`].
    literal: u8,
    strings: Strings,
}

impl Lexer {
    pub(crate) const fn new() -> Self {
        Self {
            containers: 0,
            offset: 0,
            depth: 0,
            state: State::Value,
            stop: None,
            in_name: false,
            literal: 0,
            strings: Strings::new(),
        }
    }

    /// Returns the number of bytes read, up to the first bad one; at most `u32::MAX`.
    pub(crate) const fn offset(&self) -> u32 {
        self.offset
    }

    /// Returns why the body cannot be read further, if so.
    pub(crate) const fn stop(&self) -> Option<Stop> {
        self.stop
    }

    /// Ends the body: returns why it is not one JSON value, if so.
    #[inline]
    pub(crate) fn finish(&self) -> Option<Stop> {
        match self.state {
            _ if self.stop.is_some() => self.stop,
            State::EndOfBody => None,
            state if self.depth == 0 && state.ends_number() => None,
            State::String if self.strings.in_character() => Some(Stop::Malformed(Expected::Utf8)),
            state => Some(Stop::Malformed(state.expected())),
        }
    }

    /// Reads the next bytes of the body. Does nothing once it has stopped.
    #[inline]
    pub(crate) fn feed(&mut self, chunk: &[u8], sink: &mut impl AheadSink) {
        if self.stop.is_some() {
            return;
        }
        let mut rest = chunk;
        self.stop = self.run(&mut rest, sink).err();
        let read = chunk.len().wrapping_sub(rest.len());
        self.offset = self.offset.saturating_add(u32::try_from(read).unwrap_or(u32::MAX));
    }

    /// Moves `rest` to its end, or to the first byte that cannot stand where it stands.
    ///
    /// What nearly always follows a token at once is tried at once: behind a name the colon and the value, behind a
    /// value the comma and the next name. The state tells the rest.
    #[inline(always)]
    fn run(&mut self, rest: &mut &[u8], sink: &mut impl AheadSink) -> Result<(), Stop> {
        while let Some(&byte) = rest.first() {
            if scan::is_white_space(byte) && self.state.is_between_tokens() {
                *rest = scan::after_white_space(rest);
                continue;
            }
            let mut next = self.resume(byte, rest, sink)?;
            loop {
                if next == Next::Name {
                    next = self.name(rest, sink);
                }
                if next == Next::Value {
                    next = self.value(rest, sink)?;
                }
                if next == Next::Text {
                    next = self.text(rest, sink)?;
                }
                if next == Next::ValueEnd {
                    next = self.value_end(rest, sink);
                }
                if next == Next::AsStateTells {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Reads what may stand in this state, from its first `byte` on.
    #[inline(always)]
    fn resume(&mut self, byte: u8, rest: &mut &[u8], sink: &mut impl AheadSink) -> Result<Next, Stop> {
        match self.state {
            State::ValueOrEnd if byte == b']' => return Ok(self.close(byte, rest, sink)),
            State::Value | State::ValueOrEnd => return Ok(Next::Value),
            State::NameOrEnd | State::CommaOrObjectEnd if byte == b'}' => {
                return Ok(self.close(byte, rest, sink));
            }
            State::CommaOrArrayEnd if byte == b']' => return Ok(self.close(byte, rest, sink)),
            State::Name | State::NameOrEnd if byte == b'"' => return Ok(Next::Name),
            State::Colon if byte == b':' => return Ok(self.colon(rest)),
            State::CommaOrObjectEnd | State::CommaOrArrayEnd if byte == b',' => {
                return Ok(self.comma(rest, sink));
            }
            State::String if self.strings.in_character() => {
                rare(rest, |rest| self.strings.characters(rest, sink))?;
            }
            State::String => {
                self.strings.end_pair(byte, sink);
                return Ok(Next::Text);
            }
            State::Escape => self.state = rare(rest, |rest| self.strings.escape(rest, sink))?,
            State::HexDigit => self.state = rare(rest, |rest| self.strings.hex_digits(rest, sink))?,
            State::Literal => return self.literal(byte, rest, sink),
            state if state.is_between_tokens() => return Err(Stop::Malformed(state.expected())),
            _ => return self.number(rest, sink),
        }
        Ok(Next::AsStateTells)
    }

    /// Reads a name from its opening quote on, and the colon.
    #[inline(always)]
    fn name(&mut self, rest: &mut &[u8], sink: &mut impl AheadSink) -> Next {
        skip(rest);
        match sink.name_ahead(self.depth, rest) {
            Ahead::Name(tail) => {
                *rest = tail;
                self.in_name = true;
                self.state = State::String;
                Next::Text
            }
            Ahead::NameEnd(tail) => {
                *rest = tail;
                self.colon(rest)
            }
            Ahead::ValueEnd(tail) => {
                *rest = tail;
                Next::ValueEnd
            }
        }
    }

    /// A name has ended: reads the colon if it follows at once.
    #[inline(always)]
    fn colon(&mut self, rest: &mut &[u8]) -> Next {
        if let [b':', tail @ ..] = *rest {
            *rest = scan::after_white_space(tail);
            self.state = State::Value;
            Next::Value
        } else {
            self.state = State::Colon;
            Next::AsStateTells
        }
    }

    /// Reads a value, or its first byte. There is no white space before it.
    #[inline(always)]
    fn value(&mut self, rest: &mut &[u8], sink: &mut impl AheadSink) -> Result<Next, Stop> {
        let Some((&byte, tail)) = rest.split_first() else { return Ok(Next::AsStateTells) };
        match byte {
            b'"' => {
                *rest = tail;
                sink.value(Kind::String);
                self.in_name = false;
                self.state = State::String;
                Ok(Next::Text)
            }
            b'-' | b'0'..=b'9' => {
                sink.value(Kind::Number);
                if let Some((value, tail)) = scan::short_integer(rest) {
                    if !sink.integer(value) {
                        sink.scalar(scan::front(rest, tail));
                    }
                    *rest = tail;
                    return Ok(Next::ValueEnd);
                }
                self.state = State::Number;
                self.number(rest, sink)
            }
            b'{' => {
                self.open(Kind::Object, sink)?;
                *rest = scan::after_white_space(tail);
                Ok(if rest.starts_with(b"\"") { Next::Name } else { Next::AsStateTells })
            }
            b'[' => {
                self.open(Kind::Array, sink)?;
                *rest = tail;
                Ok(Next::AsStateTells)
            }
            b't' | b'f' | b'n' => {
                *rest = tail;
                self.begin_literal(byte, sink);
                Ok(Next::AsStateTells)
            }
            _ => Err(Stop::Malformed(self.state.expected())),
        }
    }

    /// Reads on in a string, up to its end, a character that does not stand for itself, or the end of `rest`.
    #[inline(always)]
    fn text(&mut self, rest: &mut &[u8], sink: &mut impl AheadSink) -> Result<Next, Stop> {
        if self.in_object() && sink.is_quiet(self.depth) {
            (*rest, self.in_name) = scan::after_strings(rest, self.in_name);
        }
        let end = scan::after_plain(rest);
        sink.text(scan::front(rest, end));
        *rest = end;
        match end {
            [b'"', tail @ ..] => {
                *rest = tail;
                if self.in_name {
                    sink.name_end();
                    return Ok(self.colon(rest));
                }
                sink.string_end();
                return Ok(Next::ValueEnd);
            }
            [b'\\', tail @ ..] => {
                *rest = tail;
                self.state = rare(rest, |rest| self.strings.escape(rest, sink))?;
                if self.state == State::String && !self.strings.awaits_pair() {
                    return Ok(Next::Text);
                }
            }
            [] => {}
            _ => {
                rare(rest, |rest| self.strings.characters(rest, sink))?;
                if !self.strings.in_character() {
                    return Ok(Next::Text);
                }
            }
        }
        Ok(Next::AsStateTells)
    }

    /// A value has ended: what may follow depends on the container it stands in. Reads the comma or the object's end.
    #[inline(always)]
    fn value_end(&mut self, rest: &mut &[u8], sink: &mut impl AheadSink) -> Next {
        *rest = scan::after_white_space(rest);
        match *rest {
            [b',', ..] if self.depth > 0 => self.comma(rest, sink),
            [b'}', ..] if self.in_object() => self.close(b'}', rest, sink),
            _ => {
                self.state = match self.depth {
                    0 => State::EndOfBody,
                    _ if self.in_object() => State::CommaOrObjectEnd,
                    _ => State::CommaOrArrayEnd,
                };
                Next::AsStateTells
            }
        }
    }

    /// Reads a comma.
    #[inline(always)]
    fn comma(&mut self, rest: &mut &[u8], sink: &mut impl AheadSink) -> Next {
        skip(rest);
        *rest = scan::after_white_space(rest);
        sink.comma(self.depth);
        if self.in_object() {
            self.state = State::Name;
            if rest.starts_with(b"\"") { Next::Name } else { Next::AsStateTells }
        } else {
            self.state = State::Value;
            Next::Value
        }
    }

    /// Tells whether the innermost open container is an object.
    #[inline(always)]
    const fn in_object(&self) -> bool {
        self.containers & 1 == 1
    }

    #[inline(always)]
    fn open(&mut self, kind: Kind, sink: &mut impl AheadSink) -> Result<(), Stop> {
        if self.depth == MAX_DEPTH {
            return Err(Stop::TooDeep);
        }
        sink.value(kind);
        let is_object = kind == Kind::Object;
        self.containers = self.containers << 1 | u64::from(is_object);
        self.depth = self.depth.wrapping_add(1);
        self.state = if is_object { State::NameOrEnd } else { State::ValueOrEnd };
        Ok(())
    }

    /// Reads the bracket that closes the innermost container.
    #[inline(always)]
    fn close(&mut self, bracket: u8, rest: &mut &[u8], sink: &mut impl AheadSink) -> Next {
        skip(rest);
        sink.close(bracket, self.depth);
        self.containers >>= 1;
        self.depth = self.depth.wrapping_sub(1);
        Next::ValueEnd
    }

    /// Reads on in a number, up to its end or the end of `rest`.
    #[inline(always)]
    fn number(&mut self, rest: &mut &[u8], sink: &mut impl AheadSink) -> Result<Next, Stop> {
        let end = scan::after(rest, |byte| match self.state.after_digit(byte) {
            Some(next) => {
                self.state = next;
                true
            }
            None => false,
        });
        sink.scalar(scan::front(rest, end));
        *rest = end;
        match end {
            [] => Ok(Next::AsStateTells),
            _ if self.state.ends_number() => Ok(Next::ValueEnd),
            _ => Err(Stop::Malformed(Expected::Digit)),
        }
    }

    fn begin_literal(&mut self, first: u8, sink: &mut impl AheadSink) {
        let (kind, place) = match first {
            b't' => (Kind::Boolean, 0),
            b'f' => (Kind::Boolean, 4),
            _ => (Kind::Null, 9),
        };
        sink.value(kind);
        sink.scalar(&[first]);
        self.literal = place;
        self.state = State::Literal;
    }

    /// Reads one byte of a literal, after its first.
    fn literal(&mut self, byte: u8, rest: &mut &[u8], sink: &mut impl AheadSink) -> Result<Next, Stop> {
        if LITERALS.get(usize::from(self.literal)) != Some(&byte) {
            return Err(Stop::Malformed(Expected::Literal));
        }
        skip(rest);
        sink.scalar(&[byte]);
        self.literal = self.literal.wrapping_add(1);
        let is_whole = LITERALS.get(usize::from(self.literal)) == Some(&0);
        Ok(if is_whole { Next::ValueEnd } else { Next::AsStateTells })
    }
}

impl State {
    /// Tells whether white space may stand here.
    #[inline(always)]
    const fn is_between_tokens(self) -> bool {
        self as u8 <= Self::EndOfBody as u8
    }
}

/// What comes next in a chunk, as far as it is known without the state.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A name, from its opening quote on.
    Name,
    /// A value, if there is a byte left.
    Value,
    /// Text of a string.
    Text,
    /// What may follow a value.
    ValueEnd,
    /// Whatever may stand in the lexer's state.
    AsStateTells,
}

/// Skips a byte.
#[inline(always)]
fn skip(rest: &mut &[u8]) {
    if let [_, tail @ ..] = *rest {
        *rest = tail;
    }
}

/// Calls `step` with a copy of `rest`, so that the address of `rest` is not taken and it can live in registers.
#[inline(always)]
fn rare<'a, T>(rest: &mut &'a [u8], step: impl FnOnce(&mut &'a [u8]) -> T) -> T {
    let mut copy = *rest;
    let result = step(&mut copy);
    *rest = copy;
    result
}
