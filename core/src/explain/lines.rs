//! `Display` of an [`Explanation`]: lines for a person.

use core::fmt::{self, Write};

use super::explanation::{Explanation, TextKind};
use super::known::Known;
use super::scan::Form;
use crate::catalog::{Action, Code, Payment};
use crate::envelope::Data;
use crate::response::{ApiError, ErrorRef, Fault, FaultKind, Outcome, write_decimal, write_visible};

impl Explanation {
    /// Writes the lines, as `Display` does. Each has a label, except for the first one.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_lines(&self, out: &mut dyn Write) -> fmt::Result {
        match (&self.outcome, self.form) {
            (_, None) => unread(self, out)?,
            (Outcome::Success(data), _) => success(*data, self, out)?,
            (Outcome::Api(error), Some(form)) => api_error(error, form, self, out)?,
            (Outcome::NotFromApi(fault), _) => not_from_api(*fault, self, out)?,
        }
        let Some(other) = self.other else { return Ok(()) };
        label("Also found", out)?;
        title(other, self, out)?;
        out.write_str(", earlier in this text. ")?;
        out.write_str(self.known(other).map_or(Action::Report, |known| known.action).advice())?;
        out.write_char('\n')
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_lines(f)
    }
}

fn api_error(error: &ApiError, form: Form, explanation: &Explanation, out: &mut dyn Write) -> fmt::Result {
    let known = explanation.known(error.code());
    title(error.code(), explanation, out)?;
    out.write_str(if known.is_some() { ", an error" } else { ", an unknown error" })?;
    out.write_str(" of the Mixin Network API\n")?;
    line(
        "Meaning",
        &[known.map_or("The catalog does not list this code. The server may be newer.", |known| {
            known.description
        })],
        out,
    )?;
    server_words(error, known, out)?;
    line("What to do", &[explanation.action().advice()], out)?;
    payment(explanation.payment(), out)?;
    match (error.status(), known.and_then(|known| known.status)) {
        (Some(status), _) => number("Status", "", status.into(), " in the error object", out)?,
        (None, Some(status)) => number("Status", "", status.into(), " according to the documentation", out)?,
        (None, None) => {}
    }
    match explanation.http_status {
        Some(status @ 200..=299) => {
            number("HTTP status", "", status.into(), ". It looks like a success and is not.", out)?
        }
        Some(status) => http_status(status, out)?,
        None => {}
    }
    let is_ambiguous = form == Form::Words && error.code().0 < 1000;
    line(
        "Recognised",
        &[recognised(form), if is_ambiguous { " It may also be an HTTP status." } else { "" }],
        out,
    )
}

/// Writes `20119 PIN_INCORRECT`, or the number of an unknown code.
fn title(code: Code, explanation: &Explanation, mut out: &mut dyn Write) -> fmt::Result {
    write_decimal(code.0, &mut out)?;
    let Some(known) = explanation.known(code) else { return Ok(()) };
    out.write_char(' ')?;
    out.write_str(known.name)
}

/// Writes what the server sent besides the documented text.
fn server_words(error: &ApiError, known: Option<Known>, mut out: &mut dyn Write) -> fmt::Result {
    let documented = known.map(|known| (known.name, known.description));
    let view = ErrorRef { known: documented, ..error.view() };
    if !error.description().is_empty() && documented.is_none_or(|(_, text)| text != error.description()) {
        visible("Server says", error.description(), error.description_truncated(), out)?;
    }
    if let (Some(field), Some(reason)) = (view.extra_string("field"), view.extra_string("reason")) {
        label("Wrong field", out)?;
        field
            .chain(": ".chars())
            .chain(reason)
            .try_for_each(|character| write_visible(character, &mut out))?;
        return out.write_char('\n');
    }
    if error.extra().is_empty() {
        Ok(())
    } else {
        visible("Extra", error.extra(), error.extra_truncated(), out)
    }
}

fn not_from_api(fault: Fault, explanation: &Explanation, out: &mut dyn Write) -> fmt::Result {
    const IN_FRONT: &str = "A web server, a proxy or a firewall between you and the API sent it, or a login page of a Wi-Fi network.";
    const DAMAGED: &str = "It was damaged or cut off on its way, or something else than the API sent it.";
    const OTHER: &str = "Something else than the API sent it: an error of the API has a number as its code.";
    out.write_str("Not from the Mixin Network API: ")?;
    let (what, meaning) = match (fault.kind, explanation.kind) {
        (FaultKind::Malformed { .. }, TextKind::Empty) => ("an empty body", IN_FRONT),
        (FaultKind::Malformed { .. }, TextKind::Page) => ("a web page", IN_FRONT),
        (FaultKind::Malformed { .. }, TextKind::Json) => ("damaged JSON", DAMAGED),
        (FaultKind::Malformed { .. }, TextKind::Words) => ("text that is not JSON", IN_FRONT),
        (FaultKind::Malformed { .. }, TextKind::Binary) => {
            ("bytes that are not UTF-8 text", "It may be compressed (gzip), or UTF-16.")
        }
        (FaultKind::TooDeep { .. }, _) => ("JSON that is nested too deeply", OTHER),
        (FaultKind::Foreign, _) => ("an error of another form", OTHER),
        (FaultKind::Http, _) => ("JSON without an error", IN_FRONT),
        (FaultKind::Origin, _) => ("X-Request-Id is not echoed", IN_FRONT),
    };
    out.write_str(what)?;
    out.write_char('\n')?;
    line("Meaning", &[meaning], out)?;
    if let (FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset }, TextKind::Json) =
        (fault.kind, explanation.kind)
    {
        number("Fault", "The JSON is not valid from byte ", offset, " on.", out)?;
    }
    line(
        "What to do",
        &[match explanation.http_status {
            Some(_) => fault.action().advice(),
            None => {
                "Find out the HTTP status of this response: the advice depends on it. Do not send the request again before."
            }
        }],
        out,
    )?;
    payment(Payment::Possible, out)?;
    explanation.http_status.map_or(Ok(()), |status| http_status(status, out))
}

fn success(data: Data, explanation: &Explanation, out: &mut dyn Write) -> fmt::Result {
    const OTHERS: &str = "No error is reported. Other servers send such JSON, too, for example a login page of a Wi-Fi network.";
    const RECEIPT: &str = "If this was a payment, compare its receipt with the request: amount, asset and receiver. Otherwise go on.";
    const NO_RECEIPT: &str =
        "Do not take this for a payment: a payment is proven by its receipt alone. Without a payment go on.";
    const NO_STATUS: &str = "Find out the HTTP status of this response: only 200 to 209 is a success. A payment is proven by its receipt alone.";
    let (title, meaning, what_to_do) = match (data, explanation.kind) {
        (_, TextKind::Empty) => {
            ("An empty body, as this HTTP status always has", "No error is reported.", NO_RECEIPT)
        }
        (Data::Absent, _) => ("JSON without an error and without data", OTHERS, NO_RECEIPT),
        (Data::Null, _) => ("JSON without an error, and its data is null", OTHERS, NO_RECEIPT),
        (Data::Present, _) => ("JSON without an error, with data", "No error is reported.", RECEIPT),
    };
    out.write_str(title)?;
    out.write_char('\n')?;
    line("Meaning", &[meaning], out)?;
    line("What to do", &[if explanation.http_status.is_some() { what_to_do } else { NO_STATUS }], out)?;
    payment(Payment::Possible, out)?;
    explanation.http_status.map_or(Ok(()), |status| http_status(status, out))
}

fn unread(explanation: &Explanation, out: &mut dyn Write) -> fmt::Result {
    out.write_str("No error of the Mixin Network API is recognised in this text\n")?;
    let is_binary = explanation.kind == TextKind::Binary;
    line(
        "Meaning",
        &[if is_binary {
            "It is not text: it may be compressed (gzip), or UTF-16."
        } else {
            "It has no error object and no code of the catalog."
        }],
        out,
    )?;
    line(
        "What to do",
        &[
            "Paste the complete body of the response, and give its HTTP status. Do not send the request again before.",
        ],
        out,
    )?;
    payment(Payment::Possible, out)?;
    explanation.http_status.map_or(Ok(()), |status| http_status(status, out))
}

/// Returns how an error was recognised.
const fn recognised(form: Form) -> &'static str {
    match form {
        Form::Body => "The text is the complete body of a response.",
        Form::Response => "The text is a complete response.",
        Form::Number => "The text is this code.",
        Form::Object => "A JSON object in the text contains this error.",
        Form::DamagedObject => {
            "A JSON object in the text contains this error. It is damaged or cut off after the code."
        }
        Form::Brackets => "The text has [status/code].",
        Form::Words => "By the words around the number. Another service may use the same number.",
    }
}

fn payment(payment: Payment, out: &mut dyn Write) -> fmt::Result {
    line(
        "Payment",
        &[match payment {
            Payment::Possible => "If this request pays, it may have paid.",
            Payment::Excluded => {
                "This request paid nothing. An earlier request with the same trace_id or request_id may have paid."
            }
        }],
        out,
    )
}

fn http_status(status: u16, out: &mut dyn Write) -> fmt::Result {
    match status {
        0 => line("HTTP status", &["None, as in a WebSocket frame."], out),
        _ => number("HTTP status", "", status.into(), "", out),
    }
}

/// Writes a label, aligned with the others.
fn label(label: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_str(label)?;
    out.write_str(": ")?;
    (label.len()..WIDTH).try_for_each(|_| out.write_char(' '))
}

/// The longest label.
const WIDTH: usize = "HTTP status".len();

fn line(name: &str, text: &[&str], out: &mut dyn Write) -> fmt::Result {
    label(name, out)?;
    text.iter().try_for_each(|part| out.write_str(part))?;
    out.write_char('\n')
}

fn number(name: &str, before: &str, number: u32, after: &str, mut out: &mut dyn Write) -> fmt::Result {
    label(name, out)?;
    out.write_str(before)?;
    write_decimal(number, &mut out)?;
    out.write_str(after)?;
    out.write_char('\n')
}

/// Writes a text of the server without what could control a terminal.
fn visible(name: &str, text: &str, is_truncated: bool, mut out: &mut dyn Write) -> fmt::Result {
    label(name, out)?;
    text.chars().try_for_each(|character| write_visible(character, &mut out))?;
    out.write_str(if is_truncated { "... (truncated)\n" } else { "\n" })
}
