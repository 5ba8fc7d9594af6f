//! What a fleet of devices does to a server that comes back after an outage, by how the devices pace their repeats.
//!
//!     cargo run --release -p mixerr-tests --bin fleet                # 100,000 devices, 15 s
//!     cargo run --release -p mixerr-tests --bin fleet -- 1000000     # a million, 3 min
//!     cargo run --release -p mixerr-tests --bin fleet -- --svg FILE  # and the load over time
//!
//! All devices fail within a second. The server is down for some time, and then serves a hundredth of the fleet in a
//! second; refusing a request costs a tenth of serving it. A device that is served is done. "Load" is the most requests in
//! one second after the outage, over what the server can serve; the run ends an hour after the outage. The seed is fixed:
//! a run can be repeated.

use std::{env, fs};

use mixerr::{Action, Pacing};

/// The end of a run, in seconds after the outage.
const HORIZON_S: usize = 3_600;
const HINT_S: u32 = 60;

/// How long a device waits after this many failures in a row, in milliseconds.
type Pause = fn(device: u32, strikes: u8) -> u32;

struct Policy {
    name: &'static str,
    outage_s: usize,
    pause: Pause,
    /// In the plot.
    color: Option<&'static str>,
}

const POLICIES: [Policy; 8] = [
    Policy { name: "fixed 2 s", outage_s: 600, pause: |_, _| 2_000, color: Some("crimson") },
    Policy {
        name: "exponential, cap 300, no jitter",
        outage_s: 600,
        pause: |_, strikes| own(strikes, 300),
        color: Some("darkorange"),
    },
    Policy {
        name: "full jitter, cap 300, one seed for all",
        outage_s: 600,
        pause: |_, strikes| random(u64::from(strikes)) % own(strikes, 300),
        color: None,
    },
    Policy {
        name: "full jitter, cap 20",
        outage_s: 600,
        pause: |device, strikes| full_jitter(device, strikes, 20),
        color: None,
    },
    Policy {
        name: "full jitter, cap 300",
        outage_s: 600,
        pause: |device, strikes| full_jitter(device, strikes, 300),
        color: None,
    },
    Policy {
        name: "**mixerr: equal jitter, cap 300**",
        outage_s: 600,
        pause: |device, strikes| mixerr(device, strikes, Action::Retry, 0),
        color: Some("seagreen"),
    },
    Policy { name: "Retry-After 60 exactly", outage_s: 2, pause: |_, _| HINT_S * 1_000, color: None },
    Policy {
        name: "**mixerr: Retry-After 60**",
        outage_s: 2,
        pause: |device, strikes| mixerr(device, strikes, Action::Retry, HINT_S),
        color: None,
    },
];

/// Two seconds, doubled for each strike after the first.
fn own(strikes: u8, cap_s: u32) -> u32 {
    (2_000_u32 << strikes.saturating_sub(1).min(16)).min(cap_s * 1_000)
}

fn full_jitter(device: u32, strikes: u8, cap_s: u32) -> u32 {
    random(u64::from(device) << 8 | u64::from(strikes)) % own(strikes, cap_s)
}

/// The library's own, with a key as a UUID is: random.
fn mixerr(device: u32, strikes: u8, action: Action, hint_s: u32) -> u32 {
    let words = [0, 1, 2, 3].map(|word| random(u64::from(device) << 2 | word).to_le_bytes());
    let key = words.as_flattened().try_into().expect("4 words are 16 bytes");
    Pacing::new(key).pause_ms(strikes, action, hint_s)
}

/// SplitMix64.
fn random(seed: u64) -> u32 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 32) as u32
}

/// A request of a device.
#[derive(Clone, Copy)]
struct Request {
    device: u32,
    ms: u32,
    strikes: u8,
}

/// What became of a fleet.
struct Run {
    /// Requests in each second.
    requests: Vec<u32>,
    served: u32,
    /// The second in which the last device was served.
    last_s: usize,
}

fn run(policy: &Policy, devices: u32) -> Run {
    let capacity = devices / 100;
    let end = policy.outage_s + HORIZON_S;
    let mut seconds: Vec<Vec<Request>> = vec![Vec::new(); end];
    seconds[0] = (0..devices)
        .map(|device| Request { device, ms: random(device.into()) % 1_000, strikes: 0 })
        .collect();
    let mut run = Run { requests: vec![0; end], served: 0, last_s: 0 };
    for second in 0..end {
        let mut arrived = std::mem::take(&mut seconds[second]);
        let count = u32::try_from(arrived.len()).expect("no more than devices");
        run.requests[second] = count;
        let serves = match second {
            _ if second < policy.outage_s => 0,
            _ if count <= capacity => count,
            // A tenth of the capacity's cost each, for all that are not served.
            _ => (10 * capacity).saturating_sub(count) / 9,
        };
        // Which ones does not depend on the order of their devices.
        arrived.sort_unstable_by_key(|request| random(u64::from(request.device) << 16 | second as u64));
        run.served += serves;
        if serves > 0 {
            run.last_s = second;
        }
        for refused in &arrived[serves as usize..] {
            let strikes = refused.strikes.saturating_add(1);
            // A request is answered at once, and never twice in a second without a pause.
            let ms = refused.ms + (policy.pause)(refused.device, strikes).max(1);
            let later = (ms / 1_000) as usize;
            if later == second {
                // Full jitter may come back in the same second: it counts in the next one.
                seconds[second + 1].push(Request { ms: ms.next_multiple_of(1_000), strikes, ..*refused });
            } else if later < end {
                seconds[later].push(Request { ms, strikes, ..*refused });
            }
        }
    }
    run
}

fn main() {
    let mut devices = 100_000;
    let mut svg = None;
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--svg" => svg = Some(arguments.next().expect("--svg FILE")),
            number => devices = number.parse().expect("a number of devices"),
        }
    }
    println!("{devices} devices, {} served in a second\n", devices / 100);
    println!("| policy | outage | load | all served after | requests a device | never served |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let mut lines = Vec::new();
    for policy in &POLICIES {
        let run = run(policy, devices);
        let after = &run.requests[policy.outage_s..];
        let load = f64::from(*after.iter().max().expect("seconds")) / f64::from(devices / 100);
        let total: u64 = run.requests.iter().map(|count| u64::from(*count)).sum();
        let served = match run.served {
            all if all == devices => format!("{} s", run.last_s - policy.outage_s),
            _ => "-".into(),
        };
        println!(
            "| {} | {} s | {load:.2} | {served} | {:.1} | {} % |",
            policy.name,
            policy.outage_s,
            total as f64 / f64::from(devices),
            u64::from(devices - run.served) * 100 / u64::from(devices),
        );
        if let Some(color) = policy.color {
            lines.push((policy.name.trim_matches('*'), color, run.requests));
        }
    }
    if let Some(file) = svg {
        fs::write(&file, plot(&lines, devices)).expect("the file is writable");
    }
}

/// Draws the busiest of every five seconds, as requests over the capacity on a logarithmic scale, for 20 minutes.
fn plot(lines: &[(&str, &str, Vec<u32>)], devices: u32) -> String {
    const SECONDS: usize = 1_200;
    const STEP: usize = 5;
    let y = |load: f64| 140.0 - 60.0 * load.max(0.01).log10();
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 700 320\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"700\" height=\"320\" fill=\"white\"/>\n\
         <rect x=\"60\" y=\"20\" width=\"300\" height=\"240\" fill=\"#eee\"/>\n<text x=\"70\" y=\"36\">the server is down</text>\n",
    );
    for load in [0.01, 0.1, 1.0, 10.0, 100.0] {
        let y = y(load);
        svg += &format!(
            "<path d=\"M60 {y}H660\" stroke=\"#bbb\"/><text x=\"54\" y=\"{:.0}\" text-anchor=\"end\">{load}</text>\n",
            y + 4.0
        );
    }
    for (index, (name, color, requests)) in lines.iter().enumerate() {
        let points = requests[..SECONDS].chunks(STEP).enumerate().map(|(step, counts)| {
            let load = f64::from(*counts.iter().max().expect("seconds")) / f64::from(devices / 100);
            format!("{:.1},{:.1}", 60.0 + (step * STEP) as f64 / 2.0, y(load))
        });
        let points: Vec<_> = points.collect();
        svg += &format!("<polyline points=\"{}\" fill=\"none\" stroke=\"{color}\"/>\n", points.join(" "));
        svg += &format!("<text x=\"{}\" y=\"310\" fill=\"{color}\">{name}</text>\n", 60 + 210 * index);
    }
    svg += "<text x=\"60\" y=\"276\">0</text><text x=\"360\" y=\"276\">10 min</text>\
            <text x=\"640\" y=\"276\">20 min</text><text x=\"60\" y=\"292\">requests in a second over capacity</text>\n</svg>\n";
    svg
}
