//! Writes errors in the API's own wire form, for mock servers, proxies and logs.

use core::fmt;

use serde::Serialize;
use serde::ser::Serializer;

use crate::entry::Code;
use crate::error::ApiError;
use crate::extra::{Elements, Members, decode, string};
use crate::response::{Outcome, Reader};

/// Why an envelope was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum WriteError {
    /// The buffer is too short.
    BufferFull,
    /// The error's `extra` was set to something that is not compact JSON.
    InvalidExtra,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BufferFull => "the buffer is too short for the envelope",
            Self::InvalidExtra => "the extra is not compact JSON",
        })
    }
}

impl core::error::Error for WriteError {}

/// Writes the envelope of `error` as compact JSON, and returns its length in bytes.
///
/// An absent status, description or extra is left out, and so is an extra that was cut, which is no JSON any more.
/// Everything else reads back equal. After a failure the contents of `out` are unspecified.
///
/// # Errors
///
/// - [`WriteError::BufferFull`] if `out` is too short.
/// - [`WriteError::InvalidExtra`] if `error.extra` was set to something that would not read back equal: it is no
///   compact JSON, or too deep.
///
/// ```
/// use mixerr::{ApiError, Code, Outcome, read, write_envelope};
///
/// let error: ApiError = ApiError::new(Code::PIN_INCORRECT);
/// let mut body = [0; 128];
/// let length = write_envelope(&error, &mut body)?;
/// assert_eq!(&body[..length], br#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#);
/// assert_eq!(read(202, &body[..length]), Outcome::Api(error));
/// # Ok::<(), mixerr::WriteError>(())
/// ```
pub fn write_envelope<const D: usize, const X: usize>(
    error: &ApiError<D, X>,
    out: &mut [u8],
) -> Result<usize, WriteError> {
    let extra = whole_extra(error);
    let envelope = Envelope { error: Wire::new(error, extra.map(|extra| Raw(extra.as_bytes()))) };
    let length = serde_json_core::to_slice(&envelope, out).map_err(|_| WriteError::BufferFull)?;
    // The extra is a public field, and what stands in it could close the envelope and open another.
    if let Some(extra) = extra {
        let mut reader = Reader::<D, X>::new();
        reader.feed(out.get(..length).unwrap_or_default());
        match reader.finish(error.http_status) {
            Outcome::Api(read_back) if read_back.extra == extra && read_back.code == error.code => {}
            _ => return Err(WriteError::InvalidExtra),
        }
    }
    Ok(length)
}

/// Returns the extra if there is one and it is whole.
fn whole_extra<const D: usize, const X: usize>(error: &ApiError<D, X>) -> Option<&str> {
    Some(&*error.extra).filter(|extra| !extra.is_empty() && !error.extra_cut)
}

#[derive(Serialize)]
struct Envelope<E> {
    error: E,
}

/// The error object; `E` is how the extra is written.
#[derive(Serialize)]
struct Wire<'a, E> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    code: Code,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<E>,
}

impl<'a, E> Wire<'a, E> {
    fn new<const D: usize, const X: usize>(error: &'a ApiError<D, X>, extra: Option<E>) -> Self {
        Self { status: error.status, code: error.code, description: &error.description, extra }
    }
}

/// JSON that serde-json-core copies as it stands: it takes bytes for that.
struct Raw<'a>(&'a [u8]);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// As the error object of the API's envelope. An extra that was cut is left out.
///
/// The extra is written as the value it is, a level of nesting a call; numbers beyond 64 bits lose digits, which
/// [`write_envelope`] keeps.
impl<const D: usize, const X: usize> Serialize for ApiError<D, X> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Wire::new(self, whole_extra(self).map(Value::<X>)).serialize(serializer)
    }
}

/// Compact JSON with strings of at most `X` bytes, as the value it stands for.
struct Value<'a, const X: usize>(&'a str);

impl<const X: usize> Serialize for Value<'_, X> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(members) = Members::of(self.0) {
            return serializer.collect_map(members.map(|(name, value)| (Text::<X>(name), Self(value))));
        }
        if let Some(elements) = Elements::of(self.0) {
            return serializer.collect_seq(elements.map(Self));
        }
        if let Some(inside) = string(self.0) {
            return Text::<X>(inside).serialize(serializer);
        }
        match self.0 {
            "null" => serializer.serialize_unit(),
            "true" => serializer.serialize_bool(true),
            "false" => serializer.serialize_bool(false),
            number => match (number.parse(), number.parse(), number.parse::<f64>()) {
                (Ok(natural), _, _) => serializer.serialize_u64(natural),
                (_, Ok(integer), _) => serializer.serialize_i64(integer),
                (_, _, Ok(float)) if float.is_finite() => serializer.serialize_f64(float),
                _ => serializer.serialize_str(number),
            },
        }
    }
}

/// An escaped string as the text it stands for.
struct Text<'a, const X: usize>(&'a str);

impl<const X: usize> Serialize for Text<'_, X> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match decode::<X>(self.0) {
            Some(text) => serializer.serialize_str(&text),
            None => serializer.serialize_str(self.0),
        }
    }
}
