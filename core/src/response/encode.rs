//! [`write_envelope`]: the envelope of an error, for mock servers, proxies and storage.

use core::fmt::{self, Write};

use super::api_error::ApiError;
use super::digits;
use super::parser::{Parsed, Parser};
use super::view::ErrorRef;
use crate::catalog::Code;
use crate::envelope::TextField;

/// The error of [`write_envelope`].
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
/// description is written as it is, and reads back without its flag. Everything else reads back equal. `out` is not
/// terminated with NUL; after an error its contents are unspecified.
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
    let mut rest = Unwritten(out);
    error.view().write_envelope(&mut rest).map_err(|_| WriteError::BufferFull)?;
    Ok(capacity.saturating_sub(rest.0.len()))
}

/// The part of a buffer that is not written yet.
struct Unwritten<'a>(&'a mut [u8]);

impl Write for Unwritten<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let (written, rest) =
            core::mem::take(&mut self.0).split_at_mut_checked(text.len()).ok_or(fmt::Error)?;
        written.copy_from_slice(text.as_bytes());
        self.0 = rest;
        Ok(())
    }
}

impl ErrorRef<'_> {
    /// Writes the envelope, as [`write_envelope`](crate::write_envelope) does.
    ///
    /// The extra must [read back equal](reads_as_extra); this function does not check it.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write_envelope(&self, out: &mut impl Write) -> fmt::Result {
        out.write_str("{\"error\":{")?;
        if let Some(status) = self.status {
            out.write_str("\"status\":")?;
            digits::write_decimal(status.into(), out)?;
            out.write_char(',')?;
        }
        out.write_str("\"code\":")?;
        digits::write_decimal(self.code.0, out)?;
        if !self.description.is_empty() {
            out.write_str(",\"description\":\"")?;
            self.description.chars().try_for_each(|character| write_escaped(character, out))?;
            out.write_char('"')?;
        }
        if let Some(extra) = self.complete_extra() {
            out.write_str(",\"extra\":")?;
            out.write_str(extra)?;
        }
        out.write_str("}}")
    }
}

/// Writes a character of a JSON string (RFC 8259, section 7).
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

/// Reads an envelope that contains `extra`. Returns the length of its extra in bytes, or `None` if it is not an envelope.
///
/// Text that is not one JSON value could close the envelope and open another. So `extra` is one value, in compact form,
/// only if the buffer for the extra then contains the same bytes. `feed` must feed the parser, always with the same
/// buffers.
pub fn reads_as_extra(extra: &str, mut feed: impl FnMut(&mut Parser, &[u8])) -> Option<usize> {
    let mut parser = Parser::new();
    for part in ["{\"error\":{\"code\":0,\"extra\":", extra, "}}"] {
        feed(&mut parser, part.as_bytes());
    }
    let is_envelope = parser.finish(0) == Parsed::Api { code: Code(0), status: None };
    is_envelope.then(|| parser.extent(TextField::Extra).length())
}
