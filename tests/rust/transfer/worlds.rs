//! The worlds that are explored, and how far.

use std::time::Instant;

use mixerr::Transfer;

use crate::checker::machines::Arena;
use crate::checker::search::expect_no_violation;
use crate::checker::world::{Assumptions, Setup};

/// A legacy transfer: final at once.
pub(crate) const LEGACY: Setup = Setup {
    name: "legacy",
    carries_pin: false,
    safe: false,
    occupied: false,
    amends: false,
    expires: true,
    late: true,
    spoils: false,
    all_responses: true,
    max_requests: 4,
    max_decisions: 2,
    max_cuts: 1,
    assumptions: Assumptions::ALL,
};

/// The same with a PIN.
pub(crate) const LEGACY_PIN: Setup = Setup { name: "legacy with a PIN", carries_pin: true, ..LEGACY };

/// A Safe transaction: it may be recorded and not final.
pub(crate) const SAFE: Setup = Setup { name: "Safe", safe: true, ..LEGACY };

/// A Safe transaction whose parameters are amended, under a key that somebody else may take.
pub(crate) const SAFE_AMENDED: Setup =
    Setup { name: "Safe, amended, occupied", amends: true, occupied: true, ..SAFE };

/// A storage that holds something else after a power cut.
pub(crate) const SPOILED: Setup =
    Setup { name: "spoiled storage", spoils: true, amends: true, all_responses: false, ..LEGACY_PIN };

/// Few kinds of responses, and requests until the budget is used up three times.
pub(crate) const LONG: Setup = Setup {
    name: "long",
    late: false,
    all_responses: false,
    max_requests: 60,
    max_decisions: 2,
    max_cuts: 1,
    ..LEGACY
};

pub(crate) const LONG_PIN: Setup = Setup { name: "long with a PIN", carries_pin: true, ..LONG };

pub(crate) const WORLDS: [Setup; 7] = [LEGACY, LEGACY_PIN, SAFE, SAFE_AMENDED, SPOILED, LONG, LONG_PIN];

#[test]
fn every_state_keeps_every_rule() {
    let (mut states, mut transitions) = (0, 0);
    let all = Instant::now();
    for setup in WORLDS {
        let start = Instant::now();
        let found = expect_no_violation(setup, &mut Arena::<Transfer>::default());
        println!(
            "{:24} {:9} states {:10} transitions {:7} of the machine {:6.1} s",
            setup.name,
            found.states,
            found.transitions,
            found.machine_states,
            start.elapsed().as_secs_f32()
        );
        states += found.states;
        transitions += found.transitions;
    }
    println!("{states} states, {transitions} transitions, {:.1} s", all.elapsed().as_secs_f32());
}
