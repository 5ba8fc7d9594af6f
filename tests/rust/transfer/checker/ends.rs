//! Checks that every run ends: a person who always agrees, or always refuses, is not asked without end.

use mixerr::{Action, Step};

use super::judge::{self, Broken};
use super::machines::{Call, Id, Machines};
use super::responses;

/// The limit of steps. A person agrees to four questions at most, with a save, a pause and a look-up each.
const MANY: u32 = 64;

/// The responses to look-ups that ask for something.
fn questions() -> Vec<Call> {
    let asks = [Action::Reauthorize, Action::FixClock, Action::Resync, Action::UpdateApp];
    let noise = responses::look_up_noise().into_iter();
    noise
        .filter(|seen| seen.error().is_some_and(|(_, action, _)| asks.contains(&action)))
        .map(|seen| seen.call)
        .collect()
}

/// Runs every two of the responses in turn, with a person who always agrees or always refuses. The tokens have expired
/// at each question, or never.
pub(crate) fn every_run_ends(machines: &mut dyn Machines, id: Id) -> Result<(), Broken> {
    if !matches!(machines.poll(id), Step::LookUp | Step::Ask(_)) {
        return Ok(());
    }
    let questions = questions();
    for (index, first) in questions.iter().enumerate() {
        for second in &questions[index..] {
            for go in [true, false] {
                for expires in [true, false] {
                    run(machines, id, [*first, *second], go, expires)?;
                }
            }
        }
    }
    Ok(())
}

fn run(
    machines: &mut dyn Machines,
    mut id: Id,
    responses: [Call; 2],
    go: bool,
    expires: bool,
) -> Result<(), Broken> {
    let mut responses = responses.iter().cycle();
    for _ in 0..MANY {
        let call = match machines.poll(id) {
            Step::Save => Call::Saved,
            Step::Wait(_) => Call::Timeout,
            // A person may agree to a payment as often as the API refuses it.
            Step::Send if go => return Ok(()),
            Step::Send | Step::LookUp => *responses.next().expect("a cycle"),
            Step::Ask(_) => {
                if expires {
                    id = machines.call(id, Call::Expired).0;
                }
                Call::Decision(go)
            }
            Step::Done(_) => return Ok(()),
        };
        id = machines.call(id, call).0;
    }
    Err(judge::NEVER_ENDS)
}
