//! The server and its fleet, second by second.

use crate::policies::{Bounds, Policy};
use crate::random;

/// The end of a run, in seconds after the outage.
const HORIZON_S: usize = 3_600;
/// A response, or the lack of one, is noticed so many milliseconds after the request.
const LATENCY_MS: std::ops::Range<u32> = 20..200;
/// The server serves one in so many devices in a second.
const DEVICES_A_SECOND: u32 = 100;
/// Refusals that cost as much as one response.
const REFUSALS: u32 = 10;

/// A request of a device.
#[derive(Clone, Copy)]
struct Request {
    device: u32,
    /// Since the start.
    ms: u32,
    /// The failures of this device so far.
    strikes: u8,
}

/// What became of a fleet.
pub(crate) struct Run {
    devices: u32,
    outage_s: usize,
    /// Requests in each second.
    requests: Vec<u32>,
    served: u32,
    /// The second in which the last device was served.
    last_s: usize,
}

impl Run {
    pub(crate) fn new(policy: &Policy, devices: u32) -> Self {
        let capacity = devices / DEVICES_A_SECOND;
        let outage_s = policy.outage_s as usize;
        let end = outage_s + HORIZON_S;
        let mut seconds: Vec<Vec<Request>> = vec![Vec::new(); end];
        seconds[0] = (0..devices)
            .map(|device| Request { device, ms: random(device.into()) % 1_000, strikes: 0 })
            .collect();
        let mut run = Self { devices, outage_s, requests: vec![0; end], served: 0, last_s: 0 };
        for second in 0..end {
            let mut arrived = std::mem::take(&mut seconds[second]);
            let count = u32::try_from(arrived.len()).expect("no more than devices");
            run.requests[second] = count;
            let is_down = second < outage_s;
            let serves = match count {
                _ if is_down => 0,
                _ if count <= capacity => count,
                // With r refused: serves + r / REFUSALS = capacity, serves + r = count.
                _ => (REFUSALS * capacity).saturating_sub(count) / (REFUSALS - 1),
            };
            if serves > 0 {
                run.served += serves;
                run.last_s = second;
            }
            if 0 < serves && serves < count {
                // Which ones are served is random. The device makes the order total, so that a run is repeatable.
                arrived.select_nth_unstable_by_key(serves as usize, |request| {
                    (random(u64::from(request.device) << 16 | second as u64), request.device)
                });
            }
            let hint_s = if is_down { 0 } else { policy.hint_s };
            for refused in &arrived[serves as usize..] {
                let strikes = refused.strikes.saturating_add(1);
                let spread = LATENCY_MS.end - LATENCY_MS.start;
                let latency = LATENCY_MS.start
                    + random(u64::from(refused.device) << 32 | u64::from(refused.ms)) % spread;
                let ms = refused.ms + latency + (policy.pause)(refused.device, strikes, hint_s);
                // A second is decided as a whole, so a repeat within it counts in the next one.
                let ms = ms.max((second as u32 + 1) * 1_000);
                if let Some(later) = seconds.get_mut(ms as usize / 1_000) {
                    later.push(Request { ms, strikes, ..*refused });
                }
            }
        }
        run
    }

    /// Returns the requests in each second over what the server can serve.
    pub(crate) fn loads(&self) -> impl Iterator<Item = f64> {
        let capacity = f64::from(self.devices / DEVICES_A_SECOND);
        self.requests.iter().map(move |count| f64::from(*count) / capacity)
    }

    /// Returns the load of the busiest second after the outage.
    pub(crate) fn peak_load(&self) -> f64 {
        self.loads().skip(self.outage_s).fold(0.0, f64::max)
    }

    /// Returns the seconds after the outage until the last device was served, `None` if some never were.
    pub(crate) fn all_served_s(&self) -> Option<usize> {
        (self.served == self.devices).then(|| self.last_s - self.outage_s)
    }

    /// Returns the requests of a device, on average.
    pub(crate) fn requests_a_device(&self) -> f64 {
        let total: u64 = self.requests.iter().map(|count| u64::from(*count)).sum();
        total as f64 / f64::from(self.devices)
    }

    pub(crate) fn never_served_percent(&self) -> f64 {
        f64::from(self.devices - self.served) * 100.0 / f64::from(self.devices)
    }

    pub(crate) fn is_within(&self, bounds: &Bounds) -> bool {
        self.peak_load() <= bounds.peak_load
            && self.all_served_s().is_some_and(|seconds| seconds <= bounds.all_served_s)
            && self.requests_a_device() <= bounds.requests_a_device
    }
}
