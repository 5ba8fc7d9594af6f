//! [`Panel`]: the part of the device that a person sees.

use core::fmt;

use crate::display::Display;
use crate::trace::TraceId;

/// A PIN. It has no `Debug` and no `Display`, so that it cannot get into a log.
pub struct Pin(pub [u8; 6]);

/// The display, the keys and what else the device has.
pub trait Panel {
    /// Shows a page until the next one.
    fn show(&mut self, page: &Display);

    /// Asks for the PIN; `None` if the person would rather not pay.
    fn ask_pin(&mut self) -> Option<Pin>;

    /// Waits.
    fn pause(&mut self, seconds: u32);

    /// Makes a trace id from the random number generator, and stores it where it survives a reset, with the amount, before
    /// it returns. Called once for each payment, when it begins.
    fn new_trace(&mut self) -> TraceId;

    /// Takes a line for the log, which holds nothing private.
    fn log(&mut self, line: fmt::Arguments<'_>);
}
