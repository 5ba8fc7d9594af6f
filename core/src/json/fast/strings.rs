//! What is rare in a string: characters of several bytes, escapes, surrogate pairs.

use heapless::Vec;

use crate::escape;
use crate::json::Sink;
use crate::json::state::{Expected, State, Stop};

/// What a string's next byte depends on.
#[derive(Clone)]
pub(super) struct Strings {
    /// The bits of the character at hand, the number of bytes it still lacks, and the bounds of the next one.
    scalar: u32,
    missing: u8,
    low: u8,
    high: u8,
    /// The hexadecimal digits of `\uXXXX` that have come.
    digits: Vec<u8, 4, u8>,
    /// A high surrogate that waits for its low one, or 0.
    high_surrogate: u16,
}

impl Strings {
    pub(super) const fn new() -> Self {
        Self { scalar: 0, missing: 0, low: 0, high: 0, digits: Vec::new(), high_surrogate: 0 }
    }

    /// Tells whether a character lacks some of its bytes.
    pub(super) const fn in_character(&self) -> bool {
        self.missing > 0
    }

    /// Tells whether the first half of a surrogate pair has come.
    #[inline(always)]
    pub(super) const fn awaits_pair(&self) -> bool {
        self.high_surrogate != 0
    }

    /// Gives up waiting for the second half of a surrogate pair unless `next` may begin it.
    #[inline(always)]
    pub(super) fn end_pair(&mut self, next: u8, sink: &mut impl Sink) {
        if self.high_surrogate != 0 && next != b'\\' {
            self.lone_surrogate(sink);
        }
    }

    /// Reads characters of several bytes, as far as they have come. A control character is a fault.
    pub(super) fn characters(&mut self, rest: &mut &[u8], sink: &mut impl Sink) -> Result<(), Stop> {
        while let Some((&byte, tail)) = rest.split_first() {
            if self.missing > 0 {
                if byte < self.low || byte > self.high {
                    return Err(Stop::Malformed(Expected::Utf8));
                }
                (self.low, self.high) = (0x80, 0xBF);
                self.missing = self.missing.wrapping_sub(1);
                self.scalar = self.scalar << 6 | u32::from(byte & 0x3F);
                if self.missing == 0 {
                    sink.character(char::from_u32(self.scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            } else {
                // Most of them have three bytes, which come together, and of any value.
                if let &[a @ (0xE1..=0xEC | 0xEE | 0xEF), b @ 0x80..=0xBF, c @ 0x80..=0xBF, ref tail @ ..] =
                    *rest
                {
                    let bits = |byte: u8| u32::from(byte & 0x3F);
                    let scalar = u32::from(a & 0xF) << 12 | bits(b) << 6 | bits(c);
                    sink.character(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER));
                    *rest = tail;
                    continue;
                }
                // The well-formed sequences: Unicode, table 3-7.
                let lead;
                (self.missing, lead, self.low, self.high) = match byte {
                    0x20..0x80 => break,
                    0xC2..=0xDF => (1, byte & 0x1F, 0x80, 0xBF),
                    0xE0 => (2, 0, 0xA0, 0xBF),
                    0xED => (2, 0xD, 0x80, 0x9F),
                    0xE1..=0xEF => (2, byte & 0xF, 0x80, 0xBF),
                    0xF0 => (3, 0, 0x90, 0xBF),
                    0xF1..=0xF3 => (3, byte & 0x7, 0x80, 0xBF),
                    0xF4 => (3, 4, 0x80, 0x8F),
                    _ => return Err(Stop::Malformed(Expected::StringByte)),
                };
                self.scalar = lead.into();
            }
            *rest = tail;
        }
        Ok(())
    }

    /// Reads what follows a backslash, as far as it has come.
    #[inline(never)]
    pub(super) fn escape(&mut self, rest: &mut &[u8], sink: &mut impl Sink) -> Result<State, Stop> {
        loop {
            let Some((&letter, tail)) = rest.split_first() else { return Ok(State::Escape) };
            let character = match letter {
                b'u' => match tail
                    .split_first_chunk()
                    .and_then(|(digits, tail)| Some((escape::hex(digits)?, digits, tail)))
                {
                    Some((unit, digits, tail)) => {
                        self.utf16(unit, digits, sink);
                        let [b'\\', tail @ ..] = tail else {
                            *rest = tail;
                            return Ok(State::String);
                        };
                        *rest = tail;
                        continue;
                    }
                    None => {
                        *rest = tail;
                        self.digits.clear();
                        return self.hex_digits(rest, sink);
                    }
                },
                _ => escape::short(letter).ok_or(Stop::Malformed(Expected::Escape))?,
            };
            *rest = tail;
            self.lone_surrogate(sink);
            sink.escape(character, &[letter]);
            return Ok(State::String);
        }
    }

    /// Reads the digits of `\uXXXX`, as far as they have come.
    pub(super) fn hex_digits(&mut self, rest: &mut &[u8], sink: &mut impl Sink) -> Result<State, Stop> {
        while let Some((&digit, tail)) = rest.split_first() {
            if !digit.is_ascii_hexdigit() {
                return Err(Stop::Malformed(Expected::HexDigit));
            }
            *rest = tail;
            let _ = self.digits.push(digit);
            if let Some(digits) = self.digits.first_chunk().copied() {
                self.utf16(escape::hex(&digits).unwrap_or_default(), &digits, sink);
                return Ok(State::String);
            }
        }
        Ok(State::HexDigit)
    }

    /// Takes a UTF-16 code unit. A surrogate without its other half becomes U+FFFD.
    #[inline]
    fn utf16(&mut self, unit: u16, digits: &[u8; 4], sink: &mut impl Sink) {
        let high = self.high_surrogate;
        let scalar = if high != 0 && matches!(unit, 0xDC00..=0xDFFF) {
            self.high_surrogate = 0;
            escape::surrogate_pair(high, unit)
        } else {
            self.lone_surrogate(sink);
            if matches!(unit, 0xD800..=0xDBFF) {
                self.high_surrogate = unit;
                return;
            }
            u32::from(unit)
        };
        sink.escape(char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER), digits);
    }

    /// Gives up waiting for the second half of a surrogate pair.
    fn lone_surrogate(&mut self, sink: &mut impl Sink) {
        if self.high_surrogate != 0 {
            self.high_surrogate = 0;
            sink.character(char::REPLACEMENT_CHARACTER);
        }
    }
}
