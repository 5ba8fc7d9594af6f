//! The Rust API for `versus.c`: a shared library, because two static libraries of Rust define the same symbols.

use std::hint::black_box;
use std::slice;

use mixerr::{Outcome, read, read_into};

/// Returns an outcome for [`mixerr_rust_read_into`], which is never freed.
#[unsafe(no_mangle)]
pub extern "C" fn mixerr_rust_outcome() -> *mut Outcome {
    Box::into_raw(Box::default())
}

/// Reads a body; returns the code of an error, -1 for a success and -2 for anything else.
///
/// # Safety
///
/// `body` must point to `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_rust_read(body: *const u8, length: usize) -> i64 {
    // SAFETY: the caller's.
    let body = unsafe { slice::from_raw_parts(body, length) };
    report(&read(202, body))
}

/// The same into an outcome that is used again.
///
/// # Safety
///
/// `body` must point to `length` bytes, and `outcome` must be from [`mixerr_rust_outcome`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_rust_read_into(body: *const u8, length: usize, outcome: *mut Outcome) -> i64 {
    // SAFETY: the caller's.
    let (body, outcome) = unsafe { (slice::from_raw_parts(body, length), &mut *outcome) };
    read_into(202, body, outcome);
    report(outcome)
}

fn report(outcome: &Outcome) -> i64 {
    match black_box(outcome) {
        Outcome::Success(_) => -1,
        Outcome::Api(error) => error.code().as_u32().into(),
        Outcome::NotFromApi(_) => -2,
    }
}
