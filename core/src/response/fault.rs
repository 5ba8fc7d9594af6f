//! [`Fault`]: why a response is not from the API.

use core::fmt;

use crate::catalog::{Action, Payment};
use crate::json::{Expected, first_non_json_byte};

/// Why a response is not from the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Fault {
    /// The HTTP status as given.
    pub http_status: u16,
    /// The kind of fault.
    pub kind: FaultKind,
}

/// The kind of a [`Fault`]. Offsets are in bytes from the start of the body, at most `u32::MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum FaultKind {
    /// The body is not valid JSON (RFC 8259): HTML, text, empty, truncated or damaged.
    Malformed {
        /// The offset of the first byte that is not valid there; the body's length if it was truncated.
        offset: u32,
        /// What would be valid at the offset.
        expected: Expected,
    },
    /// The body is JSON with an `error` that is not the API's: a string, a number, or an object without a valid `code`.
    Foreign,
    /// The body is JSON without an error, at an HTTP status that is not a success status.
    Http,
    /// The body is JSON with more than [`MAX_DEPTH`](crate::MAX_DEPTH) levels of nesting.
    TooDeep {
        /// The offset of the first bracket beyond that depth.
        offset: u32,
    },
    /// The response does not echo the request's `X-Request-Id`, so another server sent it. Any body is possible.
    ///
    /// Only the header fields show this; reading a body never returns it.
    Origin,
}

impl FaultKind {
    /// Returns the kind in a few words, such as `"malformed JSON"`.
    #[must_use]
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed JSON",
            Self::Foreign => "an error of another form",
            Self::Http => "JSON without an error",
            Self::TooDeep { .. } => "too many levels of nesting",
            Self::Origin => "X-Request-Id is not echoed",
        }
    }
}

/// Sets of HTTP statuses from 400 to 431: bit 0 is 400.
const FIX_REQUEST: u32 = statuses(&[400, 405, 413, 414, 415, 431]);
const RETRY: u32 = statuses(&[408, 421, 425]);
const WAIT: u32 = statuses(&[429]);

const fn statuses(list: &[u32]) -> u32 {
    let (mut set, mut rest) = (0, list);
    while let [first, tail @ ..] = rest {
        set |= 1 << first.wrapping_sub(400);
        rest = tail;
    }
    set
}

impl Fault {
    /// Examines the first byte of a body that is not white space. Returns a fault with its offset if no JSON value begins
    /// with it, as in most HTML pages; `None` if the complete body must be [read](crate::read).
    ///
    /// An empty body, or one of white space alone, is malformed at its end. The exception is an empty body at HTTP 204
    /// or 205, which is a success.
    ///
    /// ```
    /// use mixerr::Fault;
    ///
    /// assert_eq!(Fault::check_first_byte(502, b" <html>").unwrap().offset(), 1);
    /// assert_eq!(Fault::check_first_byte(200, b"").unwrap().offset(), 0);
    /// assert!(Fault::check_first_byte(204, b"").is_none());
    /// assert!(Fault::check_first_byte(200, b"{").is_none());
    /// ```
    #[inline]
    #[must_use]
    pub fn check_first_byte(http_status: u16, body: &[u8]) -> Option<Self> {
        if body.is_empty() && has_no_body(http_status) {
            return None;
        }
        let offset = first_non_json_byte(body)?;
        Some(Self { http_status, kind: FaultKind::Malformed { offset, expected: Expected::Value } })
    }

    /// Returns what the caller should do. The kind matters at HTTP 200 to 209 and 0 only.
    ///
    /// | HTTP status | action |
    /// | --- | --- |
    /// | 400, 405, 413, 414, 415, 431 | [`Action::FixRequest`] |
    /// | 408, 421, 425 | [`Action::Retry`] |
    /// | 429 | [`Action::Wait`] |
    /// | 5xx except 511 | [`Action::Retry`]: the request may have been executed |
    /// | 200 to 209, 0 | [`Action::Report`] for [`FaultKind::Foreign`] and [`FaultKind::Http`], else [`Action::Retry`] |
    /// | any other | [`Action::Report`] |
    #[must_use]
    // Two callers would otherwise make it a call, and the reader of a microcontroller larger.
    #[inline(always)]
    pub const fn action(&self) -> Action {
        // As wide as a register: small cores extend a narrower number at each step.
        let status = self.http_status as u32;
        match status {
            400..=431 => {
                let bit = 1_u32 << status.wrapping_sub(400);
                match () {
                    () if bit & FIX_REQUEST != 0 => Action::FixRequest,
                    () if bit & RETRY != 0 => Action::Retry,
                    () if bit & WAIT != 0 => Action::Wait,
                    () => Action::Report,
                }
            }
            511 => Action::Report,
            500..=599 => Action::Retry,
            0 | 200..=209 => match self.kind {
                FaultKind::Malformed { .. } | FaultKind::TooDeep { .. } | FaultKind::Origin => Action::Retry,
                FaultKind::Foreign | FaultKind::Http => Action::Report,
            },
            _ => Action::Report,
        }
    }

    /// Returns [`Payment::Possible`]: no fault proves that the request paid nothing.
    #[must_use]
    pub const fn payment(&self) -> Payment {
        Payment::Possible
    }

    /// Returns the offset of the first byte that is not valid, in bytes; 0 for a fault without an offset.
    #[must_use]
    pub const fn offset(&self) -> u32 {
        match self.kind {
            FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset } => offset,
            FaultKind::Foreign | FaultKind::Http | FaultKind::Origin => 0,
        }
    }
}

/// One line that is safe to log: the kind, the offset and what would be valid there, the HTTP status.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not from the API: {}", self.kind.summary())?;
        match self.kind {
            FaultKind::Malformed { offset, expected } => write!(f, " at byte {offset}, expected {expected}"),
            FaultKind::TooDeep { offset } => write!(f, " at byte {offset}"),
            FaultKind::Foreign | FaultKind::Http | FaultKind::Origin => Ok(()),
        }?;
        write!(f, " (HTTP {})", self.http_status)
    }
}

impl core::error::Error for Fault {}

/// Returns true if a response with this HTTP status never has a body.
#[inline]
pub(super) const fn has_no_body(http_status: u16) -> bool {
    matches!(http_status, 204 | 205)
}
