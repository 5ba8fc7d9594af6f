//! Runs the table of sentences on the board, each of which is JSON or is not.
#![no_std]
#![no_main]

use mixerr::{Fault, FaultKind, Outcome};

const GRAMMAR: &str = include_str!("../../../vectors/grammar.tsv");

/// Returns the first column of a row that does not say what mixerr does.
fn first_wrong(row: &str) -> Option<&'static str> {
    let Some([_, verdict, offset, body]) = firmware_tests::columns(row) else {
        return Some("number of columns");
    };
    let Ok(outcome) = firmware_tests::read(200, body) else { return Some("body") };
    let (expected, fault) = match outcome {
        Outcome::Success(_) => ("accept", None),
        Outcome::NotFromApi(Fault { kind: FaultKind::Malformed { offset, .. }, .. }) => {
            ("reject", Some(offset))
        }
        _ => return Some("outcome"),
    };
    let is_offset = fault.map_or(offset == "-", |fault| offset.parse() == Ok(fault));
    if verdict != expected {
        Some("verdict")
    } else if is_offset {
        None
    } else {
        Some("offset")
    }
}

#[rustfmt::skip]
const WRONG: [(&str, &str); 7] = [
    ("",                  "name\taccept\t-\t[]"),
    ("verdict",           "name\taccept\t-\t["),
    ("verdict",           "name\treject\t0\t[]"),
    ("offset",            "name\treject\t0\t["),
    ("offset",            "name\taccept\t0\t[]"),
    ("number of columns", "name\taccept\t-"),
    ("body",              "name\taccept\t-\t\\q"),
];

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    firmware_tests::check("grammar", GRAMMAR, &WRONG, first_wrong)
}
