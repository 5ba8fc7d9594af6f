//! The fingerprint of a request.

use super::crc::crc32;

/// Returns the fingerprint of `request`, its CRC-32. Another fingerprint means another request.
///
/// `request` contains the idempotency key and the parameters of the payment, such as the body without the PIN. Its
/// bytes must be the same after a restart. So it must not contain an encrypted PIN, a token, a time or an
/// `X-Request-Id`.
///
/// It must contain the key, because [`Transfer::restore`](crate::Transfer::restore) compares nothing else. Without it,
/// the record of another payment with the same parameters is restored, and that may be paid. After a restore, compare
/// [`Transfer::key`](crate::Transfer::key) with the payment's key, too.
///
/// ```
/// use mixerr::fingerprint;
///
/// assert_ne!(fingerprint(b"trace-1 asset-1 user-1 1.5"), fingerprint(b"trace-1 asset-1 user-1 15"));
/// ```
#[must_use]
pub fn fingerprint(request: &[u8]) -> u32 {
    crc32(request)
}
