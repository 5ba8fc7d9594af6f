//! Generated documents, judged by serde_json and the contract, which is written down here a second time.
//!
//! Where we mean to differ from serde_json:
//!
//! - Lone surrogate escapes are U+FFFD to us and an error to it: the generator makes none, and damaged documents that
//!   it refuses for them are left out.
//! - A member twice: the judge keeps all members of an object in their order and applies our rule, the last one of
//!   the right type.
//! - Depth: 64 against 128; the generator stays below both.

use std::fmt::Write;

use mixerr::{Action, FaultKind, Outcome, read};
use mixerr_tests::read_pieces;
use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value that keeps every member of an object, in order, and every number as it was sent.
#[derive(Debug, Clone, PartialEq)]
enum Json {
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    String(String),
    Number(String),
    Bool(bool),
    Null,
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        parse(raw.get()).map_err(serde::de::Error::custom)
    }
}

/// Parses a text by serde_json, a level at a time.
fn parse(text: &str) -> serde_json::Result<Json> {
    struct Members(Vec<(String, Json)>);
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
    struct Elements(Vec<Json>);
    impl<'de> Deserialize<'de> for Elements {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct All;
            impl<'de> Visitor<'de> for All {
                type Value = Elements;
                fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str("an array")
                }
                fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Elements, A::Error> {
                    let mut elements = Vec::new();
                    while let Some(element) = seq.next_element()? {
                        elements.push(element);
                    }
                    Ok(Elements(elements))
                }
            }
            deserializer.deserialize_seq(All)
        }
    }
    Ok(match text.as_bytes().first() {
        Some(b'{') => Json::Object(serde_json::from_str::<Members>(text)?.0),
        Some(b'[') => Json::Array(serde_json::from_str::<Elements>(text)?.0),
        Some(b'"') => Json::String(serde_json::from_str(text)?),
        Some(b't') => Json::Bool(true),
        Some(b'f') => Json::Bool(false),
        Some(b'n') => Json::Null,
        _ => Json::Number(text.to_owned()),
    })
}

impl Json {
    /// Returns the value as an unsigned integer up to `max`, if it was sent as one.
    fn integer(&self, max: u32) -> Option<u32> {
        let Self::Number(text) = self else { return None };
        text.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| text.parse().ok())
            .flatten()
            .filter(|value| *value <= max)
    }
}

/// What the contract says of an answer.
#[derive(Debug, PartialEq)]
enum Verdict {
    Malformed,
    Success,
    Foreign,
    Http,
    Api { code: u32, status: Option<u16>, description: String, extra: Option<Json>, action: Action },
}

fn judge(http_status: u16, body: &[u8]) -> Verdict {
    let Ok(json) = serde_json::from_slice::<Json>(body) else { return Verdict::Malformed };
    let members = if let Json::Object(members) = &json { members.as_slice() } else { &[] };
    let errors: Vec<&Json> =
        members.iter().filter(|(name, _)| name == "error").map(|(_, value)| value).collect();
    let Some(Json::Object(error)) = errors.iter().rev().find(|value| matches!(value, Json::Object(_))) else {
        return match http_status {
            _ if errors.iter().any(|value| **value != Json::Null) => Verdict::Foreign,
            0 | 200..=209 => Verdict::Success,
            _ => Verdict::Http,
        };
    };
    let last = |wanted: &str, fits: &dyn Fn(&Json) -> bool| {
        error.iter().rev().find(|(name, value)| name == wanted && fits(value)).map(|(_, value)| value)
    };
    let Some(code) =
        last("code", &|value| value.integer(u32::MAX).is_some()).and_then(|value| value.integer(u32::MAX))
    else {
        return Verdict::Foreign;
    };
    let is_status = |value: &Json| value.integer(u16::MAX.into()).is_some();
    let status =
        last("status", &is_status).and_then(|value| value.integer(u16::MAX.into())).map(|value| value as u16);
    let description = match last("description", &|value| matches!(value, Json::String(_))) {
        Some(Json::String(text)) => text.clone(),
        _ => String::new(),
    };
    let action = match mixerr::lookup(code) {
        Some(entry) => entry.action,
        None if status.unwrap_or(http_status) == 500 => Action::Retry,
        None => Action::Report,
    };
    Verdict::Api { code, status, description, extra: last("extra", &|_| true).cloned(), action }
}

/// Reads with capacities that hold everything the generator makes, and compares with the judge.
fn compare(http_status: u16, body: &[u8]) -> Result<(), TestCaseError> {
    let outcome = read_pieces::<65536, 65536>(http_status, [body]);
    let verdict = match &outcome {
        Outcome::Success => Verdict::Success,
        Outcome::NotFromApi(fault) => match fault.kind {
            FaultKind::Malformed { .. } => Verdict::Malformed,
            FaultKind::Foreign => Verdict::Foreign,
            FaultKind::Http => Verdict::Http,
            FaultKind::TooDeep { .. } => return Err(TestCaseError::fail("too deep")),
        },
        Outcome::Api(error) => Verdict::Api {
            code: error.code.0,
            status: error.status,
            description: error.description.as_str().to_owned(),
            extra: (!error.extra.is_empty())
                .then(|| serde_json::from_str(&error.extra).expect("compact JSON")),
            action: error.action(),
        },
    };
    prop_assert_eq!(verdict, judge(http_status, body));
    let split = read_pieces::<65536, 65536>(http_status, body.chunks(1));
    prop_assert!(split == outcome);
    Ok(())
}

/// White space, mostly none.
fn white_space() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(""), 1 => Just(" "), 1 => Just("\n\t"), 1 => Just(" \r\n  ")]
}

/// A string as it is sent, quotes and escapes and all.
fn string() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[ !#-\\[\\]-~]{0,12}",
        1 => "[\u{7f}-\u{7ff}]", 1 => "[\u{800}-\u{d7ff}\u{e000}-\u{ffff}]", 1 => "[\u{10000}-\u{10ffff}]",
        2 => proptest::sample::select(vec!["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"]).prop_map(String::from),
        2 => any::<char>().prop_map(|character| {
            let mut units = [0; 2];
            character.encode_utf16(&mut units).iter().fold(String::new(), |mut text, unit| {
                write!(text, "\\u{unit:04x}").expect("a String takes everything");
                text
            })
        }),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| format!("\"{}\"", pieces.concat()))
}

/// A number of any form.
fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => proptest::sample::select(vec![0_u32, 1, 202, 400, 401, 500, 7000, 10002, 20119, 65535, 65536, u32::MAX])
            .prop_map(|number| number.to_string()),
        1 => any::<u64>().prop_map(|number| number.to_string()),
        2 => "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?",
    ]
}

/// A member's name: one that is read, plain or escaped, or another.
fn name() -> impl Strategy<Value = String> {
    let known = ["error", "code", "status", "description", "extra", "data", "errors", "", "cod"];
    prop_oneof![
        6 => proptest::sample::select(known.to_vec()).prop_map(|name| format!("\"{name}\"")),
        1 => (proptest::sample::select(known.to_vec()), any::<u16>()).prop_map(|(name, escaped)| {
            let letters = name.chars().enumerate().map(|(place, letter)| match escaped >> place & 1 {
                1 => format!("\\u{:04X}", u32::from(letter)),
                _ => letter.to_string(),
            });
            format!("\"{}\"", letters.collect::<String>())
        }),
        1 => string(),
    ]
}

fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        3 => number(), 3 => string(),
        1 => proptest::sample::select(vec!["true", "false", "null"]).prop_map(String::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            1 => (proptest::collection::vec((white_space(), inner.clone(), white_space()), 0..5)).prop_map(|elements| {
                let elements: Vec<_> = elements.iter().map(|(a, value, b)| format!("{a}{value}{b}")).collect();
                format!("[{}]", elements.join(","))
            }),
            2 => members(inner),
        ]
    })
}

fn members(inner: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    proptest::collection::vec((white_space(), name(), white_space(), inner), 0..7).prop_map(|members| {
        let members: Vec<_> =
            members.iter().map(|(a, name, b, value)| format!("{a}{name}{b}:{b}{value}{a}")).collect();
        format!("{{{}}}", members.join(","))
    })
}

/// Any document, or one whose root has an error object.
fn document() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => (white_space(), value(), white_space()).prop_map(|(a, value, b)| format!("{a}{value}{b}")),
        3 => (members(value()), proptest::collection::vec((name(), value()), 0..3), any::<bool>()).prop_map(
            |(error, others, first)| {
                let mut members: Vec<_> = others.iter().map(|(name, value)| format!("{name}:{value}")).collect();
                members.insert(if first { 0 } else { members.len() }, format!("\"error\":{error}"));
                format!("{{{}}}", members.join(","))
            }
        ),
    ]
}

fn http_status() -> impl Strategy<Value = u16> {
    proptest::sample::select(vec![0, 200, 202, 209, 210, 302, 400, 401, 429, 500, 502])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn read_agrees_with_the_judge_on_documents(http_status in http_status(), body in document()) {
        compare(http_status, body.as_bytes())?;
    }

    #[test]
    fn read_agrees_with_the_judge_on_damaged_documents(
        http_status in http_status(),
        body in document(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4), 1..4),
    ) {
        let mut body = body.into_bytes();
        for (place, byte, kind) in edits {
            let place = place.index(body.len() + 1);
            match kind {
                0 => body.truncate(place),
                1 => body.insert(place, byte),
                2 if place < body.len() => body[place] = byte,
                _ if place < body.len() => drop(body.remove(place)),
                _ => {}
            }
        }
        let judged = serde_json::from_slice::<Json>(&body).err().map(|error| error.to_string()).unwrap_or_default();
        prop_assume!(!judged.contains("surrogate") && !judged.contains("end of hex"));
        compare(http_status, &body)?;
    }

    #[test]
    fn read_cuts_texts_to_prefixes(body in document()) {
        let large = read_pieces::<65536, 65536>(202, [body.as_bytes()]);
        if let (Outcome::Api(small), Outcome::Api(large)) = (read(202, body.as_bytes()), large) {
            prop_assert!(large.description.starts_with(&*small.description));
            prop_assert!(large.extra.starts_with(&*small.extra));
            prop_assert_eq!(small.description_cut, small.description.len() < large.description.len());
            prop_assert_eq!(small.extra_cut, small.extra.len() < large.extra.len());
        }
    }
}
