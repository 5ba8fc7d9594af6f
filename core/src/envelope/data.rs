//! [`Data`]: whether a success has the member `data`, which contains its result.

use crate::c_enum::c_enum;

c_enum! {
    /// Whether the root object of a success has a member `data`. If it has several, the last one counts.
    ///
    /// Absence alone proves nothing: `{}`, arrays and plain objects are documented successes of the API. But every
    /// endpoint that pays always sends `data`.
    ///
    /// The C ABI has the same numbers, which never change; 0 is the safe value.
    Data {
        /// There is no such member.
        Absent = 0,
        /// It is `null`.
        Null = 1,
        /// It is any other value.
        Present = 2,
    }
}

impl Data {
    /// Returns the variant of a number, and `Present` for all other ones.
    #[inline(always)]
    pub(super) const fn of(number: u8) -> Self {
        match number {
            0 => Self::Absent,
            1 => Self::Null,
            _ => Self::Present,
        }
    }
}
