//! `Display` of an [`Explanation`]: lines for a person.

use core::fmt::{self, Write};

use super::explanation::{Explanation, TextKind};
use super::known::Known;
use super::scan::Form;
use crate::catalog::{Code, Payment};
use crate::envelope::Data;
use crate::response::{ApiError, ErrorRef, Fault, FaultKind, Outcome, write_decimal, write_visible};

/// As many spaces as the longest label has characters.
const PADDING: &str = "           ";

const SEND_COMPLETE: &str = "Paste the complete body of the response, and give its HTTP status. Do not send the request again before.";

impl Explanation {
    /// Writes the lines, as `Display` does. Each has a label, except for the first one.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_lines(&self, out: &mut dyn Write) -> fmt::Result {
        let [kind, title, meaning, what_to_do] = match (&self.outcome, self.form) {
            (Outcome::Api(error), Some(form)) => return self.write_error(error, form, out),
            (_, None) => self.unread(),
            (Outcome::Success(data), _) => self.success(*data),
            (Outcome::NotFromApi(fault), _) => self.not_from_api(*fault),
        };
        out.write_str(kind)?;
        out.write_str(title)?;
        out.write_char('\n')?;
        line(out, "Meaning", meaning)?;
        if let (Some(Outcome::NotFromApi(fault)), TextKind::Json) = (self.outcome(), self.kind) {
            if let FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset } = fault.kind {
                number(out, "Fault", "The JSON is not valid from byte ", offset, " on.")?;
            }
        }
        line(out, "What to do", what_to_do)?;
        self.write_payment(out)?;
        self.write_http_status(out)
    }

    fn write_error(&self, error: &ApiError, form: Form, out: &mut dyn Write) -> fmt::Result {
        let known = self.known(error.code());
        self.write_title(error.code(), out)?;
        out.write_str(if known.is_some() { ", an error" } else { ", an unknown error" })?;
        out.write_str(" of the Mixin Network API\n")?;
        const UNKNOWN: &str = "The catalog does not list this code. The server may be newer.";
        line(out, "Meaning", known.map_or(UNKNOWN, |known| known.description))?;
        write_server_texts(error, known, out)?;
        let advice = if self.has_withheld_retry() { SEND_COMPLETE } else { self.action().advice() };
        line(out, "What to do", advice)?;
        self.write_payment(out)?;
        match (error.status(), known.and_then(|known| known.status)) {
            (Some(status), _) => number(out, "Status", "", status.into(), " in the error object")?,
            (None, Some(status)) => {
                number(out, "Status", "", status.into(), " according to the documentation")?
            }
            (None, None) => {}
        }
        match self.http_status {
            Some(status @ 200..=299) => {
                number(out, "HTTP status", "", status.into(), ". It looks like a success and is not.")?
            }
            _ => self.write_http_status(out)?,
        }
        let recognised = match form {
            Form::Body => "The text is the complete body of a response.",
            Form::Response => "The text is a complete response.",
            Form::Number => "The text is this code.",
            Form::Object => "A JSON object in the text contains this error.",
            Form::DamagedObject => {
                "A JSON object in the text contains this error. It is damaged or cut off after the code."
            }
            Form::Brackets => "The text has [status/code].",
            Form::Words if error.code().0 < 1000 => {
                "By the words around the number. Another service may use the same number. It may also be an HTTP status."
            }
            Form::Words => "By the words around the number. Another service may use the same number.",
        };
        line(out, "Recognised", recognised)?;
        let Some(other) = self.other else { return Ok(()) };
        write_label(out, "Also found")?;
        self.write_title(other, out)?;
        out.write_str(", earlier in this text.\n")
    }

    /// Writes `20119 PIN_INCORRECT`, or the number of an unknown code.
    fn write_title(&self, code: Code, mut out: &mut dyn Write) -> fmt::Result {
        write_decimal(code.0, &mut out)?;
        let Some(known) = self.known(code) else { return Ok(()) };
        out.write_char(' ')?;
        out.write_str(known.name)
    }

    fn write_payment(&self, out: &mut dyn Write) -> fmt::Result {
        let payment = match self.payment() {
            Payment::Possible => "If this request pays, it may have paid.",
            Payment::Excluded => {
                "This request paid nothing. An earlier request with the same trace_id or request_id may have paid."
            }
        };
        line(out, "Payment", payment)
    }

    fn write_http_status(&self, out: &mut dyn Write) -> fmt::Result {
        match self.http_status {
            None => Ok(()),
            Some(0) => line(out, "HTTP status", "None, as in a WebSocket frame."),
            Some(status) => number(out, "HTTP status", "", status.into(), ""),
        }
    }

    /// Returns the title in two parts, the meaning, and what to do. So do the next two.
    fn unread(&self) -> [&'static str; 4] {
        let meaning = match self.kind {
            TextKind::Binary => "It is not text: it may be compressed (gzip), or UTF-16.",
            _ => "It has no error object and no code of the catalog.",
        };
        ["", "No error of the Mixin Network API is recognised in this text", meaning, SEND_COMPLETE]
    }

    fn success(&self, data: Data) -> [&'static str; 4] {
        const NONE: &str = "No error is reported.";
        const OTHERS: &str = "No error is reported. Other servers send such JSON, too, for example a login page of a Wi-Fi network.";
        const RECEIPT: &str = "If this was a payment, compare its receipt with the request: amount, asset and receiver. Otherwise go on.";
        const NO_RECEIPT: &str = "Do not take this for a payment: a payment is proven by its receipt alone. Without a payment go on.";
        const NO_STATUS: &str = "Find out the HTTP status of this response: only 200 to 209 is a success. A payment is proven by its receipt alone.";
        let (title, meaning, what_to_do) = match (data, self.kind) {
            (_, TextKind::Empty) => ("An empty body, as this HTTP status always has", NONE, NO_RECEIPT),
            (Data::Absent, _) => ("JSON without an error and without data", OTHERS, NO_RECEIPT),
            (Data::Null, _) => ("JSON without an error, and its data is null", OTHERS, NO_RECEIPT),
            (Data::Present, _) => ("JSON without an error, with data", NONE, RECEIPT),
        };
        ["", title, meaning, if self.http_status.is_some() { what_to_do } else { NO_STATUS }]
    }

    fn not_from_api(&self, fault: Fault) -> [&'static str; 4] {
        const IN_FRONT: &str = "A web server, a proxy or a firewall between you and the API sent it, or a login page of a Wi-Fi network.";
        const DAMAGED: &str = "It was damaged or cut off on its way, or something else than the API sent it.";
        const OTHER: &str =
            "Something else than the API sent it: an error of the API has a number as its code.";
        const BINARY: &str = "It may be compressed (gzip), or UTF-16.";
        const NO_STATUS: &str = "Find out the HTTP status of this response: the advice depends on it. Do not send the request again before.";
        let (title, meaning) = match (fault.kind, self.kind) {
            (FaultKind::Malformed { .. }, TextKind::Empty) => ("an empty body", IN_FRONT),
            (FaultKind::Malformed { .. }, TextKind::Page) => ("a web page", IN_FRONT),
            (FaultKind::Malformed { .. }, TextKind::Json) => ("damaged JSON", DAMAGED),
            (FaultKind::Malformed { .. }, TextKind::Number | TextKind::Words) => {
                ("text that is not JSON", IN_FRONT)
            }
            (FaultKind::Malformed { .. }, TextKind::Binary) => ("bytes that are not UTF-8 text", BINARY),
            (FaultKind::TooDeep { .. }, _) => ("JSON that is nested too deeply", OTHER),
            (FaultKind::Foreign, _) => ("an error of another form", OTHER),
            (FaultKind::Http, _) => ("JSON without an error", IN_FRONT),
            (FaultKind::Origin, _) => ("X-Request-Id is not echoed", IN_FRONT),
        };
        let what_to_do = self.http_status.map_or(NO_STATUS, |_| fault.action().advice());
        ["Not from the Mixin Network API: ", title, meaning, what_to_do]
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_lines(f)
    }
}

/// Writes the texts of the server that differ from the documentation.
fn write_server_texts(error: &ApiError, known: Option<Known>, out: &mut dyn Write) -> fmt::Result {
    let documented = known.map(|known| (known.name, known.description));
    let view = ErrorRef { known: documented, ..error.view() };
    if !error.description().is_empty() && documented.is_none_or(|(_, text)| text != error.description()) {
        server_text(out, "Server says", &mut error.description().chars(), error.description_truncated())?;
    }
    if let (Some(field), Some(reason)) = (view.extra_string("field"), view.extra_string("reason")) {
        server_text(out, "Wrong field", &mut field.chain(": ".chars()).chain(reason), false)
    } else if error.extra().is_empty() {
        Ok(())
    } else {
        server_text(out, "Extra", &mut error.extra().chars(), error.extra_truncated())
    }
}

/// Writes a text of the server without what could control a terminal.
#[inline(never)]
fn server_text(
    mut out: &mut dyn Write,
    label: &str,
    text: &mut dyn Iterator<Item = char>,
    is_truncated: bool,
) -> fmt::Result {
    write_label(out, label)?;
    for character in text {
        write_visible(character, &mut out)?;
    }
    out.write_str(if is_truncated { "... (truncated)\n" } else { "\n" })
}

#[inline(never)]
fn number(mut out: &mut dyn Write, label: &str, before: &str, number: u32, after: &str) -> fmt::Result {
    write_label(out, label)?;
    out.write_str(before)?;
    write_decimal(number, &mut out)?;
    line_end(out, after)
}

#[inline(never)]
fn line(out: &mut dyn Write, label: &str, text: &str) -> fmt::Result {
    write_label(out, label)?;
    line_end(out, text)
}

fn line_end(out: &mut dyn Write, text: &str) -> fmt::Result {
    out.write_str(text)?;
    out.write_char('\n')
}

/// Writes a label, aligned with the others.
#[inline(never)]
fn write_label(out: &mut dyn Write, label: &str) -> fmt::Result {
    out.write_str(label)?;
    out.write_str(": ")?;
    out.write_str(PADDING.get(label.len()..).unwrap_or_default())
}
