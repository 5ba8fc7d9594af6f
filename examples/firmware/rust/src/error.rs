//! [`Error`]: why a payment stopped without an ending.

use core::fmt;

use mixerr::{ReceiptError, RestoreError, UnexpectedStep};

use crate::storage::FlashError;

/// Why a payment stopped without an ending. Nothing was sent after the last saved record.
#[derive(Debug)]
pub enum Error {
    /// The flash failed, or the power was cut. Call [`pay`](crate::Wallet::pay) again with the same payment.
    Flash,
    /// The stored record is of another payment, or of a later firmware. That payment may be open.
    Record(RestoreError),
    /// The trace id is not a UUID, or the amount is not a decimal number. Nothing was sent.
    Payment,
    /// The wallet reported something that does not fit the step.
    Step(UnexpectedStep),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flash => f.write_str("the record cannot be written"),
            Self::Record(error) => error.fmt(f),
            Self::Payment => f.write_str("the payment's trace id or amount is not valid"),
            Self::Step(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for Error {}

impl From<FlashError> for Error {
    fn from(_: FlashError) -> Self {
        Self::Flash
    }
}

impl From<RestoreError> for Error {
    fn from(error: RestoreError) -> Self {
        Self::Record(error)
    }
}

impl From<ReceiptError> for Error {
    fn from(_: ReceiptError) -> Self {
        Self::Payment
    }
}

impl From<UnexpectedStep> for Error {
    fn from(error: UnexpectedStep) -> Self {
        Self::Step(error)
    }
}
