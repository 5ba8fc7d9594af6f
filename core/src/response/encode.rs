//! Writes errors in the API's own wire form, for mock servers, proxies and logs.

use core::fmt::{self, Write};

use super::api_error::ApiError;
use super::decimal;
use super::parser::{Parsed, Parser};
use super::view::ErrorRef;
use crate::catalog::Code;
use crate::envelope::TextField;

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

impl ErrorRef<'_> {
    /// Writes the envelope, as [`write_envelope`](crate::write_envelope) does. An extra that
    /// [does not read back equal](reads_as_extra) spoils it.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_envelope(&self, out: &mut impl fmt::Write) -> fmt::Result {
        write(self, out)
    }
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
fn write(error: &ErrorRef<'_>, out: &mut impl Write) -> fmt::Result {
    out.write_str("{\"error\":{")?;
    if let Some(status) = error.status {
        out.write_str("\"status\":")?;
        decimal::write_decimal(status.into(), out)?;
        out.write_char(',')?;
    }
    out.write_str("\"code\":")?;
    decimal::write_decimal(error.code.0, out)?;
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
            return decimal::write_hexadecimal(character.into(), out);
        }
        _ => return out.write_char(character),
    };
    out.write_char('\\')?;
    out.write_char(letter)
}

/// Returns the length of the extra that an envelope with `extra` has: it could be anything, and close the envelope and
/// open another. `None` if it is not such an extra.
///
/// `feed` feeds a parser, always with the same buffers. So it reads back equal if the extra's then holds it.
pub fn reads_as_extra(extra: &str, mut feed: impl FnMut(&mut Parser, &[u8])) -> Option<usize> {
    let mut parser = Parser::new();
    for part in ["{\"error\":{\"code\":0,\"extra\":", extra, "}}"] {
        feed(&mut parser, part.as_bytes());
    }
    let is_envelope = parser.finish(0) == Parsed::Api { code: Code(0), status: None };
    is_envelope.then(|| parser.extent(TextField::Extra).length())
}
