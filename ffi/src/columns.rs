//! Functions that read many responses.

use core::mem::{self, MaybeUninit};

use mixerr::raw::{Buffers, Parser, Rows, TextField, bitmap_len};

use crate::pointer::{self, AnyBitPattern, Region};
use crate::response::fill;
use crate::status::{Result, catch, mixerr_status};
use crate::types::{mixerr_columns, mixerr_response};

/// Reads many responses, whose bodies are a binary or string array of Apache Arrow.
///
/// There are `count` rows. Row `n` has the HTTP status `http_status[n]`, 0 for a WebSocket frame, and the body from
/// `bodies + offsets[n]` to `bodies + offsets[n + 1]`. So `offsets` has `count + 1` values. The bodies have
/// `bodies_len` bytes, and `bodies` may be NULL if that is 0. Row `n` has no response if bit `validity_offset + n` of
/// `validity` is 0, bit 0 being the lowest of a byte; then all its values are 0. `validity` is NULL if each row has a
/// response.
///
/// A row has the values that mixerr_read would write, and does not depend on other rows. The arguments are checked once,
/// before anything is written. If `count` is 0, nothing is written, and every pointer except `out` may be NULL.
///
/// Returns
/// - MIXERR_STATUS_OK: the columns are written, whatever the bodies are;
/// - MIXERR_STATUS_NULL_POINTER: `out` is NULL; or `count` is not 0 and `http_status` or `offsets` is NULL; or `bodies`
///   is NULL and `bodies_len` is not 0;
/// - MIXERR_STATUS_MISALIGNED: a pointer is not aligned for its type;
/// - MIXERR_STATUS_LENGTH_OUT_OF_RANGE: an array has more than PTRDIFF_MAX bytes;
/// - MIXERR_STATUS_OVERLAP: a column overlaps an input, another column or `out`;
/// - MIXERR_STATUS_INVALID_OFFSET: an offset is negative, less than the one before it, or more than `bodies_len`.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_read_columns(
    count: usize,
    http_status: *const u16,
    offsets: *const i32,
    bodies: *const u8,
    bodies_len: usize,
    validity: *const u8,
    validity_offset: usize,
    out: *const mixerr_columns,
) -> mixerr_status {
    // SAFETY: the caller's arrays.
    catch(|| unsafe {
        read_columns(count, http_status, offsets, bodies, bodies_len, validity, validity_offset, out)
    })
}

/// As mixerr_read_columns, for a large binary or large string array.
///
/// Returns the statuses of mixerr_read_columns.
///
/// Thread-safe, re-entrant, never allocates, never blocks.
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mixerr_read_columns64(
    count: usize,
    http_status: *const u16,
    offsets: *const i64,
    bodies: *const u8,
    bodies_len: usize,
    validity: *const u8,
    validity_offset: usize,
    out: *const mixerr_columns,
) -> mixerr_status {
    // SAFETY: the caller's arrays.
    catch(|| unsafe {
        read_columns(count, http_status, offsets, bodies, bodies_len, validity, validity_offset, out)
    })
}

/// A response of zeros.
// SAFETY: zeros are valid integers, and a valid pointer that is not dereferenced.
const UNREAD: mixerr_response = unsafe { MaybeUninit::zeroed().assume_init() };

/// The memory that an output must not overlap: five inputs, and seven outputs before the last one.
struct Borrowed([Region; 12]);

impl Borrowed {
    #[inline(never)]
    fn add(&mut self, region: Region) {
        let mut next = region;
        for slot in &mut self.0 {
            next = mem::replace(slot, next);
        }
    }

    unsafe fn input<'a, T: AnyBitPattern>(&mut self, start: *const T, len: usize) -> Result<&'a [T]> {
        // SAFETY: the caller's array.
        let values = unsafe { pointer::values(start, len) }?;
        self.add(Region::of(values));
        Ok(values)
    }

    /// Borrows a column, which is empty if `start` is NULL.
    unsafe fn column<'a, T: AnyBitPattern>(&mut self, start: *mut T, len: usize) -> Result<&'a mut [T]> {
        let len = if start.is_null() { 0 } else { len };
        // SAFETY: the caller's array.
        let values = unsafe { pointer::output_values(start, len, &self.0) }?;
        self.add(Region::of(values));
        Ok(values)
    }
}

#[expect(clippy::too_many_arguments, reason = "those of the C functions")]
unsafe fn read_columns<O>(
    count: usize,
    http_status: *const u16,
    offsets: *const O,
    bodies: *const u8,
    bodies_len: usize,
    validity: *const u8,
    validity_offset: usize,
    out: *const mixerr_columns,
) -> Result<()>
where
    O: AnyBitPattern + Copy + Ord,
    usize: TryFrom<O>,
{
    // SAFETY: the caller's struct.
    let out = unsafe { pointer::input(out) }?;
    if count == 0 {
        return Ok(());
    }
    let mut borrowed = Borrowed([Region::NONE; 12]);
    borrowed.add(Region::new(out, size_of::<mixerr_columns>()));
    // SAFETY: the caller's array.
    let http_status = unsafe { borrowed.input(http_status, count) }?;
    // SAFETY: the caller's array. The one above is shorter than `isize::MAX`.
    let offsets = unsafe { borrowed.input(offsets, count.wrapping_add(1)) }?;
    // SAFETY: the caller's array.
    let bodies = unsafe { borrowed.input(bodies, bodies_len) }?;
    let validity = if validity.is_null() {
        None
    } else {
        // SAFETY: the caller's array.
        Some((unsafe { borrowed.input(validity, bitmap_len(count, validity_offset)) }?, validity_offset))
    };
    // SAFETY: the caller's arrays.
    let (outcome, action, fault, payment, data, status, code, fault_offset) = unsafe {
        (
            borrowed.column(out.outcome, count)?,
            borrowed.column(out.action, count)?,
            borrowed.column(out.fault, count)?,
            borrowed.column(out.payment, count)?,
            borrowed.column(out.data, count)?,
            borrowed.column(out.status, count)?,
            borrowed.column(out.code, count)?,
            borrowed.column(out.fault_offset, count)?,
        )
    };
    // The lengths are right, so the offsets are wrong.
    let rows = Rows::new(http_status, offsets, bodies, validity).map_err(|_| mixerr_status::InvalidOffset)?;

    let mut response = UNREAD;
    for (row, item) in rows.enumerate() {
        match item {
            Some((http_status, body)) => read_without_texts(http_status, body, &mut response),
            None => response = UNREAD,
        }
        store(outcome, row, response.outcome);
        store(action, row, response.action);
        store(fault, row, response.fault);
        store(payment, row, response.payment);
        store(data, row, response.data);
        store(status, row, response.status);
        store(code, row, response.code);
        store(fault_offset, row, response.fault_offset);
    }
    Ok(())
}

/// Reads a response except for its texts. Not inlined, so that the library contains this instance of the parser once.
#[inline(never)]
fn read_without_texts(http_status: u16, body: &[u8], out: &mut mixerr_response) {
    let mut parser = Parser::new();
    parser.feed(body, &mut NoTexts);
    fill(out, http_status, &parser);
}

/// No space for a description or an extra. It makes a second instance of the parser, which is 6 % faster for successes
/// and 8 % for errors.
struct NoTexts;

impl Buffers for NoTexts {
    #[inline(always)]
    fn buffer(&mut self, _: TextField) -> &mut [u8] {
        &mut []
    }
}

/// Writes a value of a column that is not empty.
#[inline(always)]
fn store<T>(column: &mut [T], row: usize, value: T) {
    if let Some(slot) = column.get_mut(row) {
        *slot = value;
    }
}
