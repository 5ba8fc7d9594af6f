//! Output for machines: one object a line, with the same keys for every answer.

use std::io::{self, Write};

use mixerr::{Code, FaultKind, Outcome};
use serde::Serialize;

use crate::input::Answer;

/// Writes a value as JSON, through serde-json-core.
pub(crate) fn value(value: &(impl Serialize + ?Sized)) -> String {
    let mut buffer = vec![0; 4096];
    match serde_json_core::to_slice(value, &mut buffer) {
        Ok(length) => String::from_utf8_lossy(buffer.get(..length).unwrap_or_default()).into_owned(),
        Err(_) => "null".to_owned(),
    }
}

fn write(out: &mut impl Write, members: &[(&str, String)]) -> io::Result<()> {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    writeln!(out, "{{{}}}", members.join(","))
}

/// What the catalog says of a code.
pub(crate) fn code(out: &mut impl Write, code: Code) -> io::Result<()> {
    let action = code.entry().map_or(mixerr::Action::Report, |entry| entry.action);
    let members = [
        ("kind", value("code")),
        ("code", value(&code)),
        ("action", value(&action)),
        ("entry", value(&code.entry())),
    ];
    write(out, &members)
}

/// What the library says of an answer.
pub(crate) fn answer(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    let error = if let Outcome::Api(error) = &answer.outcome { Some(error) } else { None };
    let fault = if let Outcome::NotFromApi(fault) = &answer.outcome { Some(fault) } else { None };
    let outcome = match answer.outcome {
        Outcome::Success => "success",
        Outcome::Api(_) => "api_error",
        Outcome::NotFromApi(_) => "not_from_api",
    };
    let kind = fault.map(|fault| match fault.kind {
        FaultKind::Malformed { .. } => "malformed",
        FaultKind::Foreign => "foreign",
        FaultKind::Http => "http",
        FaultKind::TooDeep { .. } => "too_deep",
    });
    let (offset, expected) = match fault.map(|fault| fault.kind) {
        Some(FaultKind::Malformed { offset, expected }) => (Some(offset), Some(expected.to_string())),
        Some(FaultKind::TooDeep { offset }) => (Some(offset), None),
        _ => (None, None),
    };
    let extra = error.filter(|error| !error.extra_cut && !error.extra.is_empty());
    write(
        out,
        &[
            ("kind", value("answer")),
            ("outcome", value(outcome)),
            ("action", value(&answer.outcome.action())),
            ("http_status", value(&answer.http_status)),
            ("code", value(&error.map(|error| error.code))),
            ("status", value(&error.and_then(|error| error.status))),
            ("entry", value(&error.and_then(|error| error.entry()))),
            ("description", value(&error.map(|error| error.description.as_str()))),
            ("description_cut", value(&error.is_some_and(|error| error.description_cut))),
            ("detail", value(&error.and_then(|error| error.detail()))),
            // It is JSON already.
            ("extra", extra.map_or("null".to_owned(), |error| error.extra.to_string())),
            ("extra_cut", value(&error.is_some_and(|error| error.extra_cut))),
            ("fault", value(&kind)),
            ("offset", value(&offset)),
            ("expected", value(&expected.as_deref())),
        ],
    )
}
