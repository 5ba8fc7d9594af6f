//! An error of the API whose texts are kept elsewhere, and all that can be told of it without a catalog of our own.

use core::fmt;

use crate::entry::Code;
use crate::parser::{Parser, Verdict};
use crate::text::TextField;
use crate::{extra, redact, wire};

/// An error of the API whose texts are kept elsewhere: what [`ApiError`](crate::ApiError) is for bindings to other
/// languages, which keep texts and catalog in their own way.
#[derive(Clone, Copy)]
pub struct ErrorRef<'a> {
    /// As [`ApiError::code`](crate::ApiError::code).
    pub code: Code,
    /// As [`ApiError::status`](crate::ApiError::status).
    pub status: Option<u16>,
    /// The name and the description in the catalog; `None` if it does not list the code.
    pub listed: Option<(&'a str, &'a str)>,
    /// As [`ApiError::description`](crate::ApiError::description).
    pub description: &'a str,
    /// As [`ApiError::description_truncated`](crate::ApiError::description_truncated).
    pub description_truncated: bool,
    /// As [`ApiError::extra`](crate::ApiError::extra).
    pub extra: &'a str,
    /// As [`ApiError::extra_truncated`](crate::ApiError::extra_truncated).
    pub extra_truncated: bool,
}

impl<'a> ErrorRef<'a> {
    /// As [`ApiError::detail`](crate::ApiError::detail).
    #[must_use]
    pub fn detail(&self) -> Option<&'a str> {
        let (_, template) = self.listed?;
        let before = template.get(..template.bytes().position(|byte| byte == b'{')?)?;
        let after = template.get(template.bytes().position(|byte| byte == b'}')?..)?.get(1..)?;
        if self.description_truncated || self.description == template {
            return None;
        }
        let detail = self.description.strip_prefix(before)?.strip_suffix(after)?;
        Some(detail).filter(|detail| !detail.is_empty())
    }

    /// Returns the characters of the string at `key` of an extra that is an object, as
    /// [`ApiError::extra_string`](crate::ApiError::extra_string) does.
    #[must_use]
    pub fn extra_string(&self, key: &str) -> Option<impl Iterator<Item = char> + Clone + 'a> {
        let escaped = extra::member(self.extra, key)?;
        let is_decodable = extra::Unescape(escaped).all(|character| character.is_some());
        is_decodable.then(|| extra::Unescape(escaped).flatten())
    }

    /// Writes what may be logged, as `Display` of [`ApiError`](crate::ApiError) does.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_log_line(&self, out: &mut impl fmt::Write) -> fmt::Result {
        redact::write_line(self, out)
    }

    /// Writes the envelope, as [`write_envelope`](crate::write_envelope) does. An extra that
    /// [does not read back equal](reads_as_extra) spoils it.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_envelope(&self, out: &mut impl fmt::Write) -> fmt::Result {
        wire::write(self, out)
    }

    /// Returns the extra that [`write_envelope`](Self::write_envelope) writes: one that is there, and whole.
    #[must_use]
    pub fn whole_extra(&self) -> Option<&'a str> {
        Some(self.extra).filter(|extra| !extra.is_empty() && !self.extra_truncated)
    }
}

/// Returns the length of the extra that an envelope with `extra` has: it could be anything, and close the envelope and
/// open another. `None` if it is not such an extra.
///
/// `feed` feeds a parser, always with the same buffers. So it reads back equal if the extra's then holds it.
pub fn reads_as_extra(extra: &str, mut feed: impl FnMut(&mut Parser, &[u8])) -> Option<usize> {
    let mut parser = Parser::new();
    for part in ["{\"error\":{\"code\":0,\"extra\":", extra, "}}"] {
        feed(&mut parser, part.as_bytes());
    }
    let is_envelope = parser.finish(0) == Verdict::Api { code: Code(0), status: None };
    is_envelope.then(|| parser.extent(TextField::Extra).length())
}
