//! All work with pointers that come from C: what is checked of them, and what the caller guarantees beyond that.
//!
//! The guarantee of every function here is C's own: a pointer that is not NULL points to as much memory of its type as
//! its length says, which nobody writes to during the call.

use crate::vocabulary::mixerr_status;

/// What a call comes to, if not [`mixerr_status::Ok`].
pub(crate) type Checked<T> = Result<T, mixerr_status>;

/// No memory is longer.
const MAX_LENGTH: usize = isize::MAX as usize;

/// The bytes of a body; NULL is fine for none.
pub(crate) unsafe fn bytes<'a>(start: *const u8, length: usize) -> Checked<&'a [u8]> {
    match (start.is_null(), length) {
        (_, 0) => Ok(&[]),
        (true, _) => Err(mixerr_status::NullPointer),
        (_, length) if length > MAX_LENGTH => Err(mixerr_status::LengthOutOfRange),
        // SAFETY: the caller's memory, no longer than memory can be.
        _ => Ok(unsafe { core::slice::from_raw_parts(start, length) }),
    }
}

/// A struct that is written to.
pub(crate) fn aligned<T>(place: *mut T) -> Checked<*mut T> {
    match place {
        _ if place.is_null() => Err(mixerr_status::NullPointer),
        _ if !place.is_aligned() => Err(mixerr_status::Misaligned),
        _ => Ok(place),
    }
}
