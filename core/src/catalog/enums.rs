//! The enums of the catalog.

use crate::c_enum::c_enum;

c_enum! {
    /// What the caller should do after a response.
    ///
    /// A request that is sent again keeps its idempotency key (`trace_id`, `request_id`), its parameters and its raw
    /// transaction. It has a new JWT, a new `X-Request-Id` and a new encrypted PIN.
    ///
    /// The enum is exhaustive, so that the compiler reports every `match` without a new action. The C ABI has the same
    /// numbers, which never change; 0 is the safe value.
    Action {
        /// No remedy is documented: show the response and log it.
        Report = 0,
        /// The response is a success: continue.
        Proceed = 1,
        /// Send the same request again, with the same idempotency key.
        Retry = 2,
        /// Send the same request again after a pause, with the same idempotency key.
        Wait = 3,
        /// A person must change or decide something; never retry automatically.
        AskUser = 4,
        /// The request is wrong: fix the program. Retrying is useless.
        FixRequest = 5,
        /// Get a new token or authorization code.
        Reauthorize = 6,
        /// Read the transfer by its idempotency key before anything else: it may already be paid.
        Reconcile = 7,
        /// Fetch the conversation's participants again, then send again.
        Resync = 8,
        /// Set the clock: the server refuses tokens that are too old or too new.
        FixClock = 9,
        /// Install a newer version of the app.
        UpdateApp = 10,
    }
}

impl Action {
    /// Returns the action for an unknown code: [`Action::Retry`] if `status` is 500, and [`Action::Report`] otherwise.
    ///
    /// `status` is the status in the body. If it is `None`, `http_status` replaces it.
    #[must_use]
    pub const fn for_unknown_code(status: Option<u16>, http_status: u16) -> Self {
        match (status, http_status) {
            (Some(500), _) | (None, 500) => Self::Retry,
            _ => Self::Report,
        }
    }

    /// Returns the action as one sentence for a person.
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
    /// The subject of an error.
    ///
    /// The C ABI has the same numbers, which never change.
    #[non_exhaustive]
    Category {
        /// The request: its body, fields or path.
        Request = 0,
        /// Tokens, permissions, clocks.
        Auth = 1,
        /// Rate limits and quotas.
        Limit = 2,
        /// A failure of the server.
        Server = 3,
        /// Phone numbers, codes and identities of an account.
        Account = 4,
        /// The PIN.
        Pin = 5,
        /// Balances, fees, amounts and transfers.
        Wallet = 6,
        /// The blockchain of an asset.
        Chain = 7,
        /// Swaps, orders, cards and prices.
        Market = 8,
        /// Group calls.
        Call = 9,
    }
}

c_enum! {
    /// The document that an entry of the catalog comes from.
    ///
    /// The C ABI has the same numbers, which never change.
    #[non_exhaustive]
    Source {
        /// The original error table (2018-05): 27 rows, which every build has.
        Original = 0,
        /// Later editions of the same table (2018-09 to 2025-12).
        Docs = 1,
        /// The official apps only; no document lists the code.
        Apps = 2,
        /// The group-call service.
        Calls = 3,
    }
}

c_enum! {
    /// Whether the request that a response answers may have paid.
    ///
    /// This is a fact about one request. It never permits discarding an idempotency key (`trace_id`, `request_id`): an
    /// earlier request with the same key may have paid.
    ///
    /// The C ABI has the same numbers, which never change; 0 is the safe value.
    Payment {
        /// The request may have paid. Every success and every [`Fault`](crate::Fault) has this value.
        Possible = 0,
        /// The request paid nothing. An earlier request with the same key may have paid.
        Excluded = 1,
    }
}
