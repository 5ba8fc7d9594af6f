//! From every state the transfer can still be settled, once the server and the person are willing.

use std::collections::HashSet;

use mixerr::{Ending, Step};

use super::bank::{Bank, Holder, Params, Stage};
use super::hash::Fast;
use super::judge::{self, Broken, Judge};
use super::machines::{Call, Id};
use super::responses;
use super::world::{Explorer, Power, World};

/// What was settled before: the machine and the bank decide, and what is asked for.
#[derive(Default)]
pub(crate) struct Memory(HashSet<(Id, Holder, Params), Fast>);

/// How a person settles it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    Pay,
    GiveUp,
}

/// More steps than any run of a willing world takes: a budget of look-ups, three steps each, and twice that.
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
    // A transaction whose second half is missing is only settled by sending it.
    match world.bank.holder {
        Holder::Ours(held, Stage::Unsigned) if held == world.params() => Ok(()),
        _ => settle(explorer, id, world, Wish::GiveUp),
    }
}

/// Runs a willing world: nothing is lost, the bank tells the truth, and signed transactions become final.
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
                // A hint of more than an hour is undercut by a decision alone.
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
