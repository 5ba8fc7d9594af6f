//! `serde::Serialize` of an [`ApiError`]: the error object of the API's envelope.

use serde::Serialize;
use serde::ser::Serializer;

use super::api_error::ApiError;
use super::extra::{Elements, Members, decode, string};
use crate::catalog::Code;

/// The error object, in the order of its members.
#[derive(Serialize)]
struct ErrorObject<'a, const X: usize> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    code: Code,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<Value<'a, X>>,
}

/// Serializes the error object of the API's envelope: `status`, `code`, `description`, `extra`.
///
/// An absent status, description or extra is left out, and so is a truncated extra. The extra is serialized as the
/// value it is, with a recursive call for each level of nesting, at most [`MAX_DEPTH`](crate::MAX_DEPTH).
///
/// serde has no number of any length, so a number in the extra becomes the first of these that fits:
///
/// - a `u64` or `i64`, if it is an integer in that range; `-0` is not, because integers have no sign of zero;
/// - the nearest `f64`, so digits beyond its precision are lost;
/// - a string of its digits as sent, if the nearest `f64` is infinite: `1E400`.
///
/// [`write_envelope`](crate::write_envelope) keeps every digit.
impl<const D: usize, const X: usize> Serialize for ApiError<D, X> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let extra = self.view().complete_extra().map(Value::<X>);
        ErrorObject { status: self.status, code: self.code, description: &self.description, extra }
            .serialize(serializer)
    }
}

/// A value in compact JSON whose strings have at most `X` bytes.
struct Value<'a, const X: usize>(&'a str);

impl<const X: usize> Serialize for Value<'_, X> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(members) = Members::of(self.0) {
            return serializer.collect_map(members.map(|(name, value)| (Text::<X>(name), Self(value))));
        }
        if let Some(elements) = Elements::of(self.0) {
            return serializer.collect_seq(elements.map(Self));
        }
        if let Some(escaped) = string(self.0) {
            return Text::<X>(escaped).serialize(serializer);
        }
        match self.0 {
            "null" => serializer.serialize_unit(),
            "true" => serializer.serialize_bool(true),
            "false" => serializer.serialize_bool(false),
            number => serialize_number(number, serializer),
        }
    }
}

fn serialize_number<S: Serializer>(number: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(natural) = number.parse() {
        return serializer.serialize_u64(natural);
    }
    match (number.parse(), number.parse::<f64>()) {
        (Ok(integer @ ..0), _) => serializer.serialize_i64(integer),
        (_, Ok(float)) if float.is_finite() => serializer.serialize_f64(float),
        _ => serializer.serialize_str(number),
    }
}

/// An escaped string, serialized with its escapes decoded.
struct Text<'a, const X: usize>(&'a str);

impl<const X: usize> Serialize for Text<'_, X> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The parser has checked the escapes, and a string is not longer than the extra that contains it.
        serializer.serialize_str(decode::<X>(self.0).as_deref().unwrap_or_default())
    }
}
