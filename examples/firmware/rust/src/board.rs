//! A board of QEMU: its console, the end of the run, and the stack of a function.

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

/// The painted bytes of free stack.
const PAINTED: usize = 8 * 1024;
const PAINT: u32 = 0xB5A4_C3D2;

/// Returns the result of `run`, and the bytes of stack that it needed; [`PAINTED`] if it is more.
pub fn with_stack<T>(run: impl FnOnce() -> T) -> (T, usize) {
    let top = paint();
    let result = call(run);
    (result, unpainted(top))
}

/// Inlined, it would have its frame above the paint.
#[inline(never)]
fn call<T>(run: impl FnOnce() -> T) -> T {
    run()
}

/// Paints the free stack below this function. Returns the upper end of the painted words.
#[inline(never)]
fn paint() -> *mut u32 {
    let mut here = PAINT;
    // The words of this function's frame stay as they are.
    let top = (&raw mut here).wrapping_sub(16);
    for word in 1..=PAINTED / size_of::<u32>() {
        // SAFETY: the stack of every board has more free bytes, and nothing else uses them.
        unsafe { top.wrapping_sub(word).write_volatile(PAINT) }
    }
    top
}

/// Returns the bytes below `top` that have lost their paint.
#[inline(never)]
fn unpainted(top: *mut u32) -> usize {
    let mut words = PAINTED / size_of::<u32>();
    // SAFETY: as in `paint`.
    while words > 0 && unsafe { top.wrapping_sub(words).read_volatile() } == PAINT {
        words = words.saturating_sub(1);
    }
    words.saturating_mul(size_of::<u32>())
}

unsafe extern "C" {
    /// It is never defined.
    fn a_panic_can_be_reached() -> !;
}

/// The image links only if the linker finds no way from the program to a panic.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    // SAFETY: never runs: an image in which it can run does not link.
    unsafe { a_panic_can_be_reached() }
}
