//! Reads the tables of `tests/vectors/`, whose README tells their format, and puts outcomes into their words.

pub mod build;

use std::str::FromStr;

use mixerr::{ApiError, Data, Fault, FaultKind, Outcome, Payment, Reader};

/// What mixerr must say of one answer: a row of `answers.tsv` or `extended.tsv`.
#[derive(Clone, Debug)]
pub struct Case {
    /// The row's name.
    pub name: String,
    /// The HTTP status.
    pub http_status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// The columns from `outcome` on.
    pub answer: Answer,
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

/// An outcome in the words of the tables; what is absent is empty.
#[expect(missing_docs, reason = "the columns are told in tests/vectors/README.md")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub outcome: String,
    pub code: String,
    pub status: String,
    pub entry: String,
    pub action: String,
    pub payment: String,
    pub data: String,
    pub description: String,
    pub extra: String,
    pub truncated: String,
    pub fault: String,
    pub offset: String,
}

/// Returns the answers that hold in every build, and with the feature `extended` those that need it.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases = table("answers.tsv", include_str!("../vectors/answers.tsv"), case);
    if cfg!(feature = "extended") {
        cases.extend(table("extended.tsv", include_str!("../vectors/extended.tsv"), case));
    }
    cases
}

/// Returns the grammar set.
#[must_use]
pub fn sentences() -> Vec<Sentence> {
    table("grammar.tsv", include_str!("../vectors/grammar.tsv"), sentence)
}

/// How a response matches a transfer: a row of `receipts.tsv`.
#[derive(Clone, Debug)]
pub struct ReceiptCase {
    /// The row's name.
    pub name: String,
    /// The name of the key's member, and the key.
    pub key: [Vec<u8>; 2],
    /// The further members: the sign of the rule (`=`, `#` or `~`), name and value.
    pub members: Vec<(char, Vec<u8>, Vec<u8>)>,
    /// The HTTP status.
    pub http_status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// The name of the match, in lower case.
    pub expected: String,
}

/// Returns the receipts.
#[must_use]
pub fn receipts() -> Vec<ReceiptCase> {
    table("receipts.tsv", include_str!("../vectors/receipts.tsv"), receipt)
}

/// Returns the bodies of all tables, as names, HTTP statuses and bytes.
pub fn bodies() -> impl Iterator<Item = (String, u16, Vec<u8>)> {
    let answers = cases().into_iter().map(|case| (case.name, case.http_status, case.body));
    let sentences = sentences().into_iter().map(|sentence| (sentence.name, 200, sentence.body));
    answers.chain(sentences)
}

/// Returns the places in a body at which it is tried: all, or `edge` at each end if it is longer than 2 KiB.
///
/// The bodies of the tables that are longer are so by repeats, and one repeat is like the next.
pub fn places(length: usize, edge: usize) -> impl Iterator<Item = usize> {
    (0..=length).filter(move |place| length <= 2048 || *place < edge || length - place < edge)
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

/// Returns the offset of the byte that stopped the reading; `None` if the body is JSON, whatever else is wrong.
#[must_use]
pub const fn stop<const D: usize, const X: usize>(outcome: &Outcome<D, X>) -> Option<u32> {
    match outcome {
        Outcome::NotFromApi(Fault {
            kind: FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset },
            ..
        }) => Some(*offset),
        _ => None,
    }
}

impl From<&Outcome> for Answer {
    fn from(outcome: &Outcome) -> Self {
        let action = outcome.action().to_string();
        let payment = match outcome.payment() {
            Payment::Possible => "possible".into(),
            Payment::Excluded => "excluded".into(),
        };
        let answer = match outcome {
            Outcome::Success(data) => Self::from_data(*data),
            Outcome::Api(error) => Self::from_error(error),
            Outcome::NotFromApi(fault) => Self::from_fault(*fault),
        };
        Self { action, payment, ..answer }
    }
}

impl Answer {
    fn from_data(data: Data) -> Self {
        let data = match data {
            Data::Absent => "absent",
            Data::Null => "null",
            Data::Present => "present",
        };
        Self { outcome: "success".into(), data: data.into(), ..Self::default() }
    }

    fn from_error(error: &ApiError) -> Self {
        let truncated = match (error.description_truncated(), error.extra_truncated()) {
            (false, false) => "",
            (true, false) => "d",
            (false, true) => "x",
            (true, true) => "dx",
        };
        Self {
            outcome: "api".into(),
            code: error.code().to_string(),
            status: error.status().map(|status| status.to_string()).unwrap_or_default(),
            entry: error.entry().map(|entry| entry.name.into()).unwrap_or_default(),
            description: error.description().into(),
            extra: error.extra().into(),
            truncated: truncated.into(),
            ..Self::default()
        }
    }

    fn from_fault(fault: Fault) -> Self {
        let (name, offset) = match fault.kind {
            FaultKind::Malformed { offset, .. } => ("malformed", Some(offset)),
            FaultKind::Foreign => ("foreign", None),
            FaultKind::Http => ("http", None),
            FaultKind::Origin => ("origin", None),
            FaultKind::TooDeep { offset } => ("too_deep", Some(offset)),
        };
        Self {
            outcome: "not_from_api".into(),
            fault: name.into(),
            offset: offset.map(|offset| offset.to_string()).unwrap_or_default(),
            ..Self::default()
        }
    }
}

/// A line of a table. Its methods panic with the place of what they cannot read.
struct Row<'a> {
    file: &'a str,
    line: usize,
    columns: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn fail(&self, what: &str) -> ! {
        panic!("tests/vectors/{}, line {}: {what}", self.file, self.line)
    }

    fn columns<const N: usize>(&self) -> [&'a str; N] {
        self.columns.as_slice().try_into().unwrap_or_else(|_| self.fail(&format!("not {N} columns")))
    }

    fn number<T: FromStr>(&self, column: &str) -> T {
        column.parse().unwrap_or_else(|_| self.fail(&format!("no such number: {column:?}")))
    }

    fn bytes(&self, column: &str) -> Vec<u8> {
        decode(column).unwrap_or_else(|| self.fail(&format!("a wrong escape: {column:?}")))
    }

    /// Returns a column that is empty if it is a single `-`.
    fn text(&self, column: &str) -> String {
        let bytes = if column == "-" { Vec::new() } else { self.bytes(column) };
        String::from_utf8(bytes).unwrap_or_else(|_| self.fail(&format!("no UTF-8: {column:?}")))
    }
}

/// Reads each row that is not for people.
fn table<T>(file: &str, text: &str, read: impl Fn(&Row<'_>) -> T) -> Vec<T> {
    (1..)
        .zip(text.lines())
        .filter(|(_, row)| !row.is_empty() && !row.starts_with('#'))
        .map(|(line, row)| read(&Row { file, line, columns: row.split('\t').collect() }))
        .collect()
}

fn case(row: &Row<'_>) -> Case {
    let [name, http_status, body, answer @ ..] = row.columns::<15>();
    let answer = answer.map(|column| row.text(column));
    let [outcome, code, status, entry, action, payment, data, description, extra, truncated, fault, offset] =
        answer;
    let answer = Answer {
        outcome,
        code,
        status,
        entry,
        action,
        payment,
        data,
        description,
        extra,
        truncated,
        fault,
        offset,
    };
    Case { name: row.text(name), http_status: row.number(http_status), body: row.bytes(body), answer }
}

fn sentence(row: &Row<'_>) -> Sentence {
    let [name, verdict, offset, body] = row.columns();
    let fault = match (verdict, offset) {
        ("accept", "-") => None,
        ("reject", _) => Some(row.number(offset)),
        _ => row.fail("no such verdict"),
    };
    Sentence { name: row.text(name), fault, body: row.bytes(body) }
}

fn receipt(row: &Row<'_>) -> ReceiptCase {
    let [name, key_name, key, members, http_status, body, expected] = row.columns();
    let members = members.split(' ').filter(|member| *member != "-").map(|member| {
        let rule = member.find(['=', '#', '~']).unwrap_or_else(|| row.fail("a member without a rule"));
        let (name, value) = member.split_at(rule);
        (char::from(value.as_bytes()[0]), row.bytes(name), row.bytes(&value[1..]))
    });
    ReceiptCase {
        name: row.text(name),
        key: [row.bytes(key_name), row.bytes(key)],
        members: members.collect(),
        http_status: row.number(http_status),
        body: row.bytes(body),
        expected: expected.into(),
    }
}

/// Decodes the escapes of a column; `None` if one is wrong.
#[must_use]
pub fn decode(column: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = column;
    while let Some((plain, escape)) = rest.split_once('\\') {
        bytes.extend(plain.bytes());
        let tail = escape.get(1..)?;
        rest = match escape.bytes().next()? {
            b'\\' => push(&mut bytes, b'\\', tail),
            b't' => push(&mut bytes, b'\t', tail),
            b'n' => push(&mut bytes, b'\n', tail),
            b'r' => push(&mut bytes, b'\r', tail),
            b'x' => push(&mut bytes, u8::from_str_radix(tail.get(..2)?, 16).ok()?, &tail[2..]),
            b'{' => {
                let (repeat, tail) = tail.split_once('}')?;
                let (count, text) = repeat.split_once('*')?;
                bytes.extend(decode(text)?.repeat(count.parse().ok()?));
                tail
            }
            _ => return None,
        };
    }
    bytes.extend(rest.bytes());
    Some(bytes)
}

fn push<'a>(bytes: &mut Vec<u8>, byte: u8, tail: &'a str) -> &'a str {
    bytes.push(byte);
    tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decode_reads_every_escape() {
        assert_eq!(decode(r"a\\\t\n\r\xffé\{3*[\x7d}z").unwrap(), b"a\\\t\n\r\xff\xc3\xa9[}[}[}z");
    }

    #[test]
    fn decode_refuses_what_is_no_escape() {
        for column in [r"\", r"\q", r"\x4", r"\xgg", r"\{3*a", r"\{3a}", r"\{x*a}"] {
            assert_eq!(decode(column), None, "{column}");
        }
    }

    #[test]
    #[should_panic = "tests/vectors/a.tsv, line 3: not 4 columns"]
    fn table_names_the_line_of_a_row_that_is_too_short() {
        table("a.tsv", "# for people\n\nname\taccept\t-", sentence);
    }

    #[test]
    #[should_panic = r#"tests/vectors/a.tsv, line 1: no such number: "x""#]
    fn table_names_the_line_of_a_wrong_number() {
        table("a.tsv", "name\treject\tx\t[", sentence);
    }
}
