//! [`read`] and [`Reader`]: HTTP status and body in, [`Outcome`] out.

use super::api_error::ApiError;
use super::buffers::{DESCRIPTION_CAPACITY, EXTRA_CAPACITY, OwnBuffers, Utf8};
use super::fault::Fault;
use super::outcome::Outcome;
use super::parser::{Parsed, Parser};
#[cfg(feature = "explain")]
use crate::catalog::Code;
use crate::envelope::TextField;

/// Reads a complete body.
///
/// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. `body` may be anything.
///
/// ```
/// use mixerr::{Action, Code, Outcome, read};
///
/// // An error usually arrives with HTTP 202.
/// let body = br#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;
/// let Outcome::Api(error) = read(202, body) else { panic!() };
/// assert_eq!(error.code(), Code::PIN_INCORRECT);
/// assert_eq!(error.action(), Action::AskUser);
///
/// assert_eq!(read(200, b"<html>").action(), Action::Retry);
/// assert!(read(200, br#"{"data":{}}"#).is_success());
/// ```
#[must_use]
pub fn read(http_status: u16, body: &[u8]) -> Outcome {
    // The first byte of most web pages is a fault. Then there is no need to initialise a reader.
    if let Some(fault) = Fault::check_first_byte(http_status, body) {
        return Outcome::NotFromApi(fault);
    }
    let mut reader = Reader::new();
    reader.feed(body);
    reader.outcome(http_status)
}

/// Reads a complete body into `outcome`: [`read`] where moving an outcome is too expensive.
///
/// ```
/// use mixerr::{Action, Outcome, read_into};
///
/// let mut outcome = Outcome::default();
/// read_into(502, b"<html>", &mut outcome);
/// assert_eq!(outcome.action(), Action::Retry);
/// ```
pub fn read_into(http_status: u16, body: &[u8], outcome: &mut Outcome) {
    if let Some(fault) = Fault::check_first_byte(http_status, body) {
        *outcome = Outcome::NotFromApi(fault);
        return;
    }
    let mut reader = Reader::new();
    reader.feed(body);
    *outcome = reader.outcome_without_texts(http_status);
    reader.copy_texts(outcome);
}

/// Reads a body that arrives in chunks.
///
/// Chunks may have any size, down to one byte: every split of a body gives the same outcome. The reader stores only the
/// description and the extra, up to their capacities `D` and `X` in bytes.
///
/// ```
/// use mixerr::{Code, Outcome, Reader};
///
/// let mut reader = Reader::<64, 0>::new();
/// for chunk in [br#"{"error":{"co"#.as_slice(), br#"de":2011"#, br#"9}}"#] {
///     reader.feed(chunk);
/// }
/// let Outcome::Api(error) = reader.finish(202) else { panic!() };
/// assert_eq!(error.code(), Code::PIN_INCORRECT);
/// ```
#[derive(Clone)]
pub struct Reader<const D: usize = DESCRIPTION_CAPACITY, const X: usize = EXTRA_CAPACITY> {
    parser: Parser,
    buffers: OwnBuffers<D, X>,
}

impl<const D: usize, const X: usize> Reader<D, X> {
    /// Returns a reader at the start of a body.
    #[must_use]
    pub const fn new() -> Self {
        Self { parser: Parser::new(), buffers: OwnBuffers::new() }
    }

    /// Reads the next bytes of the body. An empty chunk changes nothing.
    ///
    /// After a fault this is cheap and changes nothing. [`finish`](Self::finish) returns the fault and its offset.
    pub fn feed(&mut self, chunk: &[u8]) {
        self.parser.feed(chunk, &mut self.buffers);
    }

    /// Returns true if the bytes so far cannot be from the API. The rest of the body need not be received then.
    #[must_use]
    pub const fn is_faulty(&self) -> bool {
        self.parser.is_faulty()
    }

    /// Returns the code and the status that have been read, also of an incomplete or malformed body.
    #[cfg(feature = "explain")]
    pub(crate) fn error_so_far(&self) -> Option<(Code, Option<u16>)> {
        let visitor = &self.parser.lexer.visitor;
        visitor.code().map(|code| (code, visitor.status()))
    }

    /// Returns true if an error object is complete. The body need not be.
    #[cfg(feature = "explain")]
    pub(crate) fn has_complete_error(&self) -> bool {
        self.parser.lexer.visitor.has_complete_error()
    }

    /// Returns the number of valid bytes read.
    #[cfg(feature = "explain")]
    pub(crate) fn offset(&self) -> usize {
        self.parser.offset() as usize
    }

    /// Ends the body and returns what it is, given its HTTP status (0 for a WebSocket frame).
    #[must_use]
    pub fn finish(self, http_status: u16) -> Outcome<D, X> {
        self.outcome(http_status)
    }

    /// As [`finish`](Self::finish). Copies the texts up to their lengths, because moving their capacities costs more.
    #[inline]
    fn outcome(&self, http_status: u16) -> Outcome<D, X> {
        let mut outcome = self.outcome_without_texts(http_status);
        self.copy_texts(&mut outcome);
        outcome
    }

    #[inline(always)]
    fn outcome_without_texts(&self, http_status: u16) -> Outcome<D, X> {
        match self.parser.finish(http_status) {
            Parsed::Success(data) => Outcome::Success(data),
            Parsed::NotFromApi(fault) => Outcome::NotFromApi(fault),
            Parsed::Api { code, status } => Outcome::Api(ApiError {
                code,
                status,
                http_status,
                description: Utf8::new(),
                description_truncated: self.parser.extent(TextField::Description).is_truncated(),
                extra: Utf8::new(),
                extra_truncated: self.parser.extent(TextField::Extra).is_truncated(),
                has_wrong_clock: false,
            }),
        }
    }

    #[inline(always)]
    fn copy_texts(&self, outcome: &mut Outcome<D, X>) {
        if let Outcome::Api(error) = outcome {
            self.buffers.copy_description(self.parser.extent(TextField::Description), &mut error.description);
            self.buffers.copy_extra(self.parser.extent(TextField::Extra), &mut error.extra);
        }
    }
}

impl<const D: usize, const X: usize> Default for Reader<D, X> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const D: usize, const X: usize> core::fmt::Debug for Reader<D, X> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Reader").field("offset", &self.parser.offset()).finish_non_exhaustive()
    }
}
