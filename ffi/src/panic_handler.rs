//! What a library without std owes its linker.

/// No panic can be reached (tests/rust/proofs proves it), and a release build has none of this; but a library without std
/// must say what one would do.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    stop()
}

/// Calls the function that the program brings.
#[cfg(not(feature = "panic-handler"))]
fn stop() -> ! {
    unsafe extern "C" {
        fn mixerr_panic() -> !;
    }
    // SAFETY: the program's, which does not return.
    unsafe { mixerr_panic() }
}

/// Ends the process.
#[cfg(all(feature = "panic-handler", not(any(target_os = "none", target_family = "wasm"))))]
fn stop() -> ! {
    unsafe extern "C" {
        fn abort() -> !;
    }
    // SAFETY: the C library's, which may be called at any time.
    unsafe { abort() }
}

/// Traps, so that the firmware's fault handler sees it.
#[cfg(all(feature = "panic-handler", any(target_os = "none", target_family = "wasm")))]
#[allow(unreachable_code, reason = "on a core whose trap is not known here it stays in the loop")]
fn stop() -> ! {
    #[cfg(target_family = "wasm")]
    core::arch::wasm32::unreachable();
    #[cfg(target_arch = "arm")]
    // SAFETY: it does nothing but trap.
    unsafe {
        core::arch::asm!("udf #0", options(noreturn, nomem, nostack));
    }
    #[cfg(any(target_arch = "riscv32", target_arch = "riscv64"))]
    // SAFETY: it does nothing but trap.
    unsafe {
        core::arch::asm!("unimp", options(noreturn, nomem, nostack));
    }
    loop {
        core::hint::spin_loop();
    }
}

// The precompiled core of a host refers to the personality function of unwinding, which only std has. A release build
// with LTO drops the reference; any other keeps it, and could not be linked without this. Weak, so that std's comes
// first where it is there. Written as ELF has it.
#[cfg(all(unix, not(target_vendor = "apple")))]
core::arch::global_asm!(".weak rust_eh_personality", "rust_eh_personality:");
