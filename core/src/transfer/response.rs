//! [`Response`]: the part of an [`Outcome`] that decides about a payment.

use crate::catalog::{Action, Code, Payment};
use crate::response::Outcome;

/// What a [`Transfer`](crate::Transfer) needs to know about a complete response; made of an [`Outcome`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Response {
    /// JSON without an error. Only its [`Match`](crate::Match) says whether it is about the transfer.
    Success,
    /// An error of the API.
    Api {
        /// The error code.
        code: Code,
        /// What it asks for.
        action: Action,
        /// Whether the request that it answers may have paid.
        payment: Payment,
    },
    /// A response that is not from the API, or was damaged on its way.
    NotFromApi {
        /// What it asks for.
        action: Action,
    },
}

impl<const D: usize, const X: usize> From<&Outcome<D, X>> for Response {
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
