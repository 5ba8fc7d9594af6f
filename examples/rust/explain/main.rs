//! Tells what an answer of the Mixin Network API means, or a code of its errors: `explain --help`.

mod input;
mod json;
mod list;
mod report;

use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

use input::Answer;
use mixerr::{Code, Outcome};

const HELP: &str = "\
Tells what an answer of the Mixin Network API means, and what to do now.

  explain 20119                         what the catalog says of a code
  explain PIN_INCORRECT                 the same, by name
  explain --status 202 < body           an answer: HTTP status and body
  explain '{\"error\":{...}}'             a body, or a WebSocket frame, as an argument
  explain 'ERROR 20119: PIN incorrect.' what a log shows of an error; also [202/20119],
                                        a bare error object, or what curl -i prints
  explain list                          the catalog

  -s, --status N   the HTTP status of the answer; without it the input is also tried
                   as what people paste of an error
  --json           one JSON object a line, for machines (list: one array)
  --markdown       list: a table for a README
  --help, --version

Exit code: 0 a success (or a question about the catalog), 1 an error of the API,
2 not from the API, 64 wrong usage.
";

/// The exit code for wrong usage, as in sysexits.h.
const USAGE: u8 = 64;

/// What the command line asks for.
#[derive(Default)]
struct Request {
    http_status: Option<u16>,
    json: bool,
    markdown: bool,
    help: bool,
    version: bool,
    words: Vec<String>,
}

/// Why a request cannot be met.
enum Failure {
    Usage(String),
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn main() -> ExitCode {
    match request().and_then(|request| run(&request)) {
        Ok(exit_code) => ExitCode::from(exit_code),
        Err(Failure::Usage(message)) => {
            eprintln!("explain: {message} (see explain --help)");
            ExitCode::from(USAGE)
        }
        // The reader of our output has seen enough.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Io(error)) => {
            eprintln!("explain: {error}");
            ExitCode::from(USAGE)
        }
    }
}

fn request() -> Result<Request, Failure> {
    let mut request = Request::default();
    let mut arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
    let mut only_words = false;
    while let Some(argument) = arguments.next() {
        match argument.split_once('=').unwrap_or((&argument, "")) {
            _ if only_words => request.words.push(argument),
            ("--", "") => only_words = true,
            ("--json", "") => request.json = true,
            ("--markdown", "") => request.markdown = true,
            ("--help" | "-h", "") => request.help = true,
            ("--version" | "-V", "") => request.version = true,
            ("--status", value) if argument.contains('=') => request.http_status = Some(http_status(value)?),
            ("--status" | "-s", "") => {
                let value =
                    arguments.next().ok_or_else(|| Failure::Usage(format!("{argument} needs a number")))?;
                request.http_status = Some(http_status(&value)?);
            }
            (option, _) if option.starts_with('-') && !option.contains([' ', '{']) && option.len() > 1 => {
                return Err(Failure::Usage(format!("unknown option {}", option.escape_debug())));
            }
            _ => request.words.push(argument),
        }
    }
    Ok(request)
}

fn http_status(value: &str) -> Result<u16, Failure> {
    let status = value.parse().ok().filter(|status| *status <= 999);
    status.ok_or_else(|| Failure::Usage(format!("no HTTP status: {}", value.escape_debug())))
}

fn run(request: &Request) -> Result<u8, Failure> {
    let mut out = io::stdout().lock();
    if request.help {
        out.write_all(HELP.as_bytes())?;
        return Ok(0);
    }
    if request.version {
        writeln!(out, "explain {}", env!("CARGO_PKG_VERSION"))?;
        return Ok(0);
    }
    let text = request.words.join(" ");
    if text == "list" {
        list::write(&mut out, request.json, request.markdown)?;
        return Ok(0);
    }
    if request.markdown {
        return Err(Failure::Usage("--markdown is for list".to_owned()));
    }
    if let Some(code) = input::code(&text) {
        if request.json {
            json::code(&mut out, code)?
        } else {
            report::code(&mut out, code)?
        }
        return Ok(0);
    }
    let answer = if request.words.is_empty() {
        from_stdin(request.http_status)?
    } else {
        Answer::read(request.http_status, &mut text.as_bytes())?
    };
    if request.json {
        json::answer(&mut out, &answer)?
    } else {
        report::answer(&mut out, &answer)?
    }
    Ok(match answer.outcome {
        Outcome::Success => 0,
        Outcome::Api(_) => 1,
        Outcome::NotFromApi(_) => 2,
    })
}

fn from_stdin(http_status: Option<u16>) -> Result<Answer, Failure> {
    let mut stdin = io::stdin().lock();
    if stdin.is_terminal() && http_status.is_none() {
        return Err(Failure::Usage("nothing to explain".to_owned()));
    }
    Ok(Answer::read(http_status, &mut stdin)?)
}

/// A code of the catalog, or not.
fn title(code: Code) -> String {
    match code.entry() {
        Some(entry) => format!("{code} {}", entry.name),
        None => format!("{code}, which is not in the catalog"),
    }
}

/// Reads until a buffer is full or the input ends.
fn fill(input: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match input.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}
