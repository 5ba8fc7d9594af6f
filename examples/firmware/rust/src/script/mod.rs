//! Simulates the server, the person and the flash, from a script.

mod chip;
mod screen;
mod server;

use core::fmt::{self, Write};

use crate::board::Console;

pub use chip::{Chip, Cut};
pub use screen::Screen;
pub use server::{Reply, Server};

/// The asset of every payment.
pub const ASSET_ID: &str = "965e5c6e-434c-3fa9-b780-c50f43cd955c";
/// The receiver of every payment.
pub const OPPONENT_ID: &str = "d33f7efd-4b0b-41ff-baa3-b22ea40eb44f";
/// The amount of every payment.
pub const AMOUNT: &str = "1.5";

/// A payment, and what happens during it.
pub struct Scenario {
    /// What happens.
    pub title: &'static str,
    /// The key of the payment.
    pub trace_id: &'static str,
    /// What the server does with each request. It executes every later one.
    pub replies: &'static [Reply],
    /// How often the person enters a PIN.
    pub pins: u32,
    /// How often the person continues.
    pub confirmations: u32,
    /// The power cuts.
    pub cuts: &'static [Cut],
}

/// The sizes of the chunks in which bodies arrive, repeated.
pub const CHUNKS: [usize; 6] = [1, 7, 3, 13, 31, 5];

/// The longest chunk.
pub const LONGEST_CHUNK: usize = 31;

/// Writes a line of the transcript.
pub fn print(line: fmt::Arguments<'_>) {
    let _ = Console.write_fmt(line).and_then(|()| Console.write_char('\n'));
}
