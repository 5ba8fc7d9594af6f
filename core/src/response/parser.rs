//! Parses one response; its texts go to the caller's buffers.

#[cfg(not(feature = "small"))]
use super::fast_path;
use super::fault::{Fault, FaultKind, has_no_body};
use crate::catalog::Code;
use crate::envelope::{Buffers, Data, EnvelopeVisitor, TextField};
use crate::json::text::Extent;
use crate::json::{LexError, Lexer, scan};
#[cfg(feature = "small")]
use crate::json::{State, Visitor};

/// Reads an answer that arrives in pieces, and keeps its texts in the caller's buffers.
///
/// [`Reader`](crate::Reader) is this with buffers of its own; bindings to other languages bring theirs.
#[derive(Clone)]
pub struct Parser {
    lexer: Lexer<EnvelopeVisitor>,
}

/// What an answer is, but for its texts.
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
    /// Returns a parser at the start of a body; so is one of zeros.
    #[must_use]
    pub const fn new() -> Self {
        Self { lexer: Lexer::new(EnvelopeVisitor::new()) }
    }

    /// Returns true if this is at the start of a body.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.lexer.is_new() && self.lexer.visitor.is_new()
    }

    /// Reads the next bytes of the body; the buffers must be the same for all of them.
    #[inline]
    pub fn feed(&mut self, chunk: &[u8], buffers: &mut impl Buffers) {
        self.feed_counted(chunk, buffers);
    }

    /// As [`feed`](Self::feed). Returns the number of bytes but white space that the lexer has read, for tests.
    #[inline(always)]
    pub(crate) fn feed_counted(&mut self, chunk: &[u8], buffers: &mut impl Buffers) -> usize {
        let lexer = &mut self.lexer;
        if lexer.error() != LexError::None {
            return 0;
        }
        let (mut read, mut steps) = (0_usize, 0_usize);
        'chunk: loop {
            read = read_fast(lexer, chunk, read, buffers);
            loop {
                let Some(byte) = chunk.get(read) else { break 'chunk };
                if !lexer.step(*byte, buffers) {
                    break 'chunk;
                }
                read = read.wrapping_add(1);
                if !scan::is_whitespace(*byte) {
                    steps = steps.wrapping_add(1);
                }
                if may_read_fast(lexer) {
                    break;
                }
            }
        }
        lexer.advance(read);
        steps
    }

    /// Returns how much of its buffer a text takes. It is complete once [`finish`](Self::finish) returns
    /// [`Parsed::Api`].
    #[must_use]
    #[inline(always)]
    pub const fn extent(&self, field: TextField) -> Extent {
        self.lexer.visitor.extent(field)
    }

    /// Tells whether the bytes so far cannot be the API's, so that the rest of the body need not be received.
    #[must_use]
    pub const fn is_faulty(&self) -> bool {
        !matches!(self.lexer.error(), LexError::None)
    }

    /// Returns how many bytes have been read, up to the first bad one; at most `u32::MAX`.
    #[must_use]
    pub const fn offset(&self) -> u32 {
        self.lexer.offset()
    }

    /// Ends the body and tells what it is, given its HTTP status (0 for a WebSocket frame).
    #[must_use]
    #[inline(always)]
    pub fn finish(&self, http_status: u16) -> Parsed {
        let offset = self.offset();
        let kind = match (self.lexer.finish(), self.lexer.visitor.code()) {
            (LexError::Malformed, _) if offset == 0 && !self.is_faulty() && has_no_body(http_status) => {
                return Parsed::Success(Data::Absent);
            }
            (LexError::Malformed, _) => FaultKind::Malformed { offset, expected: self.lexer.expected() },
            (LexError::TooDeep, _) => FaultKind::TooDeep { offset },
            (LexError::None, Some(code)) => {
                return Parsed::Api { code, status: self.lexer.visitor.status() };
            }
            (LexError::None, None) => match self.lexer.visitor.data() {
                None => FaultKind::Foreign,
                Some(data) if matches!(http_status, 0 | 200..=209) => return Parsed::Success(data),
                Some(_) => FaultKind::Http,
            },
        };
        Parsed::NotFromApi(Fault { http_status, kind })
    }
}

/// Reads what the accelerators can of the rest of a chunk; returns up to where.
#[cfg(not(feature = "small"))]
#[inline(always)]
fn read_fast(
    lexer: &mut Lexer<EnvelopeVisitor>,
    chunk: &[u8],
    read: usize,
    buffers: &mut impl Buffers,
) -> usize {
    let rest = fast_path::read(lexer, chunk.get(read..).unwrap_or_default(), buffers);
    chunk.len().wrapping_sub(rest.len())
}

/// As above: skips unescaped text that nothing takes.
#[cfg(feature = "small")]
#[inline(always)]
fn read_fast(
    lexer: &mut Lexer<EnvelopeVisitor>,
    chunk: &[u8],
    read: usize,
    buffers: &mut impl Buffers,
) -> usize {
    let mut read = read;
    let is_in_string = lexer.nesting.state == State::STRING && !lexer.compares_key();
    if is_in_string && lexer.visitor.text(buffers).is_none() {
        while chunk.get(read).is_some_and(|byte| scan::is_unescaped(*byte)) {
            read = read.wrapping_add(1);
        }
    }
    read
}

/// Returns true if [`read_fast`] may read something.
#[cfg(not(feature = "small"))]
#[inline(always)]
fn may_read_fast(lexer: &Lexer<EnvelopeVisitor>) -> bool {
    fast_path::may_read(lexer)
}

/// As above.
#[cfg(feature = "small")]
#[inline(always)]
fn may_read_fast(_: &Lexer<EnvelopeVisitor>) -> bool {
    true
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}
