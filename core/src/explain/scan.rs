//! [`Scan`]: the errors in a text, one after the other.

use super::{WINDOW_OVERLAP, words};
use crate::catalog::Code;
use crate::response::{NoBuffers, Parser};

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
pub(super) struct Scan<'a, K> {
    pub(super) window: &'a [u8],
    pub(super) next: usize,
    /// Numbers before this offset are ignored. The previous window contained them and the bytes before them.
    pub(super) numbers_from: usize,
    /// True if no text precedes the window.
    pub(super) is_start: bool,
    /// Returns true for a code of the catalog.
    pub(super) is_known: K,
}

impl<K: Fn(Code) -> bool> Iterator for Scan<'_, K> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        loop {
            let rest = self.window.get(self.next..)?;
            let skipped = rest.iter().position(|byte| matches!(byte, b'"' | b'[' | b'0'..=b'9'))?;
            let start = self.next.wrapping_add(skipped);
            let (found, end) = match rest.get(skipped)? {
                b'"' => (self.object(start), start.wrapping_add(1)),
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

impl<K: Fn(Code) -> bool> Scan<'_, K> {
    /// Finds an error object after the key `"error"`. The object that contains the key may begin and end anywhere.
    fn object(&self, start: usize) -> Option<Finding> {
        const KEY: &[u8] = b"\"error\"";
        let text = self.window.get(start..)?;
        let text = text.get(..const { WINDOW_OVERLAP - words::AFTER }).unwrap_or(text);
        let colon = text.strip_prefix(KEY)?.trim_ascii_start().strip_prefix(b":")?;
        if !colon.trim_ascii_start().starts_with(b"{") {
            return None;
        }
        let mut parser = Parser::new();
        parser.feed(b"{", &mut NoBuffers);
        let mut rest = text;
        loop {
            // The error object can end only here.
            let end =
                rest.iter().position(|byte| *byte == b'}').map_or(rest.len(), |brace| brace.wrapping_add(1));
            let (chunk, after) = rest.split_at_checked(end)?;
            parser.feed(chunk, &mut NoBuffers);
            rest = after;
            let is_complete = parser.has_complete_error();
            if is_complete || parser.is_faulty() || rest.is_empty() {
                let (code, status) = parser.error_so_far()?;
                let form = if is_complete { Form::Object } else { Form::DamagedObject };
                // The offset counts the first brace, too.
                let read = (parser.offset() as usize).saturating_sub(1);
                return Some(Finding { form, code, status, start, end: start.wrapping_add(read) });
            }
        }
    }

    /// Finds `[status/code]`.
    fn brackets(&self, start: usize) -> Option<Finding> {
        let text = self.window.get(start..)?.strip_prefix(b"[")?;
        let (status, after) = number(text)?;
        let (code, after) = number(after.strip_prefix(b"/")?)?;
        let code = Code(code);
        let is_status = (200..600).contains(&status);
        // Shorter numbers that the catalog does not list are progress: `[202/350]`.
        if !is_status || !after.starts_with(b"]") || code.0 < 10_000 && !(self.is_known)(code) {
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
        let known = number(text).map(|(code, _)| Code(code)).filter(|code| (self.is_known)(*code));
        let (Some(code), true) = (known, start >= self.numbers_from) else { return (None, end) };
        let place = words::Place {
            code,
            before,
            after: text.get(digits..).unwrap_or_default(),
            is_start: self.is_start,
        };
        let found =
            place.is_error().then(|| Finding { form: Form::Words, code, status: place.status(), start, end });
        (found, end)
    }
}

/// Reads a number of at most seven digits without a leading zero. Returns it and the rest of the text.
pub(super) fn number(text: &[u8]) -> Option<(u32, &[u8])> {
    let length = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(length)?;
    let value = digits
        .iter()
        .fold(0_u32, |value, digit| value.wrapping_mul(10).wrapping_add(u32::from(digit.wrapping_sub(b'0'))));
    let is_number = matches!(digits.first(), Some(b'1'..=b'9')) && digits.len() <= 7;
    is_number.then_some((value, rest))
}
