//! What may be logged: `Display` and `Debug` of an [`ApiError`], with the server's own words masked.

use core::fmt::{self, Write as _};

use crate::error::ApiError;

/// Writes a text of the server so that it may be logged: digits of every script become `*`, and what could forge a line
/// or the end of the text is escaped.
///
/// No phone number, PIN or amount passes.
struct Masked<'a>(&'a str);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            _ if character.is_numeric() => f.write_char('*'),
            _ if character.is_control() || breaks_or_turns(character) => {
                write!(f, "{}", character.escape_default())
            }
            _ => f.write_char(character),
        })
    }
}

/// Tells whether a character ends a line, turns the direction of what follows, or cannot be seen.
const fn breaks_or_turns(character: char) -> bool {
    matches!(
        character,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// In quotes, without the marks by which the text could end them.
impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for (place, piece) in self.0.split('"').enumerate() {
            write!(f, "{}{}", if place == 0 { "" } else { "\\\"" }, Masked(piece))?;
        }
        f.write_char('"')
    }
}

/// `20119 PIN_INCORRECT: PIN incorrect.`, and behind it what the server said beyond the catalog, digits masked.
impl<const D: usize, const X: usize> fmt::Display for ApiError<D, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.entry() {
            Some(entry) => write!(f, "{entry}"),
            None => write!(f, "{} (not in the catalog)", self.code),
        }?;
        let known = self.entry().map_or("", |entry| entry.description);
        if !self.description.is_empty() && self.description != known {
            write!(f, " [{}{}]", Masked(&self.description), dots(self.description_cut))?;
        }
        if !self.extra.is_empty() {
            write!(f, " extra {}{}", Masked(&self.extra), dots(self.extra_cut))?;
        }
        Ok(())
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
            .field("description_cut", &self.description_cut)
            .field("extra", &Masked(&self.extra))
            .field("extra_cut", &self.extra_cut)
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
