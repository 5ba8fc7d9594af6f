//! [`PaymentOutcome`]: the part of an [`Outcome`] that matters for a payment.

use crate::catalog::{Action, Code, Payment};
use crate::response::Outcome;

/// The part of a complete response that a [`Transfer`](crate::Transfer) needs. It is converted from an [`Outcome`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum PaymentOutcome {
    /// JSON without an error. Only its [`Match`](crate::Match) shows whether it is about this transfer.
    Success,
    /// An error of the API.
    Api {
        /// The error code.
        code: Code,
        /// What the caller should do.
        action: Action,
        /// Whether the answered request may have paid.
        payment: Payment,
    },
    /// A response that is not from the API, or was damaged on its way.
    NotFromApi {
        /// What the caller should do.
        action: Action,
    },
}

impl<const D: usize, const X: usize> From<&Outcome<D, X>> for PaymentOutcome {
    fn from(outcome: &Outcome<D, X>) -> Self {
        match outcome {
            Outcome::Success(_) => Self::Success,
            Outcome::Api(error) => {
                Self::Api { code: error.code(), action: error.action(), payment: error.payment() }
            }
            Outcome::NotFromApi(fault) => Self::NotFromApi { action: fault.action() },
        }
    }
}
