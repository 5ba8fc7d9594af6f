//! A model checker: every state that a transfer and the world around it can reach, within stated bounds.
//!
//! The world is written after the API's facts and the list of what can go wrong, in files apart from the machine: `bank`
//! is the server and the network, `responses` what a caller sees, `storage` its two slots, `world` everything that can
//! happen, `judge` and `settle` what must hold. Only `machines` knows the machine.

pub(crate) mod bank;
pub(crate) mod event;
pub(crate) mod hash;
pub(crate) mod judge;
pub(crate) mod machines;
pub(crate) mod responses;
pub(crate) mod search;
pub(crate) mod settle;
pub(crate) mod setup;
pub(crate) mod storage;
pub(crate) mod world;
