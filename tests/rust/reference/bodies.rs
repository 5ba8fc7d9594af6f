//! Bodies of every kind: envelopes made by the grammar, damaged ones, and soups.

use crate::grammar::envelope;
use crate::random::Random;

/// How a body was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    Grammar,
    Damaged,
    ByteSoup,
    TokenSoup,
    Exhaustive,
}

/// Statuses with rules of their own, their neighbours, and others.
const HTTP: &[u16] = &[
    0, 1, 100, 199, 200, 201, 202, 203, 204, 205, 206, 209, 210, 211, 299, 301, 304, 399, 400, 401, 403, 404,
    405, 407, 408, 409, 413, 414, 415, 416, 421, 424, 425, 426, 429, 430, 431, 432, 451, 499, 500, 501, 502,
    503, 510, 511, 512, 599, 600, 999, 65535,
];

/// The bytes that mean something in JSON, some that do not, and parts of characters.
const BYTES: &[u8] = b"{}[]:,\"\"\"\\\\/bfnrtuxU0019-+.eEaAdD truefalsn\t\n\r\x00\x0B\x0C\x1F\x7F'\
    \x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xC3\xDF\xE0\xE1\xED\xEE\xEF\xF0\xF1\xF4\xF5\xFF";

const TOKENS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    " ",
    "0",
    "-",
    "1",
    "20119",
    "\"a\"",
    "true",
    "false",
    "null",
    "\"error\"",
    "\"data\"",
    "\"code\"",
    "\"status\"",
    "\"description\"",
    "\"extra\"",
    "\"error\":",
    "\"code\":",
    "{\"error\":{",
    "\"code\":1",
    "}}",
    "{}",
    "[]",
    ".5",
    "e9",
    "\"\\u0041\"",
    "\"\\ud83d\\ude00\"",
    "é",
    "\"\\\"\"",
    "\"error\":null",
];

/// What is before and after a soup.
const FRAMES: &[[&str; 2]] = &[
    ["[", "]"],
    ["{", "}"],
    [r#"{"data":"#, "}"],
    [r#"{"error":"#, "}"],
    [r#"{"error":{"#, "}}"],
    [r#"{"error":{"code":"#, "}}"],
    [r#"{"error":{"code":7000,"status":"#, "}}"],
    [r#"{"error":{"extra":"#, r#","code":10002}}"#],
    [r#"{"error":{"code":10002,"extra":{"field":""#, r#""}}}"#],
    [r#"{"error":{"code":500,"description":""#, r#""}}"#],
];

/// Ill-formed UTF-8: overlong, surrogates, beyond U+10FFFF, and well-formed except for the last byte.
const ILL_FORMED: &[&[u8]] = &[
    b"\xC0\x80",
    b"\xC1\xBF",
    b"\xE0\x80\x80",
    b"\xE0\x9F\xBF",
    b"\xED\xA0\x80",
    b"\xED\xBF\xBF",
    b"\xF0\x80\x80\x80",
    b"\xF0\x8F\xBF\xBF",
    b"\xF4\x90\x80\x80",
    b"\xF5\x80\x80\x80",
    b"\xBF",
    b"\xDF\x7F",
    b"\xEF\xBF\xC0",
    b"\xF3\xBF\xBF",
    b"\xF1\x80\x80",
];

/// Returns an HTTP status.
pub(crate) fn http_status(random: &mut Random) -> u16 {
    match random.below(4) {
        0 => 202,
        1 => *random.pick(&[0, 200, 204, 205, 500]),
        _ => *random.pick(HTTP),
    }
}

/// Returns a body and how it was made.
pub(crate) fn body(random: &mut Random) -> (Source, Vec<u8>) {
    match random.below(20) {
        0..=8 => (Source::Grammar, envelope(random)),
        9..=14 => (Source::Damaged, damaged(random)),
        15..=17 => {
            let soup: Vec<u8> = (0..random.below(17)).map(|_| *random.pick(BYTES)).collect();
            (Source::ByteSoup, framed(&soup, random))
        }
        _ => {
            let soup: Vec<u8> = (0..random.below(17)).flat_map(|_| random.pick(TOKENS).bytes()).collect();
            (Source::TokenSoup, framed(&soup, random))
        }
    }
}

/// Returns a soup by itself or as a part of an envelope.
fn framed(soup: &[u8], random: &mut Random) -> Vec<u8> {
    let [before, after] = if random.once_in(2) { ["", ""] } else { *random.pick(FRAMES) };
    [before.as_bytes(), soup, after.as_bytes()].concat()
}

/// Returns an envelope that was damaged once or a few times.
fn damaged(random: &mut Random) -> Vec<u8> {
    let mut body = envelope(random);
    for _ in 0..=random.below(3) {
        let at = random.below(body.len() + 1);
        let end = (at + random.below(9)).min(body.len());
        match random.below(10) {
            0 => body.truncate(at),
            1 => body.insert(at, random.byte()),
            2 | 3 => body.insert(at, *random.pick(BYTES)),
            4 => drop(body.drain(at..end)),
            5 => {
                let copied = body[at..end].to_vec();
                body.splice(at..at, copied);
            }
            6 => drop(body.splice(at..at, random.pick(ILL_FORMED).iter().copied())),
            7 => {
                let other = envelope(random);
                let from = random.below(other.len() + 1);
                body.truncate(at);
                body.extend(&other[from..]);
            }
            _ => {
                let flip = if random.once_in(2) { 1 << random.below(8) } else { random.byte() };
                if let Some(byte) = body.get_mut(at) {
                    *byte ^= flip;
                }
            }
        }
    }
    body
}
