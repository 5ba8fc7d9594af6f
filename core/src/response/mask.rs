//! [`Masked`]: a text of the server, as a log line writes it.

use core::fmt::{self, Write};

use super::digits;
use super::log_class::LogClass;

/// A text of the server, masked by the rule that [`ApiError`](crate::ApiError) documents.
pub(super) struct Masked<'a>(pub(super) &'a str);

impl Masked<'_> {
    /// Writes the text without delimiters.
    pub(super) fn write(&self, out: &mut impl Write) -> fmt::Result {
        self.0.chars().try_for_each(|character| write_masked(character, out))
    }

    /// Writes the text between `opening` and `closing`, with a backslash before each backslash and `closing` in it.
    pub(super) fn write_between(&self, opening: char, closing: char, out: &mut impl Write) -> fmt::Result {
        out.write_char(opening)?;
        self.0.chars().try_for_each(|character| {
            if character == closing || character == '\\' {
                out.write_char('\\')?;
            }
            write_masked(character, out)
        })?;
        out.write_char(closing)
    }
}

/// In quotes. A quote or a backslash in the text has a backslash before it.
impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_between('"', '"', f)
    }
}

/// Writes a character that a person sees: as a log line does, but digits and numbers as they are. Tag digits are invisible.
#[cfg(feature = "explain")]
pub(crate) fn write_visible(character: char, out: &mut impl Write) -> fmt::Result {
    match LogClass::of(character) {
        LogClass::Masked if !matches!(character, '\u{E0030}'..='\u{E0039}') => out.write_char(character),
        _ => write_masked(character, out),
    }
}

fn write_masked(character: char, out: &mut impl Write) -> fmt::Result {
    match LogClass::of(character) {
        LogClass::Plain => out.write_char(character),
        LogClass::Masked => out.write_char('*'),
        LogClass::Escaped => match character {
            '\n' => out.write_str("\\n"),
            '\r' => out.write_str("\\r"),
            '\t' => out.write_str("\\t"),
            _ => {
                out.write_str("\\u{")?;
                digits::write_hexadecimal(character.into(), out)?;
                out.write_char('}')
            }
        },
    }
}
