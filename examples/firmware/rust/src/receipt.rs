//! [`Receipt`]: whether an answer names the transfer that it should be about.

use crate::trace::TraceId;

/// Looks for a trace id in an answer. "No error" is not yet "paid": the network that a device is on may answer for the
/// API, in JSON too.
pub struct Receipt {
    quoted: [u8; 38],
    matched: usize,
    is_found: bool,
}

impl Receipt {
    /// Returns the receipt of an answer that should name `trace`.
    pub fn new(trace: TraceId) -> Self {
        Self { quoted: trace.quoted(), matched: 0, is_found: false }
    }

    /// Looks at the next bytes of the answer.
    pub fn feed(&mut self, chunk: &[u8]) {
        for byte in chunk {
            // No quote is within a trace id, so a byte that does not go on with a match can only begin another.
            self.matched = match self.quoted.get(self.matched) {
                Some(next) if next == byte => self.matched + 1,
                _ => usize::from(*byte == b'"'),
            };
            self.is_found |= self.matched == self.quoted.len();
        }
    }

    /// Whether the answer named it.
    pub const fn is_found(&self) -> bool {
        self.is_found
    }
}
