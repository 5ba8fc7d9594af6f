//! The server and the network. They follow the facts of the API, not the code of the transfer.
//!
//! The API pays an idempotency key once. A request may be executed now, later, or never. A look-up may reach a replica
//! with old data.

/// The parameters of the payment under the key: amount, asset, receiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Params {
    First,
    Amended,
}

impl Params {
    pub(crate) const fn fingerprint(self) -> u32 {
        match self {
            Self::First => 0xaaaa_0001,
            Self::Amended => 0xbbbb_0002,
        }
    }

    pub(crate) const fn other(self) -> Self {
        match self {
            Self::First => Self::Amended,
            Self::Amended => Self::First,
        }
    }
}

/// The stage of a transaction. A legacy transfer is final at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Stage {
    /// Recorded without its second half. Only another request pays it.
    Unsigned,
    /// It may become final later, or never.
    Signed,
    Final,
}

/// The transfer that holds the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Holder {
    Nobody,
    Ours(Params, Stage),
    /// Somebody else's transfer.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Bank {
    pub(crate) holder: Holder,
    /// The number of payments under the key.
    pub(crate) paid: u8,
    /// Every replica has the current holder.
    pub(crate) replicated: bool,
}

impl Bank {
    pub(crate) const fn new() -> Self {
        Self { holder: Holder::Nobody, paid: 0, replicated: true }
    }

    pub(crate) const fn hold(self, holder: Holder) -> Self {
        let pays = matches!(holder, Holder::Ours(_, Stage::Final));
        Self { holder, paid: self.paid + pays as u8, replicated: false }
    }

    /// Returns every bank that the execution of a request may lead to, without the unchanged one.
    pub(crate) fn executions(self, request: Params, safe: bool, pays_once: bool) -> Vec<Self> {
        let stages: &[Stage] =
            if safe { &[Stage::Unsigned, Stage::Signed, Stage::Final] } else { &[Stage::Final] };
        let after = |from: usize| stages[from..].iter().map(move |stage| Holder::Ours(request, *stage));
        let holders: Vec<_> = match self.holder {
            Holder::Nobody => after(0).collect(),
            Holder::Ours(held, Stage::Unsigned) if held == request => after(1).collect(),
            Holder::Ours(held, Stage::Signed) if held == request => after(2).collect(),
            Holder::Ours(..) if !pays_once => vec![Holder::Ours(request, Stage::Final)],
            Holder::Ours(..) | Holder::Other => Vec::new(),
        };
        holders.into_iter().map(|holder| self.hold(holder)).collect()
    }

    /// Returns the bank after a signed transaction has become final.
    pub(crate) fn progress(self) -> Option<Self> {
        match self.holder {
            Holder::Ours(params, Stage::Signed) => {
                let replicated = self.replicated;
                Some(Self { replicated, ..self.hold(Holder::Ours(params, Stage::Final)) })
            }
            _ => None,
        }
    }
}

/// Requests that have left the device and are not executed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Flight([Option<Params>; 2]);

impl Flight {
    pub(crate) const EMPTY: Self = Self([None; 2]);

    /// Adds a request. Returns `None` if there is an equal one, because a second one has no other effect.
    pub(crate) fn with(self, request: Params) -> Option<Self> {
        let [first, None] = self.0 else { return None };
        if first == Some(request) {
            return None;
        }
        let mut sorted = [first, Some(request)];
        // The order has no meaning, so equal sets are equal arrays.
        sorted.sort_by_key(|request| request.map_or(2, |request| request as u8));
        Some(Self(sorted))
    }

    /// Returns each request, with the remaining requests.
    pub(crate) fn arrivals(self) -> impl Iterator<Item = (Params, Self)> {
        let [first, second] = self.0;
        let arrive = |request: Option<Params>, rest| request.map(|request| (request, Self([rest, None])));
        let second = if second == first { None } else { second };
        [arrive(first, self.0[1]), arrive(second, first)].into_iter().flatten()
    }
}
