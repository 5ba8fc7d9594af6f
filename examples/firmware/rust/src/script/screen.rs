//! [`Screen`]: a person at the device.

use core::fmt;

use super::{Scenario, print};
use crate::display::{COLUMNS, Display};
use crate::panel::{Panel, Pin};

/// The frame around a page.
const EDGE: &str = "---------------------";
const _: () = assert!(EDGE.len() == COLUMNS);

/// The panel of a scenario.
pub struct Screen {
    pins: u32,
    confirmations: u32,
}

impl Screen {
    /// Returns the panel of `scenario`.
    #[must_use]
    pub const fn new(scenario: &Scenario) -> Self {
        Self { pins: scenario.pins, confirmations: scenario.confirmations }
    }
}

impl Panel for Screen {
    fn show(&mut self, page: &Display) {
        print(format_args!("  +{EDGE}+"));
        for row in page.rows().filter(|row| row.iter().any(|cell| *cell != b' ')) {
            let row = core::str::from_utf8(row).unwrap_or_default();
            print(format_args!("  |{row}|"));
        }
        print(format_args!("  +{EDGE}+"));
    }

    fn ask_pin(&mut self) -> Option<Pin> {
        let Some(left) = self.pins.checked_sub(1) else {
            print(format_args!("  PIN? gives up"));
            return None;
        };
        print(format_args!("  PIN? ******"));
        self.pins = left;
        Some(Pin(*b"123456"))
    }

    fn confirm(&mut self) -> bool {
        let left = self.confirmations.checked_sub(1);
        print(format_args!("  continue? {}", if left.is_some() { "yes" } else { "no" }));
        self.confirmations = left.unwrap_or_default();
        left.is_some()
    }

    fn sleep(&mut self, ms: u32) {
        print(format_args!("  wait {ms} ms"));
    }

    fn log(&mut self, line: fmt::Arguments<'_>) {
        print(line);
    }
}
