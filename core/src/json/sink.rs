//! What the lexer tells of a body, and to whom.

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
    /// A member's name begins with the bytes `ahead`, or there are none yet.
    fn name<'a>(&mut self, depth: u8, ahead: &'a [u8]) -> Ahead<'a>;
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
    /// Text of a string: ASCII that stands for itself.
    fn text(&mut self, run: &[u8]);
    /// A character of a string that is no ASCII, or that stands for an escape of no character.
    fn character(&mut self, character: char);
    /// An escape in a string: the character it stands for, and the letter or the four digits that were sent.
    fn escape(&mut self, character: char, sent: &[u8]);
    /// A whole number that is an unsigned integer. A sink that wants its digits returns false, and gets them.
    fn integer(&mut self, value: u32) -> bool;
    /// Bytes of a number, `true`, `false` or `null`.
    fn scalar(&mut self, run: &[u8]);
    /// Tells that no name and no value at `depth` matters, whatever they are.
    fn is_quiet(&self, depth: u8) -> bool;
}

/// How far a [`Sink`] has read by itself from the beginning of a name, and what is left. It may do so as long as what
/// it reads is valid JSON for certain.
pub(crate) enum Ahead<'a> {
    /// To the beginning of a name, which the lexer tells by [`Sink::text`] and [`Sink::name_end`].
    Name(&'a [u8]),
    /// Behind the closing quote of a name, which there is no need to tell.
    NameEnd(&'a [u8]),
    /// Behind a value.
    ValueEnd(&'a [u8]),
}
