//! What a library without std owes its linker.

/// No panic can be reached (tests/no_panic proves it), but a library without std must say what one would do.
#[cfg(not(test))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

// The precompiled core of a host refers to the personality function of unwinding, which only std has. Release builds
// drop the reference; a debug build keeps it, and could not be linked without this.
#[cfg(all(target_os = "linux", debug_assertions))]
core::arch::global_asm!(".weak rust_eh_personality", "rust_eh_personality:");
