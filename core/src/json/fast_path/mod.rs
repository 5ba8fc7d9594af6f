//! Accelerators: each reads complete, valid tokens of a chunk faster than the lexer.
//!
//! They are [`copy_string`], [`skip_string`], [`skip_tokens`], and the envelope's `read_members`. The other files are their
//! parts. Each returns the rest of the chunk, a suffix of what it was given. It leaves the lexer in a state from which the
//! rest of the body gives the same outcome. The lexer reads what is incomplete or not valid, and reports the fault.
//!
//! Tests can leave out each: `--cfg mixerr_without="copy_string"` in `RUSTFLAGS`.

mod blocks;
mod copy_json;
mod copy_string;
mod host;
mod read_integer;
mod scanner;
mod search;
#[cfg(feature = "simd")]
mod simd;
mod skip_number;
mod skip_string;
mod skip_tokens;
mod swar;
mod unescape;
mod utf8;
mod writer;

pub(crate) use copy_json::copy_json;
pub(crate) use copy_string::copy_string;
pub(crate) use host::ON_HOST;
pub(crate) use read_integer::read_integer;
pub(crate) use search::skip_unescaped;
pub(crate) use skip_string::skip_string;
pub(crate) use skip_tokens::{skip_more, skip_tokens};
