//! Symbols that the linker requires of a library without std.

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

core::arch::global_asm!(".weak rust_eh_personality", "rust_eh_personality:");
