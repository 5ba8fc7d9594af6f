//! [`read_columns`]: many responses, whose bodies are laid out as in Apache Arrow.

use core::fmt;

use super::outcome::Outcome;
use super::reader::Reader;

/// Reads many responses and returns an iterator over their outcomes, without descriptions and extras.
///
/// The bodies are a binary or string array of [Apache Arrow](https://arrow.apache.org/docs/format/Columnar.html):
/// row `n` is `bodies[offsets[n]..offsets[n + 1]]`, so `offsets` has one value more than `http_status`. For no rows,
/// `offsets` may be empty. The offsets are `i32` or `i64` in Arrow.
///
/// `validity` is a bitmap and the index of the first row's bit, bit 0 being the lowest of a byte. A row whose bit is 0
/// has no response: its item is `None`, and its HTTP status and body are ignored. Without a bitmap every row has one.
///
/// No row depends on another.
///
/// ```
/// use mixerr::{Action, read_columns};
///
/// let bodies = br#"{"data":{}}{"error":{"code":20119}}"#;
/// let outcomes = read_columns(&[200, 202, 0], &[0_i32, 11, 35, 35], bodies, Some((&[0b011], 0)))?;
/// let actions: Vec<_> = outcomes.map(|outcome| outcome.map(|outcome| outcome.action())).collect();
/// assert_eq!(actions, [Some(Action::Proceed), Some(Action::AskUser), None]);
/// # Ok::<(), mixerr::InvalidColumns>(())
/// ```
///
/// # Errors
///
/// - [`InvalidColumns::Length`] if `offsets` or the bitmap has too few values for `http_status`, or `offsets` too many.
/// - [`InvalidColumns::Offset`] if an offset is negative, less than the one before it, or beyond the bodies.
pub fn read_columns<'a, O>(
    http_status: &'a [u16],
    offsets: &'a [O],
    bodies: &'a [u8],
    validity: Option<(&'a [u8], usize)>,
) -> Result<impl ExactSizeIterator<Item = Option<Outcome<0, 0>>> + use<'a, O>, InvalidColumns>
where
    O: Copy + Ord,
    usize: TryFrom<O>,
{
    let rows = Rows::new(http_status, offsets, bodies, validity)?;
    Ok(rows.map(|row| {
        row.map(|(http_status, body)| {
            let mut reader = Reader::new();
            reader.feed(body);
            reader.finish(http_status)
        })
    }))
}

/// Iterates over the HTTP statuses and bodies of [`read_columns`]. A row without a response is `None`.
pub struct Rows<'a, O> {
    http_status: &'a [u16],
    offsets: &'a [O],
    bodies: &'a [u8],
    validity: Option<(&'a [u8], usize)>,
}

impl<'a, O> Rows<'a, O>
where
    O: Copy + Ord,
    usize: TryFrom<O>,
{
    /// Checks the columns; see [`read_columns`].
    pub fn new(
        http_status: &'a [u16],
        offsets: &'a [O],
        bodies: &'a [u8],
        validity: Option<(&'a [u8], usize)>,
    ) -> Result<Self, InvalidColumns> {
        let count = http_status.len();
        let ends = offsets.get(1..).unwrap_or_default();
        let has_bits = validity.is_none_or(|(bitmap, first)| bitmap_len(count, first) <= bitmap.len());
        if ends.len() != count || !has_bits {
            return Err(InvalidColumns::Length);
        }
        // Not `is_sorted`, which can panic as far as the compiler knows. Without an early exit it is vectorized.
        let ascend = offsets.iter().zip(ends).fold(true, |ascend, (start, end)| ascend & (start <= end));
        let index = |offset: Option<&O>| offset.map_or(Ok(0), |offset| usize::try_from(*offset));
        let is_in_bodies =
            index(offsets.first()).is_ok() && index(offsets.last()).is_ok_and(|end| end <= bodies.len());
        if !ascend || !is_in_bodies {
            return Err(InvalidColumns::Offset);
        }
        Ok(Self { http_status, offsets, bodies, validity })
    }
}

/// Returns the length in bytes of a bitmap of `count` bits from the bit `first` on; `usize::MAX` if no bitmap has so many.
#[must_use]
pub const fn bitmap_len(count: usize, first: usize) -> usize {
    match first.checked_add(count) {
        Some(bits) => bits.div_ceil(8),
        None => usize::MAX,
    }
}

impl<'a, O> Iterator for Rows<'a, O>
where
    O: Copy + Ord,
    usize: TryFrom<O>,
{
    type Item = Option<(u16, &'a [u8])>;

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let ([http_status, later_status @ ..], [start, later_offsets @ ..]) =
            (self.http_status, self.offsets)
        else {
            return None;
        };
        (self.http_status, self.offsets) = (later_status, later_offsets);
        if let Some((bitmap, bit)) = &mut self.validity {
            let byte = bitmap.get(*bit / 8).copied().unwrap_or(0);
            let is_valid = byte >> (*bit % 8) & 1 != 0;
            *bit = bit.wrapping_add(1);
            if !is_valid {
                return Some(None);
            }
        }
        let index = |offset: O| usize::try_from(offset).unwrap_or(0);
        let body = later_offsets.first().and_then(|end| self.bodies.get(index(*start)..index(*end)));
        // `new` has checked the offsets.
        Some(Some((*http_status, body.unwrap_or_default())))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.http_status.len(), Some(self.http_status.len()))
    }
}

impl<O> ExactSizeIterator for Rows<'_, O>
where
    O: Copy + Ord,
    usize: TryFrom<O>,
{
}

/// The error of [`read_columns`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum InvalidColumns {
    /// The columns do not have the same number of rows.
    Length,
    /// An offset is negative, less than the one before it, or beyond the bodies.
    Offset,
}

impl fmt::Display for InvalidColumns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "the columns do not have the same number of rows",
            Self::Offset => "an offset is negative, less than the one before it, or beyond the bodies",
        })
    }
}

impl core::error::Error for InvalidColumns {}
