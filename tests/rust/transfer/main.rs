//! Tests of [`mixerr::Transfer`]: a model checker that visits every state, and tests of steps, records and pauses.

mod assumptions;
mod checker;
mod mutants;
mod pacing;
mod record;
mod steps;
mod vectors;
mod worlds;
