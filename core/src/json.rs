//! A strict RFC 8259 push lexer: bytes in, events out.
//!
//! It holds no bytes of the body: constant memory, no recursion, and it may stop and go on after any byte. There are two,
//! which tell their [`Sink`] the same: `fast.rs`, and `small.rs` for builds with the feature `small`.

#[cfg(not(feature = "small"))]
mod fast;
mod sink;
#[cfg(feature = "small")]
mod small;
mod state;

#[cfg(not(feature = "small"))]
pub(crate) use fast::{Ahead, AheadSink, Lexer};
pub(crate) use sink::{Kind, Sink};
#[cfg(feature = "small")]
pub(crate) use small::Lexer;
pub use state::Expected;
pub(crate) use state::Stop;

use crate::scan;

/// The number of containers that may be open at once; one more makes an answer too deep to read.
///
/// The open containers are the bits of one `u64`, so 64 is what costs nothing.
pub const MAX_DEPTH: u8 = 64;

/// What follows the first letter of each literal, with a NUL behind each.
const LITERALS: &[u8] = b"rue\0alse\0ull\0";

/// Returns the offset of the first byte that is no white space if no value can begin there, or of the end if there is
/// none.
#[inline(always)]
pub(crate) fn first_fault(body: &[u8]) -> Option<u32> {
    let start = scan::after_white_space(body);
    match start {
        [b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', ..] => None,
        _ => Some(u32::try_from(scan::front(body, start).len()).unwrap_or(u32::MAX)),
    }
}
