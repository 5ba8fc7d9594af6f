//! What a pasted text is, in words: [`explain`], and [`Explainer`] for a text that arrives in windows.
//!
//! The complete text is the body of a response, also with its head, or it contains errors in these forms:
//!
//! - a JSON object with an `error` object that has a code ([`scan`]);
//! - `[status/code]` ([`scan`]);
//! - a code of the catalog in words ([`words`]).
//!
//! The last error is explained, and the first one is named.
//!
//! What counts at an offset depends on [`WINDOW_OVERLAP`] bytes at most. Therefore the errors that are found do not depend
//! on the windows.

mod bytes;
mod explainer;
mod explanation;
mod head;
mod known;
mod lines;
mod scan;
mod words;

pub use bytes::WINDOW_OVERLAP;
pub use explainer::{Explainer, explain};
pub use explanation::Explanation;
pub use known::Known;
