//! The status that functions return.

/// The status of a call. Only MIXERR_STATUS_OK is a success; after any other status the outputs are unchanged.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum mixerr_status {
    /// The call succeeded.
    Ok = 0,
    /// A pointer is NULL that must not be.
    NullPointer = 1,
    /// A pointer is not aligned for its type.
    Misaligned = 2,
    /// A length or capacity is more than PTRDIFF_MAX, or goes beyond the last address.
    LengthOutOfRange = 3,
    /// An output overlaps an input or another output.
    Overlap = 4,
    /// The output does not fit into its capacity.
    BufferTooSmall = 5,
    /// The response does not have the requested value.
    NotFound = 6,
    /// The response is not an error of the API, so it has no envelope.
    NotApiError = 7,
    /// The response was not filled by this library: it is unread, or has an impossible length, number or string.
    InvalidResponse = 8,
    /// The reader has not been initialised, or has already been finished.
    ReaderNotReady = 9,
    /// The struct has not been initialised, or was overwritten.
    NotInitialised = 10,
    /// The report does not fit the transfer's present step. The transfer has not changed; poll it again.
    UnexpectedStep = 11,
    /// The record is blank: all bytes are 0, or all are 0xFF. Nothing was saved in this slot.
    RecordBlank = 12,
    /// The record is damaged. A payment may be open.
    RecordDamaged = 13,
    /// A later version of this library wrote the record. A payment may be open.
    RecordNewer = 14,
    /// The record belongs to another request: its fingerprint differs. A payment may be open.
    RecordOfAnotherRequest = 15,
    /// The key is not a UUID.
    InvalidKey = 16,
    /// The receipt has MIXERR_RECEIPT_MEMBERS members besides the key.
    TooManyMembers = 17,
    /// The receipt has a member of this name, or the value is not a decimal number.
    InvalidMember = 18,
    /// An offset is negative, less than the one before it, or beyond the bodies.
    InvalidOffset = 19,
}

/// The value of a call, or the status that it fails with.
pub(crate) type Result<T> = core::result::Result<T, mixerr_status>;

/// Runs the body of a C function, and returns its status.
#[inline]
pub(crate) fn catch(call: impl FnOnce() -> Result<()>) -> mixerr_status {
    call().err().unwrap_or(mixerr_status::Ok)
}

/// A `mixerr_status` as wide as a register, because small cores extend a byte at each call.
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
        // SAFETY: `of` made the number from a status.
        unsafe { core::mem::transmute::<u8, mixerr_status>(self.0 as u8) }
    }

    #[inline(always)]
    pub(crate) fn into_result(self) -> Result<()> {
        if self == Self::OK { Ok(()) } else { Err(self.into_status()) }
    }
}
