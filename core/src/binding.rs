//! What bindings to other languages are made of: the parts that keep no text and need no [`CATALOG`](crate::CATALOG),
//! so that a binding brings buffers and a catalog in its language's own form, and nothing is held twice.

pub use crate::borrowed::{ErrorRef, reads_as_extra};
#[cfg(target_pointer_width = "64")]
pub use crate::catalog::candidate_row;
pub use crate::digits::write_decimal;
pub use crate::parser::{Parser, Verdict};
pub use crate::text::{Buffers, Extent, TextField};
