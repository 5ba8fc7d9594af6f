//! Skips unrequested values, and the tokens between them.

use super::host::ON_HOST;
use super::scanner::{Scanner, Words};
use super::search::skip_indentation;
#[cfg(feature = "simd")]
use super::simd::Blocks;
use super::skip_number::skip_number;
use super::skip_string::skip_string;
use crate::json::escape;
use crate::json::scan::suffix;
use crate::json::table::NONE;
use crate::json::{Nesting, State};

/// Skips tokens until a value is complete at the depth `floor` or less.
///
/// `at` is between two tokens, or in a string that is neither stored nor compared. Returns the rest, and true if no white
/// space and no `\uXXXX` escape was skipped. Stops early before bytes that are incomplete or not valid.
#[cfg_attr(not(feature = "simd"), inline(always))]
pub(crate) fn skip_tokens<'a>(at: &mut Nesting, bytes: &'a [u8], floor: u8) -> (&'a [u8], bool) {
    // For fewer bytes `Blocks` take longer than `Words`.
    skip_from(at, bytes, floor, 256)
}

/// As [`skip_tokens`], for the rest of a value from an earlier chunk. Faster for long values, and slower for short ones.
#[inline(always)]
pub(crate) fn skip_more<'a>(at: &mut Nesting, bytes: &'a [u8], floor: u8) -> (&'a [u8], bool) {
    skip_from(at, bytes, floor, 64)
}

/// As [`skip_tokens`], with `Blocks` if there are `min_len` bytes, at least the 64 of one block.
#[inline(always)]
#[cfg_attr(not(feature = "simd"), expect(unused_variables, reason = "there are no blocks"))]
fn skip_from<'a>(at: &mut Nesting, bytes: &'a [u8], floor: u8, min_len: usize) -> (&'a [u8], bool) {
    #[cfg(feature = "simd")]
    if bytes.len() >= min_len {
        return skip::<Blocks<'_>>(at, bytes, floor);
    }
    skip::<Words<'_>>(at, bytes, floor)
}

/// As [`skip_tokens`], which tests can leave out.
#[inline(never)]
fn skip<'a, S: Scanner<'a>>(at: &mut Nesting, bytes: &'a [u8], floor: u8) -> (&'a [u8], bool) {
    if cfg!(mixerr_without = "skip_tokens") {
        return (bytes, true);
    }
    let (mut local, mut is_compact) = (*at, true);
    let rest = skip_with::<S>(&mut local, bytes, floor, &mut is_compact);
    *at = local;
    (rest, is_compact)
}

/// As [`skip_tokens`], with a scanner. Advances `at`; makes `is_compact` false if what it skips is not.
#[inline(always)]
fn skip_with<'a, S: Scanner<'a>>(
    at: &mut Nesting,
    bytes: &'a [u8],
    floor: u8,
    is_compact: &mut bool,
) -> &'a [u8] {
    let mut rest = bytes;
    let mut scanner = S::new(bytes);
    // A string that the chunk continues is read like one that begins.
    let mut first_and_tail =
        if ON_HOST && at.state == State::STRING { Some((&b'"', bytes)) } else { bytes.split_first() };
    loop {
        let Some((first, tail)) = (if ON_HOST { first_and_tail } else { rest.split_first() }) else {
            return rest;
        };
        let state = at.state;
        rest = match first {
            b'"' if state.is_before_value() || state.is_before_key() || ON_HOST && state == State::STRING => {
                scanner.advance(tail);
                skip_strings(at, &mut scanner, floor, is_compact)
            }
            b',' if state == State::AFTER && at.depth > 0 => {
                at.state = at.after_comma();
                tail
            }
            b':' if state == State::COLON => {
                at.state = State::VALUE;
                tail
            }
            b' ' | b'\n' | b'\r' | b'\t' => skip_any_whitespace(rest, is_compact),
            b'{' if state.is_before_value() && at.open(true, State::KEY_OR_END) => tail,
            b'[' if state.is_before_value() && at.open(false, State::VALUE_OR_END) => tail,
            b'}' if at.in_object() && (state == State::AFTER || state == State::KEY_OR_END) => {
                at.close();
                tail
            }
            b']' if !at.in_object()
                && at.depth > 0
                && (state == State::AFTER || state == State::VALUE_OR_END) =>
            {
                at.close();
                tail
            }
            _ if state.is_before_value() => {
                let Some(tail) = skip_scalar(rest) else { return rest };
                at.state = State::AFTER;
                tail
            }
            _ => return rest,
        };
        if at.state == State::STRING || at.state == State::AFTER && at.depth <= floor {
            return rest;
        }
        if ON_HOST {
            first_and_tail = rest.split_first();
        }
    }
}

/// Skips a string, and the strings, numbers and literals that follow it in the same container.
///
/// The scanner is at the contents of the string.
#[inline(always)]
fn skip_strings<'a>(
    at: &mut Nesting,
    scanner: &mut impl Scanner<'a>,
    floor: u8,
    is_compact: &mut bool,
) -> &'a [u8] {
    // At the floor the value is the last one: no shifted bytes equal `u32::MAX`.
    let after_value = if at.depth > floor { AFTER_VALUE } else { u32::MAX };
    let first = if at.in_object() { AFTER_KEY } else { after_value };
    let is_key = at.state.is_before_key() || ON_HOST && at.is_in_key();
    let mut expected = if is_key { AFTER_KEY } else { after_value };
    loop {
        let rest = scanner.skip_unescaped();
        // Most often the next string follows immediately.
        if let Some(found) = rest.first_chunk() {
            let found = u32::from_le_bytes(*found);
            if found << 8 == expected {
                scanner.next_string(suffix(rest, 3));
                expected ^= first ^ after_value;
                continue;
            }
            if ON_HOST && found == u32::from_le_bytes(*b"\": \"") && expected == AFTER_KEY {
                scanner.next_string(suffix(rest, 4));
                (*is_compact, expected) = (false, after_value);
                continue;
            }
        } else if cfg!(feature = "simd") && rest.is_empty() {
            begin_string(at, expected);
            return rest;
        }
        let contents = match rest {
            [b'"', tail @ ..] if !ON_HOST => {
                at.state = if expected == AFTER_KEY { State::COLON } else { State::AFTER };
                return tail;
            }
            [b'"', tail @ ..] => {
                let mut end = tail;
                if expected == AFTER_KEY {
                    let [b':', value @ ..] = tail else {
                        at.state = State::COLON;
                        return tail;
                    };
                    let value = skip_any_whitespace(value, is_compact);
                    if let [b'"', contents @ ..] = value {
                        scanner.advance(contents);
                        expected = after_value;
                        continue;
                    }
                    let Some(value_end) = skip_scalar(value) else {
                        at.state = State::VALUE;
                        return value;
                    };
                    end = value_end;
                }
                let ([b',', tail @ ..], AFTER_VALUE) = (end, after_value) else {
                    at.state = State::AFTER;
                    return end;
                };
                let tail = skip_any_whitespace(tail, is_compact);
                let [b'"', contents @ ..] = tail else {
                    at.state = at.after_comma();
                    return tail;
                };
                expected = first;
                contents
            }
            [b'\\', letter, tail @ ..] if ON_HOST && escape::short(*letter).is_some() => tail,
            _ => {
                let (end, is_short) = skip_string(rest);
                *is_compact &= is_short;
                if !end.starts_with(b"\"") {
                    begin_string(at, expected);
                    return end;
                }
                end
            }
        };
        scanner.advance(contents);
    }
}

/// Leaves the rest of a string to the next chunk, or to the lexer.
#[inline(always)]
fn begin_string(at: &mut Nesting, expected: u32) {
    at.begin_string(if expected == AFTER_KEY { State::COLON } else { State::AFTER });
    at.name = NONE as u8;
}

// The bytes between the contents of two strings, after one that is shifted out.
const AFTER_KEY: u32 = u32::from_le_bytes(*b"\0\":\"");
const AFTER_VALUE: u32 = u32::from_le_bytes(*b"\0\",\"");

/// Returns the bytes after a number or literal.
#[inline(always)]
fn skip_scalar(bytes: &[u8]) -> Option<&[u8]> {
    match bytes.split_first_chunk() {
        Some((b"true" | b"null", tail)) => Some(tail),
        Some((b"fals", tail)) => tail.strip_prefix(b"e"),
        _ => skip_number(bytes),
    }
}

#[inline(always)]
fn skip_any_whitespace<'a>(bytes: &'a [u8], is_compact: &mut bool) -> &'a [u8] {
    match bytes {
        [b'!'..=0xFF, ..] => bytes,
        _ => {
            *is_compact = false;
            skip_indentation(bytes)
        }
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;

    /// Skips the value of a member of the root. Returns the rest, true if the value is compact, and true if it is complete.
    fn skipped(json: &str) -> (&str, bool, bool) {
        let mut at = member();
        let (rest, is_compact) = skip_tokens(&mut at, json.as_bytes(), 1);
        let is_complete = at.depth == 1 && at.state == State::AFTER;
        (core::str::from_utf8(rest).unwrap(), is_compact, is_complete)
    }

    fn member() -> Nesting {
        let mut at = Nesting::new();
        assert!(at.open(true, State::KEY_OR_END));
        at.state = State::VALUE;
        at
    }

    #[test]
    #[rustfmt::skip]
    fn skip_tokens_reads_compact_values_to_their_end() {
        for json in [
            "0", "-0", "7", "-12.50", "1e5", "1E+05", "0.1e-22", "true", "false", "null", "\"\"", "\"text\"",
            r#""\"\\\/\b\f\n\r\t""#, "\"é中😀\"", "{}", "[]", "[[],{}]", r#"{"a":{"b":[1,"2",null]},"c":0}"#,
            r#"[0,1.5,"",true,false,null,{"":""},[-1]]"#, r#"{"\n":1,"é":"\\"}"#,
        ] {
            for after in [",", "}", " ,", "x"] {
                let body = [json, after].concat();
                assert_eq!(skipped(&body), (after, true, true), "{body}");
            }
        }
    }

    #[test]
    #[rustfmt::skip]
    fn skip_tokens_reports_white_space_and_long_escapes() {
        for json in [
            "[ ]", "{ }", "[1 ]", "[ 1]", "[1, 2]", "[1 ,2]", r#"{ "a":1}"#, r#"{"a" :1}"#, r#"{"a": 1}"#, r#"{"a":1 }"#,
            r#"{"a":1, "b":2}"#, r#"{"a":1 ,"b":2}"#, r#"{"a":{} ,"b":2}"#, r#"{"a":{}, "b":2}"#, "\"\\u0041\"",
            r#"{"\u0041":1}"#, "\"\\ud83d\\ude00\"", r#"["\u0000"]"#, "\"\\udead\"", "[\n]", "[\t1]", "[1\r]",
        ] {
            let body = [json, ","].concat();
            assert_eq!(skipped(&body), (",", false, true), "{body}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn skip_tokens_stops_before_what_is_incomplete_or_not_valid() {
        for (json, rest) in [
            ("", ""), ("1", "1"), ("-", "-"), ("-x", "-x"), ("01,", "1,"), ("1.,", "1.,"), ("1.x,", "1.x,"), ("1e,", "1e,"),
            ("1e+,", "1e+,"), ("1.5", "1.5"), (".5,", ".5,"), ("+1,", "+1,"), ("tru", "tru"), ("trux,", "trux,"), ("fals", "fals"),
            ("nul,", "nul,"), ("\"a", ""), ("\"\\", "\\"), ("\"\\x\",", "\\x\","), ("\"\\u12\",", "\\u12\","),
            ("\"\\u12", "\\u12"), ("\"\u{1f}\",", "\u{1f}\","), ("]", "]"), ("}", "}"), (",", ","), (":", ":"),
            ("[,1]", ",1]"), ("[1,]", "]"), ("[1,,2]", ",2]"), ("[1", "1"), ("[1]", ""), ("[1 2]", "2]"), ("[1:2]", ":2]"),
            ("[1}", "}"), ("[}", "}"), ("{]", "]"), ("{,", ","), ("{1:2}", "1:2}"), ("{\"a\"", ""), ("{\"a\"}", "}"),
            ("{\"a\"1}", "1}"), ("{\"a\":", ""), ("{\"a\":}", "}"), ("{\"a\":1]", "]"), ("{\"a\":1,}", "}"), ("{\"a\":1,2}", "2}"),
            ("{\"a\":1,\"b\"}", "}"), ("{\"a\":\"b\":1}", ":1}"), ("{\"a\":\"b\": \"c\"}", ": \"c\"}"), ("{\"a\":[1,{\"b\":2", "2"), ("{\"a\":{}1}", "1}"), ("[[]1]", "1]"),
        ] {
            let (left, _, is_complete) = skipped(json);
            assert_eq!((left, is_complete && !matches!(json, "01," | "[1]")), (rest, false), "{json}");
        }
    }

    #[test]
    fn skip_tokens_leaves_the_container_that_is_too_deep() {
        let deepest = "[".repeat(63);
        for opening in ["[", "{"] {
            let body = [&deepest, opening].concat();
            assert_eq!(skipped(&body), (opening, true, false));
        }
        let complete = [&deepest, &"]".repeat(63), ","].concat();
        assert_eq!(skipped(&complete), (",", true, true));
    }

    #[test]
    #[rustfmt::skip]
    fn skip_tokens_checks_what_separates_strings() {
        for json in [
            r#"{"a":"b","c":"d","e":"f"}"#, r#"["a","b","c"]"#, r#"{"a":"b","c":1,"d":"e"}"#, r#"["a",1,"b",true,"c"]"#,
            r#"{"a":"\n","\t":"b\\"}"#, r#"[["a","b"],"c"]"#, r#"{"a":{"b":"c"},"d":["e"]}"#,
        ] {
            assert_eq!(skipped(&[json, ","].concat()), (",", true, true), "{json}");
        }
        for (json, rest) in [
            (r#"{"a","b"}"#, r#","b"}"#), (r#"["a":"b"]"#, r#":"b"]"#), (r#"{"a":"b":"c"}"#, r#":"c"}"#),
            (r#"{"a":"b","c","d"}"#, r#","d"}"#), (r#"["a","b":"c"]"#, r#":"c"]"#), (r#"{"a":"b","c":"d":"e"}"#, r#":"e"}"#),
            (r#"["a""b"]"#, r#""b"]"#), (r#"[1"a"]"#, r#""a"]"#), (r#"{"a":1"b":2}"#, r#""b":2}"#), (r#"{"a""b"}"#, r#""b"}"#),
            (r#"{"a":"b""c"}"#, r#""c"}"#), (r#"["a", "b": "c"]"#, r#": "c"]"#), (r#"{"a": "b": "c"}"#, r#": "c"}"#),
        ] {
            let (left, _, is_complete) = skipped(json);
            assert_eq!((left, is_complete), (rest, false), "{json}");
        }
        // After a value at the floor nothing else is skipped.
        assert_eq!(skipped(r#""a","b":"c"}"#), (r#","b":"c"}"#, true, true));
        for floor in [0, 1] {
            let mut at = Nesting::new();
            let (rest, _) = skip_tokens(&mut at, br#""a","b""#, floor);
            assert!(rest == br#","b""# && at.depth == 0 && at.state == State::AFTER);
        }
    }

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn skip_more_continues_at_every_byte() {
        let json = r#"{"a key of many bytes":"a text of more than sixteen bytes","b":["c",{"d":"e"},-1.5,"é\n\u0041"],
            "a text of more than sixty-four bytes, so that a block of them is within it":{"":"","f": "g" , "h":[[],{}]},"i":"j"},"#;
        for split in 1..json.len() - 1 {
            let mut at = member();
            let (rest, _) = skip_tokens(&mut at, &json.as_bytes()[..split], 1);
            let rest = &json.as_bytes()[split - rest.len()..];
            let (rest, is_compact) = skip_more(&mut at, rest, 1);
            assert_eq!(rest, b",", "{split}");
            assert!(at.depth == 1 && at.state == State::AFTER, "{split}");
            assert_eq!(is_compact, split > json.rfind(" ,").unwrap() + 2, "{split}");
        }
    }

    #[test]
    fn skip_tokens_leaves_separators_after_the_root() {
        let mut root = Nesting::new();
        root.state = State::AFTER;
        for bytes in [b",", b"]", b"}"] {
            let mut at = root;
            let (rest, _) = skip_tokens(&mut at, bytes, 1);
            assert!(rest == bytes && at.depth == 0 && at.state == State::AFTER);
        }
    }

    #[test]
    fn skip_tokens_leaves_a_bracket_that_closes_nothing() {
        for bytes in [b"]", b"}"] {
            let mut at = Nesting::new();
            let (rest, _) = skip_tokens(&mut at, bytes, 1);
            assert!(rest == bytes && at.depth == 0 && at.state == State::VALUE_OR_END);
        }
    }

    #[test]
    fn skip_tokens_reads_an_array_at_the_root_to_its_end() {
        let mut at = Nesting::new();
        assert!(at.open(false, State::VALUE_OR_END));
        let (rest, _) = skip_tokens(&mut at, b"1,{\"error\":2},[]]", 0);
        assert_eq!(rest, b"");
        assert!(at.depth == 0 && at.state == State::AFTER);
    }
}
