//! Chooses the accelerator for what comes next, until the lexer must read a byte.

use crate::envelope::{Buffers, EnvelopeVisitor};
use crate::json::fast_path::{copy_string, skip_string, skip_tokens};
use crate::json::scan::skip_whitespace;
use crate::json::{Lexer, State, Visitor};

/// The fewest bytes for which the fast path pays.
const MIN_LEN: usize = 8;

/// Returns true if [`read`] may read something.
#[inline(always)]
pub(super) fn may_read(lexer: &Lexer<EnvelopeVisitor>) -> bool {
    match lexer.nesting.state {
        State::STRING => !lexer.compares_key(),
        state => state.is_between_tokens(),
    }
}

/// Reads what the accelerators can; returns the rest.
#[inline(always)]
pub(super) fn read<'a>(
    lexer: &mut Lexer<EnvelopeVisitor>,
    bytes: &'a [u8],
    buffers: &mut impl Buffers,
) -> &'a [u8] {
    let mut rest = bytes;
    if rest.len() < MIN_LEN {
        return rest;
    }
    if lexer.nesting.state == State::STRING {
        rest = read_string(lexer, rest, buffers);
    }
    if find_members(lexer, &mut rest) {
        rest = lexer.visitor.read_members(&mut lexer.nesting, rest, buffers);
    }
    rest
}

/// Advances `rest` to between two requested members; returns false if the lexer must read the next byte.
#[inline(always)]
fn find_members(lexer: &mut Lexer<EnvelopeVisitor>, rest: &mut &[u8]) -> bool {
    let nesting = &mut lexer.nesting;
    if nesting.is_before_root() {
        if let [b'{', tail @ ..] = skip_whitespace(rest) {
            *rest = tail;
            return nesting.open(true, State::KEY_OR_END);
        }
    }
    if !nesting.state.is_between_tokens() || nesting.awaits_known_value() {
        return false;
    }
    let Some(depth) = lexer.visitor.member_depth() else { return false };
    if nesting.is_between_members(depth) {
        return true;
    }
    // A root that is an array has no members: it is skipped to its end.
    let is_in_root_array = nesting.depth <= depth && !nesting.in_object();
    let end = skip_tokens(*nesting, rest, if is_in_root_array { 0 } else { depth });
    (*nesting, *rest) = (end.at, end.rest);
    nesting.is_between_members(depth)
}

/// Reads as much of a string's rest as the chunk contains, with its closing quote.
#[inline(always)]
fn read_string<'a>(
    lexer: &mut Lexer<EnvelopeVisitor>,
    bytes: &'a [u8],
    buffers: &mut impl Buffers,
) -> &'a [u8] {
    if lexer.compares_key() || lexer.awaits_low_surrogate() {
        return bytes;
    }
    let rest = match lexer.visitor.text(buffers) {
        Some(mut text) if !text.is_truncated() => copy_string(&mut text, bytes),
        _ => skip_string(bytes).0,
    };
    match rest {
        [b'"', tail @ ..] if !lexer.visitor.is_in_extra() => {
            lexer.nesting.end_string();
            tail
        }
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;

    use super::*;
    use crate::catalog::Code;
    use crate::envelope::TextField;
    use crate::response::buffers::OwnBuffers;
    use crate::response::parser::{Parsed, Parser};

    /// The code, the status, the description and the extra that are kept.
    type Kept = (Option<Code>, Option<u16>, String, String);

    /// Reads chunks; returns what is kept, and how many bytes the lexer has read.
    fn watched(chunks: &[&str]) -> (Kept, usize) {
        let (mut parser, mut buffers, mut stepped) = (Parser::new(), OwnBuffers::<32, 32>::new(), 0);
        for chunk in chunks {
            stepped += parser.feed_counted(chunk.as_bytes(), &mut buffers);
        }
        let (code, status) = match parser.finish(200) {
            Parsed::Api { code, status } => (Some(code), status),
            Parsed::Success(_) => (None, None),
            Parsed::NotFromApi(_) => panic!("{chunks:?}"),
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
