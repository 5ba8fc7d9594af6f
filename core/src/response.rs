//! One answer of the API: HTTP status and body in, [`Outcome`] out.

use crate::entry::Action;
use crate::envelope::Envelope;
use crate::error::ApiError;
use crate::fault::{Fault, FaultKind};
use crate::json::{Expected, Lexer, Stop, first_fault};

/// The default capacity for an error's description, in bytes.
pub const DESCRIPTION_CAPACITY: usize = 128;

/// The default capacity for an error's extra, in bytes.
pub const EXTRA_CAPACITY: usize = 128;

/// What an answer of the API is.
///
/// `D` and `X` are the capacities for the description and the extra of an error, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Outcome<const D: usize = DESCRIPTION_CAPACITY, const X: usize = EXTRA_CAPACITY> {
    /// JSON without an error, at HTTP status 200 to 209, or 0 for a WebSocket frame.
    Success,
    /// An error of the API, at whatever HTTP status.
    Api(ApiError<D, X>),
    /// Not an answer of the API: something in front of it, or a damaged one.
    NotFromApi(Fault),
}

impl<const D: usize, const X: usize> Outcome<D, X> {
    /// Returns what the caller should do now; [`Action::None`] for a success.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Success => Action::None,
            Self::Api(error) => error.action(),
            Self::NotFromApi(fault) => fault.action(),
        }
    }

    /// Tells whether this is a success.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self, Self::Success)
    }
}

/// Reads a whole answer.
///
/// `http_status` is the HTTP status as it arrived, or 0 for a WebSocket frame. `body` may be anything.
///
/// ```
/// use mixerr::{Action, Code, Outcome, read};
///
/// // An error usually arrives with HTTP 202.
/// let body = br#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;
/// let Outcome::Api(error) = read(202, body) else { panic!() };
/// assert_eq!(error.code, Code::PIN_INCORRECT);
/// assert_eq!(error.action(), Action::AskUser);
///
/// assert_eq!(read(200, b"<html>").action(), Action::Retry);
/// assert!(read(200, br#"{"data":{}}"#).is_success());
/// ```
#[must_use]
pub fn read(http_status: u16, body: &[u8]) -> Outcome {
    // Most pages of web servers are told by their first byte, before there is a reader to fill.
    if let Some(offset) = first_fault(body) {
        let kind = FaultKind::Malformed { offset, expected: Expected::Value };
        return Outcome::NotFromApi(Fault { http_status, kind });
    }
    let mut reader = Reader::new();
    reader.feed(body);
    reader.outcome(http_status)
}

/// Reads an answer that arrives in pieces.
///
/// The pieces may be of any size, down to one byte: every split of a body gives the same outcome. The reader holds
/// no more of the body than the description and the extra, up to their capacities `D` and `X` in bytes.
///
/// ```
/// use mixerr::{Code, Outcome, Reader};
///
/// let mut reader = Reader::<64, 0>::new();
/// for chunk in [br#"{"error":{"co"#.as_slice(), br#"de":2011"#, br#"9}}"#] {
///     reader.feed(chunk);
/// }
/// let Outcome::Api(error) = reader.finish(202) else { panic!() };
/// assert_eq!(error.code, Code::PIN_INCORRECT);
/// ```
#[derive(Clone)]
pub struct Reader<const D: usize = DESCRIPTION_CAPACITY, const X: usize = EXTRA_CAPACITY> {
    lexer: Lexer,
    envelope: Envelope<D, X>,
}

impl<const D: usize, const X: usize> Reader<D, X> {
    /// Returns a reader at the start of a body.
    #[must_use]
    pub const fn new() -> Self {
        Self { lexer: Lexer::new(), envelope: Envelope::new() }
    }

    /// Reads the next bytes of the body. An empty chunk changes nothing.
    ///
    /// After a fault this is cheap and changes nothing; [`finish`](Self::finish) tells what was wrong and where.
    pub fn feed(&mut self, chunk: &[u8]) {
        self.lexer.feed(chunk, &mut self.envelope);
    }

    /// Tells whether the bytes so far cannot be the API's, so that the rest of the body need not be received.
    #[must_use]
    pub const fn is_faulty(&self) -> bool {
        self.lexer.stop().is_some()
    }

    /// Ends the body and returns what it is, given its HTTP status (0 for a WebSocket frame).
    #[must_use]
    pub fn finish(self, http_status: u16) -> Outcome<D, X> {
        self.outcome(http_status)
    }

    /// As [`finish`](Self::finish). Copying the texts as far as they go is cheaper than moving their whole capacity.
    #[inline]
    fn outcome(&self, http_status: u16) -> Outcome<D, X> {
        let Self { lexer, envelope } = self;
        let offset = lexer.offset();
        let kind = match (lexer.finish(), envelope.code) {
            (Some(Stop::Malformed(expected)), _) => FaultKind::Malformed { offset, expected },
            (Some(Stop::TooDeep), _) => FaultKind::TooDeep { offset },
            (None, Some(code)) => {
                return Outcome::Api(ApiError {
                    code,
                    status: envelope.status,
                    http_status,
                    description: envelope.description.string.clone(),
                    description_cut: envelope.description.is_cut,
                    extra: envelope.extra.string.clone(),
                    extra_cut: envelope.extra.is_cut,
                });
            }
            (None, None) if envelope.has_error => FaultKind::Foreign,
            (None, None) if matches!(http_status, 0 | 200..=209) => return Outcome::Success,
            (None, None) => FaultKind::Http,
        };
        Outcome::NotFromApi(Fault { http_status, kind })
    }
}

impl<const D: usize, const X: usize> Default for Reader<D, X> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const D: usize, const X: usize> core::fmt::Debug for Reader<D, X> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Reader").field("offset", &self.lexer.offset()).finish_non_exhaustive()
    }
}
