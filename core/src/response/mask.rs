//! [`Masked`]: words of the server, so that they may be logged.

use core::fmt::{self, Write};

use super::decimal;

/// Writes a text of the server so that it may be logged: digits of every script become `*`, and what could forge a line
/// or the end of the text is escaped.
///
/// No phone number, PIN or amount passes.
pub(crate) struct Masked<'a>(pub(crate) &'a str);

impl Masked<'_> {
    pub(super) fn write(&self, out: &mut impl Write) -> fmt::Result {
        self.0.chars().try_for_each(|character| write_masked(character, out))
    }
}

fn write_masked(character: char, out: &mut impl Write) -> fmt::Result {
    match character {
        _ if character.is_numeric() => out.write_char('*'),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        _ if character.is_control() || breaks_or_turns(character) => {
            out.write_str("\\u{")?;
            decimal::write_hexadecimal(character.into(), out)?;
            out.write_char('}')
        }
        _ => out.write_char(character),
    }
}

/// Tells whether a character ends a line, turns the direction of what follows, or cannot be seen.
const fn breaks_or_turns(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// In quotes, without the marks by which the text could end them.
impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        self.0.chars().try_for_each(|character| match character {
            '"' => f.write_str("\\\""),
            _ => write_masked(character, f),
        })?;
        f.write_char('"')
    }
}
