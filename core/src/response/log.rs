//! What may be logged: `Display` and `Debug` of an [`ApiError`], with the server's own words masked.

use core::fmt::{self, Write};

use super::api_error::ApiError;
use super::decimal;
use super::mask::Masked;
use super::view::ErrorRef;

impl ErrorRef<'_> {
    /// Writes what may be logged, as `Display` of [`ApiError`](crate::ApiError) does.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_log_line(&self, out: &mut impl fmt::Write) -> fmt::Result {
        write_line(self, out)
    }
}

/// Writes `20119 PIN_INCORRECT: PIN incorrect.`, and behind it what the server said beyond the catalog, digits masked.
fn write_line(error: &ErrorRef<'_>, out: &mut impl Write) -> fmt::Result {
    decimal::write_decimal(error.code.0, out)?;
    let known = match error.known {
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
