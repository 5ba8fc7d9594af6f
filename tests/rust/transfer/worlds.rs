//! The worlds that the checker explores, and their bounds.

use std::time::Instant;

use mixerr::Transfer;

use crate::checker::machines::Arena;
use crate::checker::search::expect_no_violation;
use crate::checker::setup::{Assumptions, Kinds, Setup};

/// A legacy transfer, which is final at once.
pub(crate) const LEGACY: Setup = Setup {
    name: "legacy",
    carries_pin: false,
    safe: false,
    occupied: false,
    joined: false,
    amends: false,
    expires: true,
    late: true,
    spoils: false,
    stubborn: false,
    responses: Kinds::All,
    keeps_older: false,
    max_requests: 4,
    max_decisions: 2,
    max_cuts: 1,
    assumptions: Assumptions::ALL,
};

/// The same with a PIN.
pub(crate) const LEGACY_PIN: Setup = Setup { name: "legacy with a PIN", carries_pin: true, ..LEGACY };

/// A Safe transaction, which may be recorded and not final.
pub(crate) const SAFE: Setup =
    Setup { name: "Safe", safe: true, max_requests: 5, responses: Kinds::Few, ..LEGACY };

/// A Safe transaction whose parameters may be amended, and whose key somebody else may take.
pub(crate) const AMENDED: Setup =
    Setup { name: "amended, occupied", amends: true, occupied: true, max_requests: 4, ..SAFE };

/// A Safe transaction that another copy of the wallet may sign.
pub(crate) const JOINED: Setup = Setup {
    name: "Safe, joined",
    joined: true,
    stubborn: true,
    responses: Kinds::All,
    max_requests: 3,
    max_cuts: 0,
    ..SAFE
};

/// Two power cuts, after which the storage may contain a foreign record.
pub(crate) const CUTS: Setup = Setup {
    name: "power cuts",
    spoils: true,
    amends: true,
    keeps_older: true,
    responses: Kinds::Few,
    max_requests: 3,
    max_cuts: 2,
    ..LEGACY_PIN
};

/// Only repeats, until the budget is used up more than twice.
pub(crate) const LONG: Setup = Setup {
    name: "long",
    responses: Kinds::Repeats,
    late: false,
    expires: false,
    max_requests: 38,
    max_decisions: 1,
    max_cuts: 1,
    ..SAFE
};

pub(crate) const LONG_PIN: Setup =
    Setup { name: "long with a PIN", carries_pin: true, safe: false, max_requests: 24, ..LONG };

pub(crate) const WORLDS: [Setup; 8] = [LEGACY, LEGACY_PIN, SAFE, JOINED, AMENDED, CUTS, LONG, LONG_PIN];

/// Smaller worlds. Each mutant breaks a rule in one of them.
pub(crate) const MUTANT_WORLDS: [Setup; 8] = [
    Setup { max_requests: 2, max_decisions: 1, responses: Kinds::Few, ..LEGACY_PIN },
    Setup { max_requests: 3, max_decisions: 1, max_cuts: 0, responses: Kinds::Few, ..AMENDED },
    Setup { max_decisions: 1, ..JOINED },
    Setup { max_requests: 2, max_decisions: 1, max_cuts: 2, ..CUTS },
    Setup { max_requests: 20, max_decisions: 0, max_cuts: 0, ..LONG },
    Setup { max_requests: 12, max_decisions: 1, ..LONG_PIN },
    Setup { max_requests: 3, max_decisions: 2, ..LEGACY },
    CUTS,
];

#[test]
fn every_state_keeps_every_rule() {
    explore(&WORLDS);
}

mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn every_state_keeps_every_rule_one_request_further() {
        explore(&WORLDS.map(|setup| Setup { max_requests: setup.max_requests + 1, ..setup }));
    }
}

fn explore(worlds: &[Setup]) {
    let (mut states, mut transitions) = (0, 0);
    let start = Instant::now();
    println!("world                  states  transitions  of the machine  seconds");
    for setup in worlds {
        let start = Instant::now();
        let found = expect_no_violation(*setup, &mut Arena::<Transfer>::default());
        println!(
            "{:18} {:10} {:12} {:15} {:8.1}",
            setup.name,
            found.states,
            found.transitions,
            found.machine_states,
            start.elapsed().as_secs_f32()
        );
        states += found.states;
        transitions += found.transitions;
    }
    println!("{:18} {states:10} {transitions:12} {:24.1}", "all", start.elapsed().as_secs_f32());
}
