//! The parts of this crate for bindings to other languages.
//!
//! A binding has its own buffers, and its own form of the [`CATALOG`](crate::CATALOG). None of these parts contains either,
//! so that nothing is linked twice.
//!
//! This module is for the bindings of mixerr itself, and any release may change it without notice.

#[cfg(target_pointer_width = "64")]
pub use crate::catalog::candidate_row;
pub use crate::envelope::{Buffers, TextField};
#[cfg(feature = "explain")]
pub use crate::explain::Known;
pub use crate::json::text::Extent;
pub use crate::response::{
    ErrorRef, HEAD_FIELDS, Parsed, Parser, Rows, bitmap_len, reads_as_extra, success_line, write_decimal,
};
#[cfg(feature = "transfer")]
pub use crate::transfer::{RECEIPT_FIELDS, Rule, TRANSFER_FIELDS, key_from_bytes};
