//! Makes the same payments, and prints at the end how much stack the wallet needed.
#![no_std]
#![no_main]

mod payments;

use wallet::board;
use wallet::script::print;

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    let (is_good, bytes) = payments::run_all();
    print(format_args!("stack: {bytes}"));
    board::end(is_good)
}
