//! All that can be asked of an outcome, in a form that can be compared and printed.

use mixerr::{Action, Data, FaultKind, Outcome, Payment};

/// An outcome. `Debug` shows texts that the library's own `Debug` masks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) kind: Kind,
    pub(crate) action: Action,
    pub(crate) payment_is_excluded: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Success(Data),
    Api(Box<ApiError>),
    /// The HTTP status and the fault.
    NotFromApi(u16, FaultKind),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) code: u32,
    pub(crate) status: Option<u16>,
    pub(crate) http_status: u16,
    /// The name of the catalog's entry.
    pub(crate) entry: Option<&'static str>,
    pub(crate) description: String,
    pub(crate) description_truncated: bool,
    pub(crate) extra: String,
    pub(crate) extra_truncated: bool,
    pub(crate) strings: Strings,
}

/// Strings in the extra.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Strings {
    pub(crate) field: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) decoded_field: Option<String>,
    pub(crate) decoded_reason: Option<String>,
}

impl<const D: usize, const X: usize> From<&Outcome<D, X>> for Answer {
    fn from(outcome: &Outcome<D, X>) -> Self {
        let kind = match outcome {
            Outcome::Success(data) => Kind::Success(*data),
            Outcome::NotFromApi(fault) => Kind::NotFromApi(fault.http_status, fault.kind),
            Outcome::Api(error) => {
                let owned = |string: Option<&str>| string.map(str::to_owned);
                Kind::Api(Box::new(ApiError {
                    code: error.code().as_u32(),
                    status: error.status(),
                    http_status: error.http_status(),
                    entry: error.entry().map(|entry| entry.name),
                    description: error.description().to_owned(),
                    description_truncated: error.description_truncated(),
                    extra: error.extra().to_owned(),
                    extra_truncated: error.extra_truncated(),
                    strings: Strings {
                        field: owned(error.field()),
                        reason: owned(error.reason()),
                        decoded_field: owned(error.extra_string("field").as_deref()),
                        decoded_reason: owned(error.extra_string("reason").as_deref()),
                    },
                }))
            }
        };
        Self { kind, action: outcome.action(), payment_is_excluded: outcome.payment() == Payment::Excluded }
    }
}
