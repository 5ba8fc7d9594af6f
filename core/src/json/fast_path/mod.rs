//! Accelerators: each reads complete, valid tokens of a chunk faster than the lexer.
//!
//! They are [`copy_string`], [`skip_string`] and [`skip_tokens`], and `read_members` of the envelope; the other files are
//! their parts. Each returns the rest of the chunk, always a suffix of what it was given, and leaves the lexer in a state
//! from which the rest of the body gives the same outcome. What is incomplete or not valid is left to the lexer, which also
//! reports the fault.
//!
//! So each can be left out, for tests: `--cfg mixerr_without="copy_string"` in `RUSTFLAGS`.

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
pub(crate) use read_integer::read_integer;
pub(crate) use search::skip_unescaped;
pub(crate) use skip_string::skip_string;
pub(crate) use skip_tokens::skip_tokens;
pub(crate) use writer::Writer;
