//! Writes errors in the API's own wire form, for mock servers, proxies and logs.

use core::fmt::{self, Write};

use crate::borrowed::ErrorRef;
use crate::digits;
use crate::error::ApiError;

/// Why an envelope was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum WriteError {
    /// The buffer is too short.
    BufferFull,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BufferFull => "the buffer is too short for the envelope",
        })
    }
}

impl core::error::Error for WriteError {}

/// Writes the envelope of `error` as compact JSON, and returns its length in bytes.
///
/// An absent status, description or extra is left out, and so is a truncated extra, which is not valid JSON. A truncated
/// description is written as it is, and reads back without its flag. Everything else reads back equal. After a failure the contents of `out` are unspecified.
///
/// # Errors
///
/// [`WriteError::BufferFull`] if `out` is too short.
///
/// ```
/// use mixerr::{ApiError, Code, Outcome, read, write_envelope};
///
/// let error: ApiError = ApiError::new(Code::PIN_INCORRECT);
/// let mut body = [0; 128];
/// let length = write_envelope(&error, &mut body)?;
/// assert_eq!(&body[..length], br#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#);
/// assert_eq!(read(202, &body[..length]), Outcome::Api(error));
/// # Ok::<(), mixerr::WriteError>(())
/// ```
pub fn write_envelope<const D: usize, const X: usize>(
    error: &ApiError<D, X>,
    out: &mut [u8],
) -> Result<usize, WriteError> {
    let capacity = out.len();
    let mut rest = Rest(out);
    write(&error.borrowed(), &mut rest).map_err(|_| WriteError::BufferFull)?;
    Ok(capacity.saturating_sub(rest.0.len()))
}

/// The part of a buffer that is not written yet.
struct Rest<'a>(&'a mut [u8]);

impl Write for Rest<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let (place, rest) =
            core::mem::take(&mut self.0).split_at_mut_checked(text.len()).ok_or(fmt::Error)?;
        place.copy_from_slice(text.as_bytes());
        self.0 = rest;
        Ok(())
    }
}

/// Writes the envelope of `error`.
pub(crate) fn write(error: &ErrorRef<'_>, out: &mut impl Write) -> fmt::Result {
    out.write_str("{\"error\":{")?;
    if let Some(status) = error.status {
        out.write_str("\"status\":")?;
        digits::write_decimal(status.into(), out)?;
        out.write_char(',')?;
    }
    out.write_str("\"code\":")?;
    digits::write_decimal(error.code.0, out)?;
    if !error.description.is_empty() {
        out.write_str(",\"description\":\"")?;
        error.description.chars().try_for_each(|character| write_escaped(character, out))?;
        out.write_char('"')?;
    }
    if let Some(extra) = error.whole_extra() {
        out.write_str(",\"extra\":")?;
        out.write_str(extra)?;
    }
    out.write_str("}}")
}

/// Writes a character of a string: RFC 8259, section 7.
fn write_escaped(character: char, out: &mut impl Write) -> fmt::Result {
    let letter = match character {
        '"' | '\\' => character,
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        '\0'..' ' => {
            out.write_str(if character < '\u{10}' { "\\u000" } else { "\\u00" })?;
            return digits::write_hexadecimal(character.into(), out);
        }
        _ => return out.write_char(character),
    };
    out.write_char('\\')?;
    out.write_char(letter)
}
