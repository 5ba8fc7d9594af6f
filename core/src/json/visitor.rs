//! [`Visitor`]: receives the tokens of a body from the lexer.
//!
//! The lexer owns its visitor, which is a type parameter. So the compiler inlines the visitor's functions, and `Receipt`
//! is a second instance of the lexer. One instance that calls its visitor through `&mut dyn Visitor` was measured in the
//! size build:
//!
//! | Cortex-M0 / M4F | an instance for each visitor | one instance |
//! | --- | ---: | ---: |
//! | flash of a reader alone | 2,356 / 2,358 | 2,696 / 2,694 |
//! | flash of a reader and a receipt's `feed` | 4,386 / 4,402 | 3,934 / 4,000 |
//! | instructions of `a.json` | 6,627 / 5,954 | 9,925 / 8,741 |
//!
//! `stack_bound.py` could not prove its stack, because it follows no calls through pointers. An enum of both visitors
//! would make a reader as large as a receipt.

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
