//! Structs that C owns and an `init` function fills: heads and receipts.

use core::mem::MaybeUninit;

use mixerr::{Head, Receipt};

use crate::pointer::{self, Region};
use crate::status::{Result, mixerr_status};
use crate::types::{mixerr_head, mixerr_receipt};

/// The fields of a struct. The value is valid only if the magic is.
#[repr(C)]
struct Repr<T> {
    magic: u64,
    value: MaybeUninit<T>,
}

/// A struct of C that has a value of the core.
///
/// # Safety
///
/// The struct must be integers, and be as large and as aligned as a `Repr<Value>` at least.
pub(crate) unsafe trait Object {
    /// The value.
    type Value;
    /// The first word of an initialised struct. It is unlikely in zeroed memory, text and pointers.
    const MAGIC: u64;
}

/// Implements [`Object`], and proves what it requires.
macro_rules! object {
    ($object:ident, $value:ident, $magic:literal) => {
        const _: () = assert!(size_of::<Repr<$value>>() <= size_of::<$object>());
        const _: () = assert!(align_of::<Repr<$value>>() <= align_of::<$object>());
        // SAFETY: the struct is an array of integers, and the asserts prove the rest.
        unsafe impl Object for $object {
            type Value = $value;
            const MAGIC: u64 = $magic;
        }
    };
}

object!(mixerr_head, Head, 0x9d6d_6978_6572_72e3);
object!(mixerr_receipt, Receipt, 0x9d6d_6978_6572_72e4);

/// Initialises a struct, which must not overlap any of `borrowed`.
#[inline(always)]
pub(crate) unsafe fn init<O: Object>(
    object: *mut O,
    borrowed: &[Region],
    value: impl FnOnce() -> Result<O::Value>,
) -> Result<()> {
    check(object, borrowed)?;
    let value = value()?;
    // SAFETY: not NULL and aligned, and large enough as `Object` requires. The caller guarantees the memory.
    let repr = unsafe { &mut *object.cast::<Repr<O::Value>>() };
    repr.magic = O::MAGIC;
    repr.value.write(value);
    Ok(())
}

/// Borrows the value of an initialised struct.
#[inline(always)]
pub(crate) unsafe fn value<'a, O: Object>(object: *const O) -> Result<&'a O::Value> {
    // SAFETY: the caller's struct.
    unsafe { value_mut(object.cast_mut(), &[]) }.map(|value| &*value)
}

/// Borrows the value of an initialised struct, which must not overlap any of `borrowed`.
#[inline(always)]
pub(crate) unsafe fn value_mut<'a, O: Object>(
    object: *mut O,
    borrowed: &[Region],
) -> Result<&'a mut O::Value> {
    check(object, borrowed)?;
    // SAFETY: not NULL and aligned, and large enough as `Object` requires. The caller guarantees the memory.
    let repr = unsafe { &mut *object.cast::<Repr<O::Value>>() };
    if repr.magic != O::MAGIC {
        return Err(mixerr_status::NotInitialised);
    }
    // SAFETY: the magic follows from `init`, which writes a value, and callers must not write to the struct.
    Ok(unsafe { repr.value.assume_init_mut() })
}

/// Returns the memory of a struct.
pub(crate) fn region<O: Object>(object: *const O) -> Region {
    Region::new(object, size_of::<O>())
}

#[inline(always)]
fn check<O: Object>(object: *const O, borrowed: &[Region]) -> Result<()> {
    pointer::check_struct(object, Region::NONE).into_result()?;
    for region in borrowed {
        pointer::check_struct(object, *region).into_result()?;
    }
    Ok(())
}
