//! [`Parser`]: one body in, a [`Parsed`] out. Texts go to the caller's buffers.

#[cfg(not(feature = "small"))]
use super::fast_path::read_chunk;
use super::fault::{Fault, FaultKind, has_no_body};
#[cfg(feature = "small")]
use super::read_bytes::read_bytes as read_chunk;
use crate::catalog::Code;
use crate::envelope::{Buffers, Data, EnvelopeVisitor, TextField};
use crate::json::text::Extent;
use crate::json::{LexError, Lexer};

/// Reads a response that arrives in chunks. Its texts go to the caller's buffers.
///
/// [`Reader`](crate::Reader) is a parser with buffers. Bindings to other languages bring their own. Every bit pattern of
/// a parser is valid: from one that was overwritten comes a wrong outcome, and nothing worse.
#[derive(Clone)]
pub struct Parser {
    pub(super) lexer: Lexer<EnvelopeVisitor>,
}

/// An [`Outcome`](crate::Outcome) without its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Parsed {
    /// As [`Outcome::Success`](crate::Outcome::Success).
    Success(Data),
    /// As [`Outcome::Api`](crate::Outcome::Api); the texts are in the buffers.
    Api {
        /// The envelope's `error.code`.
        code: Code,
        /// The envelope's `error.status`, `None` if absent or no integer of 16 bits.
        status: Option<u16>,
    },
    /// As [`Outcome::NotFromApi`](crate::Outcome::NotFromApi).
    NotFromApi(Fault),
}

impl Parser {
    /// Returns a parser at the start of a body. A parser of zero bytes is equivalent.
    #[must_use]
    pub const fn new() -> Self {
        Self { lexer: Lexer::new(EnvelopeVisitor::new()) }
    }

    /// Reads the next chunk of the body. The buffers must be the same for all chunks.
    #[inline]
    pub fn feed(&mut self, chunk: &[u8], buffers: &mut impl Buffers) {
        if self.lexer.error() == LexError::NONE {
            read_chunk(&mut self.lexer, chunk, buffers);
        }
    }

    /// Returns the extent of a text in its buffer. It is final if [`finish`](Self::finish) returns [`Parsed::Api`].
    #[must_use]
    #[inline(always)]
    pub const fn extent(&self, field: TextField) -> Extent {
        self.lexer.visitor.extent(field)
    }

    /// Returns true if the bytes so far cannot be from the API. The rest of the body need not be received then.
    #[must_use]
    pub const fn is_faulty(&self) -> bool {
        !matches!(self.lexer.error(), LexError::NONE)
    }

    /// Returns the number of valid bytes read. It saturates at `u32::MAX`.
    #[must_use]
    pub const fn offset(&self) -> u32 {
        self.lexer.offset()
    }

    /// Ends the body and returns what it is, given its HTTP status (0 for a WebSocket frame).
    #[must_use]
    #[inline(always)]
    pub fn finish(&self, http_status: u16) -> Parsed {
        let offset = self.offset();
        let kind = match (self.lexer.finish(), self.lexer.visitor.code()) {
            (LexError::NONE, Some(code)) => {
                return Parsed::Api { code, status: self.lexer.visitor.status() };
            }
            (LexError::NONE, None) => match self.lexer.visitor.data() {
                None => FaultKind::Foreign,
                Some(data) if matches!(http_status, 0 | 200..=209) => return Parsed::Success(data),
                Some(_) => FaultKind::Http,
            },
            (LexError::TOO_DEEP, _) => FaultKind::TooDeep { offset },
            _ if offset == 0 && !self.is_faulty() && has_no_body(http_status) => {
                return Parsed::Success(Data::Absent);
            }
            _ => FaultKind::Malformed { offset, expected: self.lexer.expected() },
        };
        Parsed::NotFromApi(Fault { http_status, kind })
    }
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Expected;
    use crate::response::buffers::OwnBuffers;

    /// Reads a body byte by byte; returns the offset of its fault, and what was expected there.
    #[track_caller]
    fn fault_of(body: &[u8]) -> (u32, Expected) {
        let (mut parser, mut buffers) = (Parser::new(), OwnBuffers::<8, 8>::new());
        for byte in body {
            parser.feed(&[*byte], &mut buffers);
        }
        match parser.finish(200) {
            Parsed::NotFromApi(Fault { kind: FaultKind::Malformed { offset, expected }, .. }) => {
                (offset, expected)
            }
            parsed => panic!("{parsed:?}"),
        }
    }

    #[test]
    #[rustfmt::skip]
    fn fault_of_a_truncated_body_is_at_its_end() {
        for (body, expected) in [
            ("", Expected::Value), ("[", Expected::ValueOrEnd), ("[1,", Expected::Value), ("{", Expected::NameOrEnd),
            ("{\"a\":1,", Expected::Name), ("{\"a\"", Expected::Colon), ("{\"a\":", Expected::Value),
            ("{\"a\":\"b\"", Expected::CommaOrObjectEnd), ("[{}", Expected::CommaOrArrayEnd), ("\"a", Expected::StringByte),
            ("{\"a", Expected::StringByte), ("\"\u{e9}", Expected::StringByte), ("\"\\", Expected::Escape),
            ("\"\\u", Expected::HexDigit), ("\"\\u00e", Expected::HexDigit), ("t", Expected::Literal), ("tru", Expected::Literal),
            ("-", Expected::Digit), ("1.", Expected::Digit), ("1e", Expected::Digit), ("1e-", Expected::Digit),
            ("[0", Expected::CommaOrArrayEnd), ("[12", Expected::CommaOrArrayEnd), ("{\"a\":-0", Expected::CommaOrObjectEnd),
            ("{\"a\":1.5", Expected::CommaOrObjectEnd), ("[1e5", Expected::CommaOrArrayEnd),
        ] {
            assert_eq!(fault_of(body.as_bytes()), (body.len() as u32, expected), "{body}");
        }
        assert_eq!(fault_of(b"\"\xE4\xB8"), (3, Expected::Utf8));
    }

    #[test]
    #[rustfmt::skip]
    fn fault_of_a_byte_that_is_not_valid_is_at_the_byte() {
        for (body, offset, expected) in [
            ("{}x", 2, Expected::EndOfBody), ("\"\n", 1, Expected::StringByte), ("\"\u{e9}\u{1}", 3, Expected::StringByte),
            ("\"\\x", 2, Expected::Escape), ("\"\\u00g", 5, Expected::HexDigit), ("nulx", 3, Expected::Literal),
            ("-x", 1, Expected::Digit), ("[1x", 2, Expected::CommaOrArrayEnd), ("{1", 1, Expected::NameOrEnd),
        ] {
            assert_eq!(fault_of(body.as_bytes()), (offset, expected), "{body}");
        }
    }
}
