//! How devices pace their repeats: others, the library, and the library with a fault.

use mixerr::{Action, Pacing};

use crate::random;

const HINT_S: u32 = 60;

/// Returns the pause after `strikes` failures in a row, in milliseconds. `hint_s` is the response's `Retry-After` in
/// seconds, 0 if there was no response or no hint.
type Pause = fn(device: u32, strikes: u8, hint_s: u32) -> u32;

/// The most that a policy may cost.
pub(crate) struct Bounds {
    pub(crate) peak_load: f64,
    pub(crate) all_served_s: usize,
    pub(crate) requests_a_device: f64,
}

/// The returning fleet never exceeds the capacity, so all are served within the longest pause.
const AFTER_OUTAGE: Bounds = Bounds { peak_load: 0.9, all_served_s: 300, requests_a_device: 11.0 };
/// The peak is the first repeats, which come before the server can send a hint.
const AFTER_BLIP: Bounds = Bounds { peak_load: 65.0, all_served_s: 400, requests_a_device: 5.0 };

pub(crate) struct Policy {
    pub(crate) name: &'static str,
    /// How long the server is down, in seconds.
    pub(crate) outage_s: u32,
    /// What a busy server sends as `Retry-After`, in seconds.
    pub(crate) hint_s: u32,
    pub(crate) pause: Pause,
    /// The library stays within them; the library with a fault does not.
    pub(crate) bounds: Bounds,
}

const fn after_outage(name: &'static str, pause: Pause) -> Policy {
    Policy { name, outage_s: 600, hint_s: 0, pause, bounds: AFTER_OUTAGE }
}

const fn after_blip(name: &'static str, pause: Pause) -> Policy {
    Policy { name, outage_s: 2, hint_s: HINT_S, pause, bounds: AFTER_BLIP }
}

pub(crate) const FIXED: Policy = after_outage("fixed 2 s", |_, _, _| 2_000);
pub(crate) const NO_JITTER: Policy =
    after_outage("exponential, cap 300 s, no jitter", |_, strikes, _| own(strikes, 300));
pub(crate) const OURS: Policy = after_outage("**mixerr: equal jitter, cap 300 s**", mixerr);
pub(crate) const OURS_HINTED: Policy = after_blip("**mixerr: Retry-After 60 and up to half more**", mixerr);

pub(crate) const ALL: [Policy; 8] = [
    FIXED,
    NO_JITTER,
    after_outage("full jitter, cap 300 s, one seed for all", |_, strikes, _| full_jitter(0, strikes, 300)),
    after_outage("full jitter, cap 20 s", |device, strikes, _| full_jitter(device, strikes, 20)),
    after_outage("full jitter, cap 300 s", |device, strikes, _| full_jitter(device, strikes, 300)),
    OURS,
    after_blip(
        "Retry-After 60 exactly, else 2 s",
        |_, _, hint_s| if hint_s == 0 { 2_000 } else { hint_s * 1_000 },
    ),
    OURS_HINTED,
];

/// The library with one fault each.
pub(crate) const FAULTS: [Policy; 6] = [
    after_outage("no jitter", |_, strikes, _| own(strikes, 300)),
    after_outage("no cap", |device, strikes, _| {
        let own = own(strikes, u32::MAX / 1_000);
        own / 2 + full_jitter(device, strikes, u32::MAX / 1_000) / 2
    }),
    after_outage("one key for all", |_, strikes, hint_s| mixerr(0, strikes, hint_s)),
    after_blip("one key for all", |_, strikes, hint_s| mixerr(0, strikes, hint_s)),
    after_blip("no jitter", |_, strikes, hint_s| own(strikes, 300).max(hint_s * 1_000)),
    after_blip("no hint", |device, strikes, _| mixerr(device, strikes, 0)),
];

/// Two seconds, doubled for each strike after the first, in milliseconds.
fn own(strikes: u8, cap_s: u32) -> u32 {
    (2_000_u32 << strikes.saturating_sub(1).min(16)).min(cap_s * 1_000)
}

fn full_jitter(device: u32, strikes: u8, cap_s: u32) -> u32 {
    random(u64::from(device) << 8 | u64::from(strikes)) % own(strikes, cap_s)
}

/// The library, with random keys as UUIDs are. A busy server answers 503, which asks for a retry.
fn mixerr(device: u32, strikes: u8, hint_s: u32) -> u32 {
    let words = [0, 1, 2, 3].map(|word| random(u64::from(device) << 2 | word).to_le_bytes());
    let key = words.as_flattened().try_into().expect("4 words are 16 bytes");
    Pacing::new(key).pause_ms(strikes, Action::Retry, hint_s)
}
