//! A member that a receipt compares: its name, and the value that it must have.

use core::fmt;

use super::decimal::{Decimal, normalize};
use crate::response::Hash64;

/// The bytes of a value that are kept.
const VALUE_CAPACITY: usize = 64;

/// How a member is compared.
#[derive(Clone, Copy, PartialEq, Eq)]
// As long as the alignment of a member's other fields, so that there is no padding.
#[repr(u32)]
pub enum Rule {
    /// The text must be equal.
    Text,
    /// The text must be an equal decimal number.
    Decimal,
    /// The text must be equal, or the transfer is not final yet.
    Final,
}

/// A name and the value that it must have.
#[derive(Clone)]
#[repr(C)]
pub(super) struct Member {
    /// Who can forge the hash of a name can as well send the name.
    name: Hash64,
    hash: Hash64,
    len: u32,
    pub(super) rule: Rule,
    /// The first bytes of the value.
    value: [u8; VALUE_CAPACITY],
}

impl Member {
    /// Sets a member in place.
    pub(super) fn set(&mut self, rule: Rule, name: Hash64, value: &[u8]) -> Result<(), ReceiptError> {
        let text = match rule {
            Rule::Decimal => normalize(value)
                .filter(|number| number.len() <= VALUE_CAPACITY)
                .ok_or(ReceiptError::NotDecimal)?,
            Rule::Text | Rule::Final => value,
        };
        (self.rule, self.name, self.hash) = (rule, name, Hash64::of(text));
        self.len = u32::try_from(text.len()).unwrap_or(u32::MAX);
        for (slot, byte) in self.value.iter_mut().zip(text) {
            *slot = *byte;
        }
        Ok(())
    }

    /// Returns a member that no body has.
    pub(super) const fn unused() -> Self {
        Self { rule: Rule::Text, name: Hash64(0), hash: Hash64(0), len: 0, value: [0; VALUE_CAPACITY] }
    }

    pub(super) fn is_named(&self, name: Hash64) -> bool {
        self.name == name
    }
}

const _: () = assert!(size_of::<Member>() == 8 + 8 + 4 + 4 + VALUE_CAPACITY, "padding");

/// The comparison of a text with a member, byte by byte.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Comparison {
    pub(super) hash: Hash64,
    len: u32,
    differs: bool,
    decimal: Decimal,
    reserved: [u8; 6],
}

const _: () = assert!(size_of::<Comparison>() == 8 + 4 + 1 + 5 + 6, "padding");

impl Comparison {
    pub(super) const fn new() -> Self {
        Self { hash: Hash64::EMPTY, len: 0, differs: false, decimal: Decimal::new(), reserved: [0; 6] }
    }

    /// Takes the next byte of the text; `member` is that whose value it is, if it is not a name.
    pub(super) fn push(&mut self, byte: u8, member: Option<&Member>) {
        self.hash = self.hash.with(byte);
        let Some(member) = member else { return };
        if member.rule == Rule::Decimal {
            self.decimal.push(byte, member.number());
        } else if member.value.get(self.len as usize).is_some_and(|expected| *expected != byte) {
            self.differs = true;
        }
        self.len = self.len.saturating_add(1);
    }

    /// Returns true if the text, which is complete, has the value of `member`.
    pub(super) fn is_equal(&self, member: &Member) -> bool {
        match member.rule {
            Rule::Decimal => self.decimal.is_equal(member.number()),
            // The hash compares what follows the bytes that are kept.
            Rule::Text | Rule::Final => !self.differs && self.len == member.len && self.hash == member.hash,
        }
    }
}

impl Member {
    fn number(&self) -> &[u8] {
        self.value.get(..self.len as usize).unwrap_or_default()
    }
}

/// Why a member was not added to a [`Receipt`](crate::Receipt).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ReceiptError {
    /// There are [`RECEIPT_MEMBERS`](crate::RECEIPT_MEMBERS) already, besides the key.
    TooMany,
    /// The name is that of another member, or of the key.
    Repeated,
    /// The value is not a decimal number, or is longer than 64 digits.
    NotDecimal,
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooMany => "the receipt has no room for another member",
            Self::Repeated => "the receipt has a member of this name",
            Self::NotDecimal => "the value is not a decimal number of at most 64 digits",
        })
    }
}

impl core::error::Error for ReceiptError {}
