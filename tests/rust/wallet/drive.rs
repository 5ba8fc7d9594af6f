//! Drives every example wallet through every sequence of failures, up to a number of failures, and compares its claims
//! with the bank.
//!
//! The bank and the rules follow the documented facts of the API, not the code of `mixerr::Transfer`:
//!
//! - `bank`: who holds a key, and which requests are still on their way
//! - `failures`: every way in which one request can go wrong
//! - `choices`: enumerates the runs
//! - `world`: one run, and the rules that it must keep
//! - `firmware`: the wallets in Rust and C for firmware, compiled for the host
//! - `process`: the wallet in C and the bot in Python, as processes that speak HTTP and write files

mod bank;
mod choices;
mod failures;
mod firmware;
mod mutants;
mod process;
mod world;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use choices::Choices;
use failures::Set;
use world::{Setup, Stop, World};

const KEY: &str = "0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77";
const ASSET_ID: &str = "965e5c6e-434c-3fa9-b780-c50f43cd955c";
const OPPONENT_ID: &str = "773e5e77-4107-45c2-b648-8fc722ed77f5";
const AMOUNT: &str = "1.5";
const RAW: &str = "77770005";
const HASH: &str = "2cfe1ab35a4cf1b4ea1a2d6a0fa8ae8b1d6cbd7a2c1c40fa02a5f7dbd1c1f0aa";

/// A wallet under test.
trait Wallet {
    /// Forgets the last payment.
    fn reset(&mut self);

    /// Starts the wallet, and returns when it stops.
    fn session(&mut self, world: &mut World<'_>) -> Stop;
}

/// Drives every run of a setup. Returns their number, or the first run that breaks a rule.
fn drive(wallet: &mut dyn Wallet, setup: &Setup) -> Result<u32, String> {
    let table = failures::table(setup);
    let mut choices = Choices::new(setup.failures, setup.one_in);
    loop {
        wallet.reset();
        let mut world = World::new(setup, &table, &mut choices);
        world.run(wallet);
        if let Some(rule) = world.broken() {
            return Err(format!("{rule} in a run of \"{}\":\n  {}", setup.name, world.trace().join("\n  ")));
        }
        if !choices.advance() {
            return Ok(choices.runs());
        }
    }
}

/// Drives a wallet through some setups, and prints the number of runs of each.
fn expect_true_claims(name: &str, wallet: &mut dyn Wallet, setups: &[Setup]) {
    for setup in setups {
        let start = Instant::now();
        let runs = drive(wallet, setup).unwrap_or_else(|broken| panic!("{name}: {broken}"));
        let seconds = start.elapsed().as_secs_f32();
        println!(
            "{name:14} {:28} up to {} failures, 1 in {:2} of the longest {runs:8} runs {seconds:6.1} s",
            setup.name, setup.failures, setup.one_in
        );
    }
}

/// Returns a directory for what the tests build.
fn scratch(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drive").join(name);
    std::fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// Returns a directory for one copy of a wallet. Two tests may drive the same wallet at the same time.
///
/// Its path is short, because that of a socket has at most 107 bytes.
fn scratch_of(wallet: &str) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    scratch(&format!("{wallet}-{}", COUNT.fetch_add(1, Ordering::Relaxed)))
}

/// Every failure alone.
const LEGACY: Setup = Setup {
    name: "legacy",
    safe: false,
    carries_pin: true,
    is_occupied: false,
    set: Set::All,
    failures: 1,
    one_in: 1,
    cuts: 2,
    only_claims: false,
};
const OCCUPIED: Setup = Setup { name: "legacy, occupied key", is_occupied: true, set: Set::Few, ..LEGACY };
/// Pairs of failures.
const FEW: Setup = Setup { name: "legacy, fewer kinds", set: Set::Few, failures: 2, ..LEGACY };
const SAFE: Setup = Setup { name: "Safe", safe: true, carries_pin: false, ..LEGACY };
const SAFE_ALONE: Setup = Setup { name: "Safe, fewer kinds", set: Set::Few, ..SAFE };
const SAFE_OCCUPIED: Setup = Setup { name: "Safe, occupied key", is_occupied: true, cuts: 0, ..SAFE_ALONE };
const SAFE_FEW: Setup = Setup { failures: 2, ..SAFE_ALONE };

#[test]
fn rust_firmware_claims_only_what_is_true() {
    expect_true_claims("Rust firmware", &mut firmware::rust(&mutants::NONE), &[LEGACY, OCCUPIED, FEW]);
}

#[test]
fn c_firmware_claims_only_what_is_true() {
    expect_true_claims("C firmware", &mut firmware::c(&mutants::NONE), &[LEGACY, OCCUPIED, FEW]);
}

#[test]
fn c_wallet_claims_only_what_is_true() {
    expect_true_claims("C wallet", &mut process::c(&mutants::NONE), &[LEGACY, OCCUPIED]);
}

#[test]
fn bot_claims_only_what_is_true() {
    expect_true_claims("Python bot", &mut process::bot(&mutants::NONE), &[SAFE_ALONE, SAFE_OCCUPIED]);
}

mod long {
    use super::*;

    /// All pairs of failures, and three failures of fewer kinds.
    const DEEP: [Setup; 4] = [
        Setup { failures: 2, ..LEGACY },
        Setup { failures: 2, ..OCCUPIED },
        Setup { failures: 3, ..FEW },
        Setup { failures: 3, set: Set::Few, ..OCCUPIED },
    ];

    #[test]
    #[ignore = "tests/run --long"]
    fn rust_firmware_claims_only_what_is_true_with_more_failures() {
        expect_true_claims("Rust firmware", &mut firmware::rust(&mutants::NONE), &DEEP);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn c_firmware_claims_only_what_is_true_with_more_failures() {
        expect_true_claims("C firmware", &mut firmware::c(&mutants::NONE), &DEEP);
    }

    // Each run starts processes. The samples bound these two tests to five minutes on two busy cores.

    #[test]
    #[ignore = "tests/run --long"]
    fn c_wallet_claims_only_what_is_true_with_more_failures() {
        let setups = [FEW, Setup { failures: 2, ..OCCUPIED }].map(|setup| Setup { one_in: 5, ..setup });
        expect_true_claims("C wallet", &mut process::c(&mutants::NONE), &setups);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn bot_claims_only_what_is_true_with_more_failures() {
        let pairs = [SAFE_FEW, Setup { failures: 2, cuts: 2, ..SAFE_OCCUPIED }];
        let [few, occupied] = pairs.map(|setup| Setup { one_in: 60, ..setup });
        let setups = [SAFE, few, occupied];
        expect_true_claims("Python bot", &mut process::bot(&mutants::NONE), &setups);
    }
}
