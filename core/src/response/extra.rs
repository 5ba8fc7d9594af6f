//! The strings in an `extra`: compact JSON that the parser has checked, or a prefix of it.

use core::fmt;
use core::ops::Deref;

use heapless::String;

use super::mask::Masked;
use crate::json::escape;

/// A string of at most `N` bytes from an error's extra, escapes decoded.
///
/// `Display` writes the text as it is. `Debug` is safe to log, as [`ApiError`](crate::ApiError) describes.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ExtraString<const N: usize>(String<N>);

impl<const N: usize> ExtraString<N> {
    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const N: usize> Deref for ExtraString<N> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const N: usize> AsRef<str> for ExtraString<N> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const N: usize> PartialEq<str> for ExtraString<N> {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl<const N: usize> PartialEq<&str> for ExtraString<N> {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl<const N: usize> fmt::Display for ExtraString<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<const N: usize> fmt::Debug for ExtraString<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Masked(&self.0).fmt(f)
    }
}

/// Returns the last string at `key` of an object, with its escapes, or `None` if there is none.
///
/// `extra` may be a prefix of an object; an incomplete string is not found.
pub(super) fn member<'a>(extra: &'a str, key: &str) -> Option<&'a str> {
    Members::of(extra)?.filter(|(name, _)| is_key(name, key)).filter_map(|(_, value)| string(value)).last()
}

/// Returns the contents of a string, with its escapes; `None` for another value.
pub(super) fn string(value: &str) -> Option<&str> {
    split_string(value).map(|(contents, _)| contents)
}

/// The members of an object: names, with their escapes, and values.
pub(super) struct Members<'a>(&'a str);

impl<'a> Members<'a> {
    /// Returns the members of `value` if it is an object.
    pub(super) fn of(value: &'a str) -> Option<Self> {
        value.strip_prefix('{').map(Self)
    }
}

impl<'a> Iterator for Members<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, rest) = split_string(self.0)?;
        let (value, rest) = split_value(rest.strip_prefix(':')?)?;
        self.0 = rest.strip_prefix(',').unwrap_or_default();
        Some((name, value))
    }
}

/// The elements of an array.
#[cfg(feature = "serde")]
pub(super) struct Elements<'a>(&'a str);

#[cfg(feature = "serde")]
impl<'a> Elements<'a> {
    /// Returns the elements of `value` if it is an array.
    pub(super) fn of(value: &'a str) -> Option<Self> {
        value.strip_prefix('[').map(Self)
    }
}

#[cfg(feature = "serde")]
impl<'a> Iterator for Elements<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<Self::Item> {
        let (value, rest) = split_value(self.0)?;
        self.0 = rest.strip_prefix(',').unwrap_or_default();
        Some(value)
    }
}

/// Splits `json` after its first token, a string: the contents of the string, and the rest.
fn split_string(json: &str) -> Option<(&str, &str)> {
    let text = json.strip_prefix('"')?;
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_end
    })?;
    let (contents, rest) = text.split_at_checked(end)?;
    Some((contents, rest.get(1..)?))
}

/// Splits `json` after its first value, which may be incomplete; `None` if it is empty.
fn split_value(json: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        match first {
            '"' => {
                rest = split_string(rest).map_or("", |(_, rest)| rest);
                continue;
            }
            '{' | '[' => depth = depth.saturating_add(1),
            '}' | ']' if depth > 0 => depth = depth.saturating_sub(1),
            ',' | '}' | ']' if depth == 0 => break,
            _ => {}
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    json.split_at_checked(json.len().saturating_sub(rest.len())).filter(|(value, _)| !value.is_empty())
}

/// Returns true if `name`, escapes decoded, is `key`.
fn is_key(name: &str, key: &str) -> bool {
    Unescape(name).eq(key.chars().map(Some))
}

/// Decodes the escapes of a string; `None` if it has more than `N` bytes.
pub(super) fn decode<const N: usize>(escaped: &str) -> Option<ExtraString<N>> {
    let mut decoded = String::new();
    for character in Unescape(escaped) {
        decoded.push(character?).ok()?;
    }
    Some(ExtraString(decoded))
}

/// The characters of a string, escapes decoded; `None` for an escape that is not valid.
#[derive(Clone)]
pub(super) struct Unescape<'a>(pub(super) &'a str);

impl Iterator for Unescape<'_> {
    type Item = Option<char>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.0.chars();
        let character = match rest.next()? {
            '\\' => match rest.next() {
                Some('u') => {
                    let unit = rest.as_str().as_bytes().first_chunk().and_then(escape::hex);
                    rest = rest.as_str().get(4..).unwrap_or_default().chars();
                    // The parser has replaced surrogates, so one here is forged.
                    unit.and_then(|unit| char::from_u32(unit.into()))
                }
                letter => letter.and_then(|letter| u8::try_from(letter).ok()).and_then(escape::short),
            },
            plain => Some(plain),
        };
        self.0 = rest.as_str();
        Some(character)
    }
}
