//! An error of the API whose texts are kept elsewhere, and all that can be told of it without a catalog of our own.

use super::extra;
use crate::catalog::Code;

/// An error of the API whose texts are kept elsewhere: what [`ApiError`](crate::ApiError) is for bindings to other
/// languages, which keep texts and catalog in their own way.
#[derive(Clone, Copy)]
pub struct ErrorRef<'a> {
    /// As [`ApiError::code`](crate::ApiError::code).
    pub code: Code,
    /// As [`ApiError::status`](crate::ApiError::status).
    pub status: Option<u16>,
    /// The name and the description in the catalog; `None` if it does not list the code.
    pub known: Option<(&'a str, &'a str)>,
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
        let (_, template) = self.known?;
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

    /// Returns the extra that [`write_envelope`](Self::write_envelope) writes: one that is there, and whole.
    #[must_use]
    pub fn whole_extra(&self) -> Option<&'a str> {
        Some(self.extra).filter(|extra| !extra.is_empty() && !self.extra_truncated)
    }
}
