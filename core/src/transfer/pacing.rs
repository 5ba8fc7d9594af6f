//! [`Pacing`]: how long to wait before a request is repeated.

use crate::catalog::Action;

/// The pause after the first failure, doubled after each further one, in milliseconds.
const BASE_MS: u32 = 2_000;
/// The same after a response that asks to wait.
const WAIT_BASE_MS: u32 = 15_000;
/// The longest pause that the server did not ask for, in milliseconds.
const CAP_MS: u32 = 300_000;
/// Doublings after which even the shorter base is over the cap.
const MAX_DOUBLINGS: u8 = 8;

/// The pauses between repeated requests, for a payment or any other request.
///
/// Equal jitter: half of a pause is fixed, the other half is random, so that a fleet of devices that fail at the same
/// time do not return at the same time. Random means a hash of the key and the number of failures: there is no
/// generator to seed, two keys differ, and a test gets the same pause each time.
///
/// ```
/// use mixerr::{Action, Pacing};
///
/// let pacing = Pacing::new([7; 16]);
/// assert!((1_000..2_000).contains(&pacing.pause_ms(1, Action::Retry, 0)));
/// assert!((2_000..4_000).contains(&pacing.pause_ms(2, Action::Retry, 0)));
/// assert!((7_500..15_000).contains(&pacing.pause_ms(1, Action::Wait, 0)));
/// // Retry-After: 60 is never undercut, and not followed to the second.
/// assert!((60_000..90_000).contains(&pacing.pause_ms(1, Action::Wait, 60)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pacing {
    key: [u8; 16],
}

impl Pacing {
    /// Returns the pauses of one idempotency key, or of any 16 bytes that differ from device to device.
    #[must_use]
    pub const fn new(key: [u8; 16]) -> Self {
        Self { key }
    }

    /// Returns the pause before the next request, in milliseconds.
    ///
    /// - `strikes`: how many requests in a row have failed, at least 1.
    /// - `action`: what the last response asked for. [`Action::Wait`] begins at 15 seconds, all others at 2.
    /// - `retry_after_s`: the server's hint in seconds, 0 if there is none. It is the lower bound, however long it is.
    ///
    /// Without a hint the pause is between half of `own` and `own`, which is 2 (15) seconds, doubled for each strike
    /// after the first, and at most 300 seconds. With a hint up to `own` or half of the hint is added, whichever is
    /// longer.
    #[must_use]
    pub fn pause_ms(&self, strikes: u8, action: Action, retry_after_s: u32) -> u32 {
        let base = if action == Action::Wait { WAIT_BASE_MS } else { BASE_MS };
        let doublings = strikes.saturating_sub(1).min(MAX_DOUBLINGS);
        let own = (base << doublings).min(CAP_MS);
        let hint = retry_after_s.saturating_mul(1_000);
        let (fixed, random) = if hint == 0 { (own / 2, own / 2) } else { (hint, own.max(hint / 2)) };
        fixed.saturating_add(self.below(random, strikes))
    }

    /// Returns a number less than `bound` that depends on the key and the strikes.
    fn below(&self, bound: u32, strikes: u8) -> u32 {
        let scaled = u64::from(self.hash(strikes)).wrapping_mul(u64::from(bound)) >> 32;
        // Less than `bound`, so it fits.
        scaled as u32
    }

    /// FNV-1a from a start that the strikes differ in, and the finalizer of MurmurHash3, which spreads the last bytes over all bits.
    fn hash(&self, strikes: u8) -> u32 {
        let mut hash = 0x811c_9dc5_u32 ^ u32::from(strikes);
        for byte in self.key {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
        hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
        hash ^ (hash >> 16)
    }
}
