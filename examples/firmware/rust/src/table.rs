//! Reads the tables of `tests/vectors/` a few bytes at a time. The README there has their format.

use mixerr::{Outcome, Reader};

use crate::board;
use crate::script::{CHUNKS, LONGEST_CHUNK, print};

/// An escape is not valid.
pub struct BadEscape;

/// Arrays, because core's search for a single character can panic as far as a linker sees.
const LINE_END: [char; 1] = ['\n'];
const TAB: [char; 1] = ['\t'];

/// Returns the rows of a table without its comments.
pub fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.split(LINE_END).filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// Checks every row of a table, prints the result, and ends the program.
///
/// `first_wrong` returns the first column of a row that does not say what mixerr does. `wrong` has rows with the column
/// that it must name, `""` for a right row.
pub fn check(
    name: &str,
    table: &str,
    wrong: &[(&str, &str)],
    first_wrong: impl Fn(&str) -> Option<&'static str>,
) -> ! {
    let missed = wrong.iter().filter(|(column, row)| first_wrong(row).unwrap_or_default() != *column).count();
    print(format_args!("wrong rows: {} cases, {missed} missed", wrong.len()));
    let mut cases = 0_u32;
    let mut failed = 0_u32;
    for row in rows(table) {
        cases = cases.saturating_add(1);
        if let Some(column) = first_wrong(row) {
            failed = failed.saturating_add(1);
            print(format_args!("FAILED, {column}: {row}"));
        }
    }
    print(format_args!("{name}: {cases} cases, {failed} failed"));
    board::end(cases > 0 && failed == 0 && missed == 0)
}

/// Returns the columns of a row; `None` if there are not `N`.
#[must_use]
pub fn columns<const N: usize>(row: &str) -> Option<[&str; N]> {
    let mut columns = [""; N];
    let mut found = row.split(TAB);
    for column in &mut columns {
        *column = found.next()?;
    }
    found.next().is_none().then_some(columns)
}

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

/// Reads the body that a column stands for.
///
/// # Errors
///
/// [`BadEscape`] if the column has one.
pub fn read(http_status: u16, column: &str) -> Result<Outcome, BadEscape> {
    let mut reader: Reader = Reader::new();
    for_each_chunk(column, |chunk| reader.feed(chunk))?;
    Ok(reader.finish(http_status))
}
