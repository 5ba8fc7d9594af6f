//! Runs the table of responses for the extended catalog on the board: the flash of a small one has no space for both.
#![no_std]
#![no_main]

mod check;
mod wrong;

const EXTENDED: &str = include_str!("../../../../vectors/extended.tsv");

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    firmware_tests::check("vectors", EXTENDED, &wrong::ROWS, check::first_wrong)
}
