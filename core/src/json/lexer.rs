//! The lexer: a byte at a time, but for what stands whole in a string, and what its sink reads ahead.

#[cfg(not(feature = "small"))]
use super::ahead::{Piece, pieces};
use super::position::Position;
use super::state::{Expected, State, Stop};
use super::{Kind, Sink};
use crate::{escape, scan};

/// What follows the first letter of each literal, with a NUL behind each.
const LITERALS: &[u8] = b"rue\0alse\0ull\0";

/// The fewest bytes that are worth the attempt to read ahead.
#[cfg(not(feature = "small"))]
const AHEAD: usize = 8;

/// The lexer's whole memory between two chunks.
#[derive(Clone)]
pub(crate) struct Lexer {
    at: Position,
    /// The number of bytes read; that of the first bad one once `stop` is set.
    offset: u32,
    stop: Option<Stop>,
    /// In a string: whether it is a member's name.
    in_name: bool,
    /// The bits of the character at hand; of an escape's UTF-16 unit the last sixteen.
    scalar: u32,
    /// In a character: how many of its bytes are still to come. In an escape: how many digits have come. In a literal:
    /// the place of the next letter in [`LITERALS`].
    count: u8,
    /// The bounds of the next byte of the character at hand.
    low: u8,
    high: u8,
    /// The digits of the escape that have come.
    digits: [u8; 4],
    /// A high surrogate that waits for its low one, or 0.
    high_surrogate: u16,
}

impl Lexer {
    pub(crate) const fn new() -> Self {
        Self {
            at: Position::start(),
            offset: 0,
            stop: None,
            in_name: false,
            scalar: 0,
            count: 0,
            low: 0,
            high: 0,
            digits: [0; 4],
            high_surrogate: 0,
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
    pub(crate) fn finish(&self) -> Option<Stop> {
        let mut at = self.at;
        if at.state.ends_number() {
            at.end_value();
        }
        match at.state {
            _ if self.stop.is_some() => self.stop,
            State::EndOfBody => None,
            state => Some(Stop::Malformed(state.expected())),
        }
    }

    /// Reads the next bytes of the body. Does nothing once it has stopped.
    pub(crate) fn feed(&mut self, chunk: &[u8], sink: &mut impl Sink) {
        let mut rest = chunk;
        while self.stop.is_none() {
            #[cfg(not(feature = "small"))]
            if rest.len() >= AHEAD && self.at.state.is_between_tokens() {
                rest = sink.ahead(&mut self.at, rest);
            }
            let [byte, tail @ ..] = rest else { break };
            let end = if self.at.state == State::String { self.text(rest, sink) } else { rest };
            if end.len() < rest.len() {
                rest = end;
                continue;
            }
            match self.step(*byte, sink) {
                Ok(()) => rest = tail,
                Err(stop) => self.stop = Some(stop),
            }
        }
        let read = chunk.len().wrapping_sub(rest.len());
        self.offset = self.offset.saturating_add(u32::try_from(read).unwrap_or(u32::MAX));
    }

    /// Reads on in a string, as far as it needs no byte by itself; returns what is left.
    #[inline(always)]
    fn text<'a>(&mut self, rest: &'a [u8], sink: &mut impl Sink) -> &'a [u8] {
        #[cfg(not(feature = "small"))]
        if rest.len() >= AHEAD && self.high_surrogate == 0 {
            return pieces(rest, |piece| match piece {
                Piece::Text(run) => sink.text(run),
                Piece::Escape(character, sent) => sink.escape(character, sent),
            });
        }
        let end = scan::after_plain(rest);
        if end.len() < rest.len() {
            self.end_pair(sink);
            sink.text(scan::front(rest, end));
        }
        end
    }

    /// Reads a byte.
    #[inline(always)]
    fn step(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), Stop> {
        if self.at.state > State::Literal {
            match self.at.state.after_digit(byte) {
                Some(next) => {
                    self.at.state = next;
                    sink.scalar(&[byte]);
                    return Ok(());
                }
                None if self.at.state.ends_number() => self.at.end_value(),
                None => return Err(Stop::Malformed(Expected::Digit)),
            }
        }
        match self.at.state {
            State::String => return self.string(byte, sink),
            State::Utf8 => return self.continuation(byte, sink),
            State::Escape => return self.escape(byte, sink),
            State::HexDigit => return self.hex_digit(byte, sink),
            State::Literal => return self.literal(byte, sink),
            _ if scan::is_white_space(byte) => {}
            _ => return self.token(byte, sink),
        }
        Ok(())
    }

    /// Reads a byte between the parts of numbers, strings and literals.
    fn token(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), Stop> {
        let in_object = self.at.in_object();
        self.at.state = match (self.at.state, byte) {
            (State::Value | State::ValueOrEnd, b'"') => {
                sink.value(Kind::String);
                self.in_name = false;
                State::String
            }
            (State::Name | State::NameOrEnd, b'"') => {
                sink.name(self.at.depth);
                self.in_name = true;
                State::String
            }
            (State::Colon, b':') => State::Value,
            (State::CommaOrArrayEnd | State::CommaOrObjectEnd, b',') => {
                sink.comma(self.at.depth);
                if in_object { State::Name } else { State::Value }
            }
            (State::ValueOrEnd | State::CommaOrArrayEnd, b']')
            | (State::NameOrEnd | State::CommaOrObjectEnd, b'}') => {
                sink.close(byte, self.at.depth);
                self.at.close();
                return Ok(());
            }
            (State::Value | State::ValueOrEnd, _) => self.value(byte, sink)?,
            (state, _) => return Err(Stop::Malformed(state.expected())),
        };
        Ok(())
    }

    /// Reads the first byte of a value that is no string; returns what it makes the state.
    fn value(&mut self, byte: u8, sink: &mut impl Sink) -> Result<State, Stop> {
        let (kind, state) = match byte {
            b'{' => (Kind::Object, State::NameOrEnd),
            b'[' => (Kind::Array, State::ValueOrEnd),
            b't' | b'f' => (Kind::Boolean, State::Literal),
            b'n' => (Kind::Null, State::Literal),
            _ => match State::Number.after_digit(byte) {
                Some(next) => (Kind::Number, next),
                None => return Err(Stop::Malformed(self.at.state.expected())),
            },
        };
        let is_container = matches!(kind, Kind::Object | Kind::Array);
        if is_container && !self.at.open(kind) {
            return Err(Stop::TooDeep);
        }
        sink.value(kind);
        if !is_container {
            self.count = match byte {
                b't' => 0,
                b'f' => 4,
                _ => 9,
            };
            sink.scalar(&[byte]);
        }
        Ok(state)
    }

    /// Reads one byte of a literal, after its first.
    fn literal(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), Stop> {
        let place = usize::from(self.count);
        match LITERALS.get(place..) {
            Some([awaited, next, ..]) if *awaited == byte => {
                sink.scalar(&[byte]);
                self.count = self.count.wrapping_add(1);
                if *next == 0 {
                    self.at.end_value();
                }
                Ok(())
            }
            _ => Err(Stop::Malformed(Expected::Literal)),
        }
    }

    /// Reads a byte of a string that is no plain text.
    fn string(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), Stop> {
        if byte == b'\\' {
            self.at.state = State::Escape;
            return Ok(());
        }
        self.end_pair(sink);
        match byte {
            b'"' if self.in_name => {
                sink.name_end();
                self.at.state = State::Colon;
            }
            b'"' => {
                sink.string_end();
                self.at.end_value();
            }
            // The well-formed sequences: Unicode, table 3-7.
            0xC2..=0xF4 => {
                self.count = if byte < 0xE0 { 1 } else { 2 };
                (self.low, self.high) = match byte {
                    0xE0 => (0xA0, 0xBF),
                    0xED => (0x80, 0x9F),
                    0xF0 => (0x90, 0xBF),
                    0xF4 => (0x80, 0x8F),
                    _ => (0x80, 0xBF),
                };
                if byte >= 0xF0 {
                    self.count = 3;
                }
                self.scalar = u32::from(byte & 0x3F >> self.count);
                self.at.state = State::Utf8;
            }
            _ => return Err(Stop::Malformed(Expected::StringByte)),
        }
        Ok(())
    }

    /// Reads a byte of a character, after its first.
    fn continuation(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), Stop> {
        if byte < self.low || byte > self.high {
            return Err(Stop::Malformed(Expected::Utf8));
        }
        (self.low, self.high) = (0x80, 0xBF);
        self.scalar = self.scalar << 6 | u32::from(byte & 0x3F);
        self.count = self.count.wrapping_sub(1);
        if self.count == 0 {
            sink.character(char::from_u32(self.scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
            self.at.state = State::String;
        }
        Ok(())
    }

    /// Reads the byte behind a backslash.
    fn escape(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), Stop> {
        if byte == b'u' {
            self.count = 0;
            self.at.state = State::HexDigit;
            return Ok(());
        }
        let character = escape::short(byte).ok_or(Stop::Malformed(Expected::Escape))?;
        self.end_pair(sink);
        sink.escape(character, &[byte]);
        self.at.state = State::String;
        Ok(())
    }

    /// Reads a digit of `\uXXXX`. A surrogate without its other half becomes U+FFFD.
    fn hex_digit(&mut self, byte: u8, sink: &mut impl Sink) -> Result<(), Stop> {
        let digit = char::from(byte).to_digit(16).ok_or(Stop::Malformed(Expected::HexDigit))?;
        if let Some(place) = self.digits.get_mut(usize::from(self.count)) {
            *place = byte;
        }
        self.scalar = self.scalar << 4 | digit;
        self.count = self.count.wrapping_add(1);
        if self.count < 4 {
            return Ok(());
        }
        self.at.state = State::String;
        let unit = self.scalar as u16;
        let scalar = if self.high_surrogate != 0 && matches!(unit, 0xDC00..=0xDFFF) {
            escape::surrogate_pair(core::mem::take(&mut self.high_surrogate), unit)
        } else {
            self.end_pair(sink);
            if matches!(unit, 0xD800..=0xDBFF) {
                self.high_surrogate = unit;
                return Ok(());
            }
            unit.into()
        };
        sink.escape(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER), &self.digits);
        Ok(())
    }

    /// Gives up waiting for the second half of a surrogate pair.
    fn end_pair(&mut self, sink: &mut impl Sink) {
        if core::mem::take(&mut self.high_surrogate) != 0 {
            sink.character(char::REPLACEMENT_CHARACTER);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::json::Expected;
    use crate::{FaultKind, Outcome, Reader};

    /// Reads a body byte by byte; returns what is missing in it or wrong.
    #[track_caller]
    fn expected(body: &str) -> (u32, Expected) {
        let mut reader = Reader::<8, 8>::new();
        for byte in body.bytes() {
            reader.feed(&[byte]);
        }
        match reader.finish(200) {
            Outcome::NotFromApi(fault) => match fault.kind {
                FaultKind::Malformed { offset, expected } => (offset, expected),
                _ => panic!("{body} is not malformed"),
            },
            _ => panic!("{body} is whole"),
        }
    }

    #[test]
    #[rustfmt::skip]
    fn fault_tells_what_a_body_that_was_cut_lacks() {
        for (body, lacks) in [
            ("", Expected::Value), ("[", Expected::ValueOrEnd), ("[1,", Expected::Value), ("{", Expected::NameOrEnd),
            ("{\"a\":1,", Expected::Name), ("{\"a\"", Expected::Colon), ("{\"a\":", Expected::Value),
            ("{\"a\":\"b\"", Expected::CommaOrObjectEnd), ("[{}", Expected::CommaOrArrayEnd), ("\"a", Expected::StringByte),
            ("{\"a", Expected::StringByte), ("\"\u{e9}", Expected::StringByte), ("\"\\", Expected::Escape),
            ("\"\\u", Expected::HexDigit), ("\"\\u00e", Expected::HexDigit), ("tru", Expected::Literal),
            ("-", Expected::Digit), ("1.", Expected::Digit), ("1e", Expected::Digit), ("1e-", Expected::Digit),
            ("[0", Expected::CommaOrArrayEnd), ("[12", Expected::CommaOrArrayEnd), ("{\"a\":-0", Expected::CommaOrObjectEnd),
            ("{\"a\":1.5", Expected::CommaOrObjectEnd), ("[1e5", Expected::CommaOrArrayEnd),
        ] {
            assert_eq!(expected(body), (body.len() as u32, lacks), "{body}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn fault_tells_what_may_stand_in_the_place_of_a_byte() {
        for (body, offset, awaited) in [
            ("{}x", 2, Expected::EndOfBody), ("\"\n", 1, Expected::StringByte), ("\"\u{e9}\u{1}", 3, Expected::StringByte),
            ("\"\\x", 2, Expected::Escape), ("\"\\u00g", 5, Expected::HexDigit), ("nulx", 3, Expected::Literal),
            ("-x", 1, Expected::Digit), ("[1x", 2, Expected::CommaOrArrayEnd), ("{1", 1, Expected::NameOrEnd),
        ] {
            assert_eq!(expected(body), (offset, awaited), "{body}");
        }
    }

    #[test]
    fn fault_tells_of_a_character_that_is_not_whole() {
        let mut reader = Reader::<8, 8>::new();
        reader.feed(b"\"\xE4\xB8");
        let Outcome::NotFromApi(fault) = reader.finish(200) else { panic!("it is whole") };
        assert_eq!(fault.kind, FaultKind::Malformed { offset: 3, expected: Expected::Utf8 });
    }
}
