//! Each assumption of the checker is needed: without it, a trace breaks a rule.

use mixerr::Transfer;

use crate::checker::judge::{self, Broken};
use crate::checker::machines::Arena;
use crate::checker::search::search;
use crate::checker::setup::{Assumptions, Setup};
use crate::worlds::{AMENDED, LEGACY};

/// Explores a world without an assumption, and prints the shortest trace that breaks `rule`.
fn needs(assumption: &str, setup: Setup, rule: Broken) {
    let found = search(setup, &mut Arena::<Transfer>::default(), Some(rule));
    let violation = found.violation.unwrap_or_else(|| panic!("not needed: {assumption}"));
    println!("If not \"{assumption}\": {}\n{}", violation.rule, violation.trace);
}

const ALL: Assumptions = Assumptions::ALL;

#[test]
fn durable_save_is_needed() {
    let assumptions = Assumptions { durable_save: false, ..ALL };
    needs("a save is durable", Setup { assumptions, ..LEGACY }, judge::FALSE_NOT_PAID);
}

#[test]
fn atomic_write_is_needed() {
    let assumptions = Assumptions { atomic_write: false, ..ALL };
    needs("a write is atomic", Setup { assumptions, ..LEGACY }, judge::FALSE_NOT_PAID);
}

#[test]
fn no_replay_is_needed() {
    let assumptions = Assumptions { no_replay: false, ..ALL };
    needs("a refused request is not replayed", Setup { assumptions, ..LEGACY }, judge::FALSE_NOT_PAID);
}

#[test]
fn paying_once_is_needed() {
    let assumptions = Assumptions { pays_once: false, ..ALL };
    needs("the API pays a key once", Setup { assumptions, ..LEGACY }, judge::PAID_TWICE);
}

#[test]
fn fresh_look_up_is_needed() {
    let assumptions = Assumptions { fresh_look_up: false, ..ALL };
    needs("a look-up after expiry is fresh", Setup { assumptions, ..LEGACY }, judge::FALSE_NOT_PAID);
}

#[test]
fn true_expiry_is_needed() {
    let assumptions = Assumptions { true_expiry: false, ..ALL };
    needs("expiry is reported when it is true", Setup { assumptions, ..LEGACY }, judge::FALSE_NOT_PAID);
}

#[test]
fn own_slots_are_needed() {
    let assumptions = Assumptions { own_slots: false, ..ALL };
    needs("the slots belong to one key", Setup { assumptions, ..LEGACY }, judge::STUCK);
}

#[test]
fn full_receipt_is_needed() {
    let assumptions = Assumptions { full_receipt: false, ..ALL };
    needs("the receipt has what is amended", Setup { assumptions, ..AMENDED }, judge::FALSE_PAID);
}
