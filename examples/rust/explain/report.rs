//! What there is to say of a code or an answer, for people.

use std::io::{self, Write};

use mixerr::{Action, Code, Data, Entry, Fault, FaultKind, MAX_DEPTH, Payment, Source};

use crate::input::{Answer, ApiError, Form, Outcome};
use crate::look::{self, Sender};
use crate::page::Page;

/// What there is to say of an answer that explain was not given as it was sent.
const NOT_KNOWN: &str = "not known yet";

/// What the catalog says of a code.
pub(crate) fn code(out: &mut dyn Write, code: Code) -> io::Result<()> {
    let page = &mut Page::new(out);
    match code.entry() {
        Some(entry) => {
            page.headline(&format!("{code} {}", entry.name))?;
            page.line("means", entry.description)?;
            what_to_do(page, entry.action, entry.payment)?;
            source(page, entry)
        }
        None => {
            page.headline(&format!("{code} is not in the catalog"))?;
            unlisted(page)?;
            what_to_do(page, Action::Report, Payment::Possible)
        }
    }
}

/// What the library says of an answer.
pub(crate) fn answer(out: &mut dyn Write, answer: &Answer) -> io::Result<()> {
    let page = &mut Page::new(out);
    match &answer.outcome {
        Outcome::Success(data) => success(page, answer, *data),
        Outcome::Api(error) => api_error(page, answer, error),
        Outcome::NotFromApi(fault) => not_from_api(page, answer, fault),
    }
}

fn success(page: &mut Page<'_>, answer: &Answer, data: Data) -> io::Result<()> {
    page.headline("Success")?;
    page.line(
        "answered by",
        match answer.start.as_slice() {
            [] => "the API: an empty body, as this HTTP status always has",
            _ => "the API: this is JSON without an error",
        },
    )?;
    match answer.http_status {
        None => page.line("HTTP status", "not told; only with 200 to 209 it is a success")?,
        Some(0) => page.line("HTTP status", "none, as in a WebSocket frame")?,
        Some(status) => page.line("HTTP status", &status.to_string())?,
    }
    page.line(
        "data",
        match data {
            Data::Absent => "absent; every endpoint that pays always sends it",
            Data::Null => "null",
            Data::Present => "present",
        },
    )?;
    page.line("what to do", Action::Proceed.advice())?;
    payment(page, Payment::Possible)
}

fn api_error(page: &mut Page<'_>, answer: &Answer, error: &ApiError) -> io::Result<()> {
    let code = error.code();
    page.headline(&match code.entry() {
        Some(entry) => format!("API error {code} {}", entry.name),
        None => format!("API error {code}, which is not in the catalog"),
    })?;
    page.line("answered by", "the API")?;
    match answer.form {
        Form::Body | Form::Response => {}
        Form::Object => page.line("read as", "the error object, without the envelope around it")?,
        Form::Text => page.line("read as", "an error in words, as a log shows it")?,
    }
    match (answer.http_status, error.status()) {
        (None, _) => {}
        (Some(0), _) => page.line("HTTP status", "none, as in a WebSocket frame")?,
        (Some(http @ 200..=299), _) => {
            page.line("HTTP status", &format!("{http}, which looks like a success and is none"))?;
        }
        (Some(http @ 500), _) => page.line("HTTP status", &http.to_string())?,
        (Some(http), _) => {
            page.line("HTTP status", &format!("{http}, which the API itself does not use"))?;
        }
    }
    match (error.status(), answer.http_status) {
        (Some(status), Some(http)) if status != http && http != 0 => {
            page.line("body status", &format!("{status}, unlike the HTTP status"))?;
        }
        (Some(status), _) => page.line("body status", &status.to_string())?,
        (None, _) => {}
    }
    match error.entry() {
        Some(entry) => page.line("means", entry.description)?,
        None => unlisted(page)?,
    }
    server_words(page, error)?;
    what_to_do(page, error.action(), error.payment())?;
    error.entry().map_or(Ok(()), |entry| source(page, entry))
}

/// What the server said beyond the catalog.
fn server_words(page: &mut Page<'_>, error: &ApiError) -> io::Result<()> {
    let known = error.entry().map_or("", |entry| entry.description);
    if !error.description().is_empty() && error.description() != known {
        let end = truncated(error.description_truncated());
        page.line("server says", &format!("{}{end}", error.description()))?;
    }
    if let Some(detail) = error.detail() {
        page.line("detail", detail)?;
    }
    let (field, reason) = (error.extra_string("field"), error.extra_string("reason"));
    let told = match (&field, &reason) {
        (Some(field), Some(reason)) => format!(r#"{{"field":"{field}","reason":"{reason}"}}"#),
        _ => String::new(),
    };
    if let Some(field) = &field {
        page.line("field", field)?;
    }
    if let Some(reason) = &reason {
        page.line("reason", reason)?;
    }
    if error.extra() != told {
        let end = truncated(error.extra_truncated());
        page.line("extra", &format!("{}{end}", error.extra()))?;
    }
    Ok(())
}

const fn truncated(is_truncated: bool) -> &'static str {
    if is_truncated { "...(truncated)" } else { "" }
}

fn not_from_api(page: &mut Page<'_>, answer: &Answer, fault: &Fault) -> io::Result<()> {
    const IN_FRONT: &str = "a web server, proxy or captive portal in front of the API";
    let sender = look::sender(answer);
    let (title, who) = match fault.kind {
        FaultKind::Malformed { offset, expected } => (
            format!("malformed JSON at byte {offset}, expected {expected}"),
            match sender {
                Some(Sender::MaybeApi) => "the API, but damaged on its way, or something in front of it",
                Some(Sender::Unknown) => NOT_KNOWN,
                _ => IN_FRONT,
            },
        ),
        FaultKind::TooDeep { offset } => (
            format!("more than {MAX_DEPTH} levels of nesting at byte {offset}"),
            "something in front of the API, which never nests so deep",
        ),
        FaultKind::Foreign => (
            "an error of another form".to_owned(),
            "another service: an error of the API has a number as its code",
        ),
        FaultKind::Origin => ("X-Request-Id is not echoed".to_owned(), IN_FRONT),
        FaultKind::Http => (format!("JSON without an error, at HTTP {}", fault.http_status), IN_FRONT),
    };
    let is_known = sender != Some(Sender::Unknown);
    let verdict = if is_known { "Not from the API" } else { "Not the body as it was sent" };
    page.headline(&format!("{verdict}: {title}"))?;
    page.line("answered by", who)?;
    if let FaultKind::Malformed { .. } = fault.kind {
        page.line("looks like", look::malformed(answer).0)?;
    }
    if let FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset } = fault.kind {
        page.excerpt(&answer.window, offset)?;
    }
    match answer.http_status {
        None if !is_known => page.line("HTTP status", "not told")?,
        None => page.line("HTTP status", "not told; with --status the advice may be another")?,
        Some(0) => page.line("HTTP status", "none, as in a WebSocket frame")?,
        Some(status) if !is_known => page.line("HTTP status", &status.to_string())?,
        Some(500) => page.line("HTTP status", "500; the API itself would say in the body what failed")?,
        Some(status @ 200..=209) => page.line("HTTP status", &format!("{status}, and yet no success"))?,
        Some(status) => {
            page.line("HTTP status", &format!("{status}, which the API itself does not use"))?;
        }
    }
    if is_known {
        return what_to_do(page, fault.action(), Payment::Possible);
    }
    page.line("what to do", "Give the body as it was sent, and ask again.")?;
    page.line("retry", NOT_KNOWN)?;
    payment(page, Payment::Possible)
}

fn what_to_do(page: &mut Page<'_>, action: Action, of_payment: Payment) -> io::Result<()> {
    page.line("what to do", action.advice())?;
    page.line(
        "retry",
        match action {
            Action::Retry => "yes",
            Action::Wait => "yes, after a pause",
            Action::Reauthorize | Action::Reconcile | Action::Resync | Action::FixClock => {
                "not before that is done"
            }
            _ => "no",
        },
    )?;
    payment(page, of_payment)
}

/// What `payment` means, in one line.
fn payment(page: &mut Page<'_>, payment: Payment) -> io::Result<()> {
    page.line(
        "payment",
        match payment {
            Payment::Possible => "possible: if this request pays, it may have paid",
            Payment::Excluded => "excluded: this request paid nothing; an earlier one may have",
        },
    )
}

fn unlisted(page: &mut Page<'_>) -> io::Result<()> {
    page.line("means", "unknown; the server may be newer than this catalog")
}

fn source(page: &mut Page<'_>, entry: &Entry) -> io::Result<()> {
    let status = match entry.status {
        Some(status) => format!("documented with HTTP {status}"),
        None => "no documented status".to_owned(),
    };
    let source = match entry.source {
        Source::Original => "the original error table of 2018",
        Source::Docs => "a later edition of the error table",
        Source::Apps => "the official apps only",
        Source::Calls => "the group-call service",
        _ => "elsewhere",
    };
    page.line("category", entry.category.name())?;
    page.line("source", &format!("{source}; {status}"))
}
