//! [`Storage`]: a transfer's record in two slots of flash.

use mixerr::{RECORD_SIZE, RestoreError, Transfer, record_newer};

/// The bytes of a slot.
pub type Record = [u8; RECORD_SIZE];

/// One of two flash pages.
#[derive(Clone, Copy)]
pub enum Slot {
    /// The first page.
    First,
    /// The second page.
    Second,
}

/// The flash failed, or the power was cut. The slot may contain anything.
#[derive(Debug)]
pub struct FlashError;

/// A flash with two pages that are erased separately.
pub trait Flash {
    /// Reads a slot. An erased one has only bytes 0xFF.
    fn read(&self, slot: Slot) -> Record;

    /// Erases a slot and writes a record to it. Returns once the record survives a power cut.
    ///
    /// # Errors
    ///
    /// [`FlashError`] if the flash failed.
    fn write(&mut self, slot: Slot, record: &Record) -> Result<(), FlashError>;

    /// Erases a slot.
    ///
    /// # Errors
    ///
    /// [`FlashError`] if the flash failed.
    fn erase(&mut self, slot: Slot) -> Result<(), FlashError>;
}

/// Two slots, both for the same transfer.
pub struct Storage<F> {
    flash: F,
}

impl<F: Flash> Storage<F> {
    /// Returns the storage in `flash`.
    pub const fn new(flash: F) -> Self {
        Self { flash }
    }

    /// Returns the transfer of the newest valid record.
    ///
    /// # Errors
    ///
    /// [`RestoreError::Blank`] only if both slots are blank. The others are those of [`Transfer::restore`].
    pub fn restore(&self, fingerprint: u32) -> Result<Transfer, RestoreError> {
        let [newer, older] = self.slots().map(|slot| self.flash.read(slot));
        match Transfer::restore(&newer, fingerprint) {
            // Then neither slot is valid, and the other one is blank or damaged.
            Err(RestoreError::Blank) => Transfer::restore(&older, fingerprint),
            restored => restored,
        }
    }

    /// Writes a record to the older slot, so that a power cut leaves the newer one.
    ///
    /// # Errors
    ///
    /// [`FlashError`] if the flash failed.
    pub fn write(&mut self, record: &Record) -> Result<(), FlashError> {
        let [_, older] = self.slots();
        self.flash.write(older, record)
    }

    /// Erases both slots before the next payment is stored. No payment may be stored now.
    ///
    /// # Errors
    ///
    /// [`FlashError`] if the flash failed.
    pub fn erase(&mut self) -> Result<(), FlashError> {
        self.flash.erase(Slot::First)?;
        self.flash.erase(Slot::Second)
    }

    /// Returns the slots, the newer record first.
    fn slots(&self) -> [Slot; 2] {
        if record_newer(&self.flash.read(Slot::Second), &self.flash.read(Slot::First)) {
            [Slot::Second, Slot::First]
        } else {
            [Slot::First, Slot::Second]
        }
    }
}
