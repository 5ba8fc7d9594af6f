//! Does one job many times, so that valgrind can count the instructions; or lists the jobs.
//!
//! `job PARSER BODY TIMES`: a parser reads a body; `bodies::body` has the names
//! `job chunks:BYTES BODY TIMES`: mixerr reads it in chunks of so many bytes
//! `job lookup:WAY - TIMES`: all codes are looked up
//! `job parsers`, `job ways`: the names
//! `job body BODY`: the body's bytes
//! `job conformance`: a line for each parser: its name; the sentences it accepts that are not JSON, of how many; the
//! sentences of JSON it refuses, of how many; the responses of the API it misreads, of how many; between tabs

use std::hint::black_box;
use std::io::Write as _;
use std::process::ExitCode;

use mixerr_bench::bodies::body;
use mixerr_bench::lookup;
use mixerr_bench::parsers::{CHUNKS, PARSERS, Row};
use mixerr_tests::{Case, cases, sentences};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [word] if word == "parsers" => PARSERS.iter().for_each(|parser| println!("{}", parser.name)),
        [word] if word == "ways" => lookup::WAYS.iter().for_each(|(name, _)| println!("{name}")),
        [word] if word == "conformance" => on_a_large_stack(print_conformance),
        [word, name] if word == "body" => {
            std::io::stdout().write_all(&body(name)).expect("a standard output that takes it");
        }
        [job, name, times] => {
            let times = times.parse().expect("a number of times");
            match job.split_once(':') {
                Some(("lookup", way)) => look_up(way, times),
                Some(("chunks", bytes)) => read(&CHUNKS, bytes, name, times),
                _ => read(&PARSERS, job, name, times),
            }
        }
        _ => {
            eprintln!(
                "usage: job [PARSER|chunks:BYTES|lookup:WAY] BODY TIMES | parsers | ways | body BODY | conformance"
            );
            return ExitCode::from(64);
        }
    }
    ExitCode::SUCCESS
}

fn read(rows: &[Row], parser: &str, name: &str, times: usize) {
    let row = rows.iter().find(|row| row.name == parser).expect("a parser's name");
    let body = body(name);
    for _ in 0..times {
        (row.read)(black_box(&body));
    }
}

fn look_up(way: &str, times: usize) {
    let (_, lookup) = lookup::WAYS.iter().find(|(name, _)| *name == way).expect("a way's name");
    for _ in 0..times {
        for code in lookup::codes() {
            black_box(lookup(black_box(code)));
        }
    }
}

/// Some parsers recurse as deep as a body is nested.
fn on_a_large_stack(job: fn()) {
    let thread = std::thread::Builder::new().stack_size(1 << 30).spawn(job).expect("a thread");
    thread.join().expect("it panics no more than the job");
}

fn print_conformance() {
    let (invalid, valid): (Vec<_>, Vec<_>) =
        sentences().into_iter().partition(|sentence| sentence.fault.is_some());
    // A JSON parser cannot know what depends on the HTTP status: these cases are left out.
    let by_status = |case: &Case| {
        case.answer.fault == "http" || (case.answer.outcome == "success" && case.body.is_empty())
    };
    let answers: Vec<_> = cases().into_iter().filter(|case| !by_status(case)).collect();
    for parser in PARSERS {
        let accepted = invalid.iter().filter(|sentence| (parser.accepts)(&sentence.body)).count();
        let refused = valid.iter().filter(|sentence| !(parser.accepts)(&sentence.body)).count();
        let misread = answers.iter().filter(|case| !is_read(parser, case)).count();
        println!(
            "{}\t{accepted}\t{}\t{refused}\t{}\t{misread}\t{}",
            parser.name,
            invalid.len(),
            valid.len(),
            answers.len()
        );
    }
}

/// Returns true if a parser finds the code of an error, a success, or neither, as the case has it.
fn is_read(parser: Row, case: &Case) -> bool {
    let said = (parser.say)(&case.body);
    match case.answer.outcome.as_str() {
        "api" => said.starts_with(&format!("Error {{ code: {},", case.answer.code)),
        "success" => said == "Success",
        _ => said == "Refused",
    }
}
