//! Simulates the server, the person and the flash, from the tables of `examples/firmware/script`.

mod chip;
mod screen;
mod server;

use core::fmt::{self, Write};

use crate::board::Console;
use crate::payment::Payment;
use crate::table;

pub use chip::Chip;
pub use screen::Screen;
pub use server::Server;

const PAYMENTS: &str = include_str!("../../../script/payments.tsv");

/// An array, because core's search for a single character can panic as far as a linker sees.
const SPACE: [char; 1] = [' '];

/// A row of `payments.tsv`, which explains the columns.
pub struct Scenario {
    /// What happens.
    pub title: &'static str,
    /// The payment.
    pub payment: Payment<'static>,
    replies: &'static str,
    pins: u32,
    confirmations: u32,
    flash: &'static str,
    cuts: &'static str,
}

/// Returns the payments; `None` for a row that is wrong.
pub fn scenarios() -> impl Iterator<Item = Option<Scenario>> {
    table::rows(PAYMENTS).map(scenario)
}

fn scenario(row: &'static str) -> Option<Scenario> {
    let [title, trace_id, replies, pins, confirmations, flash, cuts] = table::columns(row)?;
    let payment = Payment {
        trace_id,
        asset_id: "965e5c6e-434c-3fa9-b780-c50f43cd955c",
        opponent_id: "d33f7efd-4b0b-41ff-baa3-b22ea40eb44f",
        amount: "1.5",
    };
    let [pins, confirmations] = [pins.parse().ok()?, confirmations.parse().ok()?];
    Some(Scenario { title, payment, replies, pins, confirmations, flash, cuts })
}

/// Returns the words of a column; none if it is `-`.
fn words(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split(SPACE).filter(|word| *word != "-")
}

/// The sizes of the chunks in which bodies arrive, repeated.
pub const CHUNKS: [usize; 6] = [1, 7, 3, 13, 31, 5];

/// The longest chunk.
pub const LONGEST_CHUNK: usize = 31;

/// Writes a line of the transcript.
pub fn print(line: fmt::Arguments<'_>) {
    let _ = Console.write_fmt(line).and_then(|()| Console.write_char('\n'));
}
