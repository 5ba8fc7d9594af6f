//! The two slots of the storage. A slot contains the number of a record.

use std::collections::HashMap;

use mixerr::Match;

use super::bank::Params;
use super::hash::Fast;
use super::machines::{Call, Machines, Record};

/// The number of the record in a slot.
pub(crate) type Slot = u16;

/// The written records, by number.
pub(crate) struct Records {
    all: Vec<Record>,
    numbers: HashMap<Record, Slot, Fast>,
}

pub(crate) const BLANK: Slot = 0;
pub(crate) const TORN: Slot = 1;
pub(crate) const NEWER_VERSION: Slot = 2;
pub(crate) const OF_ANOTHER: Slot = 3;

impl Records {
    /// Returns the records that this transfer never writes.
    pub(crate) fn new(machines: &mut dyn Machines) -> Self {
        let mut paid = machines.start(0x0dd, false);
        let report = Call::Response(mixerr::PaymentOutcome::Success, Match::Exact, 0);
        let calls = [Call::Saved, report, Call::Saved];
        for call in calls {
            paid = machines.call(paid, call).0;
        }
        let of_another = machines.record(paid);
        // A torn write: the fingerprint is ours, the phase is paid, and the CRC does not fit.
        let mut torn = of_another;
        torn[24..28].copy_from_slice(&Params::First.fingerprint().to_le_bytes());
        let mut newer = torn;
        newer[3] = 2;
        let crc = crc32(&newer[..28]);
        newer[28..].copy_from_slice(&crc.to_le_bytes());
        Self { all: vec![[0xff; 32], torn, newer, of_another], numbers: HashMap::default() }
    }

    pub(crate) fn number(&mut self, record: &Record) -> Slot {
        *self.numbers.entry(*record).or_insert_with(|| {
            self.all.push(*record);
            Slot::try_from(self.all.len() - 1).expect("fewer than 2^16 records")
        })
    }

    pub(crate) fn get(&self, slots: [Slot; 2]) -> [Record; 2] {
        slots.map(|slot| self.all[slot as usize])
    }
}

/// Returns true if this transfer wrote the slot and it is intact.
pub(crate) const fn is_own(slot: Slot) -> bool {
    !matches!(slot, BLANK | TORN | NEWER_VERSION | OF_ANOTHER)
}

/// Returns the CRC-32 for a record of a later version. The core's own function is under test, so it is not used.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1)))
    })
}
