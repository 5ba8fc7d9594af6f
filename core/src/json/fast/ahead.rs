//! What the fast lexer asks of a [`Sink`] beyond what the small one does.

use crate::json::Sink;

/// A [`Sink`] that reads on by itself where that is faster.
pub(crate) trait AheadSink: Sink {
    /// A member's name begins with the bytes `ahead`, or there are none yet.
    fn name_ahead<'a>(&mut self, depth: u8, ahead: &'a [u8]) -> Ahead<'a>;
    /// A whole number that is an unsigned integer. A sink that wants its digits returns false, and gets them.
    fn integer(&mut self, value: u32) -> bool;
    /// Tells that no name and no value at `depth` matters, whatever they are.
    fn is_quiet(&self, depth: u8) -> bool;
}

/// How far an [`AheadSink`] has read by itself from the beginning of a name, and what is left. It may do so as long as what
/// it reads is valid JSON for certain.
pub(crate) enum Ahead<'a> {
    /// To the beginning of a name, which the lexer tells by [`Sink::text`] and [`Sink::name_end`].
    Name(&'a [u8]),
    /// Behind the closing quote of a name, which there is no need to tell.
    NameEnd(&'a [u8]),
    /// Behind a value.
    ValueEnd(&'a [u8]),
}
