//! The enums of the catalog, whose numbers are the C ABI's.

use core::fmt;

/// Defines an enum whose variants go out to C as fixed numbers and to people as names.
macro_rules! c_enum {
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

pub(crate) use c_enum;

c_enum! {
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

c_enum! {
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

c_enum! {
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

c_enum! {
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
