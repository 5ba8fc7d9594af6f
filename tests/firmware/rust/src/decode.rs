//! Decodes the columns of the tables, a few bytes at a time. `tests/vectors/README.md` has the escapes.

use wallet::script::{CHUNKS, LONGEST_CHUNK};

/// A column has an invalid escape.
pub struct BadEscape;

/// The bytes that a column stands for.
pub struct Decoded<'a> {
    rest: &'a [u8],
    /// A text that is repeated, how often it still is, and what follows.
    repeat: Option<(&'a [u8], u32, &'a [u8])>,
}

/// Decodes a column, byte by byte.
#[must_use]
pub const fn decode(column: &str) -> Decoded<'_> {
    Decoded { rest: column.as_bytes(), repeat: None }
}

impl<'a> Decoded<'a> {
    fn begin_repeat(&mut self, after_brace: &'a [u8]) -> Option<()> {
        let (text, after) = split_once(after_brace, b'}')?;
        let (count, text) = split_once(text, b'*')?;
        let count = core::str::from_utf8(count).ok()?.parse().ok()?;
        self.rest = b"";
        self.repeat = Some((text, count, after));
        Some(())
    }

    fn escape(&mut self, letter: u8, tail: &'a [u8]) -> Option<u8> {
        self.rest = tail;
        Some(match letter {
            b'\\' => b'\\',
            b't' => b'\t',
            b'n' => b'\n',
            b'r' => b'\r',
            b'x' => {
                let (digits, after) = tail.split_first_chunk()?;
                let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
                self.rest = after;
                u8::try_from(high? << 4 | low?).ok()?
            }
            _ => return None,
        })
    }
}

impl Iterator for Decoded<'_> {
    type Item = Result<u8, BadEscape>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match *self.rest {
                [] => {
                    let (text, count, after) = self.repeat.take()?;
                    match count.checked_sub(1) {
                        Some(left) => {
                            self.rest = text;
                            self.repeat = Some((text, left, after));
                        }
                        None => self.rest = after,
                    }
                }
                [b'\\', b'{', ref tail @ ..] => {
                    if self.begin_repeat(tail).is_none() {
                        return Some(Err(BadEscape));
                    }
                }
                [b'\\', letter, ref tail @ ..] => return Some(self.escape(letter, tail).ok_or(BadEscape)),
                [byte, ref tail @ ..] => {
                    self.rest = tail;
                    return Some(Ok(byte));
                }
            }
        }
    }
}

fn split_once(bytes: &[u8], mark: u8) -> Option<(&[u8], &[u8])> {
    let (before, after) = bytes.split_at_checked(bytes.iter().position(|byte| *byte == mark)?)?;
    Some((before, after.get(1..)?))
}

/// Passes the body that a column stands for to `feed`, in chunks of odd sizes.
///
/// # Errors
///
/// [`BadEscape`] if the column has one.
pub fn for_each_chunk(column: &str, mut feed: impl FnMut(&[u8])) -> Result<(), BadEscape> {
    let mut body = decode(column);
    for size in CHUNKS.iter().cycle() {
        let mut chunk = [0; LONGEST_CHUNK];
        let length = fill(chunk.iter_mut().take(*size), &mut body)?;
        if length == 0 {
            break;
        }
        feed(chunk.get(..length).unwrap_or_default());
    }
    Ok(())
}

/// Decodes a column into `buffer` and returns the decoded bytes; `None` if they do not fit, or an escape is not valid.
#[must_use]
pub fn decode_into<'a>(column: &str, buffer: &'a mut [u8]) -> Option<&'a [u8]> {
    let mut bytes = decode(column);
    let length = fill(buffer.iter_mut(), &mut bytes).ok()?;
    if bytes.next().is_some() { None } else { buffer.get(..length) }
}

fn fill<'a>(slots: impl Iterator<Item = &'a mut u8>, bytes: &mut Decoded<'_>) -> Result<usize, BadEscape> {
    let mut length = 0_usize;
    for (slot, byte) in slots.zip(bytes) {
        *slot = byte?;
        length = length.saturating_add(1);
    }
    Ok(length)
}
