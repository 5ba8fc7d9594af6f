//! The command line.

use std::ffi::OsString;
use std::path::Path;

use lexopt::prelude::{Long, Short, Value};
use mixerr::{CATALOG, Code};

/// The output of `--help`.
pub(crate) const HELP: &str = r#"Explains a response of the Mixin Network API, a log or an error code: what it
is, what it means, and what to do now.

Usage:
  explain [OPTIONS] [TEXT]    a body, a response with its head (curl -i), a line
                              of a log, a code (20119) or its name
  explain [OPTIONS] < FILE    a text of any length; - reads a terminal
  explain list [OPTIONS]      the catalog

Options:
  -s, --status STATUS   the HTTP status, 0 to 999; 0 for a WebSocket frame.
                        TEXT is then the body of that response
  --json                one object, for programs; with list an array
  -h, --help            this text
  -V, --version         the version

Exit code:
  0   a success, or a code was looked up
  1   an error of the API
  2   a response that is not from the API
  64  wrong usage, or nothing is recognised in the text
  74  reading or writing failed
"#;

/// What the command line requests.
pub(crate) enum Request {
    Help,
    Version,
    List { json: bool },
    Explain { http_status: Option<u16>, text: Text, json: bool },
}

/// Where the text is.
pub(crate) enum Text {
    Code(Code),
    Argument(Vec<u8>),
    /// On stdin, unless that is a terminal.
    Stdin,
    /// On stdin.
    Dash,
}

/// Reads the command line. An error is a sentence for a person.
pub(crate) fn parse() -> Result<Request, String> {
    let (mut http_status, mut json, mut text) = (None, false, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(message)? {
        match argument {
            Short('h') | Long("help") => return Ok(Request::Help),
            Short('V') | Long("version") => return Ok(Request::Version),
            Short('s') | Long("status") => http_status = Some(status(&parser.value().map_err(message)?)?),
            Long("json") => json = true,
            Value(value) if text.is_none() => text = Some(value),
            Value(_) => return Err("more than one TEXT: put quotes around it".to_owned()),
            other => return Err(message(other.unexpected())),
        }
    }
    if text.as_ref().is_some_and(|text| text == "list") {
        return match http_status {
            Some(_) => Err("list takes no --status".to_owned()),
            None => Ok(Request::List { json }),
        };
    }
    let text = match text {
        None => Text::Stdin,
        Some(text) if text == "-" => Text::Dash,
        Some(text) => operand(text, http_status.is_some())?,
    };
    Ok(Request::Explain { http_status, text, json })
}

/// Returns the code that an argument names, or else its bytes.
fn operand(text: OsString, has_status: bool) -> Result<Text, String> {
    let words = text.to_string_lossy().trim().to_owned();
    let is_number = !words.is_empty() && words.bytes().all(|byte| byte.is_ascii_digit());
    let code = if is_number { words.parse().ok() } else { named(&words) };
    if has_status && (is_number || code.is_some()) {
        return Err(format!("{words:.32} is a code, not a body: leave --status out"));
    }
    let is_name = words.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && !words.is_empty();
    let is_json = matches!(&*words, "true" | "false" | "null");
    match code {
        Some(code) => Ok(Text::Code(Code(code))),
        None if is_number => Err(format!("no code is greater than {}", u32::MAX)),
        None if !words.starts_with(['{', '[', '"']) && Path::new(&text).is_file() => {
            Err("TEXT is the name of a file: put < before it".to_owned())
        }
        None if is_name && !is_json => Err(unknown(&words)),
        None => Ok(Text::Argument(text.into_encoded_bytes())),
    }
}

fn named(name: &str) -> Option<u32> {
    Some(CATALOG.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?.code.0)
}

/// Names the code whose name is most similar.
fn unknown(name: &str) -> String {
    /// Less similar names are not suggested.
    const SIMILAR: f64 = 0.6;
    let name: String = name.chars().take(32).collect();
    let similarity =
        |entry: &&mixerr::Entry| strsim::normalized_levenshtein(&name.to_ascii_uppercase(), entry.name);
    let best = CATALOG.iter().max_by(|one, other| similarity(one).total_cmp(&similarity(other)));
    match best.filter(|entry| similarity(entry) >= SIMILAR) {
        Some(entry) => format!("no code is named {name}; did you mean {}?", entry.name),
        None => format!("no code is named {name}; see list"),
    }
}

fn status(value: &OsString) -> Result<u16, String> {
    let digits = value.to_str().filter(|value| value.bytes().all(|byte| byte.is_ascii_digit()));
    let status = digits.and_then(|digits| digits.parse().ok()).filter(|status| *status <= 999);
    status.ok_or_else(|| "an HTTP status is a number from 0 to 999".to_owned())
}

/// Returns an error in one line, without characters that control a terminal.
fn message(error: lexopt::Error) -> String {
    error.to_string().chars().map(|character| if character.is_control() { '?' } else { character }).collect()
}
