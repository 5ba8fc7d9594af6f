#![doc = include_str!("../README.md")]
#![no_std]
#![deny(missing_docs)]

pub mod board;
pub mod display;
mod error;
mod exchange;
mod panel;
mod payment;
mod report;
pub mod script;
pub mod storage;
pub mod table;
mod transport;
mod wallet;

pub use error::Error;
pub use panel::{Panel, Pin};
pub use payment::Payment;
pub use transport::{NoResponse, Request, Transport};
pub use wallet::Wallet;
