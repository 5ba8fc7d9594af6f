//! [`Chip`]: a flash whose power is cut.

use mixerr::RECORD_SIZE;

use super::print;
use crate::storage::{Flash, FlashError, Record, Slot};

/// A power cut at a write or an erasure of the flash. The number of those before it, cuts included.
#[derive(Clone, Copy)]
pub enum Cut {
    /// The slot keeps its contents.
    Before(u32),
    /// Half of the slot is written.
    During(u32),
    /// The slot is written.
    After(u32),
}

/// A flash with two pages.
pub struct Chip {
    first: Record,
    second: Record,
    operations: u32,
    cuts: &'static [Cut],
}

const ERASED: Record = [0xFF; RECORD_SIZE];

impl Chip {
    /// Returns an erased flash.
    #[must_use]
    pub const fn new(cuts: &'static [Cut]) -> Self {
        Self { first: ERASED, second: ERASED, operations: 0, cuts }
    }

    /// Returns a flash with a record.
    #[must_use]
    pub const fn with_record(record: Record) -> Self {
        Self { first: record, ..Self::new(&[]) }
    }

    fn change(&mut self, operation: &str, slot: Slot, new: &Record) -> Result<(), FlashError> {
        let number = self.operations;
        self.operations = number.saturating_add(1);
        let cut = self.cuts.iter().find(|cut| match cut {
            Cut::Before(at) | Cut::During(at) | Cut::After(at) => *at == number,
        });
        let (length, name) = match cut {
            Some(Cut::Before(_)) => (0, ", power cut before it"),
            Some(Cut::During(_)) => (RECORD_SIZE / 2, ", power cut in it"),
            Some(Cut::After(_)) => (RECORD_SIZE, ", power cut after it"),
            None => (RECORD_SIZE, ""),
        };
        let (page, index) = match slot {
            Slot::First => (&mut self.first, 0),
            Slot::Second => (&mut self.second, 1),
        };
        print(format_args!("  {operation} slot {index}{name}"));
        // A write erases the page first.
        if length > 0 && *new != ERASED {
            *page = ERASED;
        }
        for (byte, new) in page.iter_mut().zip(new).take(length) {
            *byte = *new;
        }
        if cut.is_some() { Err(FlashError) } else { Ok(()) }
    }
}

impl Flash for Chip {
    fn read(&self, slot: Slot) -> Record {
        match slot {
            Slot::First => self.first,
            Slot::Second => self.second,
        }
    }

    fn write(&mut self, slot: Slot, record: &Record) -> Result<(), FlashError> {
        self.change("write", slot, record)
    }

    fn erase(&mut self, slot: Slot) -> Result<(), FlashError> {
        self.change("erase", slot, &ERASED)
    }
}
