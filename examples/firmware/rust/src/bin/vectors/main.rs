//! Runs the tables of answers on the board.
#![no_std]
#![no_main]

mod check;
mod wrong;

use wallet::script::print;
use wallet::{board, table};

const ANSWERS: &str = include_str!("../../../../../../tests/vectors/answers.tsv");
#[cfg(feature = "extended")]
const EXTENDED: &str = include_str!("../../../../../../tests/vectors/extended.tsv");
#[cfg(not(feature = "extended"))]
const EXTENDED: &str = "";

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    let missed = wrong::missed();
    print(format_args!("wrong columns: {} cases, {missed} missed", wrong::ROWS.len()));
    let mut cases = 0_u32;
    let mut failed = 0_u32;
    for row in table::rows(ANSWERS).chain(table::rows(EXTENDED)) {
        cases = cases.saturating_add(1);
        if let Some(column) = check::first_wrong(row) {
            failed = failed.saturating_add(1);
            print(format_args!("FAILED, {column}: {row}"));
        }
    }
    print(format_args!("vectors: {cases} cases, {failed} failed"));
    board::end(cases > 0 && failed == 0 && missed == 0)
}
