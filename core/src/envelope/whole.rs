//! Members that stand whole in a chunk: read at once, without the lexer's help. Whatever is not whole, or odd, is left
//! to the lexer.

use super::{Envelope, Scope};
use crate::data::Data;
use crate::json::ahead::{Piece, pieces, skim, string};
use crate::json::names::{ERROR, Name, ROOT};
use crate::json::table::state_of_name;
use crate::json::{Nesting, State, Visitor, is_escaped_in_extra};
use crate::scan;
use crate::text::{Buffers, Extent, Text, TextField};

/// The depth of the root's members, and of the error's.
const ROOT_DEPTH: u8 = 1;
const ERROR_DEPTH: u8 = 2;

/// An envelope and the buffers for its texts, while a chunk is read.
pub(crate) struct FastPath<'a, B> {
    envelope: &'a mut Envelope,
    buffers: &'a mut B,
}

impl<'b, B: Buffers> FastPath<'b, B> {
    #[inline(always)]
    pub(crate) fn new(envelope: &'b mut Envelope, buffers: &'b mut B) -> Self {
        Self { envelope, buffers }
    }

    #[inline(always)]
    fn text(&mut self, field: TextField) -> Text<'_> {
        let [description, extra] = &mut self.envelope.texts;
        let extent = match field {
            TextField::Description => description,
            TextField::Extra => extra,
        };
        Text { buffer: self.buffers.buffer(field), extent, keeps_escapes: field == TextField::Extra }
    }

    /// Reads on in a string, up to its closing quote or to the first character or escape that is not complete or not
    /// valid; returns what is left.
    #[inline(always)]
    pub(crate) fn read_string<'a>(&mut self, at: &mut Nesting, rest: &'a [u8]) -> &'a [u8] {
        pieces(rest, |piece| match (piece, self.envelope.text(self.buffers)) {
            (Piece::Text(run), Some(mut text)) => text.push_prefix(run),
            (Piece::Escape(character, sent), Some(mut text)) => take_escape(&mut text, character, sent),
            (Piece::Text(run), None) => at.compare(run),
            (Piece::Escape(character, _), None) => at.compare(character.encode_utf8(&mut [0; 4]).as_bytes()),
        })
    }

    /// Reads on from the place between two tokens at which `at` stands; returns what is left.
    #[inline(always)]
    pub(crate) fn read_ahead<'a>(&mut self, at: &mut Nesting, rest: &'a [u8]) -> &'a [u8] {
        let mut rest = scan::after_white_space(rest);
        // Up to where a member of the root or of the error ends, or begins.
        match (self.envelope.scope, at.state, rest) {
            _ if at.awaits_member() => {}
            (Scope::Outside, State::VALUE_OR_END, [b'{', tail @ ..]) if at.depth < ROOT_DEPTH => {
                rest = open(at, tail)
            }
            (Scope::Outside, State::VALUE | State::VALUE_OR_END, _) => (rest, _) = skim(at, rest, ROOT_DEPTH),
            (Scope::Inside, State::VALUE | State::VALUE_OR_END, _) => (rest, _) = skim(at, rest, ERROR_DEPTH),
            (Scope::Extra, State::VALUE | State::VALUE_OR_END, _) => rest = self.skip_full_extra(at, rest),
            _ => {}
        }
        loop {
            if self.envelope.scope == Scope::Inside && at.depth == ERROR_DEPTH {
                rest = self.members(at, rest);
            }
            if self.envelope.scope != Scope::Outside || at.depth != ROOT_DEPTH || !at.in_object() {
                return rest;
            }
            rest = self.root(at, rest);
            if self.envelope.scope == Scope::Outside {
                return rest;
            }
        }
    }

    /// Reads on in the root, from a name on or what may follow a value, up to the members of an error.
    #[inline(always)]
    fn root<'a>(&mut self, at: &mut Nesting, rest: &'a [u8]) -> &'a [u8] {
        let mut rest = rest;
        while let Some(name) = next_name(at, &mut rest) {
            if let Some(value) = name.strip_prefix(b"error\":").map(scan::after_white_space) {
                let [b'{', tail @ ..] = value else { return self.leave(Name::Error, at, value) };
                self.envelope.begin_error();
                return open(at, tail);
            }
            if let Some(value) = name.strip_prefix(b"data\":").map(scan::after_white_space) {
                match value {
                    [b'n', ..] => self.envelope.store_data(Data::Null),
                    [_, ..] => self.envelope.store_data(Data::Present),
                    [] => return self.leave(Name::Data, at, value),
                }
                if skip_value(at, value, ROOT_DEPTH, &mut rest) {
                    continue;
                }
                break;
            }
            match other_member(at, name, ROOT, ROOT_DEPTH, &mut rest) {
                Other::Skipped => {}
                Other::Ours(member, value) => return self.leave(member, at, value),
                Other::Unread => break,
            }
        }
        rest
    }

    /// Reads on in the error object, from a name on or what may follow a value.
    #[inline(always)]
    fn members<'a>(&mut self, at: &mut Nesting, rest: &'a [u8]) -> &'a [u8] {
        let mut rest = rest;
        while let Some(name) = next_name(at, &mut rest) {
            let (member, value, end) = if let Some(value) =
                name.strip_prefix(b"status\":").map(scan::after_white_space)
            {
                (Name::Status, value, self.number(Name::Status, value))
            } else if let Some(value) = name.strip_prefix(b"code\":").map(scan::after_white_space) {
                (Name::Code, value, self.number(Name::Code, value))
            } else if let Some(value) = name.strip_prefix(b"description\":").map(scan::after_white_space) {
                (Name::Description, value, self.description(value))
            } else if let Some(value) = name.strip_prefix(b"extra\":").map(scan::after_white_space) {
                (Name::Extra, value, self.extra(*at, value))
            } else {
                match other_member(at, name, ERROR, ERROR_DEPTH, &mut rest) {
                    Other::Skipped => continue,
                    Other::Ours(member, value) => return self.leave(member, at, value),
                    Other::Unread => return rest,
                }
            };
            match end {
                Some(tail) => rest = tail,
                None => return self.leave(member, at, value),
            }
            at.state = State::AFTER;
        }
        if at.depth == ROOT_DEPTH {
            self.envelope.scope = Scope::Outside;
        }
        rest
    }

    /// Leaves the value of a member to the lexer.
    #[cold]
    fn leave<'a>(&self, member: Name, at: &mut Nesting, value: &'a [u8]) -> &'a [u8] {
        at.name = state_of_name(member);
        at.state = State::VALUE;
        value
    }

    /// Reads the value of the status or the code if it is a small integer; returns what follows it.
    #[inline(always)]
    fn number<'a>(&mut self, member: Name, value: &'a [u8]) -> Option<&'a [u8]> {
        let (number, rest) = scan::short_integer(value)?;
        self.envelope.number = number;
        self.envelope.store_number(Scope::of(member));
        Some(rest)
    }

    /// Reads a description; returns what follows it. `None` leaves what was read of it to the lexer, which begins again.
    #[inline(always)]
    fn description<'a>(&mut self, value: &'a [u8]) -> Option<&'a [u8]> {
        let text = value.strip_prefix(b"\"")?;
        let mut description = self.text(TextField::Description);
        *description.extent = Extent::EMPTY;
        string(text, |piece| match piece {
            Piece::Text(run) => description.push_prefix(run),
            Piece::Escape(character, _) => description.push(character),
        })
    }

    /// Reads an extra; returns what follows it.
    #[inline(always)]
    fn extra<'a>(&mut self, at: Nesting, value: &'a [u8]) -> Option<&'a [u8]> {
        let mut end = at;
        end.state = State::VALUE;
        let (rest, is_compact) = skim(&mut end, value, ERROR_DEPTH);
        if end.depth != ERROR_DEPTH || end.state != State::AFTER {
            return None;
        }
        let sent = scan::front(value, rest);
        let mut extra = self.text(TextField::Extra);
        *extra.extent = Extent::EMPTY;
        if is_compact && sent.len() <= extra.spare().len() {
            extra.push_all(sent);
        } else {
            keep_compact(&mut extra, sent);
        }
        Some(rest)
    }

    /// Reads on in the extra, from the beginning of a value on, if nothing more of it can be kept.
    #[inline(never)]
    fn skip_full_extra<'a>(&mut self, at: &mut Nesting, value: &'a [u8]) -> &'a [u8] {
        let mut extra = self.text(TextField::Extra);
        if !extra.spare().is_empty() {
            return value;
        }
        // Whatever stands here does not fit.
        extra.truncate();
        skim(at, value, ERROR_DEPTH).0
    }
}

/// Keeps as much as fits of an extra, which is valid JSON.
#[inline(never)]
fn keep_compact(extra: &mut Text<'_>, json: &[u8]) {
    let mut rest = json;
    loop {
        rest = scan::after_white_space(rest);
        let token_end = scan::after(rest, |byte| byte != b'"' && !scan::is_white_space(byte));
        extra.push_prefix(scan::front(rest, token_end));
        rest = token_end;
        if let [b'"', text @ ..] = rest {
            extra.push('"');
            rest = string(text, |piece| match piece {
                Piece::Text(run) => extra.push_prefix(run),
                Piece::Escape(character, sent) => take_escape(extra, character, sent),
            })
            .unwrap_or_default();
            extra.push('"');
        }
        if rest.is_empty() || extra.spare().is_empty() {
            break;
        }
    }
    if !scan::after_white_space(rest).is_empty() {
        extra.truncate();
    }
}

/// Takes an escape. In the extra it stays one, unless it is the long one of a character that needs none.
fn take_escape(text: &mut Text<'_>, character: char, sent: &[u8]) {
    match *sent {
        [letter] if text.keeps_escapes => text.push_all(&[b'\\', letter]),
        [a, b, c, d] if text.keeps_escapes && is_escaped_in_extra(character.into()) => {
            text.push_all(&[b'\\', b'u', a, b, c, d]);
        }
        _ => text.push(character),
    }
}

/// Opens an object behind its bracket; returns what follows.
#[inline(always)]
fn open<'a>(at: &mut Nesting, tail: &'a [u8]) -> &'a [u8] {
    at.open(true, State::KEY_OR_END);
    scan::after_white_space(tail)
}

/// Moves `rest` to the next name, over a comma if a value has ended, and returns what follows the name's quote. `None`
/// if there is no name: the object has ended, or the lexer must look.
#[inline(always)]
fn next_name<'a>(at: &mut Nesting, rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    if at.state == State::AFTER {
        let mut tail = rest.strip_prefix(b",");
        if !tail.is_some_and(|tail| tail.starts_with(b"\"")) {
            *rest = scan::after_white_space(rest);
            if let [b'}', tail @ ..] = *rest {
                *rest = tail;
                at.close();
                return None;
            }
            tail = rest.strip_prefix(b",").map(scan::after_white_space);
        }
        *rest = tail?;
        at.state = State::KEY;
    }
    match (at.state, *rest) {
        (State::KEY | State::KEY_OR_END, [b'"', name @ ..]) => Some(name),
        _ => None,
    }
}

/// What became of a member whose name is not one of ours as it is mostly sent.
enum Other<'a> {
    /// Nobody asks for it, and it was read.
    Skipped,
    /// It is one of ours, with this value.
    Ours(Name, &'a [u8]),
    /// It is not whole or not valid.
    Unread,
}

/// Reads a member behind the quote of its name, if nobody asks for it.
#[inline(always)]
fn other_member<'a>(
    at: &mut Nesting,
    name: &'a [u8],
    ours: &[(&'static str, Name)],
    floor: u8,
    rest: &mut &'a [u8],
) -> Other<'a> {
    let value = match scan::after_plain(name) {
        [b'"', b':', value @ ..] => value,
        _ => match odd_name(name, ours) {
            Some((None, value)) => value,
            Some((Some(member), value)) => return Other::Ours(member, scan::after_white_space(value)),
            None => return Other::Unread,
        },
    };
    if skip_value(at, scan::after_white_space(value), floor, rest) { Other::Skipped } else { Other::Unread }
}

/// Skips the value of a member, and moves `rest` to where that stops; returns whether all of it was read.
#[inline(always)]
fn skip_value<'a>(at: &mut Nesting, value: &'a [u8], floor: u8, rest: &mut &'a [u8]) -> bool {
    at.state = State::VALUE;
    (*rest, _) = skim(at, value, floor);
    at.state == State::AFTER && at.depth == floor
}

/// Reads a name that is more than plain text and a colon right behind it. Returns which of ours it is, and what follows
/// the colon; `None` if it is not whole or not valid.
#[inline(never)]
fn odd_name<'a>(name: &'a [u8], ours: &[(&'static str, Name)]) -> Option<(Option<Name>, &'a [u8])> {
    let (mut buffer, mut extent) = ([0; LONGEST_NAME], Extent::EMPTY);
    let mut read = Text { buffer: &mut buffer, extent: &mut extent, keeps_escapes: false };
    let tail = string(name, |piece| match piece {
        Piece::Text(run) => read.push_prefix(run),
        Piece::Escape(character, _) => read.push(character),
    })?;
    let value = scan::after_white_space(tail).strip_prefix(b":")?;
    let read = buffer.get(..extent.length()).filter(|_| !extent.is_truncated());
    let ours = ours.iter().find(|(name, _)| read == Some(name.as_bytes()));
    Some((ours.map(|(_, name)| *name), value))
}

/// The length of the longest name that is read.
const LONGEST_NAME: usize = "description".len();

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

    /// Reads chunks; returns what is kept, and how many bytes the lexer has read by itself.
    fn watched(chunks: &[&str]) -> (Kept, usize) {
        let (mut parser, mut buffers, mut told) = (Parser::new(), OwnBuffers::<32, 32>::new(), 0);
        for chunk in chunks {
            told += parser.feed_counted(chunk.as_bytes(), &mut buffers);
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
        ((code, status, description, extra), told)
    }

    /// Reads chunks ahead, each of which ends between two tokens; returns what is kept.
    #[track_caller]
    fn read(chunks: &[&str]) -> Kept {
        let (kept, told) = watched(chunks);
        assert_eq!(told, 0, "{chunks:?}");
        kept
    }

    #[track_caller]
    fn keeps(chunks: &[&str], code: u32, status: Option<u16>, description: &str, extra: &str) {
        assert_eq!(read(chunks), (Some(Code(code)), status, description.into(), extra.into()));
    }

    #[test]
    fn error_is_read_ahead_in_any_order() {
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
    fn white_space_is_read_ahead() {
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
    fn names_of_others_are_read_ahead_however_they_are_written() {
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
                keeps(&[&body], 5, None, "", "");
            }
        }
        keeps(
            &[r#"{"code" :1,"\u0063ode":2,"error":{"error" :3,"code":5,"\u0065rror":4}}"#],
            5,
            None,
            "",
            "",
        );
    }

    #[test]
    fn names_of_ours_are_known_however_they_are_written() {
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
    fn extra_is_read_ahead_though_it_is_not_kept_as_it_was_sent() {
        let extra = |json: &str| read(&[&["{\"error\":{\"code\":1,\"extra\":", json, "}}"].concat()]).3;
        assert_eq!(extra(r#""\u4e2d\u0041\u0000\"\n""#), r#""中A\u0000\"\n""#);
        assert_eq!(extra(r#""\ud83d\ude00\ud83d""#), "\"😀\u{FFFD}\"");
        assert_eq!(extra("[ 1 , \"a b\" ,{ \"c\" : null } ]"), "[1,\"a b\",{\"c\":null}]");
        assert_eq!(extra(r#""123456789012345678901234567890""#), r#""123456789012345678901234567890""#);
        assert_eq!(extra(r#""1234567890123456789012345678901""#), r#""1234567890123456789012345678901"#);
        assert_eq!(extra(r#""123456789012345678901234567890é""#), r#""123456789012345678901234567890"#);
    }

    #[test]
    fn errors_that_replace_each_other_are_read_ahead() {
        keeps(&[r#"{"error":{"code":1,"extra":1,"description":"x"},"error":{"code":2}}"#], 2, None, "", "");
        keeps(&[r#"{"error":{"code":1,"code":2,"status":1,"status":2}}"#], 2, Some(2), "", "");
        keeps(&[r#"{"error":{"code":1,"description":"a","description":"b"}}"#], 1, None, "b", "");
    }

    #[test]
    fn reading_ahead_goes_on_in_the_next_chunk() {
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
    fn values_of_the_root_are_read_ahead_from_wherever_a_chunk_begins() {
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
    fn data_is_read_ahead_though_its_value_is_in_the_next_chunk() {
        for (open, item, close) in
            [("[", "[1,2],", "0]}"), ("{\"a\":0,", "\"b\":[],", "\"c\":0}}"), ("\"", "text and ", "\"}")]
        {
            let told = |count| watched(&["{\"data\":", &[open, &item.repeat(count), close].concat()]).1;
            assert_eq!(told(2), told(200), "{open}");
        }
    }

    #[test]
    fn what_no_extra_can_keep_any_more_is_read_ahead() {
        let begun = "{\"error\":{\"code\":1,\"extra\":[\"123456789012345678901234567890\",\"x";
        let of_numbers = |count| {
            let numbers = ["[", &"1,".repeat(count), "{\"a\":\"b\"}],\"c\"]"].concat();
            watched(&[begun, "y\",[", &numbers, "]}}"])
        };
        let (kept, told) = of_numbers(1);
        assert_eq!(kept.3, "[\"123456789012345678901234567890");
        assert_eq!(of_numbers(100), (kept, told));
    }
}
