//! [`Visitor`]: what receives the tokens of a body.

use super::names::Name;
use crate::text::Text;

/// Receives the tokens of a body, in their order.
///
/// `depth` counts the containers that are open; the end of a container is inside of it.
pub(crate) trait Visitor {
    /// A key begins: returns the state of the table in which it is compared with names that are read, or
    /// [`NONE`](super::table::NONE).
    fn begin_key(&mut self, depth: u8) -> u8;

    /// A key has ended; `name` if it is one of those that were asked for.
    fn end_key(&mut self, name: Option<Name>);

    /// A value begins, with this byte.
    fn begin_value(&mut self, first: u32);

    /// A member or element has ended, with this comma or bracket. Also the bracket that closes an empty container.
    fn end_item(&mut self, depth: u8, end: u32);

    /// A byte outside of strings that is not white space, or a quote of a string. Those of [`begin_value`](Self::begin_value)
    /// and [`end_item`](Self::end_item) come here, too, afterwards.
    fn byte(&mut self, byte: u32);

    /// Returns the text to which the string being read goes, if any.
    fn text(&mut self) -> Option<Text<'_>>;
}
