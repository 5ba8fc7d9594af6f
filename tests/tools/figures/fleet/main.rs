//! Simulates a fleet of devices that return to a server after an outage. `README.md` beside it has the model, the
//! tables and the commands; without arguments it prints the table of 10,000 devices.
//!
//! A check fails if a table or the plot differs, if the library's pauses exceed their bounds, or if the library with a
//! fault stays within them.

mod plot;
mod policies;
mod simulation;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

use policies::{ALL, FAULTS, FIXED, NO_JITTER, OURS, OURS_HINTED, Policy};
use simulation::Run;

const FEW: u32 = 10_000;
const MANY: u32 = 1_000_000;

/// Returns a hash of `seed` (the finalizer of SplitMix64). There is no state, so a run is repeatable.
fn random(seed: u64) -> u32 {
    let mut z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 32) as u32
}

/// Every policy and its run.
type Runs = Vec<(&'static Policy, Run)>;

fn simulate(devices: u32) -> Runs {
    let begun = Instant::now();
    let runs = ALL.iter().map(|policy| (policy, Run::new(policy, devices))).collect();
    eprintln!("{devices} devices: {:.1} s", begun.elapsed().as_secs_f64());
    runs
}

fn table(runs: &Runs) -> String {
    let mut table = String::from(
        "| policy | outage | peak load | all served after | requests a device | never served |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for (policy, run) in runs {
        table += &format!(
            "| {} | {} s | {:.2} | {} | {:.1} | {:.1} % |\n",
            policy.name,
            policy.outage_s,
            run.peak_load(),
            run.all_served_s().map_or("-".into(), |seconds| format!("{seconds} s")),
            run.requests_a_device(),
            run.never_served_percent(),
        );
    }
    table
}

/// Draws the naive policy, the one without jitter, and the library's.
fn drawing(runs: &Runs) -> String {
    let loads = |wanted: &Policy| -> Vec<f64> {
        let (_, run) =
            runs.iter().find(|(policy, _)| policy.name == wanted.name).expect("a policy of the table");
        run.loads().collect()
    };
    let (fixed, exponential, ours) = (loads(&FIXED), loads(&NO_JITTER), loads(&OURS));
    let lines = [
        ("fixed", "fixed 2 s", fixed.as_slice()),
        ("exponential", "exponential, no jitter", &exponential),
        ("ours", "mixerr: equal jitter", &ours),
    ];
    plot::draw(&lines, "Load of a server that a million devices return to", OURS.outage_s)
}

/// Reports the library if it exceeds its bounds, and each fault that does not.
fn broken_bounds(runs: &Runs) -> Vec<String> {
    let ours = runs.iter().filter(|(policy, _)| [OURS.name, OURS_HINTED.name].contains(&policy.name));
    let ours = ours.filter(|(policy, run)| !run.is_within(&policy.bounds));
    let exceeded = ours.map(|(policy, _)| format!("{} exceeds its bounds", policy.name));
    let faults = FAULTS.iter().filter(|fault| Run::new(fault, FEW).is_within(&fault.bounds));
    let missed = faults.map(|fault| format!("{} ({} s) stays within the bounds", fault.name, fault.outage_s));
    exceeded.chain(missed).collect()
}

/// Returns the page with another table between the two comments that name it.
fn with_table(page: &str, devices: u32, table: &str) -> String {
    let (begin, end) = (format!("<!-- {devices} devices -->\n"), format!("<!-- /{devices} devices -->\n"));
    let (before, rest) = page.split_once(&begin).expect("the page has the table");
    let (_, after) = rest.split_once(&end).expect("the table ends");
    format!("{before}{begin}{table}{end}{after}")
}

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let (is_check, sizes): (_, &[_]) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => {
            print!("{}", table(&simulate(FEW)));
            return ExitCode::SUCCESS;
        }
        ["--check", "--some"] => (true, &[FEW]),
        ["--check"] => (true, &[FEW, MANY]),
        ["--write"] => (false, &[FEW, MANY]),
        _ => {
            eprintln!("usage: fleet [--check [--some] | --write]");
            return ExitCode::from(64);
        }
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tools/figures/fleet");
    let (page_file, plot_file) = (folder.join("README.md"), folder.join("load.svg"));
    let committed_page = fs::read_to_string(&page_file).expect("README.md is beside");
    let mut page = committed_page.clone();
    let mut wrong = Vec::new();
    let mut plot = None;
    for devices in sizes {
        let runs = simulate(*devices);
        let table = table(&runs);
        println!("{devices} devices\n\n{table}");
        page = with_table(&page, *devices, &table);
        wrong.extend(broken_bounds(&runs));
        if *devices == MANY {
            plot = Some(drawing(&runs));
        }
    }
    if is_check {
        if page != committed_page {
            wrong.push("a table of README.md differs: see --write".into());
        }
        if plot.is_some_and(|plot| fs::read_to_string(plot_file).ok() != Some(plot)) {
            wrong.push("load.svg differs: see --write".into());
        }
    } else {
        fs::write(page_file, page).expect("README.md is writable");
        fs::write(plot_file, plot.expect("a million are drawn")).expect("load.svg is writable");
    }
    for line in &wrong {
        eprintln!("fleet: {line}");
    }
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
