//! The record: the 32 bytes of a transfer that must survive a power cut.
//!
//! | offset | size | field |
//! | ---: | ---: | --- |
//! | 0 | 3 | magic, `mxt` |
//! | 3 | 1 | version, 1 |
//! | 4 | 1 | phase: 1 open, 2 paid, 3 not paid, 4 conflict |
//! | 5 | 1 | strikes |
//! | 6 | 1 | sequence |
//! | 7 | 1 | Retry-After in units of 15 seconds, rounded up |
//! | 8 | 16 | key |
//! | 24 | 4 | fingerprint, little endian |
//! | 28 | 4 | CRC-32 of the first 28, little endian |
//!
//! The offsets of magic, version, sequence and CRC are the same in every later version.

use super::crc::crc32;
use super::step::{Ending, RestoreError};

/// The size of a [`record`](crate::Transfer::record), in bytes.
pub const RECORD_SIZE: usize = 32;

const MAGIC: [u8; 3] = *b"mxt";
const VERSION: u8 = 1;
const RETRY_AFTER_UNIT_S: u32 = 15;

/// The fields of a record.
pub(super) struct Record {
    /// `Unknown` means that the transfer has no end yet.
    pub(super) ending: Ending,
    pub(super) strikes: u8,
    pub(super) sequence: u8,
    pub(super) retry_after_s: u32,
    pub(super) key: [u8; 16],
    pub(super) fingerprint: u32,
}

impl Record {
    pub(super) fn encode(&self, bytes: &mut [u8; RECORD_SIZE]) {
        let [m, x, t, version, phase, strikes, sequence, retry_after, key @ .., f0, f1, f2, f3, _, _, _, _] =
            bytes;
        [*m, *x, *t] = MAGIC;
        *version = VERSION;
        // The phases begin at 1, so that a cleared slot has none.
        *phase = (self.ending as u8).wrapping_add(1);
        *strikes = self.strikes;
        *sequence = self.sequence;
        *retry_after = u8::try_from(self.retry_after_s.div_ceil(RETRY_AFTER_UNIT_S)).unwrap_or(u8::MAX);
        *key = self.key;
        [*f0, *f1, *f2, *f3] = self.fingerprint.to_le_bytes();
        let crc = crc_of(bytes).to_le_bytes();
        let [.., c0, c1, c2, c3] = bytes;
        [*c0, *c1, *c2, *c3] = crc;
    }

    pub(super) fn decode(bytes: &[u8; RECORD_SIZE]) -> Result<Self, RestoreError> {
        if is_blank(bytes) {
            return Err(RestoreError::Blank);
        }
        if !is_intact(bytes) {
            return Err(RestoreError::Damaged);
        }
        let [_, _, _, version, phase, strikes, sequence, retry_after, key @ .., f0, f1, f2, f3, _, _, _, _] =
            *bytes;
        if version > VERSION {
            return Err(RestoreError::Newer);
        }
        let ending = match (version, phase) {
            (VERSION, 1) => Ending::Unknown,
            (VERSION, 2) => Ending::Paid,
            (VERSION, 3) => Ending::NotPaid,
            (VERSION, 4) => Ending::Conflict,
            _ => return Err(RestoreError::Damaged),
        };
        let retry_after_s = u32::from(retry_after).wrapping_mul(RETRY_AFTER_UNIT_S);
        let fingerprint = u32::from_le_bytes([f0, f1, f2, f3]);
        Ok(Self { ending, strikes, sequence, retry_after_s, key, fingerprint })
    }
}

/// Returns true if `record` is valid, and `than` is older or not valid.
///
/// A record of any version is valid if its magic and its CRC are right. A key has two slots: overwrite the older one,
/// and restore the newer one. Sequences are compared as a signed difference, so they may wrap.
#[must_use]
pub fn record_newer(record: &[u8; RECORD_SIZE], than: &[u8; RECORD_SIZE]) -> bool {
    let ahead = sequence(record).wrapping_sub(sequence(than)).cast_signed() > 0;
    is_intact(record) && (!is_intact(than) || ahead)
}

const fn sequence(bytes: &[u8; RECORD_SIZE]) -> u8 {
    let [_, _, _, _, _, _, sequence, ..] = *bytes;
    sequence
}

fn is_blank(bytes: &[u8; RECORD_SIZE]) -> bool {
    let [first, ..] = bytes;
    matches!(*first, 0 | u8::MAX) && bytes.iter().all(|byte| byte == first)
}

fn is_intact(bytes: &[u8; RECORD_SIZE]) -> bool {
    let [m, x, t, .., c0, c1, c2, c3] = *bytes;
    [m, x, t] == MAGIC && u32::from_le_bytes([c0, c1, c2, c3]) == crc_of(bytes)
}

fn crc_of(bytes: &[u8; RECORD_SIZE]) -> u32 {
    let [protected @ .., _, _, _, _] = bytes;
    crc32(protected)
}
