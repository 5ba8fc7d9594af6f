//! The versions of the ABI and of the library.

use core::ffi::{CStr, c_char};

/// The version of this ABI. It grows when a program that was compiled with an older header would go wrong.
pub const MIXERR_ABI_VERSION: u32 = 1;

/// The version of the library that this header belongs to: the part that grows when something was removed or changed.
pub const MIXERR_VERSION_MAJOR: u32 = 0;

/// The part of the version that grows when something was added; before 1.0.0 also when something was changed.
pub const MIXERR_VERSION_MINOR: u32 = 1;

/// The part of the version that grows when something was mended.
pub const MIXERR_VERSION_PATCH: u32 = 0;

/// The version of the package, NUL-terminated.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");

/// Tells the version of the ABI that the library was built with.
///
/// Returns MIXERR_ABI_VERSION of the library's own header. A program compares it with that of the header it was
/// compiled with.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_abi_version() -> u32 {
    MIXERR_ABI_VERSION
}

/// Tells the version of the library.
///
/// Returns a text such as "0.1.0", NUL-terminated ASCII, which lives as long as the program.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_version() -> *const c_char {
    VERSION.as_ptr().cast()
}

const _: () = {
    assert!(CStr::from_bytes_with_nul(VERSION.as_bytes()).is_ok());
    assert!(is(env!("CARGO_PKG_VERSION_MAJOR"), MIXERR_VERSION_MAJOR));
    assert!(is(env!("CARGO_PKG_VERSION_MINOR"), MIXERR_VERSION_MINOR));
    assert!(is(env!("CARGO_PKG_VERSION_PATCH"), MIXERR_VERSION_PATCH));
};

/// Tells whether a text is a number.
const fn is(text: &str, number: u32) -> bool {
    matches!(u32::from_str_radix(text, 10), Ok(parsed) if parsed == number)
}
