#![doc = include_str!("../README.md")]
#![no_std]
#![deny(missing_docs)]

pub mod board;
pub mod display;
mod panel;
mod receipt;
pub mod script;
pub mod table;
pub mod trace;
mod transport;
mod wallet;

pub use panel::{Panel, Pin};
pub use transport::{Lost, Request, Transport};
pub use wallet::{Ending, Wallet};
