//! From every state the transfer can still be settled, once the server and the person are willing.

use std::collections::HashSet;

use mixerr::{Ending, Match, Step};

use super::bank::{Bank, Holder, Params, Stage};
use super::hash::Fast;
use super::judge::{self, Broken};
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
    // A transaction whose second half is missing is only settled by sending it.
    let unsigned = matches!(world.bank.holder, Holder::Ours(held, Stage::Unsigned) if held == world.params());
    let given_up = unsigned || is_settled(explorer, id, world, Wish::GiveUp);
    if given_up && is_settled(explorer, id, world, Wish::Pay) { Ok(()) } else { Err(judge::NEVER_SETTLED) }
}

/// Runs a willing world: nothing is lost, the bank tells the truth, and signed transactions become final.
fn is_settled(explorer: &mut Explorer<'_>, mut id: Id, world: World, wish: Wish) -> bool {
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
            Step::Done(Ending::Paid) => {
                return explorer.truth(bank, asked).is_some_and(|saw| saw.proves(Match::Exact));
            }
            Step::Done(Ending::Conflict) => return truth.is_some_and(|saw| saw.proves(Match::Conflict)),
            Step::Done(Ending::NotPaid) => return !bank.is_ours(),
            Step::Ask(_) | Step::Done(Ending::Unknown) if wish == Wish::GiveUp => {
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
            Step::Ask(_) | Step::Done(Ending::Unknown) => Call::Decision(true),
        };
        id = explorer.machines.call(id, call).0;
    }
    false
}
