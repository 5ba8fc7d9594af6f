//! What may be logged: `Display` and `Debug` of an [`ApiError`], with the server's own words masked.

use core::fmt::{self, Write};

use crate::borrowed::ErrorRef;
use crate::digits;
use crate::error::ApiError;

/// Writes a text of the server so that it may be logged: digits of every script become `*`, and what could forge a line
/// or the end of the text is escaped.
///
/// No phone number, PIN or amount passes.
pub(crate) struct Masked<'a>(pub(crate) &'a str);

impl Masked<'_> {
    fn write(&self, out: &mut impl Write) -> fmt::Result {
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
            digits::write_hexadecimal(character.into(), out)?;
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

/// Writes `20119 PIN_INCORRECT: PIN incorrect.`, and behind it what the server said beyond the catalog, digits masked.
pub(crate) fn write_line(error: &ErrorRef<'_>, out: &mut impl Write) -> fmt::Result {
    digits::write_decimal(error.code.0, out)?;
    let known = match error.listed {
        Some((name, description)) => {
            [" ", name, ": ", description].into_iter().try_for_each(|text| out.write_str(text))?;
            description
        }
        None => {
            out.write_str(" (not in the catalog)")?;
            ""
        }
    };
    if !error.description.is_empty() && error.description != known {
        out.write_str(" [")?;
        Masked(error.description).write(out)?;
        out.write_str(dots(error.description_truncated))?;
        out.write_char(']')?;
    }
    if !error.extra.is_empty() {
        out.write_str(" extra ")?;
        Masked(error.extra).write(out)?;
        out.write_str(dots(error.extra_truncated))?;
    }
    Ok(())
}

impl<const D: usize, const X: usize> fmt::Display for ApiError<D, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_line(&self.borrowed(), f)
    }
}

const fn dots(cut: bool) -> &'static str {
    if cut { "..." } else { "" }
}

impl<const D: usize, const X: usize> fmt::Debug for ApiError<D, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("code", &self.code)
            .field("status", &self.status)
            .field("http_status", &self.http_status)
            .field("description", &Masked(&self.description))
            .field("description_truncated", &self.description_truncated)
            .field("extra", &Masked(&self.extra))
            .field("extra_truncated", &self.extra_truncated)
            .finish()
    }
}

/// As `Display`, without the server's words.
#[cfg(feature = "defmt")]
impl<const D: usize, const X: usize> defmt::Format for ApiError<D, X> {
    fn format(&self, f: defmt::Formatter<'_>) {
        match self.entry() {
            Some(entry) => {
                defmt::write!(f, "{=u32} {=str}: {=str}", self.code.0, entry.name, entry.description)
            }
            None => defmt::write!(f, "{=u32} (not in the catalog)", self.code.0),
        }
    }
}
