//! [`Visitor`]: receives the tokens of a body from the lexer.

use super::names::Name;
use super::text::Text;

/// Receives the tokens of a body in their order.
///
/// `depth` is the number of open containers. A container counts until its closing bracket has been reported.
/// `B` is what the caller passes with each chunk: the buffers of the texts.
pub(crate) trait Visitor<B: ?Sized> {
    /// Begins a key. Returns the group of names with which the lexer compares it
    /// ([`first_of_group`](super::table::first_of_group)), or [`NONE`](super::table::NONE) for no comparison.
    fn begin_key(&mut self, depth: u8) -> u8;

    /// Begins a value, whose first byte is `first`. `name` is its key, if that is in the group which
    /// [`begin_key`](Self::begin_key) returned.
    fn begin_value(&mut self, first: u32, name: Option<Name>);

    /// Ends an item of a container, a member or an element, at the comma or bracket `end`.
    ///
    /// The bracket that closes an empty container ends an item, too.
    fn end_item(&mut self, depth: u8, end: u32);

    /// Receives a byte outside of strings, or the opening quote of a string. White space is left out.
    ///
    /// Comes after [`begin_value`](Self::begin_value) and [`end_item`](Self::end_item) of the same byte. Not called while
    /// the visitor [keeps JSON](Self::keeps_json).
    fn token_byte(&mut self, byte: u32);

    /// Returns true if [`text`](Self::text) receives JSON: every byte except for white space between tokens.
    ///
    /// Otherwise it receives the contents of strings, with their escapes decoded.
    fn keeps_json(&self) -> bool;

    /// Returns the text that receives the next byte, if any.
    fn text<'a>(&'a mut self, buffers: &'a mut B) -> Option<Text<'a>>;
}
