//! Output as JSON.

use std::io;

use mixerr::{Action, Code, Data, Entry, Explanation, FaultKind, Outcome, Payment};
use serde::Serialize;
use serde_json::value::RawValue;

/// The object. A value that the response does not have is null.
#[derive(Serialize, Default)]
struct Line<'a> {
    outcome: &'a str,
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
    fault: Option<&'a str>,
    fault_offset: Option<u32>,
    explanation: String,
    extra_truncated: bool,
    extra: Option<&'a RawValue>,
}

/// Returns an explanation as an object in one line.
pub(crate) fn line(explanation: &Explanation) -> io::Result<String> {
    let mut line = Line {
        action: Some(explanation.action()),
        payment: Some(explanation.payment()),
        http_status: explanation.http_status(),
        explanation: explanation.to_string(),
        ..Line::default()
    };
    match explanation.outcome() {
        Some(Outcome::Success(data)) => (line.outcome, line.data) = ("success", Some(*data)),
        Some(Outcome::Api(error)) => {
            line.outcome = "api_error";
            (line.code, line.status, line.entry) = (Some(error.code()), error.status(), error.entry());
            line.description = Some(error.description());
            line.description_truncated = error.description_truncated();
            line.detail = error.detail();
            line.extra_truncated = error.extra_truncated();
            line.extra = serde_json::from_str(error.extra()).ok();
        }
        Some(Outcome::NotFromApi(fault)) => {
            line.outcome = "not_from_api";
            let (name, has_offset) = match fault.kind {
                FaultKind::Malformed { .. } => ("malformed", true),
                FaultKind::TooDeep { .. } => ("too_deep", true),
                FaultKind::Foreign => ("foreign", false),
                FaultKind::Http => ("http", false),
                FaultKind::Origin => ("origin", false),
            };
            (line.fault, line.fault_offset) = (Some(name), has_offset.then(|| fault.offset()));
        }
        None => {}
    }
    Ok(serde_json::to_string(&line)? + "\n")
}
