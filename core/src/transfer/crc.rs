//! CRC-32: the check sum of a record, and the fingerprint of a request.

/// Returns the CRC-32 of `bytes` (ISO-HDLC, as in zlib and Ethernet).
///
/// It has no table, because a table needs 1 KiB of flash and a save reads 28 bytes only.
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            let polynomial = if crc & 1 == 1 { 0xedb8_8320 } else { 0 };
            crc = (crc >> 1) ^ polynomial;
        }
    }
    !crc
}

/// Returns the fingerprint of `request`, its CRC-32. Another fingerprint means another request.
///
/// `request` contains the idempotency key and the parameters of the payment, such as the body without the PIN. Its
/// bytes must be the same after a restart. So it must not contain an encrypted PIN, a token, a time or an
/// `X-Request-Id`.
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
