//! What a pasted text is, in words: [`explain`], and [`Explainer`] for a text that arrives in windows.
//!
//! The text is one of these, and the first that fits counts:
//!
//! 1. The complete text is the body of a response. The head of the response may come first.
//! 2. A JSON object in the text has an `error` object with a code ([`scan`]).
//! 3. The text has `[status/code]` ([`scan`]).
//! 4. The text has a code of the catalog in words ([`words`]).
//!
//! What counts at an offset depends on [`WINDOW_OVERLAP`] bytes at most. Therefore the errors that are found do not depend
//! on the windows.

mod explainer;
mod head;
mod lines;
mod scan;
mod words;

pub use explainer::{Explainer, Explanation, explain};
pub use lines::Known;

use crate::response::Reader;

/// The number of bytes by which two windows of a text overlap, at least.
pub const WINDOW_OVERLAP: usize = 4096;

/// As [`Reader::feed`]. One copy of the parser is enough here.
#[inline(never)]
fn read_chunk(reader: &mut Reader, chunk: &[u8]) {
    reader.feed(chunk);
}
