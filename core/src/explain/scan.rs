//! [`Scan`]: the errors in a text, one after the other.

use super::bytes::{WINDOW_OVERLAP, number, read_chunk, split_after};
use super::known::Lookup;
use super::words;
use crate::catalog::Code;
use crate::response::Reader;

/// How an error was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The complete text is a body.
    Body,
    /// The complete text is a response with its head.
    Response,
    /// The complete text is a code.
    Number,
    /// A JSON object in the text.
    Object,
    /// As above, but it is damaged or truncated after its code.
    DamagedObject,
    /// `[status/code]`.
    Brackets,
    /// A number in words.
    Words,
}

/// An error in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finding {
    pub(super) form: Form,
    pub(super) code: Code,
    pub(super) status: Option<u16>,
    pub(super) start: usize,
    /// The end of the error object, of its valid part, of the brackets or of the number.
    pub(super) end: usize,
}

impl Finding {
    /// Returns true if no byte after the window can change this.
    pub(super) fn is_final(&self, window: &[u8]) -> bool {
        self.end.saturating_add(words::AFTER) <= window.len()
    }
}

/// A window of a text, and the offset of the next byte to examine.
pub(super) struct Scan<'a> {
    pub(super) window: &'a [u8],
    pub(super) next: usize,
    /// True if no text precedes the window.
    pub(super) is_start: bool,
    /// True if no text follows the window.
    pub(super) is_last: bool,
    pub(super) lookup: Lookup,
}

impl Iterator for Scan<'_> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        loop {
            let rest = self.window.get(self.next..)?;
            let skipped = rest.iter().position(|byte| matches!(byte, b'"' | b'[' | b'0'..=b'9'))?;
            let start = self.next.wrapping_add(skipped);
            let (found, end) = match rest.get(skipped)? {
                b'"' => self.object(start),
                b'[' => (self.brackets(start), start.wrapping_add(1)),
                _ => self.number(start),
            };
            self.next = found.map_or(end, |found| found.end);
            if found.is_some() {
                return found;
            }
        }
    }
}

impl Scan<'_> {
    /// Finds an error object after the key `"error"`. The object that contains the key may begin and end anywhere.
    ///
    /// Returns the error, and where to continue without one: at the end of the window if the next one decides.
    fn object(&self, start: usize) -> (Option<Finding>, usize) {
        let next = start.wrapping_add(1);
        let text = self.window.get(start..).unwrap_or_default();
        let text = text.get(..const { WINDOW_OVERLAP - words::AFTER }).unwrap_or(text);
        if !text.starts_with(b"\"error\"") {
            return (None, next);
        }
        let mut reader = Reader::new();
        read_chunk(&mut reader, b"{");
        // The error object can end only at a brace.
        let mut rest = text;
        while !rest.is_empty() && !reader.has_complete_error() && !reader.is_faulty() {
            let (chunk, after) = split_after(rest, b'}');
            read_chunk(&mut reader, chunk);
            rest = after;
        }
        // The offset counts the first brace, too.
        let end = start.wrapping_add(reader.offset().saturating_sub(1));
        let form = if reader.has_complete_error() { Form::Object } else { Form::DamagedObject };
        if form == Form::DamagedObject && !self.is_last && end == self.window.len() {
            return (None, end);
        }
        let error = reader.error_so_far();
        (error.map(|(code, status)| Finding { form, code, status, start, end }), next)
    }

    /// Finds `[status/code]`.
    fn brackets(&self, start: usize) -> Option<Finding> {
        let text = self.window.get(start..)?.strip_prefix(b"[")?;
        let (status, after) = number(text)?;
        let (code, after) = number(after.strip_prefix(b"/")?)?;
        let code = Code(code);
        let is_status = (200..600).contains(&status);
        // Shorter numbers that the catalog does not list are progress: `[202/350]`.
        if !is_status || !after.starts_with(b"]") || code.0 < 10_000 && (self.lookup)(code).is_none() {
            return None;
        }
        let end = self.window.len().wrapping_sub(after.len()).wrapping_add(1);
        Some(Finding { form: Form::Brackets, code, status: Some(status as u16), start, end })
    }

    /// Examines the number at `start`. Returns an error if it is one in words, and the end of the number.
    fn number(&self, start: usize) -> (Option<Finding>, usize) {
        let (before, text) = self.window.split_at_checked(start).unwrap_or_default();
        let digits = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
        let end = start.wrapping_add(digits);
        // The previous window contained the first numbers of this one, and the bytes before them.
        let has_context = self.is_start || start >= words::BEFORE;
        let code = number(text).map(|(code, _)| Code(code)).filter(|_| has_context);
        let Some((code, known)) = code.and_then(|code| Some((code, (self.lookup)(code)?))) else {
            return (None, end);
        };
        let after = text.get(digits..).unwrap_or_default();
        let place = words::Place { code, name: known.name, before, after, is_start: self.is_start };
        let found =
            place.is_error().then(|| Finding { form: Form::Words, code, status: place.status(), start, end });
        (found, end)
    }
}
