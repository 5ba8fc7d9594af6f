//! The status that a function returns.

/// What a function says of the call itself. Only MIXERR_STATUS_OK is a success; after everything else the outputs are
/// as they were.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum mixerr_status {
    /// The call did what it says.
    Ok = 0,
    /// A pointer is NULL that must not be.
    NullPointer = 1,
    /// A pointer to a struct is not aligned as its type is.
    Misaligned = 2,
    /// A length or capacity is more than memory can hold.
    LengthOutOfRange = 3,
    /// What would be written lies over what is read.
    Overlap = 4,
    /// The output does not fit into its capacity.
    BufferTooSmall = 5,
    /// The response has nothing of what was asked for.
    NotFound = 6,
    /// The response is a success or not from the API, and has no envelope.
    NotApiError = 7,
    /// The response was not filled by this library: it is unread, or a length, text or number in it is impossible.
    InvalidResponse = 8,
    /// The reader has not been initialised, or has been finished since.
    ReaderNotReady = 9,
}

/// The value of a call, or the status that it fails with.
pub(crate) type Result<T> = core::result::Result<T, mixerr_status>;

/// Runs the body of a C function, and returns its status.
#[inline]
pub(crate) fn catch(call: impl FnOnce() -> Result<()>) -> mixerr_status {
    call().err().unwrap_or(mixerr_status::Ok)
}

/// A `mixerr_status` in a register: small cores extend a byte at each call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawStatus(u32);

impl RawStatus {
    pub(crate) const OK: Self = Self::of(mixerr_status::Ok);

    #[inline(always)]
    pub(crate) const fn of(status: mixerr_status) -> Self {
        Self(status as u32)
    }

    #[inline(always)]
    pub(crate) fn into_status(self) -> mixerr_status {
        // SAFETY: made of one by `of`.
        unsafe { core::mem::transmute::<u8, mixerr_status>(self.0 as u8) }
    }

    #[inline(always)]
    pub(crate) fn into_result(self) -> Result<()> {
        if self == Self::OK { Ok(()) } else { Err(self.into_status()) }
    }
}
