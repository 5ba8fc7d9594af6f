//! What the caller does next, and the other words of [`Transfer`](crate::Transfer).

use core::fmt;

use crate::catalog::Action;
use crate::catalog::c_enum;

/// What the caller of a [`Transfer`](crate::Transfer) does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Step {
    /// Write [`record`](crate::Transfer::record) durably, then call [`handle_saved`](crate::Transfer::handle_saved).
    Save,
    /// Wait for so many milliseconds, then call [`handle_timeout`](crate::Transfer::handle_timeout).
    ///
    /// The program may stop here, or be stopped by a power cut, and go on any time later.
    Wait(u32),
    /// Send the payment with this key, then call [`handle_response`](crate::Transfer::handle_response) or
    /// [`handle_no_response`](crate::Transfer::handle_no_response).
    Send,
    /// Read the transfer by its key with a GET, then call the same.
    LookUp,
    /// Do what the action names, then call [`handle_decision`](crate::Transfer::handle_decision).
    Ask(Action),
    /// The end, or with [`Ending::Unknown`] an end for now.
    Done(Ending),
}

c_enum! {
    /// How a transfer ended.
    ///
    /// The numbers are the C ABI's and never change; 0 is the safe reading.
    Ending {
        /// Nothing more can be done now. Keep the key;
        /// [`handle_decision(true)`](crate::Transfer::handle_decision) goes on later.
        Unknown = 0,
        /// It was paid, and the key is spent.
        Paid = 1,
        /// Nothing was or will be paid under this key, which may be discarded.
        NotPaid = 2,
        /// Another transfer holds the key, perhaps not a final one: somebody else's, or this one's with earlier
        /// parameters. Show it; only a person decides on a payment with a new key.
        Conflict = 3,
    }
}

c_enum! {
    /// How a success matches the transfer that was asked for.
    ///
    /// The numbers are the C ABI's and never change; 0 is the safe reading.
    Match {
        /// The response proves nothing about the transfer.
        None = 0,
        /// It is the transfer, with every parameter, and final.
        Exact = 1,
        /// Another transfer holds the key.
        Conflict = 2,
        /// It is the transfer, and not final yet.
        Pending = 3,
    }
}

impl From<u8> for Match {
    /// Returns the match with this number, and [`Match::None`] for a number above 3.
    fn from(number: u8) -> Self {
        match number {
            1 => Self::Exact,
            2 => Self::Conflict,
            3 => Self::Pending,
            _ => Self::None,
        }
    }
}

/// The report does not fit the present [`Step`]. Nothing has changed: poll again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct UnexpectedStep;

impl fmt::Display for UnexpectedStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the report does not fit the transfer's present step")
    }
}

impl core::error::Error for UnexpectedStep {}

/// Why a record was not restored. None of these means that nothing was sent, but for [`Blank`](Self::Blank).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum RestoreError {
    /// All bytes are 0, or all are 0xFF: nothing was saved here. If the other slot is blank too, nothing was sent.
    Blank,
    /// The record is damaged. A payment may be open.
    Damaged,
    /// A later version of this library wrote the record. A payment may be open.
    Newer,
    /// The record belongs to another request: its fingerprint differs. A payment may be open.
    OtherRequest,
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Blank => "the record is blank",
            Self::Damaged => "the record is damaged: a payment may be open",
            Self::Newer => "the record is of a later version: a payment may be open",
            Self::OtherRequest => "the record belongs to another request: a payment may be open",
        })
    }
}

impl core::error::Error for RestoreError {}
