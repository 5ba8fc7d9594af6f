//! mixerr side by side with other parsers of JSON: the same question to each, about the same bodies.
//!
//! The question is a wallet's: is this JSON, does it name an error, and if so which code and in whose words? Each parser
//! is asked as its documentation shows its users.

pub mod bodies;
pub mod lookup;
pub mod parsers;

/// What a parser says of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// The body is not JSON, or does not have the shape that the parser expects.
    Refused,
    /// The body is JSON and names no error.
    Success,
    /// The body names an error.
    Error {
        /// `error.code`.
        code: u32,
        /// `error.description`, its escapes decoded.
        description: &'a str,
    },
}

/// Something that can be asked.
pub trait Parser {
    /// Reads a body, and passes the result to `tell`, because it may borrow from the parser.
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T;

    /// Whether it takes the body for JSON, in the way that it skips what it was not asked for.
    fn accepts(body: &[u8]) -> bool;
}
