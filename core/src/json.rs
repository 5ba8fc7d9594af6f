//! A strict RFC 8259 push lexer: bytes in, tokens out.
//!
//! It holds no bytes of the body: constant memory, no recursion, and it may stop and go on after any byte. It reads a
//! byte at a time with one table; complete tokens are also read by `fast_path/`, except in builds with the feature `small`.

mod expected;
#[cfg(not(feature = "small"))]
pub(crate) mod fast_path;
mod lexer;
pub(crate) mod names;
mod nesting;
pub(crate) mod scan;
pub(crate) mod table;
mod visitor;

pub use expected::Expected;
pub(crate) use lexer::{LexError, Lexer};
#[cfg(not(feature = "small"))]
pub(crate) use nesting::Nesting;
pub(crate) use table::State;
pub(crate) use visitor::Visitor;

/// The number of containers that may be open at once; one more makes an answer too deep to read.
///
/// The open containers are the bits of one `u64`, so 64 is what costs nothing.
pub const MAX_DEPTH: u8 = 64;

/// Returns the offset of the first byte that is no white space if no value can begin there, or of the end if there is
/// none.
#[inline(always)]
pub(crate) fn first_fault(body: &[u8]) -> Option<u32> {
    let start = scan::skip_whitespace(body);
    match start {
        [b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n', ..] => None,
        _ => Some(u32::try_from(scan::consumed(body, start).len()).unwrap_or(u32::MAX)),
    }
}
