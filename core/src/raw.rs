//! What bindings to other languages are made of: the parts that keep no text and need no [`CATALOG`](crate::CATALOG),
//! so that a binding brings buffers and a catalog in its language's own form, and nothing is held twice.

#[cfg(target_pointer_width = "64")]
pub use crate::catalog::candidate_row;
pub use crate::json::text::{Buffers, Extent, TextField};
pub use crate::response::{ErrorRef, Parsed, Parser, reads_as_extra, success_line, write_decimal};
#[cfg(feature = "transfer")]
pub use crate::transfer::{Rule, TRANSFER_MAX_BYTES};
