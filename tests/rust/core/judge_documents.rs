//! Generated documents: JSON with white space, escapes, and repeated names.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// White space, usually empty.
fn white_space() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just(""), 1 => Just(" "), 1 => Just("\n\t"), 1 => Just(" \r\n  ")]
}

/// An escape of a UTF-16 code unit.
fn escape(unit: u16) -> String {
    format!("\\u{unit:04x}")
}

/// A string with its quotes.
fn string() -> BoxedStrategy<String> {
    let piece = prop_oneof![
        4 => "[ !#-\\[\\]-~]{0,12}",
        1 => "[\u{7f}-\u{7ff}]",
        1 => "[\u{800}-\u{d7ff}\u{e000}-\u{ffff}]",
        1 => "[\u{10000}-\u{10ffff}]",
        2 => select(vec!["\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"]).prop_map(String::from),
        1 => (0..0x100_u16).prop_map(escape),
        1 => any::<char>().prop_map(|it| it.encode_utf16(&mut [0; 2]).iter().copied().map(escape).collect()),
        // Surrogates, most of them lone.
        1 => (0xD800..=0xDFFF_u16).prop_map(escape),
    ];
    vec(piece, 0..6).prop_map(|pieces| format!("\"{}\"", pieces.concat())).boxed()
}

/// A number in any valid form.
fn number() -> BoxedStrategy<String> {
    let known = vec![0_u32, 1, 202, 400, 401, 500, 7000, 10002, 20119, 65535, 65536, 999_999_999, u32::MAX];
    prop_oneof![
        6 => select(known).prop_map(|number| number.to_string()),
        1 => any::<u32>().prop_map(|number| number.to_string()),
        1 => any::<u64>().prop_map(|number| number.to_string()),
        2 => "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?",
    ]
    .boxed()
}

/// `known`, with or without escaped letters, or another name.
fn name(known: &'static str) -> BoxedStrategy<String> {
    prop_oneof![
        8 => Just(format!("\"{known}\"")),
        1 => any::<u16>().prop_map(move |escaped| {
            let letters = known.encode_utf16().enumerate();
            let sent = letters.map(|(place, unit)| match escaped >> place & 1 {
                0 => escape(unit).to_uppercase().replace("\\U", "\\u"),
                _ => String::from_utf16_lossy(&[unit]),
            });
            format!("\"{}\"", sent.collect::<String>())
        }),
        1 => string(),
    ]
    .boxed()
}

/// A member with white space around its name and value.
fn member(
    name: impl Strategy<Value = String> + 'static,
    value: impl Strategy<Value = String> + 'static,
) -> BoxedStrategy<String> {
    (name, value, white_space(), white_space())
        .prop_map(|(name, value, a, b)| format!("{a}{name}{b}:{a}{value}{b}"))
        .boxed()
}

/// An object with these members.
fn object(members: impl Strategy<Value = Vec<String>> + 'static) -> BoxedStrategy<String> {
    members.prop_map(|members| format!("{{{}}}", members.join(","))).boxed()
}

/// Any value, including objects with the names that are read elsewhere.
fn value() -> BoxedStrategy<String> {
    let word = select(vec!["true", "false", "null"]).prop_map(String::from);
    let leaf = prop_oneof![3 => number(), 3 => string(), 1 => word];
    leaf.prop_recursive(5, 40, 6, |inner| {
        let names = select(vec!["error", "data", "code", "extra", "field", "reason", ""]).prop_flat_map(name);
        let element =
            (white_space(), inner.clone(), white_space()).prop_map(|(a, value, b)| format!("{a}{value}{b}"));
        prop_oneof![
            1 => vec(element, 0..5).prop_map(|elements| format!("[{}]", elements.join(","))),
            2 => object(vec(member(names, inner), 0..5)),
        ]
    })
    .boxed()
}

/// An error object whose known members are of the right or a wrong type, missing or repeated.
fn error() -> BoxedStrategy<String> {
    object(vec(
        prop_oneof![
            6 => member(name("code"), number()),
            2 => member(name("status"), number()),
            2 => member(name("description"), string()),
            3 => member(name("extra"), value()),
            2 => member(select(vec!["code", "status", "description", "cod"]).prop_flat_map(name), value()),
        ],
        1..8,
    ))
}

/// A document, with or without an error object.
pub(crate) fn document() -> impl Strategy<Value = String> {
    let root = object(vec(
        prop_oneof![
            5 => member(name("error"), error()),
            1 => member(name("error"), value()),
            2 => member(name("data"), value()),
            1 => member(name("data"), Just(String::from("null"))),
        ],
        1..4,
    ));
    (white_space(), prop_oneof![4 => root, 1 => value()], white_space())
        .prop_map(|(a, root, b)| format!("{a}{root}{b}"))
}

/// A document that is damaged at most three times: truncated, or a byte inserted, changed or removed.
pub(crate) fn damaged_document() -> impl Strategy<Value = Vec<u8>> {
    (document(), vec((any::<Index>(), any::<u8>(), 0..4), 1..4)).prop_map(|(document, edits)| {
        let mut body = document.into_bytes();
        for (place, byte, edit) in edits {
            let place = place.index(body.len() + 1);
            match edit {
                0 => body.truncate(place),
                1 => body.insert(place, byte),
                2 => drop(body.splice(place..body.len().min(place + 1), [byte])),
                _ => drop(body.drain(place..body.len().min(place + 1))),
            }
        }
        body
    })
}

/// A document nested in at most 90 containers.
pub(crate) fn deep_document() -> impl Strategy<Value = String> {
    (vec(any::<bool>(), 40..90), document()).prop_map(|(containers, document)| {
        containers.iter().fold(document, |inner, is_object| match is_object {
            true => format!("{{\"error\":{inner}}}"),
            false => format!("[{inner} ]"),
        })
    })
}

/// An HTTP status, usually one with a rule of its own.
pub(crate) fn http_status() -> impl Strategy<Value = u16> {
    prop_oneof![4 => select(vec![
            0, 199, 200, 202, 204, 205, 209, 210, 302, 400, 401, 408, 413, 421, 425, 429, 431, 500, 502, 511, 600,
        ]), 1 => any::<u16>()]
}
