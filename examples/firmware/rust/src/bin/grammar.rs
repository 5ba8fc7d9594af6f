//! Runs the table of sentences on the board, each of which is JSON or is not.
#![no_std]
#![no_main]

use mixerr::{Fault, FaultKind, Outcome};
use wallet::table;

const GRAMMAR: &str = include_str!("../../../../../tests/vectors/grammar.tsv");

/// Tells whether mixerr accepts or rejects the sentence as its row says.
fn is_right(row: &str) -> bool {
    let Some([_, verdict, offset, body]) = table::columns(row) else { return false };
    match (verdict, table::read(200, body)) {
        ("accept", Ok(Outcome::Success(_))) => offset == "-",
        (
            "reject",
            Ok(Outcome::NotFromApi(Fault { kind: FaultKind::Malformed { offset: fault, .. }, .. })),
        ) => offset.parse() == Ok(fault),
        _ => false,
    }
}

/// Rows that say something wrong.
const WRONG: [&str; 5] = [
    "name\taccept\t-\t[",
    "name\treject\t0\t[]",
    "name\treject\t0\t[",
    "name\taccept\t-",
    "name\taccept\t-\t\\q",
];

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    table::check("grammar", GRAMMAR, &WRONG, is_right)
}
