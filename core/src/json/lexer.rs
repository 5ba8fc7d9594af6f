//! The lexer: reads a byte at a time, and alone reports faults.

use super::expected::Expected;
use super::nesting::Nesting;
use super::table::{self, LONG_ESCAPE, NONE, State, class, complete_name};
use super::visitor::Visitor;
use crate::json::escape::is_special;
use crate::json::text::Buffers;

/// Whether and why the lexer cannot read on.
///
/// As wide as a register: small cores extend a byte at each call.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(crate) enum LexError {
    None = 0,
    /// A byte that is not valid here, or a truncated body.
    Malformed,
    /// A bracket that opens one container more than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
}

/// The lexer's state between two chunks. Zeros are the start of a body.
#[derive(Clone)]
#[repr(C)]
pub(crate) struct Lexer<V> {
    pub(crate) nesting: Nesting,
    /// In a character: its bytes that are left, with the one that was read last. In an escape: the digits still to come.
    remaining: u8,
    pub(crate) visitor: V,
    error: LexError,
    /// In a string or an escape: the UTF-16 units of the last two escapes, if nothing is between them. In a character: a
    /// mask of the quarters of 0x80..0xC0 in which its next byte may be.
    ///
    /// No accelerator reads while this is a high surrogate, and none consumes one whose other half may be in the next
    /// chunk. So accelerators leave it as it is.
    units: u32,
    /// The number of bytes read; that of the first bad one once there is an error.
    offset: u32,
}

impl<V: Visitor> Lexer<V> {
    pub(crate) const fn new(visitor: V) -> Self {
        Self {
            nesting: Nesting::new(),
            remaining: 0,
            error: LexError::None,
            // Any value but a high surrogate. A struct of zeros would be cleared by memset, which is a loop over bytes on many
            // small cores.
            units: NONE,
            offset: 0,
            visitor,
        }
    }

    /// Begins a new body, whose visitor is the caller's to reset.
    #[cfg(feature = "transfer")]
    pub(crate) fn reset(&mut self) {
        (self.nesting, self.remaining, self.error) = (Nesting::new(), 0, LexError::None);
        (self.units, self.offset) = (NONE, 0);
    }

    /// Returns true if this is a new lexer, whatever its visitor.
    pub(crate) const fn is_new(&self) -> bool {
        let Self { nesting, remaining: _, error, units: _, offset, visitor: _ } = self;
        nesting.is_new() && matches!(error, LexError::None) && *offset == 0
    }

    /// Returns the number of bytes read, up to the first bad one; at most `u32::MAX`.
    pub(crate) const fn offset(&self) -> u32 {
        self.offset
    }

    /// Returns why the body cannot be read further, if so.
    #[inline(always)]
    pub(crate) const fn error(&self) -> LexError {
        self.error
    }

    /// Counts bytes that have been read.
    #[inline(always)]
    pub(crate) fn advance(&mut self, read: usize) {
        self.offset = self.offset.saturating_add(u32::try_from(read).unwrap_or(u32::MAX));
    }

    /// Ends the body: returns why it is not one JSON value, if so.
    #[inline(always)]
    pub(crate) fn finish(&self) -> LexError {
        match self.error {
            LexError::None if self.nesting.depth > 0 || !self.nesting.state.is_after_value() => {
                LexError::Malformed
            }
            error => error,
        }
    }

    /// In a string: returns true if the last escape was a high surrogate, whose low one may follow.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) const fn awaits_low_surrogate(&self) -> bool {
        self.units & 0xFC00 == 0xD800
    }

    /// Returns what may follow.
    pub(crate) fn expected(&self) -> Expected {
        match self.nesting.state {
            state if state.is_after_value() => match self.nesting.depth {
                0 => Expected::EndOfBody,
                _ if self.nesting.in_object() => Expected::CommaOrObjectEnd,
                _ => Expected::CommaOrArrayEnd,
            },
            State::KEY_OR_END => Expected::NameOrEnd,
            State::KEY => Expected::Name,
            State::COLON => Expected::Colon,
            State::VALUE_OR_END if self.nesting.depth > 0 => Expected::ValueOrEnd,
            State::VALUE_OR_END | State::VALUE => Expected::Value,
            State::STRING => Expected::StringByte,
            State::UTF8 => Expected::Utf8,
            State::ESCAPE => Expected::Escape,
            State::DIGIT => Expected::HexDigit,
            state if state.is_in_literal() => Expected::Literal,
            _ => Expected::Digit,
        }
    }

    /// Reads a byte; returns false if it is a bad one.
    #[inline(always)]
    pub(crate) fn step(&mut self, byte: u8, buffers: &mut impl Buffers) -> bool {
        let byte = u32::from(byte);
        let error = if self.nesting.state >= State::STRING {
            self.string(byte, buffers)
        } else {
            self.token(byte, buffers)
        };
        if error == LexError::None {
            return true;
        }
        self.error = error;
        false
    }

    /// In a string: returns true if it is a key that is compared with names.
    #[inline(always)]
    pub(crate) const fn compares_key(&self) -> bool {
        self.nesting.name != NONE as u8
    }

    /// Reads a byte outside of strings, or the opening quote of one.
    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn token(&mut self, byte: u32, buffers: &mut impl Buffers) -> LexError {
        let state = self.nesting.state;
        let next = state.find(class(byte));
        if next == NONE {
            return LexError::Malformed;
        }
        let next = State::of(next);
        // White space: no other control character leads anywhere.
        if byte <= u32::from(b' ') {
            self.nesting.state = next;
            return LexError::None;
        }
        let depth = self.nesting.depth;
        match byte as u8 {
            b'{' | b'[' => {
                if !self.nesting.open(byte == u32::from(b'{'), next) {
                    return LexError::TooDeep;
                }
            }
            end @ (b'}' | b']' | b',') => {
                let in_object = self.nesting.in_object();
                let bracket = if in_object { b'}' } else { b']' };
                if depth == 0 || end != b',' && end != bracket {
                    return LexError::Malformed;
                }
                self.visitor.end_item(depth, byte);
                if end == b',' {
                    self.nesting.state = if in_object { State::KEY } else { State::VALUE };
                } else {
                    self.nesting.close();
                }
            }
            b'"' => {
                self.nesting.begin_string(State::AFTER);
                if !state.is_before_value() {
                    self.nesting.begin_string(State::COLON);
                    self.nesting.name = self.visitor.begin_key(depth);
                }
            }
            _ => self.nesting.state = next,
        }
        if state.is_before_value() && byte != u32::from(b']') {
            self.visitor.begin_value(byte, complete_name(self.nesting.name));
            self.nesting.name = NONE as u8;
        }
        if self.visitor.keeps_tokens() {
            self.push(byte, 1, buffers);
        } else {
            self.visitor.byte(byte);
        }
        LexError::None
    }

    /// Reads a byte of a string.
    #[inline(always)]
    fn string(&mut self, byte: u32, buffers: &mut impl Buffers) -> LexError {
        // The bytes of the buffer that must be free for this byte and the rest of its character; 0 in an escape.
        let mut needed = 0;
        let mut escape_len = 0;
        match self.nesting.state {
            State::STRING if byte == u32::from(b'"') => {
                self.nesting.end_string();
                // No escape of the next string follows.
                self.units = 0;
                if !self.visitor.keeps_tokens() {
                    return LexError::None;
                }
                needed = 1;
            }
            State::STRING if byte == u32::from(b'\\') => self.nesting.state = State::ESCAPE,
            State::STRING => {
                self.units = 0;
                // The well-formed sequences: Unicode, table 3-7.
                needed = match byte as u8 {
                    0x20..0x80 => 1,
                    0xC2..0xE0 => 2,
                    0xE0..0xF0 => 3,
                    0xF0..0xF5 => 4,
                    _ => return LexError::Malformed,
                };
                if needed > 1 {
                    self.remaining = needed as u8;
                    self.units = State::LEADS.find(byte & 0x7F);
                    self.nesting.state = State::UTF8;
                }
            }
            State::UTF8 => {
                if byte & 0xC0 != 0x80 || self.units >> (byte >> 4 & 3) & 1 == 0 {
                    return LexError::Malformed;
                }
                self.units = NONE;
                self.remaining = self.remaining.wrapping_sub(1);
                needed = u32::from(self.remaining);
                if needed == 1 {
                    self.nesting.state = State::STRING;
                }
            }
            State::ESCAPE => {
                let character = State::LETTERS.find(byte);
                if character == NONE {
                    return LexError::Malformed;
                }
                if character == LONG_ESCAPE {
                    self.remaining = 4;
                    self.nesting.state = State::DIGIT;
                } else {
                    self.units = character;
                    escape_len = 2;
                }
            }
            _ => {
                let Some(digit) = char::from(byte as u8).to_digit(16) else { return LexError::Malformed };
                self.units = self.units << 4 | digit;
                self.remaining = self.remaining.wrapping_sub(1);
                if self.remaining == 0 {
                    escape_len = 6;
                }
            }
        }
        self.push(byte, needed, buffers);
        if escape_len > 0 {
            self.end_escape(escape_len, buffers);
        }
        LexError::None
    }

    /// Replaces the bytes of a complete escape by its character, or keeps them.
    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn end_escape(&mut self, len: u32, buffers: &mut impl Buffers) {
        self.nesting.state = State::STRING;
        let units = self.units;
        let mut scalar = units & 0xFFFF;
        let mut replaced = len;
        if units & 0xFC00_FC00 == 0xD800_DC00 {
            scalar = ((units >> 16 & 0x3FF) << 10 | units & 0x3FF).wrapping_add(0x1_0000);
            // The high surrogate has been pushed as U+FFFD.
            replaced = len.wrapping_add(3);
        } else if scalar & 0xF800 == 0xD800 {
            scalar = 0xFFFD;
        }
        if let Some(mut text) = self.visitor.text(buffers) {
            if text.is_truncated() {
                return;
            }
            if text.keeps_escapes && (len == 2 || is_special(scalar)) {
                return text.keep_escape(len);
            }
            text.roll_back(replaced);
        }
        let mut continuations: u32 = match scalar {
            0..0x80 => 0,
            0x80..0x800 => 1,
            0x800..0x1_0000 => 2,
            _ => 3,
        };
        let mut byte = match continuations {
            0 => scalar,
            _ => scalar >> continuations.wrapping_mul(6) | 0x7F80 >> continuations & 0xFF,
        };
        loop {
            self.push(byte, continuations.wrapping_add(1), buffers);
            if continuations == 0 {
                break;
            }
            continuations = continuations.wrapping_sub(1);
            byte = 0x80 | scalar >> continuations.wrapping_mul(6) & 0x3F;
        }
    }

    /// Takes a byte of a string, or of an extra.
    #[inline(never)]
    fn push(&mut self, byte: u32, needed: u32, buffers: &mut impl Buffers) {
        if u32::from(self.nesting.name) != NONE && needed > 0 && self.nesting.state >= State::STRING {
            self.nesting.name = table::find(u32::from(self.nesting.name), byte) as u8;
        }
        if let Some(mut text) = self.visitor.text(buffers) {
            text.push_byte(byte as u8, needed);
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
