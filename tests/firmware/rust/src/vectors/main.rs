//! Runs the table of responses that every build reads alike on the board.
#![no_std]
#![no_main]

mod check;
mod wrong;

const ANSWERS: &str = include_str!("../../../../vectors/answers.tsv");

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    firmware_tests::check("vectors", ANSWERS, &wrong::ROWS, check::first_wrong)
}
