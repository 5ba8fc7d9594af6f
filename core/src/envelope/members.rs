//! Reads complete members of the root and of the error. This is an accelerator: see `json/fast_path.rs`.

use super::{Envelope, Scope};
use crate::data::Data;
use crate::json::fast_path::{copy_json, copy_string, read_integer, skip_tokens, skip_unescaped};
use crate::json::names::Name;
use crate::json::scan::{consumed, skip_whitespace};
use crate::json::table::{NONE, state_of_name};
use crate::json::{Nesting, State};
use crate::text::{Buffers, Extent, Text, TextField};

/// The depth of the root's members, and of the error's.
const ROOT_DEPTH: u8 = 1;
const ERROR_DEPTH: u8 = 2;

impl Envelope {
    /// Returns the depth of the next requested member. Returns `None` while a number or a text is stored.
    #[inline(always)]
    pub(crate) fn member_depth(&self) -> Option<u8> {
        let [_, extra] = &self.texts;
        match self.scope {
            Scope::Outside => Some(ROOT_DEPTH),
            Scope::Status | Scope::Code => None,
            Scope::Extra if !extra.is_truncated() => None,
            Scope::Inside | Scope::Description | Scope::Extra => Some(ERROR_DEPTH),
        }
    }

    /// Reads members from `at` on, which is between two; returns the rest, which is left to the lexer.
    #[inline(always)]
    pub(crate) fn read_members<'a>(
        &mut self,
        at: &mut Nesting,
        bytes: &'a [u8],
        buffers: &mut impl Buffers,
    ) -> &'a [u8] {
        if cfg!(mixerr_without = "read_members") {
            return bytes;
        }
        let mut rest = bytes;
        loop {
            if self.scope != Scope::Outside {
                rest = self.read_error(at, rest, buffers);
                if at.depth != ROOT_DEPTH {
                    return rest;
                }
                self.scope = Scope::Outside;
            }
            rest = self.read_root(at, rest);
            if self.scope == Scope::Outside {
                return rest;
            }
        }
    }

    /// Reads members of the root, up to those of an error.
    #[inline(always)]
    fn read_root<'a>(&mut self, at: &mut Nesting, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        while let Some(key) = next_key(at, &mut rest) {
            if let Some(value) = value_of(key, b"error\":") {
                let [b'{', tail @ ..] = value else { return defer(at, Name::Error, value) };
                self.begin_error();
                at.open(true, State::KEY_OR_END);
                return tail;
            }
            let value = if let Some(value) = value_of(key, b"data\":") {
                self.data = match value {
                    [] => return defer(at, Name::Data, value),
                    [b'n', ..] => Data::Null,
                    _ => Data::Present,
                };
                value
            } else {
                let Some(value) = value_of_other(key) else { return rest };
                value
            };
            if !skip_value(at, value, &mut rest) {
                return rest;
            }
        }
        rest
    }

    /// Reads members of the error.
    #[inline(always)]
    fn read_error<'a>(&mut self, at: &mut Nesting, bytes: &'a [u8], buffers: &mut impl Buffers) -> &'a [u8] {
        let mut rest = bytes;
        self.scope = Scope::Inside;
        while let Some(key) = next_key(at, &mut rest) {
            let number = if let Some(value) = value_of(key, b"status\":") {
                Some((Name::Status, value))
            } else {
                value_of(key, b"code\":").map(|value| (Name::Code, value))
            };
            if let Some((name, value)) = number {
                let Some((number, tail)) = read_integer(value) else { return defer(at, name, value) };
                self.number = number;
                self.store_number(Scope::of(name));
                rest = tail;
            } else if let Some(value) = value_of(key, b"description\":") {
                let [b'"', contents @ ..] = value else { return defer(at, Name::Description, value) };
                let mut description = self.begin_text(TextField::Description, buffers);
                rest = copy_string(&mut description, contents);
                let [b'"', tail @ ..] = rest else {
                    self.scope = Scope::Description;
                    at.name = NONE as u8;
                    at.begin_string(State::AFTER);
                    return rest;
                };
                rest = tail;
            } else if let Some(value) = value_of(key, b"extra\":") {
                let end = skip_tokens(at.before_unknown_value(), value, ERROR_DEPTH);
                let json = consumed(value, end.rest);
                let is_complete = end.at.state == State::AFTER && end.at.depth == ERROR_DEPTH;
                let mut extra = self.begin_text(TextField::Extra, buffers);
                if !is_complete || !copy_json(&mut extra, json, end.is_compact) {
                    return defer(at, Name::Extra, value);
                }
                rest = end.rest;
            } else {
                let Some(value) = value_of_other(key) else { return rest };
                if !skip_value(at, value, &mut rest) {
                    return rest;
                }
            }
            at.state = State::AFTER;
        }
        rest
    }

    #[inline(always)]
    fn begin_text<'a>(&'a mut self, field: TextField, buffers: &'a mut impl Buffers) -> Text<'a> {
        let [description, extra] = &mut self.texts;
        let extent = match field {
            TextField::Description => description,
            TextField::Extra => extra,
        };
        *extent = Extent::EMPTY;
        Text { buffer: buffers.buffer(field), extent, keeps_escapes: field == TextField::Extra }
    }
}

/// Moves `rest` to the next key, past the comma before it, and returns what follows the key's opening quote.
///
/// Returns `None` if the object has ended, which makes `at.depth` one less, or if the lexer must read on.
#[inline(always)]
fn next_key<'a>(at: &mut Nesting, rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    if at.state == State::AFTER {
        if let [b',', b'"', key @ ..] = *rest {
            at.state = State::KEY;
            *rest = rest.get(1..).unwrap_or_default();
            return Some(key);
        }
        *rest = skip_whitespace(rest);
        match *rest {
            [b',', tail @ ..] => {
                at.state = State::KEY;
                *rest = tail;
            }
            [b'}', tail @ ..] => {
                at.close();
                *rest = tail;
                return None;
            }
            _ => return None,
        }
    }
    *rest = skip_whitespace(rest);
    rest.strip_prefix(b"\"")
}

/// Skips the value of a member, and moves `rest` to what follows; returns false if the lexer must read on.
#[inline(always)]
fn skip_value<'a>(at: &mut Nesting, value: &'a [u8], rest: &mut &'a [u8]) -> bool {
    let depth = at.depth;
    let end = skip_tokens(at.before_unknown_value(), value, depth);
    (*at, *rest) = (end.at, end.rest);
    at.state == State::AFTER && at.depth == depth
}

/// Returns the value of a member whose key is unescaped ASCII and not known.
#[inline(always)]
fn value_of_other(key: &[u8]) -> Option<&[u8]> {
    skip_unescaped(key).strip_prefix(b"\":")
}

/// Returns the value of a member if its key, from the first character on, is `key`: with its closing quote and a colon.
#[inline(always)]
fn value_of<'a, const N: usize>(bytes: &'a [u8], key: &[u8; N]) -> Option<&'a [u8]> {
    // Arrays are compared without a call of memcmp.
    let (front, value) = bytes.split_first_chunk()?;
    (front == key).then(|| skip_whitespace(value))
}

/// Leaves the value of a known member to the lexer, which begins its text anew.
#[inline(always)]
fn defer<'a>(at: &mut Nesting, name: Name, value: &'a [u8]) -> &'a [u8] {
    at.name = state_of_name(name);
    at.state = State::VALUE;
    value
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;

    use super::*;
    use crate::entry::Code;
    use crate::parser::{Parser, Verdict};
    use crate::text::OwnBuffers;

    /// The code, the status, the description and the extra that are kept.
    type Kept = (Option<Code>, Option<u16>, String, String);

    /// Reads chunks; returns what is kept, and how many bytes the lexer has read.
    fn watched(chunks: &[&str]) -> (Kept, usize) {
        let (mut parser, mut buffers, mut stepped) = (Parser::new(), OwnBuffers::<32, 32>::new(), 0);
        for chunk in chunks {
            stepped += parser.feed_counted(chunk.as_bytes(), &mut buffers);
        }
        let (code, status) = match parser.finish(200) {
            Verdict::Api { code, status } => (Some(code), status),
            Verdict::Success(_) => (None, None),
            Verdict::NotFromApi(_) => panic!("{chunks:?}"),
        };
        let mut texts = [TextField::Description, TextField::Extra].map(|field| {
            let length = parser.extent(field).length();
            String::from(core::str::from_utf8(&buffers.buffer(field)[..length]).unwrap())
        });
        let [description, extra] = texts.each_mut().map(core::mem::take);
        ((code, status, description, extra), stepped)
    }

    /// Reads chunks, each of which ends between two tokens, without the lexer; returns what is kept.
    #[track_caller]
    fn read(chunks: &[&str]) -> Kept {
        let (kept, stepped) = watched(chunks);
        assert_eq!(stepped, 0, "{chunks:?}");
        kept
    }

    #[track_caller]
    fn keeps(chunks: &[&str], code: u32, status: Option<u16>, description: &str, extra: &str) {
        assert_eq!(read(chunks), (Some(Code(code)), status, description.into(), extra.into()));
    }

    fn kept_code(code: u32) -> Kept {
        (Some(Code(code)), None, String::new(), String::new())
    }

    #[test]
    fn error_is_read_in_any_order() {
        keeps(&[r#"{"error":{"status":202,"code":20119,"description":"PIN"}}"#], 20119, Some(202), "PIN", "");
        keeps(
            &[r#"{"error":{"extra":[1],"description":"é\n","code":1,"status":500}}"#],
            1,
            Some(500),
            "é\n",
            "[1]",
        );
        keeps(&[r#"{"id":"x","data":{"a":[]},"error":{"code":7,"x":{},"y":1},"z":null}"#], 7, None, "", "");
    }

    #[test]
    fn white_space_is_read() {
        keeps(
            &[
                "\n{ \"a\": 1 ,\n \"error\": { \"x\": [ ] , \"code\": 5 ,\n \"extra\": { \"a\" : 1 } , \"status\": 1 } } ",
            ],
            5,
            Some(1),
            "",
            r#"{"a":1}"#,
        );
    }

    #[test]
    fn unknown_keys_are_not_taken_for_known_ones_however_they_are_written() {
        for name in [
            r"\u0061",
            r"erro\u0072s",
            r"\u0065rro",
            "é",
            r"\n",
            r"code\u0000",
            "codeé",
            "descriptionx",
            r"descriptio\u006es",
            r"descriptio\t",
            "statu中",
            r"extra\b",
            "😀",
            "",
        ] {
            for colon in [":", " :", "\n: "] {
                let body =
                    ["{\"", name, "\"", colon, "[1],\"error\":{\"", name, "\"", colon, "{},\"code\":5}}"]
                        .concat();
                assert_eq!(watched(&[&body]).0, kept_code(5), "{body}");
            }
        }
        let body = r#"{"code" :1,"\u0063ode":2,"error":{"error" :3,"code":5,"\u0065rror":4}}"#;
        assert_eq!(watched(&[body]).0, kept_code(5));
    }

    #[test]
    fn known_keys_are_known_however_they_are_written() {
        for (error, code, status, description, extra) in [
            ("error\" ", "code\" ", "status\" ", "description\"\n", "extra\"\t"),
            (r#"\u0065rror""#, r#"cod\u0065""#, r#"\u0073tatus""#, r#"descriptio\u006e""#, r#"ex\u0074ra""#),
        ] {
            let body = [
                "{\"",
                error,
                ":{\"",
                code,
                ":5,\"",
                status,
                ":7,\"",
                description,
                ":\"x\",\"",
                extra,
                ":[\"y\"]}}",
            ]
            .concat();
            let kept = watched(&[&body]).0;
            assert_eq!(kept, (Some(Code(5)), Some(7), "x".into(), "[\"y\"]".into()), "{body}");
        }
    }

    #[test]
    fn extra_is_read_that_is_not_kept_as_it_was_sent() {
        let extra = |json: &str| read(&[&["{\"error\":{\"code\":1,\"extra\":", json, "}}"].concat()]).3;
        assert_eq!(extra(r#""\u4e2d\u0041\u0000\"\n""#), r#""中A\u0000\"\n""#);
        assert_eq!(extra(r#""\ud83d\ude00\ud83d""#), "\"😀\u{FFFD}\"");
        assert_eq!(extra("[ 1 , \"a b\" ,{ \"c\" : null } ]"), "[1,\"a b\",{\"c\":null}]");
        assert_eq!(extra(r#""123456789012345678901234567890""#), r#""123456789012345678901234567890""#);
        assert_eq!(extra(r#""1234567890123456789012345678901""#), r#""1234567890123456789012345678901"#);
        assert_eq!(extra(r#""123456789012345678901234567890é""#), r#""123456789012345678901234567890"#);
    }

    #[test]
    fn errors_that_replace_each_other_are_read() {
        keeps(&[r#"{"error":{"code":1,"extra":1,"description":"x"},"error":{"code":2}}"#], 2, None, "", "");
        keeps(&[r#"{"error":{"code":1,"code":2,"status":1,"status":2}}"#], 2, Some(2), "", "");
        keeps(&[r#"{"error":{"code":1,"description":"a","description":"b"}}"#], 1, None, "b", "");
    }

    #[test]
    fn reading_goes_on_in_the_next_chunk() {
        keeps(
            &[
                "{\"error\":{\"x\":[1,",
                "\"a\",{\"b\":1},\n2,",
                "{}]   ,\"code\":3 ",
                "   ,\"extra\":[] ",
                "   ,\"status\":4} ",
                "   ,\"y\":[\"z\",",
                "[[],{}]],  \"z\":0}",
            ],
            3,
            Some(4),
            "",
            "[]",
        );
    }

    #[test]
    fn surrogate_pair_is_one_though_a_chunk_ends_in_it() {
        let sent =
            r#"{"error":{"code":1,"description":"\ud83d\ude00 and \ud83d\ud83d\ude00","extra":"\ud83d"}}"#;
        for (split, _) in sent.char_indices() {
            let (front, back) = sent.split_at(split);
            let kept = watched(&[front, back]).0;
            assert_eq!((kept.2.as_str(), kept.3.as_str()), ("😀 and \u{FFFD}😀", "\"\u{FFFD}\""), "{split}");
        }
    }

    #[test]
    fn values_of_the_root_are_read_from_wherever_a_chunk_begins() {
        for chunks in [
            &["{\"others\":", "{\"a\":[1,2]}}"][..],
            &["{\"data\":[1,2,3,", "{\"a\":1},  ", "[\"b\"],null  ]}"],
            &["[1,{\"error\":2},", "{\"error\":{}}]"],
            &["  \"a text\"  "],
            &[" -12.5e3   "],
        ] {
            assert_eq!(read(chunks).0, None);
        }
    }

    #[test]
    fn data_is_read_whose_value_is_in_the_next_chunk() {
        for (open, item, close) in
            [("[", "[1,2],", "0]}"), ("{\"a\":0,", "\"b\":[],", "\"c\":0}}"), ("\"", "text and ", "\"}")]
        {
            let stepped = |count| watched(&["{\"data\":", &[open, &item.repeat(count), close].concat()]).1;
            assert_eq!(stepped(2), stepped(200), "{open}");
        }
    }

    #[test]
    fn extra_that_is_full_is_skipped() {
        let begun = "{\"error\":{\"code\":1,\"extra\":[\"123456789012345678901234567890\",\"x";
        let of_numbers = |count| {
            let numbers = ["[", &"1,".repeat(count), "{\"a\":\"b\"}],\"c\"]"].concat();
            watched(&[begun, "y\",[", &numbers, "]}}"])
        };
        let (kept, stepped) = of_numbers(1);
        assert_eq!(kept.3, "[\"123456789012345678901234567890");
        assert_eq!(of_numbers(100), (kept, stepped));
    }
}
