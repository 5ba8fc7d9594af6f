//! Reads the Mixin Network API's answers: is this an error, which one, and what should the wallet do now.
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::arithmetic_side_effects,
        clippy::unreachable,
        clippy::todo
    )
)]

mod catalog;
mod entry;
mod envelope;
mod error;
mod extra;
mod fault;
mod json;
mod redact;
mod response;
mod scan;
mod text;
#[cfg(feature = "serde")]
mod typed;
#[cfg(feature = "serde")]
mod wire;

pub use catalog::{BASE_LEN, CATALOG, CATALOG_LEN, lookup};
pub use entry::{Action, Category, Code, Edition, Entry, Trace};
pub use error::ApiError;
pub use fault::{Fault, FaultKind};
pub use json::{Expected, MAX_DEPTH};
pub use response::{DESCRIPTION_CAPACITY, EXTRA_CAPACITY, Outcome, Reader, read};
#[cfg(feature = "serde")]
pub use typed::ExtraError;
#[cfg(feature = "serde")]
pub use wire::{WriteError, write_envelope};
