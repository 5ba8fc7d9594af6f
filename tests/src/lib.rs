//! Reads the tables of `tests/vectors/`, and converts outcomes to their columns. `tests/vectors/README.md` has the
//! format.

pub mod build;
pub mod c_programs;
pub mod files;
pub mod toolchain;
pub mod transfers;

use std::str::FromStr;

use mixerr::{ApiError, Data, Fault, FaultKind, Outcome, Payment, Reader};

/// A response and its expected outcome: a row of `answers.tsv` or `extended.tsv`.
#[derive(Clone, Debug)]
pub struct Case {
    /// The name of the row.
    pub name: String,
    /// The HTTP status.
    pub http_status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// The columns from `outcome` on.
    pub answer: Answer,
}

/// A text that is or is not valid JSON: a row of `grammar.tsv`.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The name of the row.
    pub name: String,
    /// The offset of the fault, or `None` if the text is valid JSON.
    pub fault: Option<u32>,
    /// The text.
    pub body: Vec<u8>,
}

/// An outcome as columns of the tables. A column without a value is empty.
#[expect(missing_docs, reason = "tests/vectors/README.md explains the columns")]
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

/// Returns the rows of `answers.tsv`, and with the feature `extended` also those of `extended.tsv`.
#[must_use]
pub fn cases() -> Vec<Case> {
    let mut cases = table("answers.tsv", include_str!("../vectors/answers.tsv"), case);
    if cfg!(feature = "extended") {
        cases.extend(table("extended.tsv", include_str!("../vectors/extended.tsv"), case));
    }
    cases
}

/// Returns the rows of `grammar.tsv`.
#[must_use]
pub fn sentences() -> Vec<Sentence> {
    table("grammar.tsv", include_str!("../vectors/grammar.tsv"), sentence)
}

/// A text that a person pasted, and what is recognised in it: a row of `explain.tsv`.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// The name of the row.
    pub name: String,
    /// The HTTP status, if known.
    pub http_status: Option<u16>,
    /// The text.
    pub text: Vec<u8>,
    /// The columns from `outcome` on.
    pub columns: [String; 4],
}

/// Returns the rows of `explain.tsv`.
#[must_use]
pub fn pasted() -> Vec<Pasted> {
    table("explain.tsv", include_str!("../vectors/explain.tsv"), |row| {
        let [name, http_status, text, columns @ ..] = row.columns::<7>();
        Pasted {
            name: row.text(name),
            http_status: (http_status != "-").then(|| row.number(http_status)),
            text: row.bytes(text),
            columns: columns.map(str::to_owned),
        }
    })
}

/// A response and how it matches a transfer: a row of `receipts.tsv`.
#[derive(Clone, Debug)]
pub struct ReceiptCase {
    /// The name of the row.
    pub name: String,
    /// The name of the member with the idempotency key, and the key.
    pub key: [Vec<u8>; 2],
    /// The other members: the sign of the rule (`=`, `#` or `~`), the name and the value.
    pub members: Vec<(char, Vec<u8>, Vec<u8>)>,
    /// The HTTP status.
    pub http_status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// The name of the expected match, in lower case.
    pub expected: String,
}

/// Returns the rows of `receipts.tsv`.
#[must_use]
pub fn receipts() -> Vec<ReceiptCase> {
    table("receipts.tsv", include_str!("../vectors/receipts.tsv"), receipt)
}

/// What the head of a response proves: a row of `heads.tsv`.
#[derive(Clone, Debug)]
pub struct HeadCase {
    /// The row's name.
    pub name: String,
    /// The request's `X-Request-Id`, if it is expected to be echoed.
    pub sent: Option<String>,
    /// The fields, as names and values.
    pub fields: Vec<(Vec<u8>, Vec<u8>)>,
    /// The clock, in milliseconds since 1970.
    pub now_ms: i64,
    /// The HTTP status.
    pub http_status: u16,
    /// The body.
    pub body: Vec<u8>,
    /// The name of the origin, in lower case.
    pub origin: String,
    /// The server's hint in seconds.
    pub retry_after_s: u32,
    /// How far the clock is ahead.
    pub skew_ms: Option<i64>,
    /// The columns outcome, fault, action and payment.
    pub refined: [String; 4],
}

/// Returns the heads.
#[must_use]
pub fn heads() -> Vec<HeadCase> {
    table("heads.tsv", include_str!("../vectors/heads.tsv"), head)
}

/// Returns the name, the HTTP status and the body of every row of `answers.tsv`, `extended.tsv` and `grammar.tsv`.
pub fn bodies() -> impl Iterator<Item = (String, u16, Vec<u8>)> {
    let answers = cases().into_iter().map(|case| (case.name, case.http_status, case.body));
    let sentences = sentences().into_iter().map(|sentence| (sentence.name, 200, sentence.body));
    answers.chain(sentences)
}

/// Returns the offsets at which a test splits or changes a body: all, or `edge` at each end of a body over 2 KiB.
///
/// Longer bodies of the tables consist of equal repeats, so their middle adds nothing.
pub fn places(length: usize, edge: usize) -> impl Iterator<Item = usize> {
    (0..=length).filter(move |place| length <= 2048 || *place < edge || length - place < edge)
}

/// Reads a body that arrives in chunks.
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

/// Returns the offset of a malformed or too deep body; `None` if the body is valid JSON, whatever its outcome.
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

/// A line of a table. Its methods panic with the file and the line if a column is not valid.
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
        column.parse().unwrap_or_else(|_| self.fail(&format!("not a number in range: {column:?}")))
    }

    fn bytes(&self, column: &str) -> Vec<u8> {
        decode(column).unwrap_or_else(|| self.fail(&format!("not a valid escape: {column:?}")))
    }

    /// Returns the text of a column; empty if the column is `-`.
    fn text(&self, column: &str) -> String {
        let bytes = if column == "-" { Vec::new() } else { self.bytes(column) };
        String::from_utf8(bytes).unwrap_or_else(|_| self.fail(&format!("not UTF-8: {column:?}")))
    }
}

/// Reads each row that is neither empty nor a comment.
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
        _ => row.fail("neither accept nor reject"),
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

fn head(row: &Row<'_>) -> HeadCase {
    let [name, sent, fields, now_ms, http_status, body, origin, retry_after_s, skew_ms, refined @ ..] =
        row.columns::<13>();
    let fields = fields.split('|').filter(|field| !field.is_empty()).map(|field| {
        let (name, value) = field.split_once(':').unwrap_or_else(|| row.fail("a field without a colon"));
        (row.bytes(name), row.bytes(value))
    });
    HeadCase {
        name: row.text(name),
        sent: Some(row.text(sent)).filter(|sent| !sent.is_empty()),
        fields: fields.collect(),
        now_ms: row.number(now_ms),
        http_status: row.number(http_status),
        body: row.bytes(body),
        origin: origin.into(),
        retry_after_s: row.number(retry_after_s),
        skew_ms: (skew_ms != "-").then(|| row.number(skew_ms)),
        refined: refined.map(|column| row.text(column)),
    }
}

/// Decodes the escapes of a column. Returns `None` if one is not valid.
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
    fn decode_rejects_invalid_escapes() {
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
    #[should_panic = r#"tests/vectors/a.tsv, line 1: not a number in range: "x""#]
    fn table_names_the_line_of_a_wrong_number() {
        table("a.tsv", "name\treject\tx\t[", sentence);
    }
}
