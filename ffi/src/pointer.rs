//! All work with pointers that come from C.
//!
//! Whatever can be told of a pointer is checked. Beyond that each function relies on what C guarantees anyway: a pointer
//! that is not NULL points to memory of its type, as much as its length says, which nobody else writes to during the
//! call.

use core::ffi::c_char;

use crate::status::{RawStatus, Result, mixerr_status};
use crate::text_buffer::TextBuffers;
use crate::types::mixerr_response;

/// Memory that is borrowed.
#[derive(Clone, Copy)]
pub(crate) struct Region {
    start: usize,
    len: usize,
}

impl Region {
    pub(crate) const NONE: Self = Self { start: 0, len: 0 };

    #[inline(always)]
    pub(crate) fn new<T>(start: *const T, len: usize) -> Self {
        Self { start: start.addr(), len }
    }

    #[inline(always)]
    pub(crate) fn of<T>(borrowed: &[T]) -> Self {
        Self::new(borrowed.as_ptr(), size_of_val(borrowed))
    }
}

/// A type for which every bit pattern is valid, because C may pass any.
///
/// # Safety
///
/// Every bit pattern of the type is valid.
pub(crate) unsafe trait AnyBitPattern {}

// SAFETY: integers, arrays of them, and a pointer that is not followed.
unsafe impl AnyBitPattern for mixerr_response {}
// SAFETY: an integer.
unsafe impl AnyBitPattern for usize {}

/// Borrows a struct that is read.
pub(crate) unsafe fn input<'a, T: AnyBitPattern>(place: *const T) -> Result<&'a T> {
    check_struct(place, Region::NONE).into_result()?;
    // SAFETY: neither NULL nor misaligned; the caller's struct, of which any bytes are a value.
    Ok(unsafe { &*place })
}

/// Borrows a struct that is written, and does not overlap what is `borrowed` already.
#[inline(always)]
pub(crate) unsafe fn output<'a, T: AnyBitPattern>(place: *mut T, borrowed: Region) -> Result<&'a mut T> {
    check_struct(place, borrowed).into_result()?;
    // SAFETY: neither NULL nor misaligned; the caller's struct, of which any bytes are a value.
    Ok(unsafe { &mut *place })
}

/// Borrows bytes that are read; NULL is fine for none.
#[inline(always)]
pub(crate) unsafe fn bytes<'a>(start: *const u8, len: usize) -> Result<&'a [u8]> {
    check_bytes(start, len).into_result()?;
    if len == 0 {
        return Ok(&[]);
    }
    // SAFETY: not NULL, and no longer than memory can be; the caller's bytes.
    Ok(unsafe { core::slice::from_raw_parts(start, len) })
}

/// Borrows bytes that are written, and do not overlap what is `borrowed` already.
pub(crate) unsafe fn output_bytes<'a>(
    start: *mut u8,
    len: usize,
    borrowed: impl IntoIterator<Item = Region>,
) -> Result<&'a mut [u8]> {
    if start.is_null() {
        return Err(mixerr_status::NullPointer);
    }
    check(start.addr(), len, 1, Region::NONE).into_result()?;
    for region in borrowed {
        check(start.addr(), len, 1, region).into_result()?;
    }
    // SAFETY: not NULL, and no longer than memory can be; the caller's bytes.
    Ok(unsafe { core::slice::from_raw_parts_mut(start, len) })
}

/// Borrows a NUL-terminated text with its NUL, or the `limit` bytes at its front. Nothing behind the NUL is read.
pub(crate) unsafe fn text<'a>(start: *const c_char, limit: usize) -> Result<&'a [u8]> {
    check_struct(start, Region::NONE).into_result()?;
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

/// Borrows the buffers of the texts of a response.
#[inline(always)]
pub(crate) fn texts(response: &mut mixerr_response) -> &mut TextBuffers {
    let start =
        core::ptr::from_mut(response).wrapping_byte_add(core::mem::offset_of!(mixerr_response, description));
    // SAFETY: the last two fields of the response, which are two arrays of integers, one after the other.
    unsafe { &mut *start.cast() }
}

/// Checks a struct that must not overlap what is `borrowed`.
#[inline(always)]
pub(crate) fn check_struct<T>(place: *const T, borrowed: Region) -> RawStatus {
    check(place.addr(), size_of::<T>(), align_of::<T>(), borrowed)
}

/// Checks bytes that are read; NULL is fine for none.
#[inline(always)]
pub(crate) fn check_bytes(start: *const u8, len: usize) -> RawStatus {
    check(start.addr(), len, 1, Region::NONE)
}

/// Checks the `len` bytes at `start`, which must not overlap what is `borrowed`. No bytes may be anywhere.
#[cfg_attr(feature = "small", inline(never))]
#[cfg_attr(not(feature = "small"), inline)]
fn check(start: usize, len: usize, align: usize, borrowed: Region) -> RawStatus {
    RawStatus::of(if len == 0 {
        mixerr_status::Ok
    } else if start == 0 {
        mixerr_status::NullPointer
    } else if start & align.wrapping_sub(1) != 0 {
        mixerr_status::Misaligned
    } else if len > isize::MAX as usize || start.wrapping_add(len) < start {
        // No memory is longer, and none goes on behind the last address.
        mixerr_status::LengthOutOfRange
    } else if start.wrapping_sub(borrowed.start) < borrowed.len
        || borrowed.start.wrapping_sub(start) < len && borrowed.len > 0
    {
        mixerr_status::Overlap
    } else {
        mixerr_status::Ok
    })
}
