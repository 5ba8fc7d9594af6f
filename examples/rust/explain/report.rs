//! Output for people.

use std::io::{self, IsTerminal, Write};

use mixerr::{Action, ApiError, Code, Edition, Entry, Fault, FaultKind, Outcome, Trace};

use crate::input::Answer;

/// Writes the headline, bold on a terminal.
fn headline(out: &mut impl Write, text: &str) -> io::Result<()> {
    if io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        writeln!(out, "\x1b[1m{text}\x1b[0m")
    } else {
        writeln!(out, "{text}")
    }
}

/// Writes a line under the headline; what a server said is made harmless for a terminal.
fn line(out: &mut impl Write, label: &str, text: &str) -> io::Result<()> {
    write!(out, "  {label:12}")?;
    for character in text.chars() {
        match character {
            _ if character.is_control() => write!(out, "{}", character.escape_default())?,
            _ => write!(out, "{character}")?,
        }
    }
    writeln!(out)
}

/// What the catalog says of a code.
pub(crate) fn code(out: &mut impl Write, code: Code) -> io::Result<()> {
    headline(out, &crate::title(code))?;
    let Some(entry) = code.entry() else {
        line(out, "catalog", "no edition of the error table lists it; the server may be newer")?;
        return what_to_do(out, Action::Report, Trace::Keep);
    };
    catalog(out, entry)?;
    what_to_do(out, entry.action, entry.trace)
}

fn catalog(out: &mut impl Write, entry: &Entry) -> io::Result<()> {
    line(out, "catalog", entry.description)?;
    let edition = match entry.edition {
        Edition::V2018 => "the original error table (2018)",
        Edition::Docs => "a later edition of the error table",
        Edition::Apps => "the official apps only",
        Edition::Calls => "the group-call service",
        _ => "elsewhere",
    };
    let status = entry
        .status
        .map_or("no documented status".to_owned(), |status| format!("documented with HTTP {status}"));
    line(out, "about", &format!("{}; {status}; known from {edition}", entry.category.name().to_lowercase()))
}

fn what_to_do(out: &mut impl Write, action: Action, trace: Trace) -> io::Result<()> {
    line(out, "what to do", action.advice())?;
    let retry = match action {
        Action::None => return Ok(()),
        Action::Retry => "yes",
        Action::Wait => "yes, after a pause",
        _ => "no, not by itself",
    };
    line(out, "retry", retry)?;
    line(
        out,
        "trace id",
        match trace {
            Trace::Discard => "a transfer surely did not happen: its trace id may be thrown away",
            Trace::Keep => "keep it: a transfer may have happened",
        },
    )
}

/// What the library says of an answer.
pub(crate) fn answer(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    match &answer.outcome {
        Outcome::Success => {
            headline(out, "Success")?;
            line(out, "who", "the API, as far as can be told: JSON without an error")?;
            http(out, answer)?;
            what_to_do(out, Action::None, Trace::Keep)
        }
        Outcome::Api(error) => api_error(out, answer, error),
        Outcome::NotFromApi(fault) => not_from_api(out, answer, fault),
    }
}

fn http(out: &mut impl Write, answer: &Answer) -> io::Result<()> {
    match answer.http_status {
        Some(status) => line(out, "HTTP", &status.to_string()),
        None => Ok(()),
    }
}

fn api_error(out: &mut impl Write, answer: &Answer, error: &ApiError) -> io::Result<()> {
    headline(out, &format!("API error {}", crate::title(error.code)))?;
    if !answer.is_pasted {
        line(out, "who", "the API")?;
    }
    match (answer.http_status, error.status) {
        (Some(http @ 200..=299), _) => {
            line(out, "HTTP", &format!("{http}, which looks like a success and is none"))?
        }
        (Some(http), _) => line(out, "HTTP", &http.to_string())?,
        (None, _) => {}
    }
    if let Some(status) = error.status {
        let differs = answer.http_status.is_some_and(|http| http != status);
        line(
            out,
            "status",
            &format!("{status}{}", if differs { " in the body, unlike the HTTP status" } else { "" }),
        )?;
    }
    if let Some(entry) = error.entry() {
        catalog(out, entry)?;
    }
    let known = error.entry().map_or("", |entry| entry.description);
    if !error.description.is_empty() && error.description != known {
        line(out, "server says", &format!("{}{}", error.description, cut(error.description_cut)))?;
    }
    if let Some(detail) = error.detail() {
        line(out, "detail", detail)?;
    }
    if let Some(field) = error.extra_string("field") {
        line(out, "field", &field)?;
    }
    if let Some(reason) = error.extra_string("reason") {
        line(out, "reason", &reason)?;
    }
    if !error.extra.is_empty() {
        line(out, "extra", &format!("{}{}", error.extra, cut(error.extra_cut)))?;
    }
    what_to_do(out, error.action(), error.entry().map_or(Trace::Keep, |entry| entry.trace))
}

const fn cut(is_cut: bool) -> &'static str {
    if is_cut { "... (cut)" } else { "" }
}

fn not_from_api(out: &mut impl Write, answer: &Answer, fault: &Fault) -> io::Result<()> {
    let (title, who) = match fault.kind {
        FaultKind::Malformed { .. } if answer.head.is_empty() => ("an empty body", "nobody can tell"),
        FaultKind::Malformed { .. } => {
            ("malformed JSON", "something in front of the API (web server, proxy, captive portal), or damage")
        }
        FaultKind::TooDeep { .. } => ("JSON nested too deep", "something in front of the API, or damage"),
        FaultKind::Foreign => {
            ("an error of another form", "another service: the API's errors are objects with a numeric code")
        }
        FaultKind::Http => ("JSON without an error, at a status of failure", "something in front of the API"),
    };
    headline(out, &format!("Not from the API: {title}"))?;
    line(out, "who", who)?;
    http(out, answer)?;
    if answer.http_status.is_none() {
        line(out, "HTTP", "not told; with --status the advice may be another")?;
    }
    match fault.kind {
        FaultKind::Malformed { offset, expected } => {
            line(out, "fault", &format!("at byte {offset}, expected {expected}"))?;
            excerpt(out, answer, offset)?;
        }
        FaultKind::TooDeep { offset } => {
            line(out, "fault", &format!("at byte {offset}, more than {} levels", mixerr::MAX_DEPTH))?;
            excerpt(out, answer, offset)?;
        }
        _ => {}
    }
    what_to_do(out, fault.action(), Trace::Keep)
}

/// Shows the body around a fault, with a caret under it.
fn excerpt(out: &mut impl Write, answer: &Answer, offset: u32) -> io::Result<()> {
    let offset = usize::try_from(offset).unwrap_or(usize::MAX);
    let start = offset.saturating_sub(30);
    let Some(before) = answer.head.get(start..offset) else { return Ok(()) };
    let behind = answer.head.get(offset..).unwrap_or_default();
    let behind = behind.get(..34).unwrap_or(behind);
    if before.is_empty() && behind.is_empty() {
        return Ok(());
    }
    let before = before.escape_ascii().to_string();
    writeln!(out, "  {:12}{before}{}", "", behind.escape_ascii())?;
    writeln!(out, "  {:12}{}^", "", " ".repeat(before.len()))
}
