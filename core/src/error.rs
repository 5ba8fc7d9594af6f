//! [`ApiError`]: an error of the API, as it was sent.

use heapless::String;

use crate::borrowed::ErrorRef;
use crate::entry::{Action, Code, Entry, Trace};
use crate::extra;
use crate::response::{DESCRIPTION_CAPACITY, EXTRA_CAPACITY};

/// An error of the API, as it was sent.
///
/// `D` and `X` are the capacities for the description and the extra, in bytes. `Display` and `Debug` are safe to
/// log; the fields themselves hold the server's own words, which may name a phone number.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError<const D: usize = DESCRIPTION_CAPACITY, const X: usize = EXTRA_CAPACITY> {
    /// The error code: the envelope's `error.code`.
    pub code: Code,
    /// The status in the body: the envelope's `error.status`, `None` if absent or no integer of 16 bits.
    pub status: Option<u16>,
    /// The HTTP status that the answer came with, 0 for a WebSocket frame.
    pub http_status: u16,
    /// The description, escapes decoded, cut on a character's boundary; empty when absent.
    pub description: String<D>,
    /// Whether the description was longer than `D` bytes.
    pub description_cut: bool,
    /// The value of `extra` as compact JSON, of whatever type; empty when absent.
    ///
    /// White space is dropped, and `\u` escapes of printable characters are decoded; escapes of quotes, backslashes
    /// and control characters stay as they were sent. When it was cut it is a prefix, which is no JSON.
    pub extra: String<X>,
    /// Whether the compact extra was longer than `X` bytes.
    pub extra_cut: bool,
}

impl<const D: usize, const X: usize> ApiError<D, X> {
    /// Returns the error of a mock server: its status and description are the catalog's, cut to `D` bytes.
    ///
    /// A code that the catalog does not list has neither.
    #[must_use]
    pub fn new(code: impl Into<Code>) -> Self {
        let code = code.into();
        let mut description = String::new();
        let mut description_cut = false;
        let entry = code.entry();
        for character in entry.map_or("", |entry| entry.description).chars() {
            description_cut = description_cut || description.push(character).is_err();
        }
        Self {
            code,
            status: entry.and_then(|entry| entry.status),
            http_status: 202,
            description,
            description_cut,
            extra: String::new(),
            extra_cut: false,
        }
    }

    /// Returns the catalog entry for the code, or `None` if the catalog does not list it.
    #[must_use]
    pub fn entry(&self) -> Option<&'static Entry> {
        self.code.entry()
    }

    /// Returns what the caller should do.
    ///
    /// For a code that the catalog does not list: see [`Action::for_unlisted`].
    #[must_use]
    pub fn action(&self) -> Action {
        match self.entry() {
            Some(entry) => entry.action,
            None => Action::for_unlisted(self.status, self.http_status),
        }
    }

    /// Returns what the error says of a transfer's trace id: [`Trace::Keep`], unless the catalog says otherwise.
    #[must_use]
    pub fn trace(&self) -> Trace {
        self.entry().map_or(Trace::Keep, |entry| entry.trace)
    }

    /// Returns the `field` of an extra like `{"field":"amount","reason":"..."}`: the request's field that is wrong.
    ///
    /// `None` if there is no such string. Escapes stand as in [`extra`](Self::extra); [`extra_string`](Self::extra_string) decodes them.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        extra::member(&self.extra, "field")
    }

    /// Returns the `reason` of an extra like `{"field":"amount","reason":"..."}`: what is wrong with the field.
    ///
    /// `None` if there is no such string. Escapes stand as in [`extra`](Self::extra); [`extra_string`](Self::extra_string) decodes them.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        extra::member(&self.extra, "reason")
    }

    /// Returns the string at `key` of an extra that is an object, escapes decoded.
    ///
    /// `None` if the extra is no object, or has no string at `key`. Of several, the last counts. Of an extra that
    /// was cut, the strings that are whole are found.
    #[must_use]
    pub fn extra_string(&self, key: &str) -> Option<String<X>> {
        extra::member(&self.extra, key).and_then(extra::decode)
    }

    /// Returns what the server filled into the template of the catalog's description: a phone number, an asset, a
    /// maximum.
    ///
    /// `None` if the catalog's description is no template, or if the description is not made of it. May be private.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.borrowed().detail()
    }

    /// The same error, whatever its capacities.
    pub(crate) fn borrowed(&self) -> ErrorRef<'_> {
        ErrorRef {
            code: self.code,
            status: self.status,
            listed: self.entry().map(|entry| (entry.name, entry.description)),
            description: &self.description,
            description_cut: self.description_cut,
            extra: &self.extra,
            extra_cut: self.extra_cut,
        }
    }
}

impl<const D: usize, const X: usize> core::error::Error for ApiError<D, X> {}
