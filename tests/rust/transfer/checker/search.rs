//! Breadth-first search of every state that a world can reach. It finds the shortest trace to a broken rule.

use std::collections::HashSet;
use std::fmt::Write as _;

use mixerr::{Ending, Match, Payment, PaymentOutcome, Step};

use super::ends;
use super::hash::Fast;
use super::judge::{self, Broken};
use super::machines::{Call, Id, Machines};
use super::settle;
use super::setup::Setup;
use super::world::{Explorer, Power, World};

/// The limit of states, about 2 GB. Every world has fewer.
const MANY: usize = 16_000_000;

/// The result of a search.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) states: usize,
    pub(crate) transitions: usize,
    /// The number of states of the machine itself.
    pub(crate) machine_states: usize,
    pub(crate) violation: Option<Violation>,
}

#[derive(Debug)]
pub(crate) struct Violation {
    pub(crate) rule: Broken,
    /// The events, one a line.
    pub(crate) trace: String,
}

/// Visits every state of a world, or stops at the first broken rule.
///
/// With `only`, a state that breaks another rule ends its run, and the search continues.
pub(crate) fn search(setup: Setup, machines: &mut dyn Machines, only: Option<Broken>) -> Found {
    let counts = |rule| only.is_none_or(|only| only == rule);
    let mut explorer = Explorer::new(setup, machines);
    let start = explorer.start();
    // The states in the order of discovery, each with its predecessor.
    let mut states = vec![(start, 0_u32)];
    let mut known: HashSet<World, Fast> = HashSet::default();
    known.insert(start);
    let mut found = Found::default();
    let mut settled = settle::Memory::default();
    let mut fitting: HashSet<Id, Fast> = HashSet::default();
    let mut next = 0;
    while let Some((world, _)) = states.get(next).copied() {
        let parent = u32::try_from(next).expect("fewer than 2^32 states");
        let mut broken = None;
        explorer.successors(world, &mut |event, after| {
            found.transitions += 1;
            match after {
                Ok(after) if known.insert(after) => states.push((after, parent)),
                Ok(_) => {}
                Err(rule) if broken.is_none() && counts(rule) => broken = Some((rule, Some(event))),
                Err(_) => {}
            }
        });
        if let Power::On(id) = world.power
            && fitting.insert(id)
        {
            let ends = if setup.stubborn { ends::every_run_ends(explorer.machines, id) } else { Ok(()) };
            if let Err(rule) = check_reports(explorer.machines, id).and(ends)
                && counts(rule)
            {
                broken = broken.or(Some((rule, None)));
            }
        }
        if let Err(rule) = settle::can_be_settled(&mut explorer, world, &mut settled)
            && counts(rule)
        {
            broken = broken.or(Some((rule, None)));
        }
        if let Some((rule, event)) = broken {
            let mut trace = trace(&mut explorer, &states, next);
            if let Some(event) = event {
                let _ = writeln!(trace, "  {event}");
            }
            found.violation = Some(Violation { rule, trace });
            break;
        }
        next += 1;
        assert!(states.len() < MANY, "{}: too many states", setup.name);
    }
    found.states = states.len();
    found.machine_states = explorer.machines.len();
    found
}

/// Returns the events that led to a state.
fn trace(explorer: &mut Explorer<'_>, states: &[(World, u32)], mut index: usize) -> String {
    let mut lines = Vec::new();
    while index != 0 {
        let (world, parent) = states[index];
        let mut line = None;
        explorer.successors(states[parent as usize].0, &mut |event, after| {
            if line.is_none() && after == Ok(world) {
                line = Some(format!("  {event}\n"));
            }
        });
        lines.push(line.expect("the search went this way"));
        index = parent as usize;
    }
    lines.into_iter().rev().collect()
}

/// Makes every kind of report at a state of the machine. Those that fit are accepted, and all others change nothing.
fn check_reports(machines: &mut dyn Machines, id: Id) -> Result<(), Broken> {
    let step = machines.poll(id);
    let success = Call::Response(PaymentOutcome::Success, Match::Exact, 0);
    let error = PaymentOutcome::Api {
        code: mixerr::Code::PIN_INCORRECT,
        action: mixerr::Action::AskUser,
        payment: Payment::Excluded,
    };
    let ends = machines.record(id)[4] != 1;
    let calls = [
        (Call::Saved, matches!(step, Step::Save)),
        (Call::Timeout, matches!(step, Step::Wait(_))),
        (success, matches!(step, Step::Send | Step::LookUp)),
        (Call::Response(error, Match::None, 0), matches!(step, Step::Send | Step::LookUp)),
        (Call::NoResponse { may_have_arrived: true }, matches!(step, Step::Send | Step::LookUp)),
        (Call::NoResponse { may_have_arrived: false }, matches!(step, Step::Send | Step::LookUp)),
        (Call::Decision(true), matches!(step, Step::Ask(_) | Step::Done(Ending::Unknown))),
        (Call::Decision(false), matches!(step, Step::Ask(_) | Step::Done(Ending::Unknown))),
        (Call::Amend(1), matches!(step, Step::Ask(_) | Step::Done(Ending::Unknown))),
        (Call::Expired, !ends && !matches!(step, Step::Send | Step::LookUp)),
    ];
    for (call, fits) in calls {
        let (after, accepted) = machines.call(id, call);
        match accepted {
            _ if accepted != fits => return Err(judge::MISFIT),
            false if after != id => return Err(judge::MISFIT_CHANGES),
            _ => {}
        }
    }
    Ok(())
}

/// Explores a world, and panics with the trace if a rule is broken.
pub(crate) fn expect_no_violation(setup: Setup, machines: &mut dyn Machines) -> Found {
    let found = search(setup, machines, None);
    if let Some(violation) = &found.violation {
        panic!("{}: {}\n{}", setup.name, violation.rule, violation.trace);
    }
    found
}
