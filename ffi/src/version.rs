//! The versions of the ABI and of the library.

use core::ffi::{CStr, c_char};

/// The version of the ABI. A change that breaks programs compiled with an older header increases it.
pub const MIXERR_ABI_VERSION: u32 = 1;

/// The major version of the library that this header belongs to. A release that removes or changes something increases
/// it.
pub const MIXERR_VERSION_MAJOR: u32 = 0;

/// The minor version. A release that adds something increases it; before 1.0.0 also one that changes something.
pub const MIXERR_VERSION_MINOR: u32 = 1;

/// The patch version. A release that only fixes faults increases it.
pub const MIXERR_VERSION_PATCH: u32 = 0;

/// The version of the package, NUL-terminated.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// Returns the version of the library's ABI.
///
/// A program that loads the library at run time should compare it with the MIXERR_ABI_VERSION of its own header.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_abi_version() -> u32 {
    MIXERR_ABI_VERSION
}

/// Returns the version of the library, such as "0.1.0".
///
/// The string is NUL-terminated ASCII and lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_version() -> *const c_char {
    VERSION.as_ptr().cast()
}

const _: () = {
    assert!(CStr::from_bytes_with_nul(VERSION.as_bytes()).is_ok());
    assert!(is_decimal(env!("CARGO_PKG_VERSION_MAJOR"), MIXERR_VERSION_MAJOR));
    assert!(is_decimal(env!("CARGO_PKG_VERSION_MINOR"), MIXERR_VERSION_MINOR));
    assert!(is_decimal(env!("CARGO_PKG_VERSION_PATCH"), MIXERR_VERSION_PATCH));
};

/// Returns true if `text` is the decimal form of `number`.
const fn is_decimal(text: &str, number: u32) -> bool {
    matches!(u32::from_str_radix(text, 10), Ok(parsed) if parsed == number)
}
