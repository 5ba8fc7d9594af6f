//! [`Explanation`]: what a text is.

use core::fmt;

use super::known::{Known, Lookup};
use super::scan::Form;
use crate::catalog::{Action, Code, Payment};
use crate::json::Expected;
use crate::response::{ApiError, Fault, FaultKind, Outcome};

/// What a text looks like, by its first byte that is not white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextKind {
    Empty,
    Json,
    Page,
    Number,
    Words,
    Binary,
}

impl TextKind {
    pub(super) fn of(text: &[u8]) -> Self {
        match text.trim_ascii_start() {
            [] => Self::Empty,
            [b'{' | b'[', rest @ ..] => match rest.trim_ascii_start() {
                [] | [b'"' | b'{' | b'[' | b'}' | b']', ..] => Self::Json,
                _ => Self::Words,
            },
            [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] => Self::Page,
            [b'0'..=b'9' | b'-', ..] => Self::Number,
            // The first bytes of gzip, and of UTF-16.
            [0x1F | 0xFF | 0xFE, ..] => Self::Binary,
            _ => Self::Words,
        }
    }
}

/// What a text is. `Display` writes it in lines for a person; they may contain private data.
#[derive(Clone)]
pub struct Explanation {
    /// The HTTP status, as given or from the head of the response.
    pub(super) http_status: Option<u16>,
    pub(super) lookup: Lookup,
    pub(super) kind: TextKind,
    /// How the text was recognised; `None` if it was not.
    pub(super) form: Option<Form>,
    pub(super) outcome: Outcome,
    /// The first error of the text, if its code is not that of the last one.
    pub(super) other: Option<Code>,
}

impl Explanation {
    /// Returns the outcome of the response, or `None` if nothing was recognised in the text.
    ///
    /// If the text has several errors this is the last one. See also [`action`](Self::action).
    #[must_use]
    pub const fn outcome(&self) -> Option<&Outcome> {
        match self.form {
            Some(_) => Some(&self.outcome),
            None => None,
        }
    }

    /// Returns the HTTP status: the given one, or that of a status line in the text.
    #[must_use]
    pub const fn http_status(&self) -> Option<u16> {
        self.http_status
    }

    /// Returns what to do now.
    ///
    /// It is [`Action::Report`] if nothing was recognised. It is that, too, for a response that is not from the API if its
    /// HTTP status is not known: its action depends on the status. It is never [`Action::Retry`] or [`Action::Wait`] for an
    /// error that was recognised by words or in a damaged object: another service may have sent it.
    #[must_use]
    pub fn action(&self) -> Action {
        match (&self.outcome, self.http_status) {
            _ if self.form.is_none() || self.has_withheld_retry() => Action::Report,
            (Outcome::Success(_), _) => Action::Proceed,
            (Outcome::Api(error), _) => self.action_of(error),
            (Outcome::NotFromApi(_), None) => Action::Report,
            (Outcome::NotFromApi(fault), Some(_)) => fault.action(),
        }
    }

    fn action_of(&self, error: &ApiError) -> Action {
        match self.known(error.code()) {
            Some(known) => known.action,
            None => Action::for_unknown_code(error.status(), error.http_status()),
        }
    }

    /// Returns true if the error asks for a retry, and it is not certain that the API sent it.
    pub(super) fn has_withheld_retry(&self) -> bool {
        match &self.outcome {
            Outcome::Api(error) => {
                !self.is_certain() && matches!(self.action_of(error), Action::Retry | Action::Wait)
            }
            _ => false,
        }
    }

    /// Returns true if the text has a complete error object, or if it consists of a code.
    fn is_certain(&self) -> bool {
        matches!(self.form, Some(Form::Body | Form::Response | Form::Number | Form::Object))
    }

    /// Returns whether the request may have paid; [`Payment::Possible`] if nothing was recognised, or only words.
    #[must_use]
    pub fn payment(&self) -> Payment {
        match &self.outcome {
            Outcome::Api(error) if self.is_certain() => {
                self.known(error.code()).map_or(Payment::Possible, |known| known.payment)
            }
            _ => Payment::Possible,
        }
    }

    /// Returns the code of the first error in the text, if it differs from that of the last one.
    #[must_use]
    pub const fn other_code(&self) -> Option<Code> {
        self.other
    }

    /// Returns the catalog's texts about a code.
    pub(super) fn known(&self, code: Code) -> Option<Known> {
        (self.lookup)(code)
    }

    /// Returns true if an error in the text counts: the text is not a body of the API, or its HTTP status is not known.
    pub(super) const fn may_contain_an_error(&self) -> bool {
        match self.outcome {
            Outcome::Api(_) => false,
            Outcome::NotFromApi(_) => true,
            Outcome::Success(_) => self.http_status.is_none(),
        }
    }

    /// Returns true if the text is words or a number, or a head without a body, or has more text after a body.
    pub(super) fn is_unread(&self) -> bool {
        let expected = match self.outcome {
            Outcome::NotFromApi(Fault { kind: FaultKind::Malformed { expected, .. }, .. }) => expected,
            Outcome::Success(_) => return self.http_status.is_none() && self.kind == TextKind::Number,
            _ => return false,
        };
        match (self.form, self.http_status) {
            (Some(Form::Response), Some(200..=209)) => {
                expected == Expected::EndOfBody || self.kind == TextKind::Empty
            }
            _ => {
                self.http_status.is_none()
                    && matches!(self.kind, TextKind::Number | TextKind::Words | TextKind::Binary)
            }
        }
    }
}

/// Without the texts of the response, which may be private.
impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explanation").field("outcome", &self.outcome()).finish_non_exhaustive()
    }
}
