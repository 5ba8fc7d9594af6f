//! Tells what an answer of the Mixin Network API means, or one of its error codes, and what to do now.
//!
//! `explain --help` tells how to use it; the text is in `arguments.rs`. The exit code is 0 for a success or a question
//! about the catalog, 1 for an error of the API, 2 for what is not from the API, 64 for wrong usage (also where nothing is
//! an answer) and 74 when reading or writing failed.

mod arguments;
mod file;
mod input;
mod json;
mod list;
mod look;
mod page;
mod pasted;
mod question;
mod report;
mod source;

use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

use arguments::{Body, HELP, Request};
use input::{Answer, Outcome};
use look::Sender;
use mixerr::Code;

/// The exit code for wrong usage: `EX_USAGE` of sysexits.h.
const USAGE: u8 = 64;

/// The exit code for a failure of reading or writing: `EX_IOERR` of sysexits.h.
const IO: u8 = 74;

/// Why words in which nothing names an error are not explained, unless a status came with them.
const NO_ANSWER: &str = "no answer in this text: give the body, and its HTTP status with --status";

fn main() -> ExitCode {
    let request = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(request) => request,
        Err(message) => return ExitCode::from(fail(USAGE, &message)),
    };
    match answer(&request) {
        Ok(exit_code) => ExitCode::from(exit_code),
        Err(error) => ExitCode::from(fail(IO, &error.to_string())),
    }
}

/// Answers a request and returns the exit code.
fn answer(request: &Request) -> io::Result<u8> {
    match request {
        Request::Help => print(|out| out.write_all(HELP.as_bytes())).and(Ok(0)),
        Request::Version => {
            print(|out| writeln!(out, "explain (mixerr) {}", env!("CARGO_PKG_VERSION"))).and(Ok(0))
        }
        Request::List(form) => print(|out| list::write(out, *form)).and(Ok(0)),
        Request::Code { code, json } => print(|out| write_code(out, *code, *json)).and(Ok(0)),
        Request::Answer { body: Body::Stdin, .. } if io::stdin().is_terminal() => {
            // There is nobody to tell if this fails.
            let _ = io::stderr().write_all(HELP.as_bytes());
            Ok(USAGE)
        }
        Request::Answer { http_status, body, json } => {
            let mut input: Box<dyn Read + '_> = match body {
                Body::Argument(bytes) => Box::new(bytes.as_slice()),
                Body::Stdin | Body::Dash => Box::new(io::stdin().lock()),
            };
            let answer = Answer::read(*http_status, &mut input)?;
            if answer.http_status.is_none() && look::sender(&answer) == Some(Sender::MaybeNobody) {
                return Ok(fail(USAGE, NO_ANSWER));
            }
            print(|out| if *json { json::answer(out, &answer) } else { report::answer(out, &answer) })?;
            Ok(match answer.outcome {
                Outcome::Success(_) => 0,
                Outcome::Api(_) => 1,
                Outcome::NotFromApi(_) => 2,
            })
        }
    }
}

fn write_code(out: &mut dyn Write, code: Code, json: bool) -> io::Result<()> {
    if json { json::code(out, code) } else { report::code(out, code) }
}

/// Writes to stdout. That its reader has seen enough is no failure.
fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Says in one line why there is no answer, and returns the exit code.
fn fail(exit_code: u8, message: &str) -> u8 {
    // There is nobody to tell if this fails, and `eprintln` would panic.
    let _ = writeln!(io::stderr(), "explain: {message}");
    exit_code
}
