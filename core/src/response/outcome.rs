//! [`Outcome`]: a success, an error of the API, or a fault.

use core::fmt;

use super::api_error::ApiError;
use super::buffers::{DESCRIPTION_CAPACITY, EXTRA_CAPACITY};
use super::fault::{Fault, FaultKind};
use crate::catalog::{Action, Payment};
use crate::envelope::Data;

/// The result of reading a response: a success, an error of the API, or a response that is not from the API.
///
/// `D` and `X` are the capacities for the description and the extra of an error, in bytes. `Display` and `Debug` are
/// safe to log, as [`ApiError`] describes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Outcome<const D: usize = DESCRIPTION_CAPACITY, const X: usize = EXTRA_CAPACITY> {
    /// JSON without an error, at HTTP status 200 to 209 or 0 (a WebSocket frame); or an empty body at 204 or 205.
    Success(Data),
    /// An error of the API, at any HTTP status.
    Api(ApiError<D, X>),
    /// Not from the API: sent by a proxy or another server, or damaged in transit.
    NotFromApi(Fault),
}

impl<const D: usize, const X: usize> Outcome<D, X> {
    /// Returns what the caller should do now; [`Action::Proceed`] for a success.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Success(_) => Action::Proceed,
            Self::Api(error) => error.action(),
            Self::NotFromApi(fault) => fault.action(),
        }
    }

    /// Returns whether the request may have paid: [`Payment::Possible`], unless this is an error of the API for which
    /// the catalog excludes it.
    ///
    /// This is a fact about that request alone: see [`Payment`].
    #[must_use]
    pub fn payment(&self) -> Payment {
        match self {
            Self::Api(error) => error.payment(),
            Self::NotFromApi(fault) => fault.payment(),
            Self::Success(_) => Payment::Possible,
        }
    }

    /// Returns true if this is a success.
    #[must_use]
    pub const fn is_success(&self) -> bool {
        matches!(self, Self::Success(_))
    }
}

/// One line that is safe to log: that of the [`ApiError`], of the [`Fault`], or of the success with its [`Data`].
impl<const D: usize, const X: usize> fmt::Display for Outcome<D, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Success(data) => f.write_str(success_line(*data)),
            Self::Api(error) => error.fmt(f),
            Self::NotFromApi(fault) => fault.fmt(f),
        }
    }
}

/// Returns the log line of a success.
#[must_use]
pub const fn success_line(data: Data) -> &'static str {
    match data {
        Data::Absent => "success without data",
        Data::Null => "success, data is null",
        Data::Present => "success with data",
    }
}

/// A value for [`read_into`](crate::read_into) to overwrite. It is not a success, and its action is
/// [`Action::Report`].
impl<const D: usize, const X: usize> Default for Outcome<D, X> {
    fn default() -> Self {
        Self::NotFromApi(Fault { http_status: 0, kind: FaultKind::Foreign })
    }
}
