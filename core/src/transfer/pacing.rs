//! [`Pacing`]: the pauses between repeated requests.

use crate::catalog::Action;

/// The pause after the first failure, doubled after each further one, in milliseconds.
const BASE_MS: u32 = 2_000;
/// The same after a response whose action is `Wait`.
const WAIT_BASE_MS: u32 = 15_000;
/// The longest pause without a `Retry-After`, in milliseconds.
const CAP_MS: u32 = 300_000;
/// After this many doublings the shorter base exceeds the cap, too.
const MAX_DOUBLINGS: u8 = 8;

/// The pauses between repeated requests, for a payment or any other request.
///
/// Half of a pause is fixed, and the other half is random ("equal jitter"). So devices that fail at the same time do
/// not return at the same time. The random half is a hash of the key and the number of failures. It needs no generator
/// and no seed, it differs from key to key, and it is the same in every run of a test.
///
/// ```
/// use mixerr::{Action, Pacing};
///
/// let pacing = Pacing::new([7; 16]);
/// assert!((1_000..2_000).contains(&pacing.pause_ms(1, Action::Retry, 0)));
/// assert!((2_000..4_000).contains(&pacing.pause_ms(2, Action::Retry, 0)));
/// assert!((7_500..15_000).contains(&pacing.pause_ms(1, Action::Wait, 0)));
/// // With `Retry-After: 60` the pause is at least 60 seconds, and differs from device to device.
/// assert!((60_000..90_000).contains(&pacing.pause_ms(1, Action::Wait, 60)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pacing {
    key: [u8; 16],
}

impl Pacing {
    /// Returns the pauses for an idempotency key, or for any 16 bytes that differ from device to device.
    #[must_use]
    pub const fn new(key: [u8; 16]) -> Self {
        Self { key }
    }

    /// Returns the pause before the next request, in milliseconds.
    ///
    /// - `strikes`: the number of failed requests in a row, at least 1.
    /// - `action`: the action of the last response.
    /// - `retry_after_s`: the server's `Retry-After` in seconds, 0 if absent.
    ///
    /// Let `longest` be 2 seconds, or 15 seconds for [`Action::Wait`], doubled for each strike after the first, and at
    /// most 300 seconds. Without `Retry-After` the pause is from `longest / 2` to `longest`. With it the pause is at
    /// least `Retry-After`; the random part is up to `longest` or half of `Retry-After`, whichever is longer. The longest
    /// pause is documented at [`Transfer::handle_expired`](crate::Transfer::handle_expired).
    #[must_use]
    pub fn pause_ms(&self, strikes: u8, action: Action, retry_after_s: u32) -> u32 {
        pause_ms(&self.key, strikes, action, retry_after_s)
    }
}

/// As [`Pacing::pause_ms`].
pub(super) fn pause_ms(key: &[u8; 16], strikes: u8, action: Action, retry_after_s: u32) -> u32 {
    let base = if action == Action::Wait { WAIT_BASE_MS } else { BASE_MS };
    let doublings = strikes.saturating_sub(1).min(MAX_DOUBLINGS);
    let own = (base << doublings).min(CAP_MS);
    let hint = retry_after_s.saturating_mul(1_000);
    let (fixed, random) = if hint == 0 { (own / 2, own / 2) } else { (hint, own.max(hint / 2)) };
    // The product is less than `random`, so it fits.
    let scaled = u64::from(hash(key, strikes)).wrapping_mul(u64::from(random)) >> 32;
    fixed.saturating_add(scaled as u32)
}

/// Returns an FNV-1a hash that starts with the strikes. The finalizer of MurmurHash3 spreads the last bytes over all
/// bits.
///
/// It is not the 64-bit hash of `response/hash.rs`, because a Cortex-M0 has no instruction for a product of 64 bits.
fn hash(key: &[u8; 16], strikes: u8) -> u32 {
    let mut hash = 0x811c_9dc5_u32 ^ u32::from(strikes);
    for byte in key {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}
