//! Parts for bindings to other languages, which have their own buffers and their own form of the catalog.
//!
//! Nothing here has buffers or refers to [`CATALOG`](crate::CATALOG), so a program contains only those of the binding.

#[cfg(target_pointer_width = "64")]
pub use crate::catalog::candidate_row;
pub use crate::json::text::{Buffers, Extent, TextField};
pub use crate::response::{ErrorRef, Parsed, Parser, reads_as_extra, success_line, write_decimal};
#[cfg(feature = "transfer")]
pub use crate::transfer::Rule;
