//! Reads tokens that stand whole in a chunk. What is not whole or not valid is not read: the lexer reads it byte by
//! byte, and tells the fault.

mod number;
mod string;

use super::{Nesting, State};
use crate::scan;
use number::number;
pub(crate) use string::{Piece, pieces, string};

/// Reads values that nobody asks for, from the beginning of one on, until `at` stands behind one that is a member of an
/// object at depth `floor`, or behind the root.
///
/// Returns what is left, and whether what was read is compact, as an extra is kept: without white space and long
/// escapes. It may stop early, at a token that is not whole in the chunk or not valid, as `at` tells.
#[inline(never)]
pub(crate) fn skim<'a>(at: &mut Nesting, bytes: &'a [u8], floor: u8) -> (&'a [u8], bool) {
    let mut is_compact = true;
    let mut here = *at;
    let rest = skim_on(&mut here, bytes, floor, &mut is_compact);
    *at = here;
    (rest, is_compact)
}

/// As [`skim`].
#[inline(always)]
fn skim_on<'a>(at: &mut Nesting, bytes: &'a [u8], floor: u8, is_compact: &mut bool) -> &'a [u8] {
    let mut rest = bytes;
    if is_last(at, floor) {
        if let Some(end) = scalar(rest, is_compact) {
            at.state = State::AFTER;
            return end;
        }
    }
    loop {
        // Where a value or a name may stand.
        if !matches!(rest, [b'{' | b'[', ..]) && !is_last(at, floor) {
            (at.state, rest) = scalars(rest, at.state, at.in_object(), is_compact);
        }
        let [first, tail @ ..] = rest else { return rest };
        if at.state.is_before_value() {
            let (is_object, next, end) = match first {
                b'{' => (true, State::KEY_OR_END, b'}'),
                b'[' => (false, State::VALUE_OR_END, b']'),
                _ => return rest,
            };
            if !at.open(is_object, next) {
                return rest;
            }
            rest = token(tail, is_compact);
            if rest.first() != Some(&end) {
                continue;
            }
        }
        // Where a comma or an end may stand.
        loop {
            let [first, tail @ ..] = rest else { return rest };
            let in_object = at.in_object();
            match first {
                b'}' if in_object && at.state != State::KEY => {}
                b']' if !in_object => {}
                b',' if at.state == State::AFTER => {
                    rest = token(tail, is_compact);
                    at.state = if in_object { State::KEY } else { State::VALUE };
                    break;
                }
                _ => return rest,
            }
            at.close();
            rest = tail;
            if is_last(at, floor) {
                return rest;
            }
            rest = token(rest, is_compact);
        }
    }
}

/// Tells whether a value that ends here is the last one to be skimmed.
#[inline(always)]
fn is_last(at: &Nesting, floor: u8) -> bool {
    at.depth <= floor && (at.in_object() || at.depth == 0)
}

/// Reads the members of a container that are no containers, from the beginning of one on, whose state it is.
///
/// Returns the state at which it stops, and what is left: at a bracket, or at a token that is not whole or not valid.
#[inline(never)]
fn scalars<'a>(bytes: &'a [u8], state: State, in_object: bool, is_compact: &mut bool) -> (State, &'a [u8]) {
    let (mut state, mut rest) = (state, bytes);
    loop {
        if state.is_before_key() {
            let [b'"', text @ ..] = rest else { return (state, rest) };
            let value = match scan::after_plain(text) {
                [b'"', b':', value @ ..] => Some(value),
                plain_end => string_end(plain_end, is_compact)
                    .and_then(|end| token(end, is_compact).strip_prefix(b":")),
            };
            let Some(value) = value else { return (state, rest) };
            state = State::VALUE;
            rest = token(value, is_compact);
        }
        let Some(end) = scalar(rest, is_compact) else { return (state, rest) };
        if let ([b',', name @ ..], true) = (end, in_object) {
            if name.starts_with(b"\"") {
                (state, rest) = (State::KEY, name);
                continue;
            }
        }
        rest = token(end, is_compact);
        let [b',', tail @ ..] = rest else {
            return (State::AFTER, rest);
        };
        state = if in_object { State::KEY } else { State::VALUE };
        rest = token(tail, is_compact);
    }
}

/// Reads a value that is no container; returns what follows it.
#[inline(always)]
fn scalar<'a>(bytes: &'a [u8], is_compact: &mut bool) -> Option<&'a [u8]> {
    match bytes {
        [b'"', text @ ..] => string_end(scan::after_plain(text), is_compact),
        [b'-' | b'0'..=b'9', ..] => number(bytes),
        [b't', tail @ ..] => tail.strip_prefix(b"rue"),
        [b'f', tail @ ..] => tail.strip_prefix(b"alse"),
        [b'n', tail @ ..] => tail.strip_prefix(b"ull"),
        _ => None,
    }
}

/// Reads the rest of a string, which is no plain text.
#[inline(always)]
fn string_end<'a>(plain_end: &'a [u8], is_compact: &mut bool) -> Option<&'a [u8]> {
    match plain_end {
        [b'"', tail @ ..] => Some(tail),
        _ => {
            let (rest, is_short) = rare_string(plain_end)?;
            *is_compact &= is_short;
            Some(rest)
        }
    }
}

/// Reads the rest of a string that has more than plain text; returns what follows it, and whether all escapes are short.
#[inline(never)]
fn rare_string(text: &[u8]) -> Option<(&[u8], bool)> {
    let mut is_short = true;
    let rest = string(text, |piece| is_short &= !matches!(piece, Piece::Escape(_, [_, _, ..])))?;
    Some((rest, is_short))
}

/// Skips white space.
#[inline(always)]
fn token<'a>(bytes: &'a [u8], is_compact: &mut bool) -> &'a [u8] {
    match bytes {
        [b'!'..=0xFF, ..] => bytes,
        _ => white_space(bytes, is_compact),
    }
}

#[cold]
#[inline(never)]
fn white_space<'a>(bytes: &'a [u8], is_compact: &mut bool) -> &'a [u8] {
    *is_compact = false;
    scan::after_white_space(bytes)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::*;

    /// Skims from the beginning of a value of a member of the root; returns what is left, whether what was read is
    /// compact, and whether the value was read to its end.
    fn skimmed(json: &str) -> (&str, bool, bool) {
        let mut at = member();
        let (rest, is_compact) = skim(&mut at, json.as_bytes(), 1);
        let is_whole = at.depth == 1 && at.state == State::AFTER;
        (core::str::from_utf8(rest).unwrap(), is_compact, is_whole)
    }

    fn member() -> Nesting {
        let mut at = Nesting::new();
        assert!(at.open(true, State::KEY_OR_END));
        at.state = State::VALUE;
        at
    }

    #[test]
    #[rustfmt::skip]
    fn skim_reads_what_is_compact_to_its_end() {
        for json in [
            "0", "-0", "7", "-12.50", "1e5", "1E+05", "0.1e-22", "true", "false", "null", "\"\"", "\"text\"",
            r#""\"\\\/\b\f\n\r\t""#, "\"é中😀\"", "{}", "[]", "[[],{}]", r#"{"a":{"b":[1,"2",null]},"c":0}"#,
            r#"[0,1.5,"",true,false,null,{"":""},[-1]]"#, r#"{"\n":1,"é":"\\"}"#,
        ] {
            for behind in [",", "}", " ,", "x"] {
                let body = [json, behind].concat();
                assert_eq!(skimmed(&body), (behind, true, true), "{body}");
            }
        }
    }

    #[test]
    #[rustfmt::skip]
    fn skim_tells_white_space_and_long_escapes() {
        for json in [
            "[ ]", "{ }", "[1 ]", "[ 1]", "[1, 2]", "[1 ,2]", r#"{ "a":1}"#, r#"{"a" :1}"#, r#"{"a": 1}"#, r#"{"a":1 }"#,
            r#"{"a":1, "b":2}"#, r#"{"a":1 ,"b":2}"#, r#"{"a":{} ,"b":2}"#, r#"{"a":{}, "b":2}"#, "\"\\u0041\"",
            r#"{"\u0041":1}"#, "\"\\ud83d\\ude00\"", r#"["\u0000"]"#, "\"\\udead\"", "[\n]", "[\t1]", "[1\r]",
        ] {
            let body = [json, ","].concat();
            assert_eq!(skimmed(&body), (",", false, true), "{body}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn skim_stops_before_the_token_that_is_not_whole_or_not_valid() {
        for (json, rest) in [
            ("", ""), ("1", "1"), ("-", "-"), ("-x", "-x"), ("01,", "1,"), ("1.,", "1.,"), ("1.x,", "1.x,"), ("1e,", "1e,"),
            ("1e+,", "1e+,"), ("1.5", "1.5"), (".5,", ".5,"), ("+1,", "+1,"), ("tru", "tru"), ("trux,", "trux,"), ("fals", "fals"),
            ("nul,", "nul,"), ("\"a", "\"a"), ("\"\\", "\"\\"), ("\"\\x\",", "\"\\x\","), ("\"\\u12\",", "\"\\u12\","),
            ("\"\\u12", "\"\\u12"), ("\"\u{1f}\",", "\"\u{1f}\","), ("]", "]"), ("}", "}"), (",", ","), (":", ":"),
            ("[,1]", ",1]"), ("[1,]", "]"), ("[1,,2]", ",2]"), ("[1", "1"), ("[1]", ""), ("[1 2]", "2]"), ("[1:2]", ":2]"),
            ("[1}", "}"), ("[}", "}"), ("{]", "]"), ("{,", ","), ("{1:2}", "1:2}"), ("{\"a\"", "\"a\""), ("{\"a\"}", "\"a\"}"),
            ("{\"a\"1}", "\"a\"1}"), ("{\"a\":", ""), ("{\"a\":}", "}"), ("{\"a\":1]", "]"), ("{\"a\":1,}", "}"), ("{\"a\":1,2}", "2}"),
            ("{\"a\":1,\"b\"}", "\"b\"}"), ("{\"a\":\"b\":1}", ":1}"), ("{\"a\":[1,{\"b\":2", "2"), ("{\"a\":{}1}", "1}"), ("[[]1]", "1]"),
        ] {
            let (left, _, is_whole) = skimmed(json);
            assert_eq!((left, is_whole && !matches!(json, "01," | "[1]")), (rest, false), "{json}");
        }
    }

    #[test]
    fn skim_leaves_the_container_that_is_too_deep() {
        let deepest = "[".repeat(63);
        for opening in ["[", "{"] {
            let body = [&deepest, opening].concat();
            assert_eq!(skimmed(&body), (opening, true, false));
        }
        let whole = [&deepest, &"]".repeat(63), ","].concat();
        assert_eq!(skimmed(&whole), (",", true, true));
    }

    #[test]
    fn skim_reads_an_array_at_the_root_to_its_end() {
        let mut at = Nesting::new();
        assert!(at.open(false, State::VALUE_OR_END));
        let (rest, _) = skim(&mut at, b"1,{\"error\":2},[]]", 1);
        assert_eq!(rest, b"");
        assert!(at.depth == 0 && at.state == State::AFTER);
    }
}
