//! The C ABI of mixerr: the catalog.
#![cfg_attr(not(test), no_std)]
#![allow(non_camel_case_types, reason = "the names of C")]

mod catalog;
mod host;

pub use catalog::{mixerr_catalog_at, mixerr_catalog_len, mixerr_entry, mixerr_lookup};

/// The version of this ABI. It grows when a program that was compiled with an older header would go wrong.
pub const MIXERR_ABI_VERSION: u32 = 0;

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
