//! Symbols that the linker requires of a library without std.

/// The compiler requires a panic handler. No panic can be reached, as tests/rust/proofs proves, so a release build
/// drops it.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    stop()
}

/// Calls a function that the program must define.
#[cfg(not(feature = "panic-handler"))]
fn stop() -> ! {
    unsafe extern "C" {
        fn mixerr_panic() -> !;
    }
    // SAFETY: the program guarantees that the function does not return.
    unsafe { mixerr_panic() }
}

/// Ends the process.
#[cfg(all(feature = "panic-handler", not(any(target_os = "none", target_family = "wasm"))))]
fn stop() -> ! {
    unsafe extern "C" {
        fn abort() -> !;
    }
    // SAFETY: the C library's `abort` may be called at any time.
    unsafe { abort() }
}

/// Traps into the fault handler of the firmware.
#[cfg(all(feature = "panic-handler", any(target_os = "none", target_family = "wasm")))]
#[allow(unreachable_code, reason = "other cores have only the loop")]
fn stop() -> ! {
    #[cfg(target_family = "wasm")]
    core::arch::wasm32::unreachable();
    #[cfg(target_arch = "arm")]
    // SAFETY: the instruction only traps.
    unsafe {
        core::arch::asm!("udf #0", options(noreturn, nomem, nostack));
    }
    #[cfg(any(target_arch = "riscv32", target_arch = "riscv64"))]
    // SAFETY: the instruction only traps.
    unsafe {
        core::arch::asm!("unimp", options(noreturn, nomem, nostack));
    }
    loop {
        core::hint::spin_loop();
    }
}

// Rust's precompiled core refers to the personality function of unwinding, which only std defines. A release build with
// LTO drops the reference, but a debug build does not link without a definition. This one is weak, so that the linker
// prefers std's. The syntax is ELF's.
#[cfg(all(unix, not(target_vendor = "apple")))]
core::arch::global_asm!(".weak rust_eh_personality", "rust_eh_personality:");
