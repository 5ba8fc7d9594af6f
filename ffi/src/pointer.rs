//! All work with pointers that come from C.
//!
//! Whatever can be told of a pointer is checked. Beyond that each function relies on what C guarantees anyway: a pointer
//! that is not NULL points to memory of its type, as much as its length says, which nobody else writes to during the
//! call.

use core::ffi::c_char;
use core::ops::Range;

use crate::reader::Slot;
use crate::types::mixerr_response;
use crate::vocabulary::mixerr_status;

/// Where something lies in memory.
pub(crate) type Addresses = Range<usize>;

/// What a call comes to, if not [`mixerr_status::Ok`].
pub(crate) type Checked<T> = Result<T, mixerr_status>;

/// A type of which any bytes are a value, as C hands in any.
///
/// # Safety
///
/// That is so.
pub(crate) unsafe trait Plain {}

// SAFETY: integers, arrays of them, and a pointer that is not followed.
unsafe impl Plain for mixerr_response {}
// SAFETY: integers, and bytes that are not read before one of these is checked.
unsafe impl Plain for Slot {}
// SAFETY: an integer.
unsafe impl Plain for usize {}

/// Borrows a struct that is read.
pub(crate) unsafe fn input<'a, T: Plain>(place: *const T) -> Checked<&'a T> {
    check(place)?;
    // SAFETY: neither NULL nor misaligned; the caller's struct, of which any bytes are a value.
    Ok(unsafe { &*place })
}

/// Borrows a struct that is written, and does not lie over what is `borrowed` already.
pub(crate) unsafe fn output<'a, T: Plain>(place: *mut T, borrowed: &[Addresses]) -> Checked<&'a mut T> {
    check(place)?;
    apart(place.addr(), size_of::<T>(), borrowed)?;
    // SAFETY: neither NULL nor misaligned; the caller's struct, of which any bytes are a value.
    Ok(unsafe { &mut *place })
}

/// Borrows bytes that are read; NULL is fine for none.
pub(crate) unsafe fn bytes<'a>(start: *const u8, length: usize) -> Checked<&'a [u8]> {
    if length == 0 {
        return Ok(&[]);
    }
    check_buffer(start, length)?;
    // SAFETY: not NULL, and no longer than memory can be; the caller's bytes.
    Ok(unsafe { core::slice::from_raw_parts(start, length) })
}

/// Borrows bytes that are written, and do not lie over what is `borrowed` already.
pub(crate) unsafe fn output_bytes<'a, 'b>(
    start: *mut u8,
    length: usize,
    borrowed: impl IntoIterator<Item = &'b Addresses>,
) -> Checked<&'a mut [u8]> {
    check_buffer(start, length)?;
    apart(start.addr(), length, borrowed)?;
    // SAFETY: not NULL, and no longer than memory can be; the caller's bytes.
    Ok(unsafe { core::slice::from_raw_parts_mut(start, length) })
}

/// Borrows a NUL-terminated text with its NUL, or the `limit` bytes at its front. Nothing behind the NUL is read.
pub(crate) unsafe fn text<'a>(start: *const c_char, limit: usize) -> Checked<&'a [u8]> {
    check(start)?;
    let mut length = 0;
    let mut is_behind_nul = false;
    while length < limit && !is_behind_nul {
        // SAFETY: no NUL stands before this byte, so it is the caller's.
        is_behind_nul = unsafe { *start.wrapping_add(length) } == 0;
        length += 1;
    }
    // SAFETY: the bytes that have just been read.
    Ok(unsafe { core::slice::from_raw_parts(start.cast(), length) })
}

/// Views the characters of C as the bytes they are.
pub(crate) fn as_bytes(text: &[c_char]) -> &[u8] {
    // SAFETY: `c_char` is `i8` or `u8`.
    unsafe { core::slice::from_raw_parts(text.as_ptr().cast(), text.len()) }
}

/// As [`as_bytes`], to write them.
pub(crate) fn as_bytes_mut(text: &mut [c_char]) -> &mut [u8] {
    // SAFETY: `c_char` is `i8` or `u8`.
    unsafe { core::slice::from_raw_parts_mut(text.as_mut_ptr().cast(), text.len()) }
}

/// Tells the addresses of what is borrowed.
pub(crate) fn addresses<T>(borrowed: &[T]) -> Addresses {
    let Range { start, end } = borrowed.as_ptr_range();
    start.addr()..end.addr()
}

fn check<T>(place: *const T) -> Checked<()> {
    match place {
        _ if place.is_null() => Err(mixerr_status::NullPointer),
        _ if !place.is_aligned() => Err(mixerr_status::Misaligned),
        _ => Ok(()),
    }
}

fn check_buffer(start: *const u8, length: usize) -> Checked<()> {
    match isize::try_from(length) {
        _ if start.is_null() => Err(mixerr_status::NullPointer),
        // No memory is longer, and none goes on behind the last address.
        Ok(_) if start.addr().checked_add(length).is_some() => Ok(()),
        _ => Err(mixerr_status::LengthOutOfRange),
    }
}

/// Fails if the `length` bytes at `start` have some in common with what is `borrowed` already.
fn apart<'b>(start: usize, length: usize, borrowed: impl IntoIterator<Item = &'b Addresses>) -> Checked<()> {
    let end = start.saturating_add(length);
    let is_apart = borrowed.into_iter().all(|other| end <= other.start || other.end <= start);
    if is_apart { Ok(()) } else { Err(mixerr_status::Overlap) }
}
