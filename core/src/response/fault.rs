//! [`Fault`]: why an answer is not one of the API's.

use core::fmt;

use crate::catalog::Action;
use crate::json::{Expected, MAX_DEPTH, first_fault};

/// Why an answer is not one of the API's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Fault {
    /// The HTTP status as given.
    pub http_status: u16,
    /// What is wrong with the answer.
    pub kind: FaultKind,
}

/// What is wrong with an answer. Offsets are in bytes from the body's start, at most `u32::MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum FaultKind {
    /// Not JSON (RFC 8259): HTML, text, nothing, a body that was truncated or damaged on its way.
    Malformed {
        /// The offset of the first byte that is not valid there, or the body's length if it was truncated.
        offset: u32,
        /// What would be valid there.
        expected: Expected,
    },
    /// JSON with an `error` that is not the API's: a text, a number, or an object without a usable `code`.
    Foreign,
    /// JSON without an error, at an HTTP status that is not a success status.
    Http,
    /// JSON of more than [`MAX_DEPTH`] containers in one another.
    TooDeep {
        /// The bracket that opens one container too many.
        offset: u32,
    },
    /// The response does not echo the `X-Request-Id` of the request, so it is from something else, whatever it says.
    ///
    /// Only a response's head shows this; a body alone never does.
    Origin,
}

/// Sets of HTTP statuses, the lowest bit for 400.
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
    /// Returns the fault of a body whose first byte, white space aside, cannot begin a JSON value, as in most pages of
    /// web servers. `None` decides nothing.
    #[inline]
    #[must_use]
    pub fn at_once(http_status: u16, body: &[u8]) -> Option<Self> {
        if body.is_empty() && has_no_body(http_status) {
            return None;
        }
        let offset = first_fault(body)?;
        Some(Self { http_status, kind: FaultKind::Malformed { offset, expected: Expected::Value } })
    }

    /// Returns what the caller should do, from the HTTP status, or else from the kind of the fault.
    ///
    /// A status of 5xx other than 511 asks for [`Action::Retry`]: the request may have been executed.
    #[must_use]
    pub const fn action(&self) -> Action {
        // In a register's width: small cores extend a narrower number at each step.
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

    /// Returns the offset of the first offending byte; 0 for a fault that is not at a byte.
    #[must_use]
    pub const fn offset(&self) -> u32 {
        match self.kind {
            FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset } => offset,
            FaultKind::Foreign | FaultKind::Http | FaultKind::Origin => 0,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            FaultKind::Malformed { offset, expected } => {
                write!(f, "not from the API: malformed JSON at byte {offset}, expected {expected}")
            }
            FaultKind::Foreign => f.write_str("not from the API: an error of another form"),
            FaultKind::Http => f.write_str("not from the API: JSON without an error"),
            FaultKind::TooDeep { offset } => {
                write!(f, "not from the API: more than {MAX_DEPTH} levels of nesting at byte {offset}")
            }
            FaultKind::Origin => f.write_str("not from the API: X-Request-Id is not echoed"),
        }?;
        write!(f, " (HTTP {})", self.http_status)
    }
}

impl core::error::Error for Fault {}

/// Returns true if a response with this HTTP status never has a body.
#[inline]
pub(crate) const fn has_no_body(http_status: u16) -> bool {
    matches!(http_status, 204 | 205)
}
