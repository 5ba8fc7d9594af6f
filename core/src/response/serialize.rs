//! `serde::Serialize` of an error: the error object of the API's envelope.

use serde::Serialize;
use serde::ser::Serializer;

use super::api_error::ApiError;
use super::extra::{Elements, Members, decode, string};
use crate::catalog::Code;

/// The error object, member by member.
#[derive(Serialize)]
struct Wire<'a, const X: usize> {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    code: Code,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    extra: Option<Value<'a, X>>,
}

/// As the error object of the API's envelope. A truncated extra is left out.
///
/// The extra is written as the value it is, a level of nesting a call; numbers beyond 64 bits lose digits, which
/// [`write_envelope`](crate::write_envelope) keeps.
impl<const D: usize, const X: usize> Serialize for ApiError<D, X> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { status, code, .. } = *self;
        let extra = Some(&*self.extra).filter(|extra| !extra.is_empty() && !self.extra_truncated);
        Wire { status, code, description: &self.description, extra: extra.map(Value::<X>) }
            .serialize(serializer)
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
        // It is part of an extra that was checked, so it is never longer than that, nor wrong.
        serializer.serialize_str(decode::<X>(self.0).as_deref().unwrap_or_default())
    }
}
