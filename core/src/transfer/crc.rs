//! CRC-32, which protects the record and compares requests.

/// Returns the CRC-32 (ISO-HDLC, that of zlib and Ethernet) of these bytes.
///
/// A bit at a time: it reads 28 bytes a save, and a table is 1 KiB of flash.
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

/// Returns a number that differs for a request with other parameters: the CRC-32 of `request`.
///
/// `request` is what identifies the payment: its idempotency key and parameters, such as the body without the PIN. It
/// must have the same bytes after a restart, so it contains no encrypted PIN, token, time or `X-Request-Id`.
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
