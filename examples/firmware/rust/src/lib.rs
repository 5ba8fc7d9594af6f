//! A payment of a hardware wallet, on mixerr alone: no allocation, and no panic that can be reached.
//!
//! Two traits are the hardware: [`Transport`] and [`Panel`]. [`Wallet`] is the part to copy; it does what
//! [`Outcome::action`](mixerr::Outcome::action) says. The rest makes it run in QEMU, where [`script`] plays the
//! server and the person.
//!
//! ```text
//! cargo run --release --target thumbv7m-none-eabi --bin wallet
//! ```
//!
//! `.cargo/config.toml` has the other targets. The programs `vectors` and `grammar` run
//! the tables of `tests/vectors/` on the board.
#![no_std]
#![deny(missing_docs)]

pub mod board;
pub mod display;
mod panel;
pub mod script;
pub mod table;
pub mod trace;
mod transport;
mod wallet;

pub use panel::{Panel, Pin};
pub use transport::{Lost, Request, Transport};
pub use wallet::{Ending, Wallet};
