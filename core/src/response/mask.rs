//! [`Masked`]: a text of the server, as a log line writes it.

use core::fmt::{self, Write};

use super::decimal;
use super::log_class::LogClass;

/// A text of the server that is written digits masked and without the means to imitate a log line.
///
/// - A digit or number of any script becomes `*`: a character with a `Numeric_Type` of its own or in its compatibility
///   decomposition (NFKD), the tag digits, and U+1F51F.
/// - A character that can end a line, or hide or reorder text, becomes an escape: General_Category Cc, Cf, Zl or Zp,
///   `Default_Ignorable_Code_Point`, `Bidi_Control` or `Variation_Selector`.
/// - Every other character stays: letters of right-to-left scripts, spaces, private and unassigned ones.
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

/// In quotes, as `Debug` of a `str` writes it but for the digits.
impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_between('"', '"', f)
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
                decimal::write_hexadecimal(character.into(), out)?;
                out.write_char('}')
            }
        },
    }
}
