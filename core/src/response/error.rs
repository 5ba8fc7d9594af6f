//! [`Error`]: an outcome that is not a success, for `?`.

use core::fmt;

use super::api_error::ApiError;
use super::buffers::{DESCRIPTION_CAPACITY, EXTRA_CAPACITY};
use super::fault::Fault;
use super::outcome::Outcome;
use crate::catalog::{Action, Payment};
use crate::envelope::Data;

/// An outcome that is not a success, as [`Outcome::into_result`] returns it.
///
/// `Display` is one short line that is safe to log. The details are the [`source`](core::error::Error::source): the
/// [`ApiError`] or the [`Fault`].
///
/// # Size
///
/// An `Error` contains the texts: 288 bytes with the default capacities on a 64-bit host. clippy reports a function
/// that returns one as `result_large_err`. With an allocator, return it in a box: `?` converts into
/// `Box<mixerr::Error>` and `Box<dyn Error>`. Without one, choose capacities of at most 88 bytes in all, such as
/// `Error<64, 16>`.
///
/// ```
/// use mixerr::{Data, read};
///
/// fn check(http_status: u16, body: &[u8]) -> Result<Data, Box<mixerr::Error>> {
///     Ok(read(http_status, body).into_result()?)
/// }
///
/// let error = check(202, br#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#).unwrap_err();
/// assert_eq!(error.action(), mixerr::Action::AskUser);
/// assert_eq!(error.to_string(), "API error 20119 PIN_INCORRECT");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Error<const D: usize = DESCRIPTION_CAPACITY, const X: usize = EXTRA_CAPACITY> {
    /// As [`Outcome::Api`].
    Api(ApiError<D, X>),
    /// As [`Outcome::NotFromApi`].
    NotFromApi(Fault),
}

// The sizes that the documentation states. clippy reports errors of more than 128 bytes.
#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<Error>() == 288);
const _: () = assert!(
    size_of::<Error<88, 0>>() <= 128 && size_of::<Error<44, 44>>() <= 128 && size_of::<Error<1, 87>>() <= 128
);

impl<const D: usize, const X: usize> Outcome<D, X> {
    /// Returns the data of a success as `Ok`, and every other outcome as `Err`, for `?`.
    ///
    /// # Errors
    ///
    /// - [`Error::Api`] for an error of the API.
    /// - [`Error::NotFromApi`] for a response that is not from the API.
    pub fn into_result(self) -> Result<Data, Error<D, X>> {
        match self {
            Self::Success(data) => Ok(data),
            Self::Api(error) => Err(Error::Api(error)),
            Self::NotFromApi(fault) => Err(Error::NotFromApi(fault)),
        }
    }
}

impl<const D: usize, const X: usize> Error<D, X> {
    /// Returns what the caller should do now, as [`Outcome::action`] does.
    #[must_use]
    pub fn action(&self) -> Action {
        match self {
            Self::Api(error) => error.action(),
            Self::NotFromApi(fault) => fault.action(),
        }
    }

    /// Returns whether the request may have paid, as [`Outcome::payment`] does.
    #[must_use]
    pub fn payment(&self) -> Payment {
        match self {
            Self::Api(error) => error.payment(),
            Self::NotFromApi(fault) => fault.payment(),
        }
    }
}

/// One short line that is safe to log, without the server's text.
impl<const D: usize, const X: usize> fmt::Display for Error<D, X> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => match error.entry() {
                Some(entry) => write!(f, "API error {} {}", entry.code, entry.name),
                None => write!(f, "API error {}", error.code),
            },
            Self::NotFromApi(fault) => {
                write!(f, "not from the API: {} (HTTP {})", fault.kind.summary(), fault.http_status)
            }
        }
    }
}

impl<const D: usize, const X: usize> core::error::Error for Error<D, X> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            Self::Api(error) => Some(error),
            Self::NotFromApi(fault) => Some(fault),
        }
    }
}

impl<const D: usize, const X: usize> From<ApiError<D, X>> for Error<D, X> {
    fn from(error: ApiError<D, X>) -> Self {
        Self::Api(error)
    }
}

impl<const D: usize, const X: usize> From<Fault> for Error<D, X> {
    fn from(fault: Fault) -> Self {
        Self::NotFromApi(fault)
    }
}
