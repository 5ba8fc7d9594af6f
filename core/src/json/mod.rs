//! A strict RFC 8259 push lexer: bytes in, tokens out.
//!
//! It stores no bytes of the body, does not recurse, and may pause after any byte. It reads a byte at a time with one table.
//! Of the API it knows only the keys in `names.rs`.
//! `fast_path/` reads complete tokens faster; builds with the feature `small` leave it out.
//!
//! Differences from serde_json, which are deliberate:
//!
//! | input | mixerr | serde_json | reason |
//! | --- | --- | --- | --- |
//! | a lone surrogate escape | U+FFFD | an error | RFC 8259 allows it, and the code must not be lost |
//! | a repeated member | the last one of the right type | the last one, or an error | a later oddity must not hide an error |
//! | depth | 64 | 128 | one `u64` |
//! | numbers | every number of the grammar | must fit the target type | a skipped number is not converted |

pub(crate) mod escape;
mod expected;
#[cfg(not(feature = "small"))]
pub(crate) mod fast_path;
mod lexer;
pub(crate) mod names;
mod nesting;
#[expect(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs at compile time only")]
mod rows;
pub(crate) mod scan;
pub(crate) mod table;
pub(crate) mod text;
mod visitor;

pub use expected::Expected;
#[cfg(all(test, not(feature = "small")))]
pub(crate) use lexer::STEPS;
pub(crate) use lexer::{LexError, Lexer};
pub use nesting::MAX_DEPTH;
#[cfg(any(not(feature = "small"), feature = "transfer"))]
pub(crate) use nesting::Nesting;
pub(crate) use scan::first_non_json_byte;
pub(crate) use table::State;
pub(crate) use visitor::Visitor;
