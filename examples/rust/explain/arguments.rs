//! The command line: what is asked for.

use std::ffi::OsString;

use mixerr::Code;

use crate::file;
use crate::list::Form;
use crate::page::harmless;
use crate::question::{self, Question};

/// What `--help` prints.
pub(crate) const HELP: &str = r#"Tells what an answer of the Mixin Network API means, and what to do now.

Usage:
  explain CODE                  what the catalog says of a code: 20119, or its
                                name: PIN_INCORRECT
  explain [-s STATUS] < FILE    an answer's body from stdin; - reads a terminal
  explain [-s STATUS] BODY      the same from an argument
  explain list                  the catalog

Without -s the HTTP status is not known, and what people paste is read too:
  {"status":202,"code":20117}   the error object alone
  [202/20117] Insufficient...   an error as SDKs print it
  ERROR 20119: PIN incorrect.   or a line of a log
  HTTP/1.1 202 Accepted ...     the whole response, as curl -i or -v shows it

Options:
  -s, --status STATUS   the HTTP status, 0 to 999; 0 for a WebSocket frame.
                        What is given then is read as a body and nothing else
  --json                for machines: one object a line; with list one array
  --markdown            with list: a table for a README
  -h, --help            this text
  -V, --version         the version
  --                    no options after this

Exit code:
  0   a success, or a question about the catalog
  1   an error of the API
  2   not from the API, or not the body as it was sent
  64  wrong usage, or no answer in the text
  74  reading or writing failed

The keys of --json, the same in every object; null where one says nothing:
  kind              "answer" or "code"
  form              "body", "response" (curl -i), "object" or "text" (pasted)
  outcome           "success", "api_error" or "not_from_api"
  action            what to do, as in the catalog: "Retry", "AskUser", ...;
                    null, too, if the body is not as it was sent
  payment           "Possible" or "Excluded": whether this request may have paid
  data              of a success: "Absent", "Null" or "Present"
  http_status       the HTTP status, if known
  code, status      error.code and error.status
  entry             the catalog's entry, an object
  description       error.description; description_truncated if it was longer
  detail            what the server filled into the catalog's description
  extra             error.extra as it is; null and extra_truncated if longer
  fault             "malformed", "foreign", "http" or "too_deep"
  fault_offset      the byte where the fault is
  expected          what could be there instead
"#;

/// What the command line asks for.
pub(crate) enum Request {
    Help,
    Version,
    List(Form),
    Code { code: Code, json: bool },
    Answer { http_status: Option<u16>, body: Body, json: bool },
}

/// Where an answer's body is.
pub(crate) enum Body {
    Argument(Vec<u8>),
    /// On stdin, unless that is a terminal.
    Stdin,
    /// On stdin, whatever that is.
    Dash,
}

/// The options and operands as they were given.
#[derive(Default)]
struct Given {
    http_status: Option<u16>,
    json: bool,
    markdown: bool,
    operands: Vec<OsString>,
}

/// Reads the command line, without the program's name; an error is a sentence for a person.
pub(crate) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, String> {
    let mut arguments = arguments;
    let mut given = Given::default();
    let mut only_operands = false;
    while let Some(argument) = arguments.next() {
        // An argument that is no text is no option that we know, but may be a body.
        let text = argument.to_string_lossy();
        if only_operands || text == "-" || !text.starts_with('-') {
            given.operands.push(argument);
            continue;
        }
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value)),
            _ => (&*text, None),
        };
        match (name, value) {
            ("--", None) => only_operands = true,
            ("-h" | "--help", None) => return Ok(Request::Help),
            ("-V" | "--version", None) => return Ok(Request::Version),
            ("--json", None) => given.json = true,
            ("--markdown", None) => given.markdown = true,
            ("--status", Some(value)) => given.http_status = Some(http_status(value)?),
            ("-s" | "--status", None) => {
                let value = arguments.next().ok_or_else(|| format!("{name} needs an HTTP status"))?;
                given.http_status = Some(http_status(&value.to_string_lossy())?);
            }
            ("--help" | "--version" | "--json" | "--markdown", Some(_)) => {
                return Err(format!("{name} takes no value"));
            }
            _ => match name.strip_prefix("-s") {
                Some(value) => given.http_status = Some(http_status(value)?),
                None => return Err(format!("unknown option {}, see explain --help", shown(name))),
            },
        }
    }
    request(given)
}

fn request(given: Given) -> Result<Request, String> {
    let Given { http_status, json, markdown, operands } = given;
    let mut operands = operands.into_iter();
    let operand = operands.next();
    if let Some(more) = operands.next() {
        let more = shown(&more.to_string_lossy());
        return Err(format!("too many arguments, from {more} on; words need quotes around them"));
    }
    let text = operand.as_ref().map(|operand| operand.to_string_lossy()).unwrap_or_default();
    if http_status.is_some() && question::names_code(&text) {
        return Err(format!("{} is a code, not a body: leave --status out", shown(&text)));
    }
    // With a status everything else is a body.
    let question = if http_status.is_none() { question::recognize(&text) } else { Question::None };
    if markdown && !matches!(question, Question::List) {
        return Err("--markdown is for list".to_owned());
    }
    let asks_nothing = matches!(question, Question::None | Question::Unknown(_));
    if let Some(name) = operand.as_ref().filter(|name| asks_nothing && *name != "-" && file::is_named(name)) {
        let name = shown(&name.to_string_lossy());
        return Err(format!("{name} names a file: give it on stdin, with < before its name"));
    }
    match question {
        Question::List => match (json, markdown) {
            (true, true) => Err("--json or --markdown, not both".to_owned()),
            (true, false) => Ok(Request::List(Form::Json)),
            (false, true) => Ok(Request::List(Form::Markdown)),
            (false, false) => Ok(Request::List(Form::Plain)),
        },
        Question::Code(code) => Ok(Request::Code { code, json }),
        Question::Unknown(message) => Err(message),
        Question::None => {
            let body = match operand {
                None => Body::Stdin,
                Some(operand) if operand == "-" => Body::Dash,
                Some(operand) => Body::Argument(operand.into_encoded_bytes()),
            };
            Ok(Request::Answer { http_status, body, json })
        }
    }
}

fn http_status(value: &str) -> Result<u16, String> {
    let status = question::number(value).and_then(|status| u16::try_from(status).ok());
    let status = status.filter(|status| *status <= 999);
    status.ok_or_else(|| format!("{} is no HTTP status, which is 0 to 999", shown(value)))
}

/// Makes an argument fit for a message: one short line.
fn shown(argument: &str) -> String {
    const LENGTH: usize = 32;
    let start: String = argument.chars().take(LENGTH).collect();
    let dots = if start.len() < argument.len() { "..." } else { "" };
    format!("\"{}{dots}\"", harmless(&start))
}
