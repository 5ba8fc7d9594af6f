//! [`Panel`]: the display, the keys, the clock and the log.

use core::fmt;

use crate::display::Display;

/// A PIN. It has neither `Debug` nor `Display`, so that it cannot get into a log.
pub struct Pin(pub [u8; 6]);

/// The parts of the device that a person uses.
pub trait Panel {
    /// Shows a page until the next one.
    fn show(&mut self, page: &Display);

    /// Asks for the PIN. `None` means that the person gives up.
    fn ask_pin(&mut self) -> Option<Pin>;

    /// Asks whether to continue.
    fn confirm(&mut self) -> bool;

    /// Waits for this number of milliseconds.
    fn sleep(&mut self, ms: u32);

    /// Writes a line to the log. It contains nothing private.
    fn log(&mut self, line: fmt::Arguments<'_>);
}
