//! [`ApiError`]: an error of the API.

use core::fmt;

use super::buffers::{DESCRIPTION_CAPACITY, EXTRA_CAPACITY, OwnBuffers, Utf8};
use super::extra::{self, ExtraString};
use super::fault::{Fault, FaultKind};
use super::parser::{Parsed, Parser};
use super::view::ErrorRef;
use crate::catalog::{Action, Code, Entry, Payment};
use crate::envelope::TextField;
use crate::json::text::Extent;

/// An error of the API.
///
/// `D` and `X` are the capacities for the description and the extra, in bytes.
///
/// # Logging
///
/// [`description`](Self::description) and [`extra`](Self::extra) are the server's text, which may contain a phone number.
/// `Display` and `Debug` write it masked, by the properties of Unicode 17.0:
///
/// - Digits and numbers of every script become `*`: each character with a `Numeric_Type`, or with one in its
///   compatibility decomposition (NFKD), the tag digits (U+E0030 to U+E0039) and the keycap ten (U+1F51F).
/// - Characters that can end a line, or hide or reorder text, become an escape such as `\n` or `\u{200b}`: General
///   category Cc, Cf, Zl or Zp, `Default_Ignorable_Code_Point`, `Bidi_Control`, `Variation_Selector`.
/// - Delimiters of the text have a backslash before them, so that it cannot imitate the rest of the line.
///
/// Every other character is written as it is: numbers in words, letters of right-to-left scripts, and characters that
/// are private or not assigned.
///
/// # Examples
///
/// Mock servers and proxies create one from a code:
///
/// ```
/// use mixerr::{ApiError, Code, write_envelope};
///
/// let error: ApiError = ApiError::new(Code::INVALID_FIELD).with_extra(r#"{"field": "amount"}"#)?;
/// let mut body = [0; 256];
/// let length = write_envelope(&error, &mut body)?;
/// assert!(body[..length].ends_with(br#""extra":{"field":"amount"}}}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct ApiError<const D: usize = DESCRIPTION_CAPACITY, const X: usize = EXTRA_CAPACITY> {
    pub(super) code: Code,
    pub(super) status: Option<u16>,
    pub(super) http_status: u16,
    pub(super) description: Utf8<D>,
    pub(super) description_truncated: bool,
    /// Compact JSON that the parser has checked, or a prefix of it if truncated.
    pub(super) extra: Utf8<X>,
    pub(super) extra_truncated: bool,
    /// The clock of this device is the reason, as a [`Head`](crate::Head) shows.
    pub(super) has_wrong_clock: bool,
}

impl<const D: usize, const X: usize> ApiError<D, X> {
    /// Returns an error at HTTP 202 with the status and the description of the catalog; an unknown code has neither.
    #[must_use]
    pub fn new(code: impl Into<Code>) -> Self {
        let code = code.into();
        let entry = code.entry();
        let error = Self {
            code,
            status: entry.and_then(|entry| entry.status),
            http_status: 202,
            description: Utf8::new(),
            description_truncated: false,
            extra: Utf8::new(),
            extra_truncated: false,
            has_wrong_clock: false,
        };
        error.with_description(entry.map_or("", |entry| entry.description))
    }

    /// Returns an error without texts, and does not look up its code.
    #[cfg(feature = "explain")]
    pub(crate) const fn without_texts(code: Code, status: Option<u16>, http_status: u16) -> Self {
        Self {
            code,
            status,
            http_status,
            description: Utf8::new(),
            description_truncated: false,
            extra: Utf8::new(),
            extra_truncated: false,
            has_wrong_clock: false,
        }
    }

    /// Sets the status in the body; `None` for an envelope without one.
    #[must_use]
    pub fn with_status(mut self, status: impl Into<Option<u16>>) -> Self {
        self.status = status.into();
        self
    }

    /// Sets the HTTP status of the response; 0 for a WebSocket frame.
    #[must_use]
    pub const fn with_http_status(mut self, http_status: u16) -> Self {
        self.http_status = http_status;
        self
    }

    /// Sets the description, truncated to `D` bytes on a character boundary; empty for an envelope without one.
    #[must_use]
    pub fn with_description(mut self, description: &str) -> Self {
        self.description.clear();
        self.description_truncated = !self.description.push_prefix(description);
        self
    }

    /// Sets the extra, which may be any JSON value. It is stored as [`extra`](Self::extra) describes, truncated to `X`
    /// bytes.
    ///
    /// # Errors
    ///
    /// [`InvalidExtra`] if `extra` is not one JSON value, or is nested more deeply than [`MAX_DEPTH`](crate::MAX_DEPTH)
    /// allows inside an envelope.
    pub fn with_extra(mut self, extra: &str) -> Result<Self, InvalidExtra> {
        // Alone first: inside an envelope it could close the envelope and open another.
        let (alone, ..) = parse::<D, X>(&[extra]);
        if let Parsed::NotFromApi(Fault { kind: FaultKind::Malformed { .. }, .. }) = alone {
            return Err(InvalidExtra);
        }
        let (enclosed, buffers, extent) = parse::<D, X>(&["{\"error\":{\"code\":0,\"extra\":", extra, "}}"]);
        if let Parsed::NotFromApi(_) = enclosed {
            return Err(InvalidExtra);
        }
        buffers.copy_extra(extent, &mut self.extra);
        self.extra_truncated = extent.is_truncated();
        Ok(self)
    }

    /// Returns the error code: the envelope's `error.code`.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// Returns the status in the body, the envelope's `error.status`; `None` if it is absent or not a `u16`.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the HTTP status of the response; 0 for a WebSocket frame.
    #[must_use]
    pub const fn http_status(&self) -> u16 {
        self.http_status
    }

    /// Returns the description, escapes decoded; empty if absent.
    ///
    /// It is truncated to `D` bytes on a character boundary. It may contain private data, such as a phone number.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Returns true if the description was longer than `D` bytes.
    #[must_use]
    pub const fn description_truncated(&self) -> bool {
        self.description_truncated
    }

    /// Returns the value of `extra`, of any type, as compact JSON; empty if absent.
    ///
    /// - White space between tokens is dropped, and numbers keep their digits.
    /// - `\u` escapes of printable characters become UTF-8. Not printable are quotes, backslashes, and the control
    ///   characters U+0000 to U+001F and U+007F to U+009F; their escapes, and all short ones, stay as sent.
    /// - It is truncated to `X` bytes on a character boundary; an escape there is kept complete or not at all. A
    ///   truncated extra is not valid JSON.
    ///
    /// It may contain private data.
    #[must_use]
    pub fn extra(&self) -> &str {
        &self.extra
    }

    /// Returns true if the extra, as compact JSON, was longer than `X` bytes.
    #[must_use]
    pub const fn extra_truncated(&self) -> bool {
        self.extra_truncated
    }

    /// Returns the catalog entry for the code, or `None` for an unknown code.
    #[must_use]
    pub fn entry(&self) -> Option<&'static Entry> {
        self.code.entry()
    }

    /// Returns what the caller should do now: the action in the catalog, or [`Action::for_unknown_code`] for an unknown code.
    ///
    /// It is [`Action::FixClock`] if [`Head::refine`](crate::Head::refine) found that the clock is the reason.
    #[must_use]
    pub fn action(&self) -> Action {
        match self.entry() {
            _ if self.has_wrong_clock => Action::FixClock,
            Some(entry) => entry.action,
            None => Action::for_unknown_code(self.status, self.http_status),
        }
    }

    /// Returns whether the request may have paid: [`Payment::Possible`], unless the catalog excludes it.
    ///
    /// This is a fact about that request alone: see [`Payment`].
    #[must_use]
    pub fn payment(&self) -> Payment {
        self.entry().map_or(Payment::Possible, |entry| entry.payment)
    }

    /// Returns the `field` of an extra such as `{"field":"amount","reason":"..."}`: the name of the wrong field.
    ///
    /// `None` if there is no such string. Escapes are as in [`extra`](Self::extra); [`extra_string`](Self::extra_string)
    /// decodes them.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        extra::member(&self.extra, "field")
    }

    /// Returns the `reason` of an extra such as `{"field":"amount","reason":"..."}`: why the field is wrong.
    ///
    /// `None` if there is no such string. Escapes are as in [`extra`](Self::extra); [`extra_string`](Self::extra_string)
    /// decodes them.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        extra::member(&self.extra, "reason")
    }

    /// Returns the string at `key` of an extra that is an object, escapes decoded.
    ///
    /// `None` if the extra is not an object, or has no string at `key`. If the key occurs more than once, the last string
    /// counts. In a truncated extra, complete strings are found.
    ///
    /// ```
    /// use mixerr::{Outcome, read};
    ///
    /// let body = br#"{"error":{"code":10002,"extra":{"field":"amount","reason":"not \"enough\""}}}"#;
    /// let Outcome::Api(error) = read(202, body) else { panic!() };
    /// assert_eq!(error.extra_string("reason").as_deref(), Some("not \"enough\""));
    /// assert_eq!(error.extra_string("other"), None);
    /// ```
    #[must_use]
    pub fn extra_string(&self, key: &str) -> Option<ExtraString<X>> {
        extra::member(&self.extra, key).and_then(extra::decode)
    }

    /// Returns the text for which the catalog's description has a placeholder such as `{phone}`: a phone number, an
    /// asset, a maximum.
    ///
    /// `None` if the catalog's description has no placeholder, or if the description is truncated or does not match it.
    /// It may be private.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.view().detail()
    }

    /// Returns a view of the error that does not depend on its capacities.
    pub(crate) fn view(&self) -> ErrorRef<'_> {
        ErrorRef {
            code: self.code,
            status: self.status,
            known: self.entry().map(|entry| (entry.name, entry.description)),
            description: &self.description,
            description_truncated: self.description_truncated,
            extra: &self.extra,
            extra_truncated: self.extra_truncated,
        }
    }
}

impl<const D: usize, const X: usize> core::error::Error for ApiError<D, X> {}

/// Parses the body that consists of `parts`; returns the result, and the extra's buffer and extent.
fn parse<const D: usize, const X: usize>(parts: &[&str]) -> (Parsed, OwnBuffers<D, X>, Extent) {
    let (mut parser, mut buffers) = (Parser::new(), OwnBuffers::new());
    for part in parts {
        parser.feed(part.as_bytes(), &mut buffers);
    }
    (parser.finish(0), buffers, parser.extent(TextField::Extra))
}

/// The error of [`ApiError::with_extra`]: the extra is not one JSON value, or is nested too deeply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct InvalidExtra;

impl fmt::Display for InvalidExtra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the extra is not one JSON value, or is nested too deeply")
    }
}

impl core::error::Error for InvalidExtra {}
