//! Accelerators: each reads complete, valid tokens of a chunk faster than the lexer.
//!
//! They are [`copy_string`], [`skip_string`], [`skip_tokens`], and the envelope's `read_members`. The other files are their
//! parts. Each returns the rest of the chunk, a suffix of what it was given. It leaves the lexer in a state from which the
//! rest of the body gives the same outcome. The lexer reads what is incomplete or not valid, and reports the fault.
//!
//! Tests can leave out each: `--cfg mixerr_without="copy_string"` in `RUSTFLAGS`.
//!
//! Tried and rejected:
//!
//! | attempt | result |
//! | --- | --- |
//! | a state machine with shortcuts between states | 20 to 60 % slower, and every shortcut depends on every state |
//! | 16 bytes of text by auto-vectorized code | no gain for strings of 10 to 40 bytes |
//! | one loop that skips containers and scalars | `e.json` 10 % slower: no registers remain for its constants |
//! | no call of `skip_string` at the end of a chunk, without SIMD | `e.json` 12 % slower, for the same reason |
//! | blocks of 64 bytes for each string | more instructions, the same time |
//! | one scanner for short bodies, too | `c.json` 7 % more instructions, the same time |
//! | a block that begins at the run after the one before | each waits for the end of a run: 50 % more time for `e.json` |
//! | choosing by state before byte in `skip_tokens` | `c.json` 5 % slower |

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
