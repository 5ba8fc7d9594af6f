//! All work with pointers that come from C.
//!
//! Pointers are checked for NULL, alignment, impossible lengths and overlap. Callers must guarantee the rest: a pointer
//! that is not NULL points to memory of its type and length, which no other thread writes to during the call.

use core::ffi::c_char;

use crate::status::{RawStatus, Result, mixerr_status};
use crate::text_buffer::TextBuffers;
use crate::types::{mixerr_columns, mixerr_response};

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

    /// Returns the memory of a text with its NUL.
    #[inline(always)]
    pub(crate) fn of_text(text: &[u8]) -> Self {
        Self::new(text.as_ptr(), text.len().wrapping_add(1))
    }
}

/// A type for which every bit pattern is valid, because C may pass any.
///
/// # Safety
///
/// Every bit pattern must be a valid value of the type.
pub(crate) unsafe trait AnyBitPattern {}

// SAFETY: integers, arrays of integers, and a pointer that is never dereferenced.
unsafe impl AnyBitPattern for mixerr_response {}
// SAFETY: an integer.
unsafe impl AnyBitPattern for usize {}
// SAFETY: an integer.
unsafe impl AnyBitPattern for i64 {}
// SAFETY: an integer.
unsafe impl AnyBitPattern for i32 {}
// SAFETY: an integer.
unsafe impl AnyBitPattern for u8 {}
// SAFETY: an integer.
unsafe impl AnyBitPattern for u16 {}
// SAFETY: an integer.
unsafe impl AnyBitPattern for u32 {}
// SAFETY: pointers that are dereferenced only after a check.
unsafe impl AnyBitPattern for mixerr_columns {}

/// Borrows a struct to read.
pub(crate) unsafe fn input<'a, T: AnyBitPattern>(start: *const T) -> Result<&'a T> {
    check_struct(start, Region::NONE).into_result()?;
    // SAFETY: not NULL, aligned, and valid with any bytes. The caller guarantees the memory.
    Ok(unsafe { &*start })
}

/// Borrows a struct to write, which must not overlap `borrowed`.
#[inline(always)]
pub(crate) unsafe fn output<'a, T: AnyBitPattern>(start: *mut T, borrowed: Region) -> Result<&'a mut T> {
    check_struct(start, borrowed).into_result()?;
    // SAFETY: not NULL, aligned, and valid with any bytes. The caller guarantees the memory.
    Ok(unsafe { &mut *start })
}

/// Borrows bytes to read. NULL is valid for a length of 0.
#[inline(always)]
pub(crate) unsafe fn bytes<'a>(start: *const u8, len: usize) -> Result<&'a [u8]> {
    check_bytes(start, len).into_result()?;
    if len == 0 {
        return Ok(&[]);
    }
    // SAFETY: not NULL, and of a possible length. The caller guarantees the memory.
    Ok(unsafe { core::slice::from_raw_parts(start, len) })
}

/// Borrows bytes to write, which must not overlap any of `borrowed`.
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
    // SAFETY: not NULL, and of a possible length. The caller guarantees the memory.
    Ok(unsafe { core::slice::from_raw_parts_mut(start, len) })
}

/// Borrows values to read. NULL is valid for a length of 0.
pub(crate) unsafe fn values<'a, T: AnyBitPattern>(start: *const T, len: usize) -> Result<&'a [T]> {
    check_values(start, len, &[Region::NONE])?;
    if len == 0 {
        return Ok(&[]);
    }
    // SAFETY: not NULL, aligned, and of a possible length. The caller guarantees the memory.
    Ok(unsafe { core::slice::from_raw_parts(start, len) })
}

/// Borrows values to write, which must not overlap any of `borrowed`. NULL is valid for a length of 0.
pub(crate) unsafe fn output_values<'a, T: AnyBitPattern>(
    start: *mut T,
    len: usize,
    borrowed: &[Region],
) -> Result<&'a mut [T]> {
    check_values(start, len, borrowed)?;
    if len == 0 {
        return Ok(&mut []);
    }
    // SAFETY: not NULL, aligned, and of a possible length. The caller guarantees the memory.
    Ok(unsafe { core::slice::from_raw_parts_mut(start, len) })
}

#[inline(always)]
fn check_values<T>(start: *const T, len: usize, borrowed: &[Region]) -> Result<()> {
    // A product that wraps would pass as a shorter length.
    check_bytes_of_values(start.addr(), len.saturating_mul(size_of::<T>()), align_of::<T>(), borrowed)
}

/// Not generic, so that the library contains it once.
#[inline(never)]
fn check_bytes_of_values(start: usize, len: usize, align: usize, borrowed: &[Region]) -> Result<()> {
    borrowed.iter().try_for_each(|region| check(start, len, align, *region).into_result())
}

/// Borrows a string with its NUL, or its first `limit` bytes if the NUL is not among them. No byte after the NUL is
/// read.
pub(crate) unsafe fn string<'a>(start: *const c_char, limit: usize) -> Result<&'a [u8]> {
    check_struct(start, Region::NONE).into_result()?;
    let mut length = 0;
    let mut has_nul = false;
    while length < limit && !has_nul {
        // SAFETY: no byte before this one is NUL, so it belongs to the caller's string.
        has_nul = unsafe { *start.wrapping_add(length) } == 0;
        length += 1;
    }
    // SAFETY: these bytes have just been read.
    Ok(unsafe { core::slice::from_raw_parts(start.cast(), length) })
}

/// Borrows a string without its NUL.
pub(crate) unsafe fn text<'a>(start: *const c_char) -> Result<&'a [u8]> {
    // SAFETY: the caller's string, which is not longer than memory can be.
    let string = unsafe { string(start, isize::MAX as usize) }?;
    Ok(string.split_last().map_or(&[], |(_, text)| text))
}

/// Converts C characters to bytes.
pub(crate) fn as_bytes(text: &[c_char]) -> &[u8] {
    // SAFETY: `c_char` is `i8` or `u8`.
    unsafe { core::slice::from_raw_parts(text.as_ptr().cast(), text.len()) }
}

/// Borrows the description and the extra of a response.
#[inline(always)]
pub(crate) fn text_buffers(response: &mut mixerr_response) -> &mut TextBuffers {
    let start =
        core::ptr::from_mut(response).wrapping_byte_add(core::mem::offset_of!(mixerr_response, description));
    // SAFETY: the last two fields of a response are two adjacent arrays of integers; text_buffer.rs asserts that.
    unsafe { &mut *start.cast() }
}

/// Checks a struct, which must not overlap `borrowed`.
#[inline(always)]
pub(crate) fn check_struct<T>(start: *const T, borrowed: Region) -> RawStatus {
    check(start.addr(), size_of::<T>(), align_of::<T>(), borrowed)
}

/// Checks bytes to read. NULL is valid for a length of 0.
#[inline(always)]
pub(crate) fn check_bytes(start: *const u8, len: usize) -> RawStatus {
    check(start.addr(), len, 1, Region::NONE)
}

/// Checks the `len` bytes at `start`, which must not overlap `borrowed`. With a length of 0 any address is valid.
#[cfg_attr(feature = "small", inline(never))]
#[cfg_attr(not(feature = "small"), inline)]
pub(crate) fn check(start: usize, len: usize, align: usize, borrowed: Region) -> RawStatus {
    RawStatus::of(if len == 0 {
        mixerr_status::Ok
    } else if start == 0 {
        mixerr_status::NullPointer
    } else if start & align.wrapping_sub(1) != 0 {
        mixerr_status::Misaligned
    } else if len > isize::MAX as usize || start.wrapping_add(len) < start {
        // The limits of a Rust slice: `isize::MAX` bytes, and no wrap at the last address.
        mixerr_status::LengthOutOfRange
    } else if start.wrapping_sub(borrowed.start) < borrowed.len
        || borrowed.start.wrapping_sub(start) < len && borrowed.len > 0
    {
        mixerr_status::Overlap
    } else {
        mixerr_status::Ok
    })
}
