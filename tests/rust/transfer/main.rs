//! [`mixerr::Transfer`]: every state of it in a hostile world, its steps, its record, its pacing.

mod assumptions;
mod checker;
mod mutants;
mod pacing;
mod record;
mod steps;
mod worlds;
