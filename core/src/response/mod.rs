//! Responses: HTTP status and body in, [`Outcome`] out; log lines, envelopes and typed extras of an outcome.

mod api_error;
mod buffers;
mod columns;
mod date;
mod digits;
mod encode;
mod error;
mod extra;
#[cfg(not(feature = "small"))]
mod fast_path;
mod fault;
mod hash;
mod head;
mod log;
mod log_class;
mod mask;
mod outcome;
mod parser;
mod read_bytes;
mod reader;
#[cfg(feature = "serde")]
mod serialize;
#[cfg(feature = "serde")]
mod typed;
mod view;

pub use api_error::{ApiError, InvalidExtra};
pub use buffers::{DESCRIPTION_CAPACITY, EXTRA_CAPACITY};
pub use columns::{InvalidColumns, Rows, bitmap_len, read_columns};
#[cfg(feature = "explain")]
pub(crate) use digits::read_decimal;
pub use digits::write_decimal;
pub use encode::{WriteError, reads_as_extra, write_envelope};
pub use error::Error;
pub use extra::ExtraString;
pub use fault::{Fault, FaultKind};
#[cfg(feature = "transfer")]
pub(crate) use hash::Hash64;
pub use head::{HEAD_FIELDS, Head, Origin};
#[cfg(feature = "explain")]
pub(crate) use mask::write_visible;
pub use outcome::{Outcome, success_line};
pub use parser::{Parsed, Parser};
pub use reader::{Reader, read, read_into};
#[cfg(feature = "serde")]
pub use typed::ExtraError;
pub use view::ErrorRef;
