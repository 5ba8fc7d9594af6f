//! A strict RFC 8259 push lexer: bytes in, events out.
//!
//! It holds no bytes of the body: constant memory, no recursion, and it may stop and go on after any byte. It reads a
//! byte at a time; what stands whole in a chunk its [`Sink`] may read at once, with `ahead.rs`, but for builds with the
//! feature `small`.

#[cfg(not(feature = "small"))]
pub(crate) mod ahead;
mod lexer;
mod position;
mod sink;
mod state;

pub(crate) use lexer::Lexer;
#[cfg(not(feature = "small"))]
pub(crate) use position::Position;
pub(crate) use sink::{Kind, Sink};
pub use state::Expected;
#[cfg(not(feature = "small"))]
pub(crate) use state::State;
pub(crate) use state::Stop;

use crate::scan;

/// The number of containers that may be open at once; one more makes an answer too deep to read.
///
/// The open containers are the bits of one `u64`, so 64 is what costs nothing.
pub const MAX_DEPTH: u8 = 64;

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
