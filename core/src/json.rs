//! A strict RFC 8259 push lexer: bytes in, tokens out.
//!
//! It holds no bytes of the body: constant memory, no recursion, and it may stop and go on after any byte. It reads a
//! byte at a time with one table; complete tokens are also read by `ahead.rs`, except in builds with the feature `small`.

#[cfg(not(feature = "small"))]
pub(crate) mod ahead;
mod expected;
mod lexer;
pub(crate) mod names;
mod nesting;
pub(crate) mod table;
mod visitor;

pub use expected::Expected;
#[cfg(not(feature = "small"))]
pub(crate) use lexer::is_escaped_in_extra;
pub(crate) use lexer::{LexError, Lexer};
#[cfg(not(feature = "small"))]
pub(crate) use nesting::Nesting;
#[cfg(not(feature = "small"))]
pub(crate) use table::State;
pub(crate) use visitor::Visitor;

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
