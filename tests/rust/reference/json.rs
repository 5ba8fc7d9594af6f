//! JSON as RFC 8259 defines it: a text as a tree, or the first byte that is not valid.

use mixerr::{Expected, FaultKind};

use crate::mistake::Mistake;

/// The number of containers that may be open at once.
const MAX_DEPTH: usize = 64;

pub(crate) enum Value {
    /// `true`, `false` or `null`.
    Literal(&'static str),
    /// A number as it was sent.
    Number(String),
    String(Text),
    Array(Vec<Value>),
    Object(Vec<(Text, Value)>),
}

/// A string.
pub(crate) struct Text {
    /// The characters, with escapes decoded.
    pub(crate) decoded: String,
    /// The string as it is in a compact extra, without its quotes.
    pub(crate) compact: String,
    pub(crate) is_escaped: bool,
}

impl Value {
    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Literal("null"))
    }

    /// Appends the value without white space.
    pub(crate) fn compact_into(&self, out: &mut String, mistake: Option<Mistake>) {
        match self {
            Self::Literal(word) => out.push_str(word),
            Self::Number(number) => out.push_str(number),
            Self::String(text) => text.compact_into(out),
            Self::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    element.compact_into(out, mistake);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    key.compact_into(out);
                    out.push(':');
                    if mistake == Some(Mistake::ExtraKeepsWhiteSpace) {
                        out.push(' ');
                    }
                    value.compact_into(out, mistake);
                }
                out.push('}');
            }
        }
    }
}

impl Text {
    pub(crate) fn compact_into(&self, out: &mut String) {
        out.push('"');
        out.push_str(&self.compact);
        out.push('"');
    }
}

/// Reads a JSON text.
pub(crate) fn parse(body: &[u8], mistake: Option<Mistake>) -> Result<Value, FaultKind> {
    let mut parser = Parser { body, at: 0, depth: 0, mistake };
    parser.white_space();
    let value = parser.value(Expected::Value)?;
    parser.white_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => parser.fault(Expected::EndOfBody),
    }
}

struct Parser<'a> {
    body: &'a [u8],
    at: usize,
    depth: usize,
    mistake: Option<Mistake>,
}

impl Parser<'_> {
    fn makes(&self, mistake: Mistake) -> bool {
        self.mistake == Some(mistake)
    }

    fn peek(&self) -> Option<u8> {
        self.body.get(self.at).copied()
    }

    /// Skips the next byte if it is this one.
    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn fault<T>(&self, expected: Expected) -> Result<T, FaultKind> {
        Err(FaultKind::Malformed { offset: offset(self.at), expected })
    }

    fn white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r'))
            || self.makes(Mistake::FormFeedIsWhiteSpace) && self.peek() == Some(0x0C)
        {
            self.at += 1;
        }
    }

    /// Reads a value. `expected` is the fault where none begins.
    fn value(&mut self, expected: Expected) -> Result<Value, FaultKind> {
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal("true"),
            Some(b'f') => self.literal("false"),
            Some(b'n') => self.literal("null"),
            _ => self.fault(expected),
        }
    }

    fn open(&mut self) -> Result<(), FaultKind> {
        let limit = match self.mistake {
            Some(Mistake::Depth63) => 63,
            Some(Mistake::Depth65) => 65,
            _ => MAX_DEPTH,
        };
        let is_array = self.peek() == Some(b'[');
        if self.depth == limit && !(is_array && self.makes(Mistake::DepthWithoutArrays)) {
            return Err(FaultKind::TooDeep { offset: offset(self.at) });
        }
        self.depth += 1;
        self.at += 1;
        self.white_space();
        Ok(())
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    fn array(&mut self) -> Result<Value, FaultKind> {
        self.open()?;
        let mut elements = Vec::new();
        let mut expected = Expected::ValueOrEnd;
        loop {
            let may_end = elements.is_empty() || self.makes(Mistake::TrailingComma);
            if may_end && self.peek() == Some(b']') {
                break;
            }
            elements.push(self.value(expected)?);
            expected = Expected::Value;
            self.white_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return self.fault(Expected::CommaOrArrayEnd),
            }
            self.white_space();
        }
        self.close();
        Ok(Value::Array(elements))
    }

    fn object(&mut self) -> Result<Value, FaultKind> {
        self.open()?;
        let mut members = Vec::new();
        let mut expected = Expected::NameOrEnd;
        loop {
            let may_end = members.is_empty() || self.makes(Mistake::TrailingComma);
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') if may_end => break,
                _ => return self.fault(expected),
            }
            let key = self.string()?;
            self.white_space();
            if !self.skip(b':') {
                return self.fault(Expected::Colon);
            }
            self.white_space();
            members.push((key, self.value(Expected::Value)?));
            expected = Expected::Name;
            self.white_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return self.fault(Expected::CommaOrObjectEnd),
            }
            self.white_space();
        }
        self.close();
        Ok(Value::Object(members))
    }

    fn literal(&mut self, word: &'static str) -> Result<Value, FaultKind> {
        for byte in word.bytes() {
            if !self.skip(byte) {
                return self.fault(Expected::Literal);
            }
        }
        Ok(Value::Literal(word))
    }

    fn number(&mut self) -> Result<Value, FaultKind> {
        let start = self.at;
        self.skip(b'-');
        if !self.skip(b'0') || self.makes(Mistake::LeadingZero) && self.is_digit() {
            self.digits()?;
        }
        if self.skip(b'.') && (self.is_digit() || !self.makes(Mistake::FractionWithoutDigits)) {
            self.digits()?;
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'+') || self.skip(b'-');
            if self.is_digit() || !self.makes(Mistake::ExponentWithoutDigits) {
                self.digits()?;
            }
        }
        Ok(Value::Number(ascii(&self.body[start..self.at])))
    }

    fn is_digit(&self) -> bool {
        self.peek().is_some_and(|byte| byte.is_ascii_digit())
    }

    /// Reads one digit or more.
    fn digits(&mut self) -> Result<(), FaultKind> {
        if !self.is_digit() {
            return self.fault(Expected::Digit);
        }
        while self.is_digit() {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<Text, FaultKind> {
        self.at += 1;
        let mut text = Text { decoded: String::new(), compact: String::new(), is_escaped: false };
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => self.escape(&mut text)?,
                Some(0x1F) if self.makes(Mistake::ControlCharacterInString) => self.at += 1,
                Some(0x7F) if self.makes(Mistake::DeleteRefused) => return self.fault(Expected::StringByte),
                None | Some(0x00..=0x1F) => return self.fault(Expected::StringByte),
                Some(first) => self.character(first, &mut text)?,
            }
        }
    }

    /// Reads a character that is not escaped, by the table of RFC 3629, section 4.
    fn character(&mut self, first: u8, text: &mut Text) -> Result<(), FaultKind> {
        let start = self.at;
        let (second, length) = match first {
            0x00..=0x7F => (0x00..=0x00, 1),
            0xC2..=0xDF => (0x80..=0xBF, 2),
            0xC0..=0xC1 if self.makes(Mistake::Overlong2) => (0x80..=0xBF, 2),
            0xE0 if self.makes(Mistake::Overlong3) => (0x80..=0xBF, 3),
            0xE0 => (0xA0..=0xBF, 3),
            0xED if self.makes(Mistake::SurrogateBytes) => (0x80..=0xBF, 3),
            0xED => (0x80..=0x9F, 3),
            0xE1..=0xEF => (0x80..=0xBF, 3),
            0xF0 if self.makes(Mistake::Overlong4) => (0x80..=0xBF, 4),
            0xF0 => (0x90..=0xBF, 4),
            0xF1..=0xF3 => (0x80..=0xBF, 4),
            0xF4 if self.makes(Mistake::Beyond10Ffff) => (0x80..=0xBF, 4),
            0xF4 => (0x80..=0x8F, 4),
            _ => return self.fault(Expected::StringByte),
        };
        self.at += 1;
        for index in 1..length {
            let valid = if index == 1 { second.clone() } else { 0x80..=0xBF };
            if !self.peek().is_some_and(|byte| valid.contains(&byte)) {
                if self.makes(Mistake::CutCharacterAtItsStart) {
                    self.at = start;
                }
                return self.fault(Expected::Utf8);
            }
            self.at += 1;
        }
        let character = String::from_utf8_lossy(&self.body[start..self.at]);
        text.decoded.push_str(&character);
        text.compact.push_str(&character);
        Ok(())
    }

    fn escape(&mut self, text: &mut Text) -> Result<(), FaultKind> {
        let start = self.at;
        self.at += 1;
        let letter = self.peek();
        let is_long = letter == Some(b'u') || letter == Some(b'U') && self.makes(Mistake::UpperCaseU);
        let character = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'x') if self.makes(Mistake::EscapeX) => 'x',
            _ if is_long => ' ',
            _ => return self.fault(Expected::Escape),
        };
        self.at += 1;
        let character = if is_long { self.long_escape()? } else { character };
        text.is_escaped = true;
        text.decoded.push(character);
        let stays = match character {
            '"' if is_long && self.makes(Mistake::ExtraDecodesQuote) => false,
            '"' | '\\' | '\u{0}'..='\u{1F}' => true,
            '\u{7F}'..='\u{9F}' => is_long && !self.makes(Mistake::ExtraDecodesC1),
            '/' if self.makes(Mistake::ExtraDecodesSlash) => false,
            _ => !is_long || self.makes(Mistake::ExtraKeepsLongEscapes),
        };
        if stays {
            text.compact.push_str(&ascii(&self.body[start..self.at]));
        } else {
            text.compact.push(character);
        }
        Ok(())
    }

    /// Reads what follows `\u`: four digits, or eight of a surrogate pair.
    fn long_escape(&mut self) -> Result<char, FaultKind> {
        let unit = self.four_hex_digits()?;
        if let (0xD800..=0xDBFF, Some(low)) = (unit, self.low_surrogate()) {
            self.at += 6;
            let pair = char::decode_utf16([unit, low]).next();
            return Ok(pair.and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let character = char::from_u32(u32::from(unit));
        if character.is_none() && self.makes(Mistake::LoneSurrogateRefused) {
            return self.fault(Expected::HexDigit);
        }
        Ok(character.unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn four_hex_digits(&mut self) -> Result<u16, FaultKind> {
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.fault(Expected::HexDigit);
            };
            unit = unit << 4 | digit as u16;
            self.at += 1;
        }
        Ok(unit)
    }

    /// Returns the low surrogate whose complete escape is next.
    fn low_surrogate(&self) -> Option<u16> {
        let digits = self.body.get(self.at..self.at + 6)?.strip_prefix(br"\u")?;
        let unit = u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        let is_low = (0xDC00..=0xDFFF).contains(&unit);
        (is_low || self.makes(Mistake::HighSurrogateTakesTheNextEscape)).then_some(unit)
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn ascii(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
