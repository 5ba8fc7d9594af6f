//! [`Explainer`]: the windows of a text in, an [`Explanation`] out.

use core::fmt;

use super::bytes::{WINDOW_OVERLAP, number, read_chunk};
use super::explanation::{Explanation, TextKind};
use super::head::split_head;
use super::known::{Known, Lookup};
use super::scan::{Finding, Form, Scan};
use crate::catalog::Code;
use crate::response::{ApiError, Outcome, Reader};

/// Explains a text that a person pasted: the body of a response, its head and body, a log, or a code.
///
/// With an HTTP status the text is a body with that status, 0 for a WebSocket frame. `None` means that the status is not
/// known and that the text may be anything.
///
/// ```
/// use mixerr::explain;
///
/// let explanation = explain(None, b"2026-01-02 transfer failed: [202/20119] PIN incorrect.");
/// assert!(explanation.to_string().starts_with("20119 PIN_INCORRECT"));
/// ```
#[must_use]
pub fn explain(http_status: Option<u16>, text: &[u8]) -> Explanation {
    let mut explainer = Explainer::new(http_status);
    explainer.feed(text, 0, true);
    explainer.finish()
}

/// Explains a text that arrives in windows, such as a log that is longer than memory.
///
/// The errors that are found do not depend on the windows.
///
/// ```
/// use mixerr::{Explainer, WINDOW_OVERLAP};
///
/// let log = [b"started\n".repeat(1000), b"ERROR 20119: PIN incorrect.".to_vec()].concat();
/// let (first, second) = (&log[..6000], &log[6000 - WINDOW_OVERLAP..]);
/// let mut explainer = Explainer::new(None);
/// explainer.feed(first, 0, false);
/// explainer.feed(second, WINDOW_OVERLAP, true);
/// assert!(explainer.finish().to_string().starts_with("20119 PIN_INCORRECT"));
/// ```
#[derive(Clone)]
pub struct Explainer {
    http_status: Option<u16>,
    lookup: Lookup,
    /// Reads the body: the complete text, or the text after the head.
    body: Reader,
    form: Form,
    kind: TextKind,
    /// The end of the last error, as an offset in the text.
    end: u64,
    /// The offset of the end of the last window.
    length: u64,
    first: Option<Code>,
    last: Option<(Form, ApiError)>,
}

impl Explainer {
    /// Returns an explainer at the start of a text. See [`explain`] for the HTTP status.
    #[must_use]
    pub fn new(http_status: Option<u16>) -> Self {
        Self::with_lookup(http_status, Known::of)
    }

    /// As [`new`](Self::new), with the catalog of a binding.
    #[doc(hidden)]
    #[must_use]
    pub const fn with_lookup(http_status: Option<u16>, lookup: Lookup) -> Self {
        Self {
            http_status,
            lookup,
            body: Reader::new(),
            form: Form::Body,
            kind: TextKind::Empty,
            end: 0,
            length: 0,
            first: None,
            last: None,
        }
    }

    /// Reads the next window of the text.
    ///
    /// It begins with the last `overlap` bytes of the previous window: [`WINDOW_OVERLAP`], or all if that was shorter.
    /// `overlap` is 0 for the first window. `is_last` is true for the last one.
    pub fn feed(&mut self, window: &[u8], overlap: usize, is_last: bool) {
        let overlap = overlap.min(window.len());
        let begin = self.length.saturating_sub(overlap as u64);
        let is_start = begin == 0;
        let mut body = window.get(overlap..).unwrap_or_default();
        if is_start {
            body = self.start(window);
        }
        if self.kind == TextKind::Empty {
            self.kind = TextKind::of(body);
        }
        read_chunk(&mut self.body, body);
        self.length = begin.saturating_add(window.len() as u64);
        let next = self.end.saturating_sub(begin) as usize;
        let scan = Scan { window, next, is_start, is_last, lookup: self.lookup };
        let mut last = None;
        for finding in scan {
            if is_last || finding.is_final(window) {
                self.end = begin.saturating_add(finding.end as u64);
                self.first.get_or_insert(finding.code);
                last = Some(finding);
            }
        }
        if let Some(finding) = last {
            self.last = Some((finding.form, self.error(&finding, window)));
        }
        if is_start && is_last && self.http_status.is_none() {
            self.read_number(window);
        }
    }

    /// Starts again with a window that contains all of the text so far, and returns the body in it.
    fn start<'a>(&mut self, window: &'a [u8]) -> &'a [u8] {
        if self.form == Form::Response {
            self.http_status = None;
        }
        (self.body, self.form, self.kind) = (Reader::new(), Form::Body, TextKind::Empty);
        (self.end, self.first, self.last) = (0, None, None);
        let start = window.get(..WINDOW_OVERLAP).unwrap_or(window);
        match split_head(start) {
            Some((status, end)) if self.http_status.is_none() => {
                (self.http_status, self.form) = (Some(status), Form::Response);
                window.get(end..).unwrap_or_default()
            }
            _ => window,
        }
    }

    /// Returns the error at a finding. A complete object has its texts, too.
    fn error(&self, finding: &Finding, window: &[u8]) -> ApiError {
        let http_status = self.http_status.unwrap_or(0);
        if finding.form == Form::Object {
            let object = window.get(finding.start..finding.end).unwrap_or_default();
            let mut reader = Reader::new();
            [b"{", object, b"}"].into_iter().for_each(|part| read_chunk(&mut reader, part));
            if let Outcome::Api(error) = reader.finish(http_status) {
                return error;
            }
        }
        ApiError::without_texts(finding.code, finding.status, http_status)
    }

    /// Reads a text that consists of a code.
    fn read_number(&mut self, text: &[u8]) {
        let text = text.trim_ascii();
        let code = if text == b"0" { Some((0, &[][..])) } else { number(text) };
        if let Some((code, [])) = code {
            self.last = Some((Form::Number, ApiError::without_texts(Code(code), None, 0)));
        }
    }

    /// Ends the text and returns what it is.
    #[must_use]
    pub fn finish(self) -> Explanation {
        let Self { http_status, lookup, body, form, kind, first, last, .. } = self;
        let outcome = body.finish(http_status.unwrap_or(0));
        let explanation = Explanation { http_status, lookup, kind, form: Some(form), outcome, other: None };
        match last {
            Some((form, error)) if explanation.may_contain_an_error() => Explanation {
                form: Some(form),
                other: first.filter(|first| *first != error.code()),
                outcome: Outcome::Api(error),
                ..explanation
            },
            _ if explanation.is_unread() => Explanation { form: None, ..explanation },
            _ => explanation,
        }
    }
}

impl fmt::Debug for Explainer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Explainer").finish_non_exhaustive()
    }
}
