//! Reads the Mixin Network API's responses: is it an error, which one, and what should the wallet do now.
//!
//! ```
//! use mixerr::{Action, Outcome, read};
//!
//! // An error usually arrives with HTTP 202, which HTTP libraries report as a success.
//! let outcome = read(202, br#"{"error":{"status":202,"code":20117,"description":"Insufficient balance."}}"#);
//! assert_eq!(outcome.action(), Action::AskUser);
//! let Outcome::Api(error) = outcome else { panic!() };
//! assert_eq!(error.to_string(), "20117 INSUFFICIENT_BALANCE: Insufficient balance.");
//! ```
//!
//! - [`read`] reads a complete body, [`Reader`] a body that arrives in chunks; both return an [`Outcome`].
//! - [`Outcome::action`] returns what the caller should do, and [`Outcome::payment`] whether the request may have paid.
//! - [`Outcome::into_result`] converts an outcome into a `Result`, for `?`.
//! - [`Head`] refines an outcome by the header fields of the response.
//! - [`lookup`], [`CATALOG`] and the constants of [`Code`] are the catalog of error codes.
#![cfg_attr(
    feature = "transfer",
    doc = "- [`Transfer`] decides about one payment from all its responses; no single response can."
)]
#![cfg_attr(
    feature = "explain",
    doc = "- [`explain()`] says in words what a pasted text is; [`Explainer`] does so for a log of any length."
)]
//!
//! # Guarantees
//!
//! This crate is `no_std` and contains no unsafe code. No function allocates, recurses or panics. The exception is the
//! feature `serde`: `ApiError::extra_as` and `Serialize` recurse once for each level of nesting, at most [`MAX_DEPTH`]
//! times.
//!
//! # Features
//!
//! | feature | default | effect |
//! | --- | --- | --- |
//! | `extended` | yes | 70 codes besides the 27 of the original error table |
//! | `serde` | yes | `Serialize`, and `ApiError::extra_as` through serde-json-core |
//! | `transfer` | yes | `Transfer`, a payment across responses; `Receipt`; `Pacing` |
//! | `explain` | no | `explain`: what a pasted response, log or error is, in words |
//! | `small` | no | less flash, slower: for microcontrollers |
//! | `simd` | no | reads 16 bytes at a time on x86_64 and aarch64 |
//! | `defmt` | no | `defmt::Format` for every type that is safe to log |
#![no_std]
#![forbid(unsafe_code)]
// The hosted documentation is built by a nightly rustdoc, which marks the items of each feature.
#![cfg_attr(docsrs, feature(doc_cfg))]
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

mod c_enum;
mod catalog;
mod envelope;
#[cfg(feature = "explain")]
mod explain;
mod json;
#[doc(hidden)]
pub mod raw;
mod response;
#[cfg(feature = "transfer")]
mod transfer;

pub use catalog::{Action, BASE_LEN, CATALOG, CATALOG_LEN, Category, Code, Entry, Payment, Source, lookup};
pub use envelope::Data;
#[cfg(feature = "explain")]
pub use explain::{Explainer, Explanation, WINDOW_OVERLAP, explain};
pub use json::{Expected, MAX_DEPTH};
#[cfg(feature = "serde")]
pub use response::ExtraError;
pub use response::{
    ApiError, DESCRIPTION_CAPACITY, EXTRA_CAPACITY, Error, ExtraString, Fault, FaultKind, Head,
    InvalidColumns, InvalidExtra, Origin, Outcome, Reader, WriteError, read, read_columns, read_into,
    write_envelope,
};
#[cfg(feature = "transfer")]
pub use transfer::{
    Ending, Match, Pacing, PaymentOutcome, RECEIPT_MEMBERS, RECORD_SIZE, Receipt, ReceiptError, RestoreError,
    Step, Transfer, UnexpectedStep, fingerprint, key_from_uuid, record_newer,
};

/// The README's code, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
