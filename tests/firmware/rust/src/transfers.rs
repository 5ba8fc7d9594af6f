//! Runs the table of transfers on the board, step by step.
#![no_std]
#![no_main]

use core::fmt::{self, Write};

use mixerr::{Match, RECORD_SIZE, Reader, Step, Transfer, UnexpectedStep, fingerprint, key_from_uuid, read};

const TRANSFERS: &str = include_str!("../../../vectors/transfers.tsv");

/// Arrays, because core's search for a single character can panic as far as a linker sees.
const SPACE: [char; 1] = [' '];
const AT: [char; 1] = ['@'];
const EQUALS: [char; 1] = ['='];

/// Compares what is written to it with a text.
struct Comparison<'a> {
    rest: &'a str,
}

impl Write for Comparison<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.rest = self.rest.strip_prefix(text).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// Returns true if a text is what the arguments write.
fn is(text: &str, expected: fmt::Arguments<'_>) -> bool {
    let mut comparison = Comparison { rest: text };
    comparison.write_fmt(expected).is_ok() && comparison.rest.is_empty()
}

/// A name such as `AskUser`, as the table has it: `ASK_USER`.
struct Upper(&'static str);

impl fmt::Display for Upper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, letter) in self.0.chars().enumerate() {
            if index > 0 && letter.is_ascii_uppercase() {
                f.write_char('_')?;
            }
            f.write_char(letter.to_ascii_uppercase())?;
        }
        Ok(())
    }
}

fn bytes_of(digits: &str) -> Option<[u8; RECORD_SIZE]> {
    let mut record = [0; RECORD_SIZE];
    let mut digits = digits.chars().map(|digit| digit.to_digit(16));
    for byte in &mut record {
        *byte = u8::try_from(digits.next()?? << 4 | digits.next()??).ok()?;
    }
    digits.next().is_none().then_some(record)
}

fn start(column: &str) -> Option<Transfer> {
    let (start, carries_pin) = column.strip_suffix("+pin").map_or((column, false), |start| (start, true));
    let request = fingerprint(b"request");
    let transfer = if start == "new" {
        Transfer::new(key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f")?, request)
    } else {
        Transfer::restore(&bytes_of(start)?, request).ok()?
    };
    Some(if carries_pin { transfer.with_pin() } else { transfer })
}

/// Returns true if a word is the present step.
fn is_step(word: &str, transfer: &Transfer) -> bool {
    match transfer.poll() {
        Step::Save => word == "SAVE",
        Step::Wait(ms) => is(word, format_args!("WAIT={ms}")),
        Step::Send => word == "SEND",
        Step::LookUp => word == "LOOK_UP",
        Step::Ask(action) => is(word, format_args!("ASK={}", Upper(action.name()))),
        Step::Done(ending) => {
            is(word, format_args!("DONE={},{}", Upper(ending.name()), Upper(transfer.action().name())))
        }
    }
}

/// Splits a word at a letter, which is in neither part; the second part is `""` without it.
fn split(word: &str, at: [char; 1]) -> (&str, &str) {
    word.find(at)
        .and_then(|index| Some((word.get(..index)?, word.get(index..)?.get(1..)?)))
        .unwrap_or((word, ""))
}

/// Reports something to a transfer; `None` if there is no such report.
fn report(transfer: &mut Transfer, word: &str) -> Option<Result<(), UnexpectedStep>> {
    let (word, hint) = split(word, AT);
    let hint = if hint.is_empty() { 0 } else { hint.parse().ok()? };
    let (kind, value) = split(word, EQUALS);
    Some(match kind {
        "saved" => transfer.handle_saved(),
        "timeout" => transfer.handle_timeout(),
        "lost" => transfer.handle_no_response(true),
        "unsent" => transfer.handle_no_response(false),
        "yes" => transfer.handle_decision(true),
        "no" => transfer.handle_decision(false),
        "expired" => transfer.handle_expired(),
        "amend" => transfer.amend(fingerprint(b"amended")),
        "success" => {
            let found =
                *Match::ALL.iter().find(|found| is(value, format_args!("{}", Upper(found.name()))))?;
            transfer.handle_response(&read(200, br#"{"data":{}}"#), found, hint)
        }
        "api" => {
            let mut reader: Reader = Reader::new();
            for part in [r#"{"error":{"status":202,"code":"#, value, "}}"] {
                reader.feed(part.as_bytes());
            }
            transfer.handle_response(&reader.finish(202), Match::Exact, hint)
        }
        "page" => transfer.handle_response(&read(value.parse().ok()?, b"<html>"), Match::Exact, hint),
        _ => return None,
    })
}

/// Returns the first column of a row that does not say what mixerr does.
fn first_wrong(row: &str) -> Option<&'static str> {
    let Some([_, start_column, steps, record]) = firmware_tests::columns(row) else {
        return Some("number of columns");
    };
    let Some(mut transfer) = start(start_column) else { return Some("start") };
    let mut words = steps.split(SPACE);
    let mut is_right = words.next().is_some_and(|word| is_step(word, &transfer));
    while let Some(word) = words.next() {
        let (word, expected) =
            word.strip_prefix('!').map_or((word, Ok(())), |word| (word, Err(UnexpectedStep)));
        is_right = is_right
            && report(&mut transfer, word) == Some(expected)
            && words.next().is_some_and(|word| is_step(word, &transfer));
    }
    if !is_right {
        Some("steps")
    } else if bytes_of(record) == Some(transfer.record()) {
        None
    } else {
        Some("record")
    }
}

/// The record of a new transfer.
macro_rules! new {
    () => {
        "6d787401010100004bd2aa8d0f7e4a3b9a5d0a1b2c3d4e5f9f8f973b0d8299ab"
    };
}

#[rustfmt::skip]
const WRONG: [(&str, &str); 9] = [
    ("",                  concat!("name\tnew\tSAVE !timeout SAVE\t", new!())),
    ("steps",             concat!("name\tnew\tSEND\t", new!())),
    ("steps",             concat!("name\tnew\tSAVE timeout SAVE\t", new!())),
    ("steps",             concat!("name\tnew\tSAVE saved LOOK_UP\t", new!())),
    ("steps",             concat!("name\tnew\tSAVE saved SEND api=20117 ASK=ASK_USERS\t", new!())),
    ("steps",             concat!("name\tnew\tSAVE saved\t", new!())),
    ("record",            concat!("name\tnew\tSAVE saved SEND\t", new!())),
    ("start",             concat!("name\told\tSAVE\t", new!())),
    ("number of columns", "name\tnew\tSAVE"),
];

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    firmware_tests::check("transfers", TRANSFERS, &WRONG, first_wrong)
}
