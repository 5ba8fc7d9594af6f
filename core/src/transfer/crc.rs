//! CRC-32, the check sum of a record.

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
