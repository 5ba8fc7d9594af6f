//! What every board of QEMU has: a console and a way to end the run.

use core::fmt;
use core::panic::PanicInfo;

use semihosting::process;
use semihosting::sys::arm_compat::sys_writec;

/// The console of the machine that runs QEMU, a byte at a time.
///
/// Not `semihosting::io::stdout`: as far as a linker sees, every write to it can panic.
pub struct Console;

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().for_each(sys_writec);
        Ok(())
    }
}

/// Ends the run, with status 0 or 1.
pub fn end(is_good: bool) -> ! {
    process::exit(i32::from(!is_good))
}

unsafe extern "C" {
    /// Nobody defines it.
    fn a_panic_can_be_reached() -> !;
}

/// The image links only if the linker finds no way from the program to a panic.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // SAFETY: never runs: an image in which it can run does not link.
    unsafe { a_panic_can_be_reached() }
}
