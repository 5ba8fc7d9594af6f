//! [`TraceId`]: what the API tells transfers apart by.

use core::fmt::{self, Write};

/// The trace id of a transfer: a UUID of 122 random bits.
///
/// A payment has one for its whole life, stored where it survives a reset before the first request is sent.
#[derive(Clone, Copy)]
pub struct TraceId(pub [u8; 16]);

impl TraceId {
    /// Returns it as it stands in JSON, between the quotes.
    #[must_use]
    pub fn text(self) -> [u8; 36] {
        let mut text = [b'-'; 36];
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
        let places = text.iter_mut().enumerate().filter(|(place, _)| !matches!(place, 8 | 13 | 18 | 23));
        for ((_, place), digit) in places.zip(digits) {
            *place = char::from_digit(digit.into(), 16).map_or(b'0', |digit| digit as u8);
        }
        text
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_char('-')?;
            }
            for digit in [byte >> 4, byte & 0xF] {
                f.write_char(char::from_digit(digit.into(), 16).unwrap_or('0'))?;
            }
        }
        Ok(())
    }
}
