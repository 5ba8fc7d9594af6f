//! A model checker: it visits every state that a transfer and the world around it can reach, within stated bounds.
//!
//! The world follows the facts of the API, not the code of the transfer:
//!
//! - `bank`: the server and the network
//! - `responses`: the responses that the caller may see
//! - `storage`: the caller's two slots
//! - `world`: every event that can happen
//! - `judge`, `settle` and `ends`: the rules that every state must keep
//! - `machines`: the transfer under test; no other file depends on its type

pub(crate) mod bank;
pub(crate) mod ends;
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
