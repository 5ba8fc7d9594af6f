//! The error envelope: a visitor of the lexer finds its members in a body.

mod data;
#[cfg(not(feature = "small"))]
mod members;
mod texts;
mod visitor;

pub use data::Data;
pub use texts::{Buffers, TextField};
pub(crate) use visitor::EnvelopeVisitor;
