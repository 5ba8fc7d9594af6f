//! [`Lexer`]: reads a body a byte at a time, and reports its faults.

use super::escape::{SHORT_LEN, stays_escaped, surrogate_pair};
use super::expected::Expected;
use super::nesting::Nesting;
use super::table::{self, LONG_ESCAPE, NONE, State, class, complete_name};
use super::visitor::Visitor;

/// The reason why the body is not valid, if any.
///
/// As wide as a register, because small cores extend a byte at each call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct LexError(u32);

impl LexError {
    pub(crate) const NONE: Self = Self(0);
    /// More than [`MAX_DEPTH`](super::MAX_DEPTH) open containers.
    pub(crate) const TOO_DEEP: Self = Self(1);
    /// A byte that may not follow, or a truncated body. So is every other number.
    pub(crate) const MALFORMED: Self = Self(2);
}

/// The lexer, which owns its visitor. A lexer of zero bytes is at the start of a body.
///
/// Every bit pattern is valid, for bindings whose memory a caller may overwrite.
#[derive(Clone)]
#[repr(C)]
pub(crate) struct Lexer<V> {
    pub(crate) nesting: Nesting,
    /// In a character: the number of bytes to come, plus one. In an escape: the number of digits to come.
    remaining: u8,
    pub(crate) visitor: V,
    error: LexError,
    /// In a string or an escape: the UTF-16 units of the last two escapes, if nothing is between them. In a character: a
    /// mask of the quarters of 0x80..0xC0 in which its next byte may be.
    ///
    /// Accelerators leave this as it is. None reads while it is a high surrogate. None reads a high surrogate whose low one
    /// may be in the next chunk.
    units: u32,
    /// The number of bytes read. After a fault: the offset of the first byte that is not valid.
    offset: u32,
}

impl<V> Lexer<V> {
    pub(crate) const fn new(visitor: V) -> Self {
        Self {
            nesting: Nesting::new(),
            remaining: 0,
            error: LexError::NONE,
            // Any value but a high surrogate. Zeros in every field would make this a call of memset, which is slow on many small
            // cores.
            units: NONE,
            offset: 0,
            visitor,
        }
    }

    /// Begins a new body. The caller resets the visitor.
    #[cfg(feature = "transfer")]
    pub(crate) fn reset(&mut self) {
        (self.nesting, self.remaining, self.error) = (Nesting::new(), 0, LexError::NONE);
        (self.units, self.offset) = (NONE, 0);
    }

    /// Returns the number of valid bytes read. It saturates at `u32::MAX`.
    pub(crate) const fn offset(&self) -> u32 {
        self.offset
    }

    /// Returns the error of the bytes so far.
    #[inline(always)]
    pub(crate) const fn error(&self) -> LexError {
        self.error
    }

    /// Adds `read` to the offset. The caller does so once a chunk.
    #[inline(always)]
    pub(crate) fn advance(&mut self, read: usize) {
        self.offset = self.offset.saturating_add(u32::try_from(read).unwrap_or(u32::MAX));
    }

    /// Ends the body. Returns an error unless it is one complete JSON value.
    #[inline(always)]
    pub(crate) fn finish(&self) -> LexError {
        match self.error {
            LexError::NONE if self.nesting.depth > 0 || !self.nesting.state.is_after_value() => {
                LexError::MALFORMED
            }
            error => error,
        }
    }

    /// In a string: returns true if a high surrogate was read last.
    #[cfg(not(feature = "small"))]
    #[inline(always)]
    pub(crate) const fn awaits_low_surrogate(&self) -> bool {
        self.units & 0xFC00 == 0xD800
    }

    /// Returns what may follow the bytes read.
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
            state if state < State::TRUE => Expected::Digit,
            _ => Expected::Literal,
        }
    }

    /// In a string: returns true if it is a key that is compared with names.
    #[inline(always)]
    pub(crate) const fn compares_key(&self) -> bool {
        self.nesting.name != NONE as u8
    }

    /// In a string: compares an unescaped byte of a key with names, if the key is compared.
    #[inline(always)]
    pub(crate) fn compare_key(&mut self, byte: u8) {
        if self.compares_key() {
            self.nesting.name = table::find(u32::from(self.nesting.name), byte.into()) as u8;
        }
    }

    /// Reads a byte; returns false if it is not valid.
    #[inline(always)]
    pub(crate) fn step<B>(&mut self, byte: u8, buffers: &mut B) -> bool
    where
        V: Visitor<B>,
    {
        #[cfg(test)]
        if !super::scan::is_whitespace(byte) {
            STEPS.set(STEPS.get() + 1);
        }
        let byte = u32::from(byte);
        let error = if self.nesting.state >= State::STRING {
            self.step_in_string(byte, buffers)
        } else {
            self.step_outside_strings(byte, buffers)
        };
        if error == LexError::NONE {
            return true;
        }
        self.error = error;
        false
    }

    /// Reads a byte outside of strings, or the opening quote of a string.
    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn step_outside_strings<B>(&mut self, byte: u32, buffers: &mut B) -> LexError
    where
        V: Visitor<B>,
    {
        let state = self.nesting.state;
        let next = state.find(class(byte));
        if next == NONE {
            return LexError::MALFORMED;
        }
        let next = State::of(next);
        // White space: no other control character is in the table.
        if byte <= u32::from(b' ') {
            self.nesting.state = next;
            return LexError::NONE;
        }
        let depth = self.nesting.depth;
        match byte as u8 {
            b'{' | b'[' => {
                if !self.nesting.open(byte == u32::from(b'{'), next) {
                    return LexError::TOO_DEEP;
                }
            }
            end @ (b'}' | b']' | b',') => {
                let in_object = self.nesting.in_object();
                let bracket = if in_object { b'}' } else { b']' };
                if depth == 0 || end != b',' && end != bracket {
                    return LexError::MALFORMED;
                }
                self.visitor.end_item(depth, byte);
                if end == b',' {
                    self.nesting.state = self.nesting.after_comma();
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
        if self.visitor.keeps_json() {
            self.push(byte, 1, buffers);
        } else {
            self.visitor.token_byte(byte);
        }
        LexError::NONE
    }

    /// Reads a byte of a string.
    #[inline(always)]
    fn step_in_string<B>(&mut self, byte: u32, buffers: &mut B) -> LexError
    where
        V: Visitor<B>,
    {
        // The number of bytes from this one to the end of its character; 0 in an escape.
        let mut needed = 0;
        let mut escape_len = 0;
        match self.nesting.state {
            State::STRING if byte == u32::from(b'"') => {
                self.nesting.end_string();
                // A surrogate at the start of the next string has no other half.
                self.units = 0;
                if !self.visitor.keeps_json() {
                    return LexError::NONE;
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
                    _ => return LexError::MALFORMED,
                };
                if needed > 1 {
                    self.remaining = needed as u8;
                    self.units = State::LEADS.find(byte & 0x7F);
                    self.nesting.state = State::UTF8;
                }
            }
            State::UTF8 => {
                if byte & 0xC0 != 0x80 || self.units >> (byte >> 4 & 3) & 1 == 0 {
                    return LexError::MALFORMED;
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
                    return LexError::MALFORMED;
                }
                if character == LONG_ESCAPE {
                    self.remaining = 4;
                    self.nesting.state = State::DIGIT;
                } else {
                    self.units = character;
                    escape_len = SHORT_LEN;
                }
            }
            _ => {
                let Some(digit) = char::from(byte as u8).to_digit(16) else { return LexError::MALFORMED };
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
        LexError::NONE
    }

    /// Replaces the `len` bytes of a complete escape by its character, or keeps them.
    #[cfg_attr(feature = "small", inline(never))]
    #[cfg_attr(not(feature = "small"), inline(always))]
    fn end_escape<B>(&mut self, len: u32, buffers: &mut B)
    where
        V: Visitor<B>,
    {
        self.nesting.state = State::STRING;
        let units = self.units;
        let mut scalar = units & 0xFFFF;
        let mut replaced = len;
        if units & 0xFC00_FC00 == 0xD800_DC00 {
            scalar = surrogate_pair(units >> 16, units);
            // The high surrogate has been pushed as U+FFFD.
            replaced = len.wrapping_add(3);
        } else if scalar & 0xF800 == 0xD800 {
            scalar = 0xFFFD;
        }
        if let Some(mut text) = self.visitor.text(buffers) {
            if text.is_truncated() {
                return;
            }
            if text.keeps_escapes && stays_escaped(len, scalar) {
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

    /// Compares a byte of a key with names, and pushes a byte to the visitor's text: see
    /// [`push_byte`](super::text::Text::push_byte).
    #[inline(never)]
    fn push<B>(&mut self, byte: u32, needed: u32, buffers: &mut B)
    where
        V: Visitor<B>,
    {
        if u32::from(self.nesting.name) != NONE && needed > 0 && self.nesting.state >= State::STRING {
            self.nesting.name = table::find(u32::from(self.nesting.name), byte) as u8;
        }
        if let Some(mut text) = self.visitor.text(buffers) {
            text.push_byte(byte as u8, needed);
        }
    }
}

#[cfg(test)]
extern crate std;

#[cfg(test)]
std::thread_local! {
    /// The number of bytes that lexers of a test read, without white space.
    pub(crate) static STEPS: core::cell::Cell<usize> = const { core::cell::Cell::new(0) };
}
