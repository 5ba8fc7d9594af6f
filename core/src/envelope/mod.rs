//! The error envelope: the members that are read, found by a visitor of the lexer.

mod data;
#[cfg(not(feature = "small"))]
mod members;
mod visitor;

pub use data::Data;
pub(crate) use visitor::Envelope;
