//! [`Data`]: what a success says of the member that holds its result.

use core::fmt;

use crate::catalog::c_enum;

c_enum! {
    /// Whether a success has a member `data` in its root object; the last one of that name counts.
    ///
    /// Absence alone proves nothing: `{}`, arrays and plain objects are documented successes of the API. But every
    /// endpoint that pays always sends `data`.
    ///
    /// The numbers are the C ABI's and never change; 0 is the safe reading.
    Data {
        /// There is no such member.
        Absent = 0,
        /// It is `null`.
        Null = 1,
        /// It is anything else.
        Present = 2,
    }
}
