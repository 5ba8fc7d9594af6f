//! Copies the contents of strings into a buffer.

use super::host::ON_HOST;
use super::skip_string::skip_string;
use super::unescape::unescape;
use super::utf8::skip_character;
use super::writer::Writer;
use crate::json::escape::stays_escaped;
use crate::json::scan::{consumed, is_unescaped};
use crate::json::text::Text;

/// Copies the contents of a string to a text that is not truncated, as far as they are complete and valid.
///
/// What does not fit is skipped. Returns the rest, which begins with the closing quote if the string is complete.
#[inline(always)]
pub(crate) fn copy_string<'a>(text: &mut Text<'_>, bytes: &'a [u8]) -> &'a [u8] {
    if cfg!(mixerr_without = "copy_string") { bytes } else { copy_contents(text, bytes) }
}

/// As [`copy_string`], which tests can leave out.
#[inline(never)]
pub(super) fn copy_contents<'a>(text: &mut Text<'_>, bytes: &'a [u8]) -> &'a [u8] {
    let keeps_escapes = text.keeps_escapes;
    let (rest, fits) = text.write(|writer| copy(writer, keeps_escapes, bytes));
    if fits { rest } else { skip_string(rest).0 }
}

/// As [`copy_string`], to a writer. Returns false as the second value if the buffer is full; the rest is not skipped then.
#[inline(always)]
fn copy<'a>(writer: &mut Writer<'_>, keeps_escapes: bool, bytes: &'a [u8]) -> (&'a [u8], bool) {
    let mut rest = bytes;
    loop {
        let (tail, fits) = match rest {
            [b'\\', ..] if keeps_escapes && !ON_HOST => return (rest, true),
            [b'\\', escape @ ..] => {
                let Some((scalar, tail)) = unescape(escape) else { return (rest, true) };
                let len = rest.len().wrapping_sub(tail.len());
                let is_kept = keeps_escapes && stays_escaped(len as u32, scalar);
                (tail, if is_kept { writer.push_all(consumed(rest, tail)) } else { writer.push_char(scalar) })
            }
            [0x80..=0xFF, ..] => {
                if ON_HOST {
                    rest = writer.push_three_byte(rest);
                    if let [0..0x80, ..] = rest {
                        continue;
                    }
                }
                let Some(tail) = skip_character(rest) else { return (rest, true) };
                (tail, writer.push_first(rest, rest.len().wrapping_sub(tail.len())))
            }
            _ => {
                rest = writer.push_unescaped(rest);
                if let [b'\\' | 0x80..=0xFF, ..] = rest {
                    continue;
                }
                return (rest, !rest.first().is_some_and(|byte| is_unescaped(*byte)));
            }
        };
        if !fits {
            return (rest, false);
        }
        rest = tail;
    }
}
