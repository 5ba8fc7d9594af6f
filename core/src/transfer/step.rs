//! The steps and ends of a [`Transfer`](crate::Transfer), its matches, and its errors.

use core::fmt;

use crate::c_enum::c_enum;
use crate::catalog::Action;

/// What the caller of a [`Transfer`](crate::Transfer) must do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Step {
    /// Save [`record`](crate::Transfer::record) so that it survives a power cut, then call
    /// [`handle_saved`](crate::Transfer::handle_saved).
    Save,
    /// Wait for this number of milliseconds, then call [`handle_timeout`](crate::Transfer::handle_timeout).
    ///
    /// The program may stop here and continue later, also after a power cut.
    Wait(u32),
    /// Send the payment with this key, then call [`handle_response`](crate::Transfer::handle_response) or
    /// [`handle_no_response`](crate::Transfer::handle_no_response).
    Send,
    /// Read the transfer by its key with a GET request, then call the same functions.
    LookUp,
    /// Do what the action names, then call [`handle_decision`](crate::Transfer::handle_decision).
    Ask(Action),
    /// The transfer has ended; [`Ending::Unknown`] can be continued later.
    Done(Ending),
}

c_enum! {
    /// How a transfer ended.
    ///
    /// The numbers are the C ABI's and never change; 0 is the safe reading.
    Ending {
        /// It is not known whether it was paid, and nothing more can be done now. Keep the key.
        /// [`handle_decision(true)`](crate::Transfer::handle_decision) continues later.
        Unknown = 0,
        /// The payment was made, as requested.
        Paid = 1,
        /// Nothing was paid under this key, and nothing will be. The key is not needed any more.
        NotPaid = 2,
        /// Another transfer holds the key: somebody else's, or this one with earlier parameters. It may not be final.
        /// Show it to a person, who alone may decide to pay with a new key.
        Conflict = 3,
    }
}

c_enum! {
    /// How a success matches the requested transfer.
    ///
    /// The numbers are the C ABI's and never change; 0 is the safe reading.
    Match {
        /// The response proves nothing about the transfer.
        None = 0,
        /// It is the requested transfer, with every parameter, and it is final.
        Exact = 1,
        /// Another transfer holds the key.
        Conflict = 2,
        /// It is the requested transfer, and it is not final yet.
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

/// The report does not fit the present [`Step`]. The transfer has not changed; poll it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct UnexpectedStep;

impl fmt::Display for UnexpectedStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the report does not fit the transfer's present step")
    }
}

impl core::error::Error for UnexpectedStep {}

/// Why a record was not restored. Only [`Blank`](Self::Blank) in both slots proves that nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum RestoreError {
    /// All bytes are 0, or all are 0xFF, so nothing was saved in this slot.
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
