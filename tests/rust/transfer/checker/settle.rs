//! Checks that the transfer can be settled from every state, if the server and the person cooperate.

use std::collections::HashSet;

use mixerr::{Ending, Step};

use super::bank::{Bank, Holder, Params, Stage};
use super::hash::Fast;
use super::judge::{self, Broken, Judge};
use super::machines::{Call, Id};
use super::responses;
use super::world::{Explorer, Power, World};

/// The part of a state that decides whether it can be settled, with the results so far.
#[derive(Default)]
pub(crate) struct Memory(HashSet<(Id, Holder, Params), Fast>);

/// How a person settles the transfer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Pay,
    GiveUp,
}

/// The limit of steps: twice a budget of look-ups, with three steps each. Every run needs fewer.
const MANY: u32 = 120;

pub(crate) fn can_be_settled(
    explorer: &mut Explorer<'_>,
    world: World,
    memory: &mut Memory,
) -> Result<(), Broken> {
    let Power::On(id) = world.power else { return Ok(()) };
    if !memory.0.insert((id, world.bank.holder, world.params())) {
        return Ok(());
    }
    settle(explorer, id, world, Wish::Pay)?;
    // Only another request settles a transaction without its second half.
    match world.bank.holder {
        Holder::Ours(held, Stage::Unsigned) if held == world.params() => Ok(()),
        _ => settle(explorer, id, world, Wish::GiveUp),
    }
}

/// Runs a cooperative world: nothing is lost, the bank answers truthfully, and signed transactions become final.
fn settle(explorer: &mut Explorer<'_>, mut id: Id, world: World, wish: Wish) -> Result<(), Broken> {
    let asked = world.params();
    let mut bank = Bank { replicated: true, ..world.bank.progress().unwrap_or(world.bank) };
    for _ in 0..MANY {
        let step = explorer.machines.poll(id);
        let truth = explorer.truth(bank, asked);
        let call = match step {
            Step::Save => Call::Saved,
            Step::Wait(_) => Call::Timeout,
            Step::Send => {
                let pays = match bank.holder {
                    Holder::Nobody => true,
                    Holder::Ours(held, stage) => held == asked && stage != Stage::Final,
                    Holder::Other => false,
                };
                if pays {
                    bank = bank.hold(Holder::Ours(asked, Stage::Final));
                }
                explorer.truth(bank, asked).expect("somebody holds the key").call
            }
            Step::LookUp => truth.unwrap_or(responses::not_found()[0]).call,
            Step::Done(ending) if ending != Ending::Unknown => {
                let mut judge = Judge::new();
                judge.claim(ending);
                return judge.check(bank, asked);
            }
            Step::Ask(_) | Step::Done(_) if wish == Wish::GiveUp => {
                // Only a decision ends a hint of over an hour.
                let (expired, _) = explorer.machines.call(id, Call::Expired);
                match explorer.machines.poll(expired) {
                    Step::Ask(_) | Step::Done(Ending::Unknown) => {
                        id = expired;
                        Call::Decision(false)
                    }
                    _ => Call::Expired,
                }
            }
            Step::Ask(_) | Step::Done(_) => Call::Decision(true),
        };
        id = explorer.machines.call(id, call).0;
    }
    Err(judge::NEVER_SETTLED)
}
