//! Reads an idempotency key.

/// Returns the 16 bytes of a UUID in the order of its digits, or `None` if `uuid` is not a UUID.
///
/// The form is that of the API: 8-4-4-4-12 hexadecimal digits of either case.
///
/// ```
/// use mixerr::key_from_uuid;
///
/// let key = key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f").unwrap();
/// assert_eq!((key[0], key[15]), (0x4b, 0x5f));
/// assert_eq!(key_from_uuid("4bd2aa8d0f7e4a3b9a5d0a1b2c3d4e5f"), None);
/// ```
#[must_use]
pub fn key_from_uuid(uuid: &str) -> Option<[u8; 16]> {
    key_from_bytes(uuid.as_bytes())
}

/// As [`key_from_uuid`].
#[doc(hidden)]
#[must_use]
pub fn key_from_bytes(uuid: &[u8]) -> Option<[u8; 16]> {
    let text: &[u8; 36] = uuid.try_into().ok()?;
    let mut key = 0_u128;
    for (index, byte) in text.iter().enumerate() {
        match (index, char::from(*byte).to_digit(16)) {
            (8 | 13 | 18 | 23, _) if *byte == b'-' => {}
            (8 | 13 | 18 | 23, _) | (_, None) => return None,
            (_, Some(digit)) => key = (key << 4) | u128::from(digit),
        }
    }
    Some(key.to_be_bytes())
}
