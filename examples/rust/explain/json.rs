//! Output for machines: one object a line, with the same keys for everything. `--help` lists them.

use std::io::{self, Write};

use mixerr::{Action, Code, Data, Entry, Expected, FaultKind, Payment};
use serde::{Serialize, Serializer};

use crate::input::{Answer, Form, Outcome};
use crate::look::{self, Sender};

/// More than any object can be: texts are of bounded length, and a character takes at most six bytes.
const CAPACITY: usize = 32768;

/// One object. What a thing has nothing to say about is null.
#[derive(Serialize, Default)]
struct Line<'a> {
    kind: &'static str,
    form: Option<&'static str>,
    outcome: Option<&'static str>,
    action: Option<Action>,
    payment: Option<Payment>,
    data: Option<Data>,
    http_status: Option<u16>,
    code: Option<Code>,
    status: Option<u16>,
    entry: Option<&'a Entry>,
    description: Option<&'a str>,
    description_truncated: bool,
    detail: Option<&'a str>,
    extra: Option<Raw<'a>>,
    extra_truncated: bool,
    fault: Option<&'static str>,
    fault_offset: Option<u32>,
    expected: Option<&'a str>,
}

/// JSON that is written as it stands, which is what serde-json-core does with bytes.
struct Raw<'a>(&'a str);

impl Serialize for Raw<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0.as_bytes())
    }
}

/// Returns a value as JSON.
pub(crate) fn text(value: &impl Serialize) -> io::Result<String> {
    let mut buffer = vec![0; CAPACITY];
    let length = serde_json_core::to_slice(value, &mut buffer)
        .map_err(|error| io::Error::other(format!("JSON cannot be written: {error}")))?;
    buffer.truncate(length);
    String::from_utf8(buffer).map_err(io::Error::other)
}

/// What the catalog says of a code.
pub(crate) fn code(out: &mut dyn Write, code: Code) -> io::Result<()> {
    let entry = code.entry();
    let action = entry.map_or(Action::Report, |entry| entry.action);
    let payment = entry.map_or(Payment::Possible, |entry| entry.payment);
    let line = Line {
        kind: "code",
        action: Some(action),
        payment: Some(payment),
        code: Some(code),
        entry,
        ..Line::default()
    };
    writeln!(out, "{}", text(&line)?)
}

/// What the library says of an answer.
pub(crate) fn answer(out: &mut dyn Write, answer: &Answer) -> io::Result<()> {
    let expected = expected(answer).map(|expected| expected.to_string());
    let mut line = Line {
        kind: "answer",
        form: Some(match answer.form {
            Form::Body => "body",
            Form::Response => "response",
            Form::Object => "object",
            Form::Text => "text",
        }),
        action: Some(answer.outcome.action()).filter(|_| look::sender(answer) != Some(Sender::Unknown)),
        payment: Some(answer.outcome.payment()),
        http_status: answer.http_status,
        expected: expected.as_deref(),
        ..Line::default()
    };
    line.outcome = Some(match &answer.outcome {
        Outcome::Success(data) => {
            line.data = Some(*data);
            "success"
        }
        Outcome::Api(error) => {
            line.code = Some(error.code());
            line.status = error.status();
            line.entry = error.entry();
            line.description = Some(error.description());
            line.description_truncated = error.description_truncated();
            line.detail = error.detail();
            line.extra_truncated = error.extra_truncated();
            line.extra =
                Some(Raw(error.extra())).filter(|extra| !error.extra_truncated() && !extra.0.is_empty());
            "api_error"
        }
        Outcome::NotFromApi(fault) => {
            let (name, offset) = match fault.kind {
                FaultKind::Malformed { offset, .. } => ("malformed", Some(offset)),
                FaultKind::TooDeep { offset } => ("too_deep", Some(offset)),
                FaultKind::Foreign => ("foreign", None),
                FaultKind::Http => ("http", None),
                FaultKind::Origin => ("origin", None),
            };
            line.fault = Some(name);
            line.fault_offset = offset;
            "not_from_api"
        }
    });
    writeln!(out, "{}", text(&line)?)
}

/// What could stand where a malformed body has something else.
fn expected(answer: &Answer) -> Option<Expected> {
    match &answer.outcome {
        Outcome::NotFromApi(fault) => match fault.kind {
            FaultKind::Malformed { expected, .. } => Some(expected),
            _ => None,
        },
        _ => None,
    }
}
