//! [`Visitor`]: what receives the tokens of a body.

use super::names::Name;
use crate::json::text::{Buffers, Text};

/// Receives the tokens of a body, in their order.
///
/// `depth` counts the containers that are open; the end of a container is inside of it.
pub(crate) trait Visitor {
    /// A key begins: returns the state of the table in which it is compared with names that are read, or
    /// [`NONE`](super::table::NONE).
    fn begin_key(&mut self, depth: u8) -> u8;

    /// A value begins, with this byte; `name` if it is that of a member whose name has been asked for.
    fn begin_value(&mut self, first: u32, name: Option<Name>);

    /// A member or element has ended, with this comma or bracket. Also the bracket that closes an empty container.
    fn end_item(&mut self, depth: u8, end: u32);

    /// A byte outside of strings that is not white space, or the opening quote of a string; also those of
    /// [`begin_value`](Self::begin_value) and [`end_item`](Self::end_item), afterwards.
    fn byte(&mut self, byte: u32);

    /// Returns true if the [text](Self::text) takes all bytes, except for white space between tokens.
    fn keeps_tokens(&self) -> bool;

    /// Returns the text to which what is being read goes, if any.
    fn text<'a>(&'a mut self, buffers: &'a mut impl Buffers) -> Option<Text<'a>>;
}
