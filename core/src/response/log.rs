//! Log lines: `Display` and `Debug` of an [`ApiError`], with the server's text masked.

use core::fmt::{self, Write};

use super::api_error::ApiError;
use super::digits;
use super::mask::Masked;
use super::view::ErrorRef;

impl ErrorRef<'_> {
    /// Writes one line that is safe to log, as `Display` of [`ApiError`](crate::ApiError) does.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_log_line(&self, out: &mut impl Write) -> fmt::Result {
        digits::write_decimal(self.code.0, out)?;
        let documented = match self.known {
            Some((name, description)) => {
                [" ", name, ": ", description].into_iter().try_for_each(|text| out.write_str(text))?;
                description
            }
            None => {
                out.write_str(" (not in the catalog)")?;
                ""
            }
        };
        if !self.description.is_empty() && self.description != documented {
            out.write_char(' ')?;
            Masked(self.description).write_between('[', ']', out)?;
            out.write_str(ellipsis(self.description_truncated))?;
        }
        if !self.extra.is_empty() {
            out.write_str(" extra ")?;
            Masked(self.extra).write(out)?;
            out.write_str(ellipsis(self.extra_truncated))?;
        }
        Ok(())
    }
}

const fn ellipsis(truncated: bool) -> &'static str {
    if truncated { "..." } else { "" }
}

/// One line that is safe to log: `20119 PIN_INCORRECT: PIN incorrect.`
///
/// A description unlike the catalog's follows in brackets, in which `]` and `\` have a backslash before them, then
/// `extra` and the extra. `...` follows a text that was truncated. Both texts are masked: see [`ApiError`].
impl<const D: usize, const X: usize> fmt::Display for ApiError<D, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().write_log_line(f)
    }
}

/// The fields, with the description and the extra masked: see [`ApiError`].
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
            .field("has_wrong_clock", &self.has_wrong_clock)
            .finish()
    }
}

/// The code, name and description of the catalog, without the server's text.
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
