//! The vocabulary of the catalog: [`Code`], [`Entry`] and the small enums an entry is made of.

use core::fmt;

/// An error code of the Mixin Network API: the envelope's `error.code`, not an HTTP status.
///
/// There is one associated constant for each row of the catalog, with or without the feature `extended`.
/// A code that no catalog lists is an ordinary value.
///
/// ```
/// use mixerr::{Action, Code};
///
/// assert_eq!(Code::PIN_INCORRECT, Code(20119));
/// assert_eq!(Code(20119).entry().unwrap().action, Action::AskUser);
/// assert!(Code(1).entry().is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Code(pub u32);

impl Code {
    /// Returns the number as the API sends it.
    #[must_use]
    pub const fn as_u32(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<u32> for Code {
    fn from(code: u32) -> Self {
        Self(code)
    }
}

impl From<Code> for u32 {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl PartialEq<u32> for Code {
    fn eq(&self, other: &u32) -> bool {
        self.0 == *other
    }
}

/// One row of the catalog: what is known of one error code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Entry {
    /// The error code.
    pub code: Code,
    /// The documented HTTP status, 202 or 500; `None` where no document states one.
    pub status: Option<u16>,
    /// The name in upper snake case, the same as the constant's of [`Code`]: `"PIN_INCORRECT"`.
    pub name: &'static str,
    /// The documented description, a template where the server fills something in: `"Failed to deliver SMS to {phone}."`.
    pub description: &'static str,
    /// The subject that the error belongs to.
    pub category: Category,
    /// What the caller should do.
    pub action: Action,
    /// The document in which the row is found.
    pub source: Source,
    /// Whether the request that this error answers may have paid: a fact about that request alone, see [`Payment`].
    pub payment: Payment,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.code, self.name, self.description)
    }
}

/// By hand, because core's own `Debug` of a `str` can panic as far as a linker sees.
impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("code", &self.code)
            .field("status", &self.status)
            .field("name", &format_args!("\"{}\"", self.name))
            .field("description", &format_args!("\"{}\"", self.description))
            .field("category", &self.category)
            .field("action", &self.action)
            .field("source", &self.source)
            .field("payment", &self.payment)
            .finish()
    }
}

/// Defines an enum whose variants go out to C as fixed numbers and to people as names.
macro_rules! vocabulary {
    (
        $(#[$meta:meta])* $type:ident { $( $(#[$variant_meta:meta])* $variant:ident = $number:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[repr(u8)]
        pub enum $type { $( $(#[$variant_meta])* $variant = $number, )* }

        impl $type {
            /// Every variant, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// Returns the variant's name as it is written in Rust.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => stringify!($variant), )* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use vocabulary;

vocabulary! {
    /// What the caller should do about a response. The enum is exhaustive: after a new action the compiler reports every
    /// `match` to extend.
    ///
    /// [`Retry`](Self::Retry) and [`Wait`](Self::Wait) keep the idempotency key (`trace_id`, `request_id`), the
    /// parameters and the raw transaction. They renew the JWT, the `X-Request-Id` header and the encrypted PIN.
    ///
    /// The numbers are the C ABI's and never change; 0 is the safe reading.
    Action {
        /// No remedy is documented: show it and log it.
        Report = 0,
        /// The response is a success: go on.
        Proceed = 1,
        /// Send the same request again, with the same idempotency key.
        Retry = 2,
        /// Send the same request again after a pause, with the same idempotency key.
        Wait = 3,
        /// A person must change or decide something; never retry automatically.
        AskUser = 4,
        /// The caller's bug; retrying is useless.
        FixRequest = 5,
        /// Get a new token or authorization code.
        Reauthorize = 6,
        /// Read the transfer by its idempotency key before anything else: it may be paid already.
        Reconcile = 7,
        /// Fetch the conversation's participants again, then send again.
        Resync = 8,
        /// Set the clock; the server refuses tokens from another time.
        FixClock = 9,
        /// Install a newer version of the app.
        UpdateApp = 10,
    }
}

impl Action {
    /// Returns what to do about an error whose code the catalog does not list: [`Action::Retry`] if the status in the
    /// body, or else the HTTP status, is 500, and [`Action::Report`] otherwise.
    #[must_use]
    pub const fn for_unlisted(status: Option<u16>, http_status: u16) -> Self {
        match (status, http_status) {
            (Some(500), _) | (None, 500) => Self::Retry,
            _ => Self::Report,
        }
    }

    /// Returns what to do in one plain sentence for a person.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Report => "No remedy is documented: show it and log it.",
            Self::Proceed => "The request succeeded: go on.",
            Self::Retry => "Send the same request again, with the same trace_id or request_id.",
            Self::Wait => "Wait, then send the same request again, with the same trace_id or request_id.",
            Self::AskUser => "A person must decide or change something: no automatic retry.",
            Self::FixRequest => "The request is wrong: fix the program. Retrying is useless.",
            Self::Reauthorize => "Get a new token or authorization code, then send again.",
            Self::Reconcile => {
                "Read the transfer by its trace_id or request_id first: it may be paid already."
            }
            Self::Resync => "Fetch the conversation's participants again, then send again.",
            Self::FixClock => "Set the clock of this device, then send again.",
            Self::UpdateApp => "Install a newer version of the app.",
        }
    }
}

vocabulary! {
    /// The subject that an error belongs to.
    ///
    /// The numbers are the C ABI's and never change.
    #[non_exhaustive]
    Category {
        /// The request itself: its body, fields or path.
        Request = 0,
        /// Tokens, permissions, clocks.
        Auth = 1,
        /// Too many or too much of something.
        Limit = 2,
        /// The server failed.
        Server = 3,
        /// Phone numbers, codes and identities of an account.
        Account = 4,
        /// The PIN.
        Pin = 5,
        /// Balances, fees, amounts and transfers.
        Wallet = 6,
        /// The blockchain behind an asset.
        Chain = 7,
        /// Swaps, orders, cards and prices.
        Market = 8,
        /// Group calls.
        Call = 9,
    }
}

vocabulary! {
    /// The document in which a row of the catalog is found.
    ///
    /// The numbers are the C ABI's and never change.
    #[non_exhaustive]
    Source {
        /// The 27 rows of the original error table (2018-05); always compiled in.
        Original = 0,
        /// Later editions of the same table (2018-09 to 2025-12).
        Docs = 1,
        /// The official apps only.
        Apps = 2,
        /// The group-call service.
        Calls = 3,
    }
}

vocabulary! {
    /// Whether the request that a response answers may have paid.
    ///
    /// This is a fact about one request. It is no permission to discard an idempotency key (`trace_id`,
    /// `request_id`): an earlier request with the same key may have paid.
    ///
    /// The numbers are the C ABI's and never change; 0 is the safe reading.
    Payment {
        /// The request may have paid. Successes and responses that are not from the API included.
        Possible = 0,
        /// The request surely paid nothing. An earlier request with the same key may have paid.
        Excluded = 1,
    }
}
