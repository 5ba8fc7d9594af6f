//! The C ABI of mixerr: plain functions over structs that the caller owns.
#![no_std]
#![allow(non_camel_case_types, reason = "the names of C")]
#![expect(
    clippy::missing_safety_doc,
    reason = "the top of the C header documents what callers must guarantee"
)]

// The C header declares the functions in this order.
mod read;

mod columns;

mod format;

mod explain;

mod head;

mod receipt;

mod transfer;

mod catalog;

mod enums;

mod version;

mod layout;
mod object;
mod output;
#[cfg(not(fuzzing))]
mod panic_handler;
mod pointer;
mod reader;
mod response;
mod status;
mod text_buffer;
mod types;
mod validate;

pub use catalog::{mixerr_catalog_at, mixerr_catalog_len, mixerr_entry, mixerr_lookup};
pub use columns::{mixerr_read_columns, mixerr_read_columns64};
pub use enums::*;
pub use explain::mixerr_explain;
pub use format::{mixerr_detail, mixerr_extra_string, mixerr_write_envelope, mixerr_write_log_line};
pub use head::*;
pub use read::{
    mixerr_read, mixerr_reader_feed, mixerr_reader_finish, mixerr_reader_init, mixerr_reader_is_faulty,
};
pub use receipt::*;
pub use status::mixerr_status;
pub use transfer::*;
pub use types::*;
pub use version::*;
