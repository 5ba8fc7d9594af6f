//! [`Chip`]: a flash whose power is cut, and the program's storage for a payment.

use mixerr::{RECORD_SIZE, Transfer, fingerprint, key_from_uuid};

use super::{Scenario, print, words};
use crate::payment::Payment;
use crate::storage::{Flash, FlashError, Record, Slot};

/// A flash with two pages.
pub struct Chip {
    first: Record,
    second: Record,
    is_stored: bool,
    operations: u32,
    cuts: &'static str,
}

const ERASED: Record = [0xFF; RECORD_SIZE];

impl Chip {
    /// Returns an erased flash.
    #[must_use]
    pub const fn new() -> Self {
        Self { first: ERASED, second: ERASED, is_stored: false, operations: 0, cuts: "-" }
    }

    /// Begins `scenario`.
    pub fn begin(&mut self, scenario: &Scenario) {
        (self.operations, self.cuts) = (0, scenario.cuts);
        self.is_stored = scenario.flash != "new";
        self.first = match scenario.flash {
            "later" => later_version(&scenario.payment),
            "other_key" => Transfer::new([0; 16], scenario.payment.fingerprint()).record(),
            _ => return,
        };
        self.second = ERASED;
    }

    /// Returns true if a payment is stored.
    #[must_use]
    pub const fn has_payment(&self) -> bool {
        self.is_stored
    }

    /// Stores the payment.
    ///
    /// # Errors
    ///
    /// [`FlashError`] if the power was cut.
    pub fn store_payment(&mut self) -> Result<(), FlashError> {
        self.change_payment("store", true)
    }

    /// Deletes the payment.
    ///
    /// # Errors
    ///
    /// [`FlashError`] if the power was cut.
    pub fn delete_payment(&mut self) -> Result<(), FlashError> {
        self.change_payment("delete", false)
    }

    /// A power cut in it leaves the payment as it was.
    fn change_payment(&mut self, operation: &str, stores: bool) -> Result<(), FlashError> {
        let (length, cut) = self.next_operation();
        print(format_args!("  {operation} payment{cut}"));
        if length == RECORD_SIZE {
            self.is_stored = stores;
        }
        if cut.is_empty() { Ok(()) } else { Err(FlashError) }
    }

    /// Returns the number of bytes that the next operation changes, and the power cut, if any.
    fn next_operation(&mut self) -> (usize, &'static str) {
        let number = self.operations;
        self.operations = number.saturating_add(1);
        let is_cut = |when| words(self.cuts).any(|cut| is_at(cut, when, number));
        if is_cut("before") {
            (0, ", power cut before it")
        } else if is_cut("in") {
            (RECORD_SIZE / 2, ", power cut in it")
        } else if is_cut("after") {
            (RECORD_SIZE, ", power cut after it")
        } else {
            (RECORD_SIZE, "")
        }
    }

    fn change(&mut self, operation: &str, slot: Slot, new: &Record) -> Result<(), FlashError> {
        let (length, cut) = self.next_operation();
        let (page, index) = match slot {
            Slot::First => (&mut self.first, 0),
            Slot::Second => (&mut self.second, 1),
        };
        print(format_args!("  {operation} slot {index}{cut}"));
        // A write erases the page first.
        if length > 0 && *new != ERASED {
            *page = ERASED;
        }
        for (byte, new) in page.iter_mut().zip(new).take(length) {
            *byte = *new;
        }
        if cut.is_empty() { Ok(()) } else { Err(FlashError) }
    }
}

impl Default for Chip {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns true if a word, such as `in:1`, is this power cut.
fn is_at(cut: &str, when: &str, number: u32) -> bool {
    let at = cut.strip_prefix(when).and_then(|rest| rest.strip_prefix(':'));
    at.is_some_and(|at| at.parse() == Ok(number))
}

/// Returns the record of a later version of the library.
fn later_version(payment: &Payment<'_>) -> Record {
    let key = key_from_uuid(payment.trace_id).unwrap_or_default();
    let mut record = Transfer::new(key, payment.fingerprint()).record();
    let [_, _, _, version, ..] = &mut record;
    *version = version.saturating_add(1);
    // A fingerprint is a CRC-32, as the record's.
    if let Some((content, crc)) = record.split_last_chunk_mut::<4>() {
        *crc = fingerprint(content).to_le_bytes();
    }
    record
}

impl Flash for &mut Chip {
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
