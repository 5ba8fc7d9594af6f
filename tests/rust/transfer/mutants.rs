//! Tests of the checker: it finds every mutant, an altered copy of the transfer.

use std::time::Instant;

use crate::checker::search::search;
use crate::worlds::MUTANT_WORLDS;

/// The copies. `mutants/build.rs` makes them from the core's source and `mutants/list.rs`.
#[allow(warnings, unreachable_pub, missing_docs, clippy::all, reason = "a copy is altered text")]
mod copies {
    use crate::checker::machines::{Arena, Machines, machine};

    include!(concat!(env!("OUT_DIR"), "/mutants.rs"));
}

#[test]
fn every_mutant_alters_a_text_that_is_there_once() {
    assert!(copies::STALE.is_empty(), "mutants/list.rs: {:?}", copies::STALE);
}

#[test]
fn every_mutant_is_found() {
    let start = Instant::now();
    let mut missed = Vec::new();
    let mutants = copies::all();
    let count = mutants.len();
    for (name, mut machines) in mutants {
        let found = MUTANT_WORLDS.iter().find_map(|setup| {
            let violation = search(*setup, machines.as_mut(), None).violation?;
            Some((setup.name, violation.rule))
        });
        match found {
            Some((world, rule)) => println!("{name:38} {rule} ({world})"),
            None => missed.push(name),
        }
    }
    println!("{count} mutants, {:.1} s", start.elapsed().as_secs_f32());
    assert!(missed.is_empty(), "not found: {missed:?}");
}
