//! Structs that C owns and an `init` function fills: heads, receipts and transfers.
//!
//! Each has a check sum, so that a struct that was overwritten is refused.

use core::mem::{MaybeUninit, offset_of};

use mixerr::raw::{HEAD_FIELDS, RECEIPT_FIELDS, TRANSFER_FIELDS};
use mixerr::{Head, Receipt, Transfer};

use crate::pointer::{self, Region};
use crate::status::{RawStatus, Result, mixerr_status};
use crate::types::{mixerr_head, mixerr_receipt, mixerr_transfer};

/// The fields of a struct. The value is valid only if the seal is.
#[repr(C)]
struct Repr<T> {
    /// The magic, and the check sum of the value's fields.
    seal: [u32; 2],
    value: MaybeUninit<T>,
}

/// A struct of C that has a value of the core.
///
/// # Safety
///
/// The struct must be integers, and be as large and as aligned as a `Repr<Value>` at least. The fields must be bytes
/// of the value, and none of them padding.
pub(crate) unsafe trait Object {
    /// The value.
    type Value: 'static;
    /// The first word of an initialised struct. It is unlikely in zeroed memory, text and pointers.
    const MAGIC: u32;
    /// The offset and the length of each group of adjacent fields.
    const FIELDS: &'static [(usize, usize)];
}

/// Returns true if each field begins at a word.
const fn are_words(fields: &[(usize, usize)]) -> bool {
    match fields {
        [] => true,
        [(offset, _), rest @ ..] => offset.is_multiple_of(4) && are_words(rest),
    }
}

/// Implements [`Object`], and proves what it requires.
macro_rules! object {
    ($object:ident, $value:ident, $magic:literal, $fields:ident) => {
        const _: () = assert!(size_of::<Repr<$value>>() <= size_of::<$object>());
        const _: () = assert!(align_of::<Repr<$value>>() <= align_of::<$object>());
        const _: () = assert!(are_words(&$fields) && offset_of!(Repr<$value>, value).is_multiple_of(4));
        // SAFETY: the struct is an array of integers, and the asserts prove its size. `mixerr::raw` has the fields.
        unsafe impl Object for $object {
            type Value = $value;
            const MAGIC: u32 = $magic;
            const FIELDS: &'static [(usize, usize)] = &$fields;
        }
    };
}

object!(mixerr_head, Head, 0x9d65_72e3, HEAD_FIELDS);
object!(mixerr_receipt, Receipt, 0x9d65_72e4, RECEIPT_FIELDS);
object!(mixerr_transfer, Transfer, 0x9d65_72e5, TRANSFER_FIELDS);

/// Initialises a struct that [`check_new`] has found fit. `finish` changes its value.
#[inline(always)]
pub(crate) unsafe fn write<O: Object>(object: *mut O, value: O::Value, finish: impl FnOnce(&mut O::Value)) {
    let repr = object.cast::<Repr<O::Value>>();
    // SAFETY: not NULL and aligned, and large enough as `Object` requires. The caller guarantees the memory.
    finish(unsafe { (*repr).value.write(value) });
    // SAFETY: as above, with a value.
    unsafe { seal(object) };
}

/// Initialises a struct that [`check_new`] has found fit, in place: a value of several hundred bytes would be copied on
/// the stack. `finish` changes its value.
///
/// Zeros must be a value.
#[inline(always)]
pub(crate) unsafe fn write_zeros<O: Object>(object: *mut O, finish: impl FnOnce(&mut O::Value)) {
    // SAFETY: not NULL and aligned, and large enough as `Object` requires. The caller guarantees the memory.
    let value = unsafe { &mut (*object.cast::<Repr<O::Value>>()).value };
    // SAFETY: the memory of the value.
    unsafe { value.as_mut_ptr().write_bytes(0, 1) };
    // SAFETY: zeros are a value.
    finish(unsafe { value.assume_init_mut() });
    // SAFETY: as above, with a value.
    unsafe { seal(object) };
}

/// Checks a struct that is to be initialised, and must not overlap `borrowed`.
#[inline(always)]
pub(crate) fn check_new<O: Object>(object: *mut O, borrowed: &[Region]) -> Result<()> {
    pointer::check_struct(object, Region::NONE).into_result()?;
    for region in borrowed {
        pointer::check_struct(object, *region).into_result()?;
    }
    Ok(())
}

/// Checks that a struct is initialised, was not overwritten, and does not overlap `borrowed`.
#[inline(never)]
pub(crate) unsafe fn check<O: Object>(object: *const O, borrowed: Region) -> RawStatus {
    let status = pointer::check_struct(object, borrowed);
    // SAFETY: not NULL and aligned. The caller guarantees the memory.
    if status == RawStatus::OK && unsafe { (*object.cast::<Repr<O::Value>>()).seal != seal_of(object) } {
        return RawStatus::of(mixerr_status::NotInitialised);
    }
    status
}

/// Borrows the value of a struct that [`check`] has found initialised.
#[inline(always)]
pub(crate) unsafe fn checked<'a, O: Object>(object: *const O) -> &'a O::Value {
    // SAFETY: the seal follows from `write` or `update`, which leave a value.
    unsafe { (*object.cast::<Repr<O::Value>>()).value.assume_init_ref() }
}

/// Changes the value of a struct that [`check`] has found initialised.
#[inline(always)]
pub(crate) unsafe fn change<O: Object, T>(object: *mut O, change: impl FnOnce(&mut O::Value) -> T) -> T {
    // SAFETY: as for `checked`.
    let result = change(unsafe { (*object.cast::<Repr<O::Value>>()).value.assume_init_mut() });
    // SAFETY: as for this function.
    unsafe { seal(object) };
    result
}

/// Borrows the value of an initialised struct.
#[inline(always)]
pub(crate) unsafe fn value<'a, O: Object>(object: *const O) -> Result<&'a O::Value> {
    // SAFETY: the caller's struct.
    unsafe { check(object, Region::NONE) }.into_result()?;
    // SAFETY: checked.
    Ok(unsafe { checked(object) })
}

/// Changes the value of an initialised struct, which must not overlap any of `borrowed`.
#[inline(always)]
pub(crate) unsafe fn update<O: Object, T>(
    object: *mut O,
    borrowed: &[Region],
    update: impl FnOnce(&mut O::Value) -> T,
) -> Result<T> {
    check_new(object, borrowed)?;
    // SAFETY: the caller's struct.
    unsafe { check(object, Region::NONE) }.into_result()?;
    // SAFETY: checked.
    Ok(unsafe { change(object, update) })
}

/// Returns the memory of a struct.
pub(crate) fn region<O: Object>(object: *const O) -> Region {
    Region::new(object, size_of::<O>())
}

#[inline(never)]
unsafe fn seal<O: Object>(object: *mut O) {
    // SAFETY: the caller's struct.
    unsafe { (*object.cast::<Repr<O::Value>>()).seal = seal_of(object) };
}

#[inline(always)]
unsafe fn seal_of<O: Object>(object: *const O) -> [u32; 2] {
    let value = object.cast::<u8>().wrapping_add(offset_of!(Repr<O::Value>, value));
    // SAFETY: the caller's struct, and fields as `Object` requires.
    [O::MAGIC, unsafe { checksum(value, O::FIELDS) }]
}

/// Returns an FNV-1a hash of fields, of four bytes at a time: a receipt has 500, and is fed often. Any change of a single
/// byte changes it.
#[inline(never)]
unsafe fn checksum(value: *const u8, fields: &[(usize, usize)]) -> u32 {
    let add = |hash: u32, word: u32| (hash ^ word).wrapping_mul(0x0100_0193);
    let mut hash = 0x811c_9dc5_u32;
    for (offset, len) in fields {
        let field = value.wrapping_add(*offset);
        for word in 0..*len / 4 {
            // SAFETY: a word of a field, and aligned as `object!` proves.
            hash = add(hash, unsafe { *field.cast::<u32>().wrapping_add(word) });
        }
        for byte in *len / 4 * 4..*len {
            // SAFETY: a byte of a field.
            hash = add(hash, unsafe { *field.wrapping_add(byte) }.into());
        }
    }
    hash
}
