//! Reads the tables of `tests/vectors/`, whose README tells their format.

use std::fmt::Write;

use mixerr::{ApiError, FaultKind, Outcome, Reader};

/// What mixerr must say of one answer: a row of `answers.tsv` or `extended.tsv`.
#[derive(Clone, Debug)]
pub struct Case {
    /// The row's name.
    pub name: String,
    /// The HTTP status.
    pub http_status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// The columns from `outcome` on, as they stand in the table but for repeats, which are written out.
    pub expected: String,
}

/// Whether a text is JSON: a row of `grammar.tsv`.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The row's name.
    pub name: String,
    /// The offset of the fault, or `None` if the text is JSON.
    pub fault: Option<u32>,
    /// The text.
    pub body: Vec<u8>,
}

/// Returns the answers that hold in every build, and with the feature `extended` those that need it.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases = table("answers.tsv", include_str!("../vectors/answers.tsv"), 13, case);
    if cfg!(feature = "extended") {
        cases.extend(table("extended.tsv", include_str!("../vectors/extended.tsv"), 13, case));
    }
    cases
}

/// Returns the grammar set.
#[must_use]
pub fn sentences() -> Vec<Sentence> {
    table("grammar.tsv", include_str!("../vectors/grammar.tsv"), 4, |columns| Sentence {
        name: columns[0].to_owned(),
        fault: match columns[1] {
            "accept" => None,
            "reject" => Some(columns[2].parse().expect("an offset")),
            verdict => panic!("no verdict: {verdict}"),
        },
        body: decode(columns[3]),
    })
}

fn table<T>(file: &str, text: &str, width: usize, row: impl Fn(&[&str]) -> T) -> Vec<T> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), width, "{file}, line {}: columns", number + 1);
            row(&columns)
        })
        .collect()
}

fn case(columns: &[&str]) -> Case {
    let mut expected = columns[3..].to_vec();
    let texts = [columns[8], columns[9]].map(|text| if text == "-" { String::new() } else { text_of(text) });
    (expected[5], expected[6]) = (&texts[0], &texts[1]);
    Case {
        name: columns[0].to_owned(),
        http_status: columns[1].parse().expect("an HTTP status"),
        body: decode(columns[2]),
        expected: expected.join("\t"),
    }
}

/// Decodes a captured text.
fn text_of(column: &str) -> String {
    format!("{:?}", String::from_utf8(decode(column)).expect("a text in UTF-8"))
}

/// Decodes the escapes of a column.
///
/// # Panics
///
/// If it is not made by the rules.
#[must_use]
pub fn decode(column: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = column;
    while let Some(backslash) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..backslash]);
        rest = &rest[backslash + 1..];
        let length = match rest.as_bytes()[0] {
            b'\\' => push(&mut bytes, b"\\", 1),
            b't' => push(&mut bytes, b"\t", 1),
            b'n' => push(&mut bytes, b"\n", 1),
            b'r' => push(&mut bytes, b"\r", 1),
            b'x' => push(&mut bytes, &[u8::from_str_radix(&rest[1..3], 16).expect("two digits")], 3),
            b'{' => {
                let end = rest.find('}').expect("the end of a repeat");
                let (count, text) = rest[1..end].split_once('*').expect("a repeat");
                push(&mut bytes, &decode(text).repeat(count.parse().expect("a count")), end + 1)
            }
            other => panic!("no escape: \\{}", char::from(other)),
        };
        rest = &rest[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

fn push(bytes: &mut Vec<u8>, piece: &[u8], length: usize) -> usize {
    bytes.extend_from_slice(piece);
    length
}

/// Writes an outcome as the columns of a table from `outcome` on.
#[must_use]
pub fn columns(outcome: &Outcome) -> String {
    let mut columns = String::new();
    let action = outcome.action();
    let written = match outcome {
        Outcome::Success => write!(columns, "success\t-\t-\t-\t{action}\t\t\t-\t-\t-"),
        Outcome::Api(error) => {
            let status = error.status.map_or("-".to_owned(), |status| status.to_string());
            let entry = error.entry().map_or("-", |entry| entry.name);
            let (description, extra) = (text(&error.description), text(&error.extra));
            let cut = cut(error);
            write!(
                columns,
                "api\t{}\t{status}\t{entry}\t{action}\t{description}\t{extra}\t{cut}\t-\t-",
                error.code
            )
        }
        Outcome::NotFromApi(fault) => {
            let (kind, offset) = match fault.kind {
                FaultKind::Malformed { offset, .. } => ("malformed", offset.to_string()),
                FaultKind::TooDeep { offset } => ("too_deep", offset.to_string()),
                FaultKind::Foreign => ("foreign", "-".to_owned()),
                FaultKind::Http => ("http", "-".to_owned()),
            };
            write!(columns, "not_from_api\t-\t-\t-\t{action}\t\t\t-\t{kind}\t{offset}")
        }
    };
    written.expect("a String takes everything");
    columns
}

fn text(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{text:?}") }
}

fn cut(error: &ApiError) -> &'static str {
    match (error.description_cut, error.extra_cut) {
        (false, false) => "-",
        (true, false) => "d",
        (false, true) => "x",
        (true, true) => "dx",
    }
}

/// Reads a body that arrives in these pieces.
pub fn read_pieces<'a, const D: usize, const X: usize>(
    http_status: u16,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> Outcome<D, X> {
    let mut reader = Reader::<D, X>::new();
    for piece in pieces {
        reader.feed(piece);
    }
    reader.finish(http_status)
}
