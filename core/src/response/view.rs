//! [`ErrorRef`]: an error of the API that borrows its texts.

use super::extra;
use crate::catalog::Code;

/// An [`ApiError`](crate::ApiError) that borrows its texts, for bindings with buffers and a catalog of their own.
#[derive(Clone, Copy)]
pub struct ErrorRef<'a> {
    /// As [`ApiError::code`](crate::ApiError::code).
    pub code: Code,
    /// As [`ApiError::status`](crate::ApiError::status).
    pub status: Option<u16>,
    /// The name and the description in the catalog; `None` for an unknown code.
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

    /// As [`ApiError::extra_string`](crate::ApiError::extra_string), as an iterator of characters.
    #[must_use]
    pub fn extra_string(&self, key: &str) -> Option<impl Iterator<Item = char> + Clone + 'a> {
        let escaped = extra::member(self.extra, key)?;
        let is_decodable = extra::Unescape(escaped).all(|character| character.is_some());
        is_decodable.then(|| extra::Unescape(escaped).flatten())
    }

    /// Returns the extra if it is present and not truncated.
    #[must_use]
    pub fn complete_extra(&self) -> Option<&'a str> {
        Some(self.extra).filter(|extra| !extra.is_empty() && !self.extra_truncated)
    }
}
