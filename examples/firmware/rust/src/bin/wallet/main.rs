//! Makes the payments of the table and prints what happens.
#![no_std]
#![no_main]

mod payments;

use wallet::board;

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    let (is_good, _) = payments::run_all();
    #[cfg(feature = "panic")]
    assert!(core::hint::black_box(true));
    board::end(is_good)
}
