//! What bindings to other languages consist of: the parts without text and without the [`CATALOG`](crate::CATALOG).
//!
//! A binding brings its own buffers, and a catalog in its language's form. So nothing is linked twice.

#[cfg(target_pointer_width = "64")]
pub use crate::catalog::candidate_row;
pub use crate::envelope::{Buffers, TextField};
pub use crate::json::text::Extent;
pub use crate::response::{ErrorRef, Parsed, Parser, reads_as_extra, success_line, write_decimal};
#[cfg(feature = "transfer")]
pub use crate::transfer::{Rule, TRANSFER_MAX_BYTES};
