//! A second implementation of the contract, on the tree that serde_json makes of a body.

use std::borrow::Cow;

use mixerr::{Action, BASE_LEN, CATALOG_LEN, Data, FaultKind, Outcome, Payment, lookup};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value with every member of an object, in order, and every number as sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    String(String),
    Number(String),
    Bool(bool),
    Null,
}

/// The members of an object. serde_json itself keeps one of each name.
struct Members(Vec<(String, Json)>);

/// The outcome of a response. A body that is malformed or too deep is for the other judge.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    Success(Data),
    Foreign,
    Http,
    Damaged,
    Api { code: u32, status: Option<u16>, description: String, extra: Option<Json> },
}

impl Verdict {
    /// Returns the outcome of a response that is JSON.
    pub(crate) fn of_json(http_status: u16, json: &Json) -> Self {
        let errors: Vec<&Json> =
            json.members().iter().filter(|(name, _)| name == "error").map(|(_, it)| it).collect();
        let last_object = errors.iter().rfind(|error| matches!(error, Json::Object(_)));
        if let Some(code) = last_object.and_then(|error| error.last("code", Json::integer)) {
            let error = last_object.expect("it has a code");
            let status = error.last("status", |it| it.integer()?.try_into().ok());
            let description = error.last("description", Json::string).unwrap_or_default().to_owned();
            return Self::Api { code, status, description, extra: error.last("extra", Some).cloned() };
        }
        match http_status {
            _ if errors.iter().any(|error| **error != Json::Null) => Self::Foreign,
            0 | 200..=209 => Self::Success(match json.last("data", Some) {
                None => Data::Absent,
                Some(Json::Null) => Data::Null,
                Some(_) => Data::Present,
            }),
            _ => Self::Http,
        }
    }

    /// Converts an outcome of mixerr.
    pub(crate) fn of_outcome<const D: usize, const X: usize>(outcome: &Outcome<D, X>) -> Self {
        match outcome {
            Outcome::Success(data) => Self::Success(*data),
            Outcome::NotFromApi(fault) => match fault.kind {
                FaultKind::Foreign => Self::Foreign,
                FaultKind::Http => Self::Http,
                _ => Self::Damaged,
            },
            Outcome::Api(error) => Self::Api {
                code: error.code().as_u32(),
                status: error.status(),
                description: error.description().to_owned(),
                extra: (!error.extra().is_empty())
                    .then(|| serde_json::from_str(error.extra()).expect("compact JSON")),
            },
        }
    }

    /// Returns whether the request may have paid. Six codes exclude it; the base catalog lacks 20124.
    pub(crate) fn payment(&self) -> Payment {
        match self {
            Self::Api { code: 20117..=20120 | 30100, .. } => Payment::Excluded,
            Self::Api { code: 20124, .. } if CATALOG_LEN > BASE_LEN => Payment::Excluded,
            _ => Payment::Possible,
        }
    }

    /// Returns the action.
    pub(crate) fn action(&self, http_status: u16) -> Action {
        match (self, http_status) {
            (Self::Success(_), _) => Action::Proceed,
            (Self::Api { code, status, .. }, _) => match lookup(*code) {
                Some(entry) => entry.action,
                None if status.unwrap_or(http_status) == 500 => Action::Retry,
                None => Action::Report,
            },
            (_, 429) => Action::Wait,
            (_, 400 | 405 | 413..=415 | 431) => Action::FixRequest,
            (_, 408 | 421 | 425) => Action::Retry,
            (_, 500..=510 | 512..=599) => Action::Retry,
            (Self::Damaged, 0 | 200..=209) => Action::Retry,
            _ => Action::Report,
        }
    }
}

impl Json {
    /// Parses a body that is JSON.
    pub(crate) fn of(body: &[u8]) -> Self {
        serde_json::from_slice(&without_lone_surrogates(body))
            .expect("the other judge has seen that it is JSON")
    }

    pub(crate) fn members(&self) -> &[(String, Json)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// Returns the last member with this name for which `fits` returns a value.
    pub(crate) fn last<'a, T>(&'a self, name: &str, fits: impl Fn(&'a Self) -> Option<T>) -> Option<T> {
        self.members().iter().rev().filter(|member| member.0 == name).find_map(|(_, value)| fits(value))
    }

    pub(crate) fn string(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// Returns a number that was sent as a `u32`: without sign, fraction or exponent.
    fn integer(&self) -> Option<u32> {
        let Self::Number(text) = self else { return None };
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        let text = text.get();
        let json = match text.as_bytes().first() {
            Some(b'{') => serde_json::from_str(text).map(|Members(members)| Self::Object(members)),
            Some(b'[') => serde_json::from_str(text).map(Self::Array),
            Some(b'"') => serde_json::from_str(text).map(Self::String),
            Some(b't' | b'f') => serde_json::from_str(text).map(Self::Bool),
            Some(b'n') => Ok(Self::Null),
            _ => Ok(Self::Number(text.to_owned())),
        };
        json.map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(All)
    }
}

/// Replaces every lone surrogate escape by `\ufffd`, as mixerr reads it; serde_json rejects it.
fn without_lone_surrogates(body: &[u8]) -> Cow<'_, [u8]> {
    let unit = |at: usize| {
        let digits = body.get(at..at + 6)?.strip_prefix(b"\\u")?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    let mut written = Cow::Borrowed(body);
    let mut at = 0;
    while at < body.len() {
        at += match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                written.to_mut()[at + 2..at + 6].copy_from_slice(b"fffd");
                6
            }
            // A backslash and the next byte are one escape, and that byte may be a backslash.
            _ if body[at] == b'\\' => 2,
            _ => 1,
        };
    }
    written
}
