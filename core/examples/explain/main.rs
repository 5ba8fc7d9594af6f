//! Explains a response of the Mixin Network API, a log or an error code: what it is, and what to do now.
//!
//! `explain --help` describes the options and the exit codes.

mod arguments;
mod json;
mod list;

use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

use arguments::{HELP, Request, Text};
use mixerr::{Explainer, Explanation, Outcome, WINDOW_OVERLAP};

/// The exit code for wrong usage: `EX_USAGE` of sysexits.h.
const USAGE: u8 = 64;

/// The exit code for a failure of reading or writing: `EX_IOERR` of sysexits.h.
const IO: u8 = 74;

/// The number of bytes that are read at once.
const CHUNK: usize = 65_536;

fn main() -> ExitCode {
    let result = match arguments::parse() {
        Ok(request) => run(&request),
        Err(message) => Ok(fail(USAGE, &message)),
    };
    ExitCode::from(result.unwrap_or_else(|error| fail(IO, &error.to_string())))
}

/// Writes the answer to a request, and returns the exit code.
fn run(request: &Request) -> io::Result<u8> {
    match request {
        Request::Help => print(HELP).and(Ok(0)),
        Request::Version => print(&format!("explain (mixerr) {}\n", env!("CARGO_PKG_VERSION"))).and(Ok(0)),
        Request::List { json } => print(&list::write(*json)?).and(Ok(0)),
        Request::Explain { text: Text::Stdin, .. } if io::stdin().is_terminal() => {
            // If stderr is closed, there is nothing left to do.
            let _ = io::stderr().write_all(HELP.as_bytes());
            Ok(USAGE)
        }
        Request::Explain { http_status, text, json } => {
            let explanation = match text {
                Text::Code(code) => mixerr::explain(None, code.to_string().as_bytes()),
                Text::Argument(bytes) => mixerr::explain(*http_status, bytes),
                Text::Stdin | Text::Dash => read(*http_status, io::stdin().lock())?,
            };
            let Some(outcome) = explanation.outcome() else {
                return Ok(fail(USAGE, &lines(&explanation, io::stderr().is_terminal())));
            };
            print(&if *json {
                json::line(&explanation)?
            } else {
                lines(&explanation, io::stdout().is_terminal())
            })?;
            Ok(match outcome {
                _ if matches!(text, Text::Code(_)) => 0,
                Outcome::Success(_) => 0,
                Outcome::Api(_) => 1,
                Outcome::NotFromApi(_) => 2,
            })
        }
    }
}

/// Reads a text of any length in windows.
fn read(http_status: Option<u16>, mut input: impl Read) -> io::Result<Explanation> {
    let mut explainer = Explainer::new(http_status);
    let mut window = Vec::new();
    loop {
        let overlap = window.len();
        let is_last = input.by_ref().take(CHUNK as u64).read_to_end(&mut window)? < CHUNK;
        explainer.feed(&window, overlap, is_last);
        if is_last {
            return Ok(explainer.finish());
        }
        window.drain(..window.len() - WINDOW_OVERLAP);
    }
}

/// Returns the lines of an explanation, wrapped for a terminal.
fn lines(explanation: &Explanation, is_terminal: bool) -> String {
    /// The width of a label.
    const INDENT: &str = "             ";
    let text = explanation.to_string();
    if !is_terminal {
        return text;
    }
    let options = textwrap::Options::with_termwidth().subsequent_indent(INDENT);
    text.lines().map(|line| textwrap::fill(line, &options) + "\n").collect()
}

/// Writes to stdout. A reader that closes it early is not a failure.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a message to stderr, and returns the exit code.
fn fail(exit_code: u8, message: &str) -> u8 {
    // `eprintln` would panic if stderr is closed.
    let _ = writeln!(io::stderr(), "explain: {}", message.trim_end());
    exit_code
}
