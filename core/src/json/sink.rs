//! What the lexer tells of a body, and to whom.

#[cfg(not(feature = "small"))]
use super::Position;

/// The kind of a value, known from its first byte.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// Receives what the lexer reads, in the order of the body.
///
/// `depth` counts the containers that are open around the event; a container's end is inside of it.
pub(crate) trait Sink {
    /// A member's name begins.
    fn name(&mut self, depth: u8);
    /// A member's name has ended.
    fn name_end(&mut self);
    /// A value begins.
    fn value(&mut self, kind: Kind);
    /// A string that is a value has ended.
    fn string_end(&mut self);
    /// A comma.
    fn comma(&mut self, depth: u8);
    /// An object or array ends with this bracket.
    fn close(&mut self, bracket: u8, depth: u8);
    /// Text of a string that stands for itself: well-formed UTF-8.
    fn text(&mut self, run: &[u8]);
    /// A character of a string whose bytes have come one by one, or that stands for a high surrogate without its other
    /// half.
    fn character(&mut self, character: char);
    /// An escape in a string: the character it stands for, and the letter or the four digits that were sent, of a
    /// surrogate pair either four.
    fn escape(&mut self, character: char, sent: &[u8]);
    /// Bytes of a number, `true`, `false` or `null`.
    fn scalar(&mut self, run: &[u8]);

    /// Between two tokens: reads on by itself as far as it likes, and moves `at` to where it has come. What it reads must be
    /// valid JSON for certain. Returns what is left of `rest`.
    #[cfg(not(feature = "small"))]
    fn ahead<'a>(&mut self, at: &mut Position, rest: &'a [u8]) -> &'a [u8];
}
