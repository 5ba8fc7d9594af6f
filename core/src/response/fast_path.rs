//! Chooses the accelerator for the next bytes, until the lexer must read one.

use super::read_bytes::{MIN_LEN, may_read, read_bytes};
use crate::envelope::{Buffers, EnvelopeVisitor};
use crate::json::fast_path::{ON_HOST, copy_string, skip_more, skip_string, skip_tokens};
use crate::json::scan::{consumed, skip_whitespace, suffix};
use crate::json::{LexError, Lexer, State, Visitor};

/// Reads a chunk.
#[inline(always)]
pub(super) fn read_chunk(lexer: &mut Lexer<EnvelopeVisitor>, chunk: &[u8], buffers: &mut impl Buffers) {
    if !ON_HOST {
        return read(lexer, chunk, buffers);
    }
    if chunk.len() < MIN_LEN {
        read_bytes(lexer, chunk, buffers);
        return;
    }
    match lexer.visitor.skipped_depth() {
        Some(floor) if lexer.nesting.depth > floor && may_read(lexer) => {
            skip_first(lexer, chunk, floor, buffers)
        }
        _ => read(lexer, chunk, buffers),
    }
}

/// As [`read_chunk`], if the chunk continues a value that is not requested.
#[inline(never)]
fn skip_first(lexer: &mut Lexer<EnvelopeVisitor>, chunk: &[u8], floor: u8, buffers: &mut impl Buffers) {
    let (rest, _) = skip_more(&mut lexer.nesting, chunk, floor);
    lexer.advance(consumed(chunk, rest).len());
    if !rest.is_empty() {
        read(lexer, rest, buffers);
    }
}

/// As [`read_chunk`], whatever the chunk continues.
#[cfg_attr(target_pointer_width = "64", inline(never))]
#[cfg_attr(not(target_pointer_width = "64"), inline(always))]
fn read(lexer: &mut Lexer<EnvelopeVisitor>, chunk: &[u8], buffers: &mut impl Buffers) {
    let mut rest = chunk;
    loop {
        let is_long = ON_HOST || rest.len() >= MIN_LEN;
        let tail = if is_long { read_tokens(lexer, rest, buffers) } else { rest };
        lexer.advance(consumed(rest, tail).len());
        if tail.is_empty() {
            return;
        }
        rest = suffix(tail, read_bytes(lexer, tail, buffers));
        if rest.is_empty() || lexer.error() != LexError::NONE {
            return;
        }
    }
}

/// Reads what the accelerators can; returns the rest, for the lexer.
#[inline(always)]
fn read_tokens<'a>(
    lexer: &mut Lexer<EnvelopeVisitor>,
    bytes: &'a [u8],
    buffers: &mut impl Buffers,
) -> &'a [u8] {
    let mut rest = bytes;
    let is_in_skipped_string = is_in_skipped_string(lexer, buffers);
    if lexer.nesting.state == State::STRING && !is_in_skipped_string {
        rest = read_string(lexer, rest, buffers);
    }
    if find_members(lexer, is_in_skipped_string, &mut rest) {
        rest = lexer.visitor.read_members(&mut lexer.nesting, rest, buffers);
        if ON_HOST && lexer.nesting.depth == 0 {
            rest = skip_whitespace(rest);
        }
    }
    rest
}

/// Returns true in a string that [`skip_tokens`] may read, together with the tokens after it.
#[inline(always)]
fn is_in_skipped_string(lexer: &mut Lexer<EnvelopeVisitor>, buffers: &mut impl Buffers) -> bool {
    ON_HOST
        && lexer.nesting.state == State::STRING
        && may_read(lexer)
        && lexer.visitor.text(buffers).is_none_or(|text| text.is_truncated())
}

/// Skips bytes of `rest` up to a point between two requested members. Returns false if the lexer must read the next byte.
#[inline(always)]
fn find_members(lexer: &mut Lexer<EnvelopeVisitor>, is_in_skipped_string: bool, rest: &mut &[u8]) -> bool {
    let nesting = &mut lexer.nesting;
    if nesting.is_before_root() {
        if let [b'{', tail @ ..] = skip_whitespace(rest) {
            *rest = tail;
            return nesting.open(true, State::KEY_OR_END);
        }
    }
    if !(nesting.state.is_between_tokens() || is_in_skipped_string) || nesting.awaits_known_value() {
        return false;
    }
    let Some(depth) = lexer.visitor.member_depth() else { return false };
    if nesting.is_between_members(depth) {
        return true;
    }
    // A root that is an array has no members, so it is skipped to its end.
    let is_in_root_array = nesting.depth <= depth && !nesting.in_object();
    (*rest, _) = skip_tokens(nesting, rest, if is_in_root_array { 0 } else { depth });
    nesting.is_between_members(depth)
}

/// Reads the rest of a string, as far as it is in the chunk, and its closing quote.
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
    use crate::envelope::{Data, TextField};
    use crate::json::STEPS;
    use crate::response::buffers::OwnBuffers;
    use crate::response::parser::{Parsed, Parser};

    /// The code, the status, the description and the extra of an error.
    type Members = (Option<Code>, Option<u16>, String, String);

    /// Reads chunks; returns the members, and the number of bytes that the lexer read.
    fn read_counted(chunks: &[&str]) -> (Members, usize) {
        let (mut parser, mut buffers) = (Parser::new(), OwnBuffers::<32, 32>::new());
        STEPS.set(0);
        chunks.iter().for_each(|chunk| parser.feed(chunk.as_bytes(), &mut buffers));
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
        ((code, status, description, extra), STEPS.get())
    }

    /// Reads chunks, of which the lexer must read nothing on a host; returns the members.
    #[track_caller]
    fn read_without_lexer(chunks: &[&str]) -> Members {
        let (members, steps) = read_counted(chunks);
        assert!(steps == 0 || !ON_HOST, "{chunks:?}: {steps}");
        members
    }

    #[track_caller]
    fn reads(chunks: &[&str], code: u32, status: Option<u16>, description: &str, extra: &str) {
        assert_eq!(read_without_lexer(chunks), (Some(Code(code)), status, description.into(), extra.into()));
    }

    fn code_alone(code: u32) -> Members {
        (Some(Code(code)), None, String::new(), String::new())
    }

    #[test]
    fn error_is_read_in_any_order() {
        reads(&[r#"{"error":{"status":202,"code":20119,"description":"PIN"}}"#], 20119, Some(202), "PIN", "");
        reads(
            &[r#"{"error":{"extra":[1],"description":"é\n","code":1,"status":500}}"#],
            1,
            Some(500),
            "é\n",
            "[1]",
        );
        reads(&[r#"{"id":"x","data":{"a":[]},"error":{"code":7,"x":{},"y":1},"z":null}"#], 7, None, "", "");
    }

    #[test]
    fn white_space_is_read() {
        reads(
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
    fn unknown_keys_are_skipped_however_they_are_written() {
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
                assert_eq!(read_counted(&[&body]).0, code_alone(5), "{body}");
            }
        }
        let body = r#"{"code" :1,"\u0063ode":2,"error":{"error" :3,"code":5,"\u0065rror":4}}"#;
        assert_eq!(read_counted(&[body]).0, code_alone(5));
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
            let members = read_counted(&[&body]).0;
            assert_eq!(members, (Some(Code(5)), Some(7), "x".into(), "[\"y\"]".into()), "{body}");
        }
    }

    /// The lexer reads at most one byte of an unknown member's value, and none of its key.
    #[test]
    #[cfg(target_pointer_width = "64")]
    fn rare_keys_are_read_without_the_lexer() {
        for key in
            [r#""a" :"#, "\"a\"\n\t: ", r#""\n":"#, "\"é\":", "\"中\" : ", r#""code" : "#, r#""cod\"" :"#]
        {
            let body = ["{", &[key, "[1,2],"].concat().repeat(10), "\"z\":0}"].concat();
            let (members, steps) = read_counted(&[&body]);
            assert_eq!(members, (None, None, String::new(), String::new()));
            assert!(steps <= 10, "{key}: {steps}");
        }
        // It reads the first byte of a known member's value, all of a number or extra, and the last bytes of a chunk.
        let body = r#"{"error" :{"code" :5,"status"
            :7,"description" :"x","extra"	: [1] },"data" :[1,2,3]}"#;
        assert_eq!(read_counted(&[body]), ((Some(Code(5)), Some(7), "x".into(), "[1]".into()), 18));
        // It reads all of a key that may spell a known name with an escape.
        assert_eq!(read_counted(&[r#"{"\u0065rror":{"code":5}}"#]), (code_alone(5), 10));
    }

    #[test]
    fn extra_is_minified_and_truncated() {
        let extra =
            |json: &str| read_without_lexer(&[&["{\"error\":{\"code\":1,\"extra\":", json, "}}"].concat()]).3;
        assert_eq!(extra(r#""\u4e2d\u0041\u0000\"\n""#), r#""中A\u0000\"\n""#);
        assert_eq!(extra(r#""\ud83d\ude00\ud83d""#), "\"😀\u{FFFD}\"");
        assert_eq!(extra("[ 1 , \"a b\" ,{ \"c\" : null } ]"), "[1,\"a b\",{\"c\":null}]");
        assert_eq!(extra(r#""123456789012345678901234567890""#), r#""123456789012345678901234567890""#);
        assert_eq!(extra(r#""1234567890123456789012345678901""#), r#""1234567890123456789012345678901"#);
        assert_eq!(extra(r#""123456789012345678901234567890é""#), r#""123456789012345678901234567890"#);
    }

    #[test]
    fn last_of_duplicate_members_is_read() {
        reads(&[r#"{"error":{"code":1,"extra":1,"description":"x"},"error":{"code":2}}"#], 2, None, "", "");
        reads(&[r#"{"error":{"code":1,"code":2,"status":1,"status":2}}"#], 2, Some(2), "", "");
        reads(&[r#"{"error":{"code":1,"description":"a","description":"b"}}"#], 1, None, "b", "");
    }

    #[test]
    fn members_are_read_across_chunks() {
        reads(
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
    fn surrogate_pair_is_decoded_across_chunks() {
        let sent =
            r#"{"error":{"code":1,"description":"\ud83d\ude00 and \ud83d\ud83d\ude00","extra":"\ud83d"}}"#;
        for (split, _) in sent.char_indices() {
            let (first, second) = sent.split_at(split);
            let members = read_counted(&[first, second]).0;
            assert_eq!(
                (members.2.as_str(), members.3.as_str()),
                ("😀 and \u{FFFD}😀", "\"\u{FFFD}\""),
                "{split}"
            );
        }
    }

    #[test]
    fn values_of_the_root_are_skipped_across_chunks() {
        for chunks in [
            &["{\"others\":", "{\"a\":[1,2]}}"][..],
            &["{\"data\":[1,2,3,", "{\"a\":1},  ", "[\"b\"],null  ]}"],
            &["[1,{\"error\":2},", "{\"error\":{}}]"],
            &["  \"a text\"  "],
            &[" -12.5e3   "],
        ] {
            assert_eq!(read_without_lexer(chunks).0, None);
        }
    }

    #[test]
    fn data_is_skipped_if_its_value_is_in_the_next_chunk() {
        for (open, item, close) in
            [("[", "[1,2],", "0]}"), ("{\"a\":0,", "\"b\":[],", "\"c\":0}}"), ("\"", "text and ", "\"}")]
        {
            let steps = |count| read_counted(&["{\"data\":", &[open, &item.repeat(count), close].concat()]).1;
            assert_eq!(steps(2), steps(200), "{open}");
        }
    }

    #[test]
    fn every_split_in_three_gives_the_same_members() {
        let body = r#"{"a":[1,{"b":true}],"error" :{"x":false,"code":20119,"description":"é\n\ud83d\ude00","y":-1.5e3,
            "extra":{ "k":"\u0022v" },"status":202,"é":[[]]},"z":{"error":{"code":1}}}"#
            .as_bytes();
        let read = |chunks: &[&[u8]]| {
            let (mut parser, mut buffers) = (Parser::new(), OwnBuffers::<32, 32>::new());
            chunks.iter().for_each(|chunk| parser.feed(chunk, &mut buffers));
            let texts = [TextField::Description, TextField::Extra]
                .map(|field| buffers.buffer(field)[..parser.extent(field).length()].to_vec());
            (parser.finish(202), parser.offset(), texts)
        };
        let complete = read(&[body]);
        assert_eq!(complete.0, Parsed::Api { code: Code(20119), status: Some(202) });
        assert_eq!(
            complete.2.each_ref().map(|text| text.as_slice()),
            ["é\n😀".as_bytes(), br#"{"k":"\u0022v"}"#]
        );
        for first in 0..=body.len() {
            for second in first..=body.len() {
                let chunks = [&body[..first], &body[first..second], &body[second..]];
                assert_eq!(read(&chunks), complete, "{first} {second}");
            }
        }
    }

    #[test]
    fn data_is_absent_null_or_present_in_every_split() {
        for (body, data) in [
            (r#"{"a":true,"data" : null,"b":[]}"#, Data::Null),
            (r#"{"data":null,"data":{"data":null}}"#, Data::Present),
            (r#"{"data":[1,2,3],"data":null   }"#, Data::Null),
            (r#"{"b":{"data":null},"error":null}"#, Data::Absent),
        ] {
            for split in 0..=body.len() {
                let (mut parser, mut buffers) = (Parser::new(), OwnBuffers::<0, 0>::new());
                parser.feed(&body.as_bytes()[..split], &mut buffers);
                parser.feed(&body.as_bytes()[split..], &mut buffers);
                assert_eq!(parser.finish(200), Parsed::Success(data), "{body} {split}");
            }
        }
    }

    #[test]
    fn truncated_extra_is_skipped() {
        let begin = "{\"error\":{\"code\":1,\"extra\":[\"123456789012345678901234567890\",\"x";
        let of_numbers = |count| {
            let numbers = ["[", &"1,".repeat(count), "{\"a\":\"b\"}],\"c\"]"].concat();
            read_counted(&[begin, "y\",[", &numbers, "]}}"])
        };
        let (members, steps) = of_numbers(1);
        assert_eq!(members.3, "[\"123456789012345678901234567890");
        assert_eq!(of_numbers(100), (members, steps));
    }
}
