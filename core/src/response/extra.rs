//! Finds and decodes the strings in a captured `extra`, which is compact JSON that the lexer has checked.

use core::fmt;
use core::ops::Deref;

use heapless::String;

use super::mask::Masked;
use crate::json::escape;

/// A string of at most `N` bytes out of an error's extra: a `str` with a buffer of its own.
///
/// `Display` writes the text as it is; `Debug` masks its digits, as that of [`ApiError`](crate::ApiError) does.
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

/// Returns the last string at `key` of an object, still escaped, or `None` if there is none.
///
/// `extra` may be a prefix of an object; a string that is cut is not found.
pub(crate) fn member<'a>(extra: &'a str, key: &str) -> Option<&'a str> {
    Members::of(extra)?.filter(|(name, _)| same(name, key)).filter_map(|(_, value)| string(value)).last()
}

/// Returns what stands between the quotes of a string.
pub(crate) fn string(value: &str) -> Option<&str> {
    split_string(value).map(|(inside, _)| inside)
}

/// The members of an object, as names that are still escaped and values.
pub(crate) struct Members<'a>(&'a str);

impl<'a> Members<'a> {
    /// Returns the members of `value` if it is an object.
    pub(crate) fn of(value: &'a str) -> Option<Self> {
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
pub(crate) struct Elements<'a>(&'a str);

#[cfg(feature = "serde")]
impl<'a> Elements<'a> {
    /// Returns the elements of `value` if it is an array.
    pub(crate) fn of(value: &'a str) -> Option<Self> {
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

/// Splits a string off the front of `json`: what stands between its quotes, and what follows it.
fn split_string(json: &str) -> Option<(&str, &str)> {
    let text = json.strip_prefix('"')?;
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_end
    })?;
    let (inside, quote) = text.split_at_checked(end)?;
    Some((inside, quote.get(1..)?))
}

/// Splits a value off the front of `json`, or what is left of one that was cut; `None` if nothing is.
fn split_value(json: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        match first {
            '"' => {
                rest = split_string(rest).map_or("", |(_, after)| after);
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

/// Tells whether an escaped name is `key`.
fn same(name: &str, key: &str) -> bool {
    Unescape(name).eq(key.chars().map(Some))
}

/// Decodes an escaped string; `None` if it has more than `N` bytes.
pub(crate) fn decode<const N: usize>(escaped: &str) -> Option<ExtraString<N>> {
    let mut decoded = String::new();
    for character in Unescape(escaped) {
        decoded.push(character?).ok()?;
    }
    Some(ExtraString(decoded))
}

/// The characters of an escaped string; `None` for an escape that stands for no character.
#[derive(Clone)]
pub(crate) struct Unescape<'a>(pub(crate) &'a str);

impl Iterator for Unescape<'_> {
    type Item = Option<char>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.0.chars();
        let character = match rest.next()? {
            '\\' => match rest.next() {
                Some('u') => {
                    let unit = rest.as_str().as_bytes().first_chunk().and_then(escape::hex);
                    rest = rest.as_str().get(4..).unwrap_or_default().chars();
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
