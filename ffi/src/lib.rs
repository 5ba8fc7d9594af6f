//! The C ABI of mixerr: plain functions over structs that the caller owns.
#![no_std]
#![allow(non_camel_case_types, reason = "the names of C")]
#![expect(
    clippy::missing_safety_doc,
    reason = "what callers guarantee is told once, at the top of the C header"
)]

mod catalog;
mod given;
#[cfg(not(fuzzing))]
mod host;
mod layout;
mod out;
mod pointer;
mod read;
mod reader;
mod response;
mod text_buffer;
mod texts;
mod types;
mod version;
mod vocabulary;

pub use catalog::{mixerr_catalog_at, mixerr_catalog_len, mixerr_entry, mixerr_lookup};
pub use read::{
    mixerr_read, mixerr_reader_feed, mixerr_reader_finish, mixerr_reader_init, mixerr_reader_is_faulty,
};
pub use texts::{mixerr_detail, mixerr_extra_string, mixerr_write_envelope, mixerr_write_log_line};
pub use types::*;
pub use version::*;
pub use vocabulary::*;
