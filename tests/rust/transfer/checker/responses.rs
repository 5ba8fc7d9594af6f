//! What the caller may see: the bodies that arrive in the field, read by the core.

use mixerr::{Action, Code, Match, Payment, Response, read};

use super::machines::Call;

/// A response or its absence, as the caller reports it.
#[derive(Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) name: &'static str,
    pub(crate) call: Call,
}

impl Seen {
    /// Returns the error of the API, if it is one.
    pub(crate) const fn error(self) -> Option<(Code, Action, Payment)> {
        match self.call {
            Call::Response(Response::Api { code, action, payment }, ..) => Some((code, action, payment)),
            _ => None,
        }
    }

    /// Returns true if it is a success that proves something about the transfer.
    pub(crate) const fn is_receipt(self) -> bool {
        matches!(
            self.call,
            Call::Response(Response::Success, Match::Exact | Match::Conflict | Match::Pending, _)
        )
    }

    pub(crate) fn is_excluded(self) -> bool {
        self.error().is_some_and(|(_, _, payment)| payment == Payment::Excluded)
    }

    /// A wrong PIN uses up one of the account's attempts.
    pub(crate) fn is_wrong_pin(self) -> bool {
        self.error().is_some_and(|(code, ..)| code == Code::PIN_INCORRECT)
    }

    /// An error of the API that ends a row of failures.
    pub(crate) fn is_refusal(self) -> bool {
        self.error().is_some_and(|(_, action, _)| !matches!(action, Action::Retry | Action::Wait))
    }

    pub(crate) const fn asks_to_wait(self) -> bool {
        matches!(
            self.call,
            Call::Response(
                Response::Api { action: Action::Wait, .. } | Response::NotFromApi { action: Action::Wait },
                ..
            )
        )
    }

    pub(crate) const fn hint_s(self) -> u32 {
        if let Call::Response(_, _, hint) = self.call { hint } else { 0 }
    }

    pub(crate) const fn may_have_arrived(self) -> bool {
        !matches!(self.call, Call::NoResponse { may_have_arrived: false })
    }
}

/// The success that describes the transfer under the key.
pub(crate) const fn success(name: &'static str, found: Match) -> Seen {
    Seen { name, call: Call::Response(Response::Success, found, 0) }
}

pub(crate) const NO_RESPONSE: Seen =
    Seen { name: "no response", call: Call::NoResponse { may_have_arrived: true } };
pub(crate) const NEVER_LEFT: Seen =
    Seen { name: "no connection", call: Call::NoResponse { may_have_arrived: false } };

fn body(name: &'static str, http_status: u16, body: &str, hint_s: u32) -> Seen {
    let response = Response::from(&read(http_status, body.as_bytes()));
    Seen { name, call: Call::Response(response, Match::None, hint_s) }
}

fn error(name: &'static str, code: u32, hint_s: u32) -> Seen {
    let http_status = if matches!(code, 500 | 7000) { 500 } else { 202 };
    body(name, http_status, &format!(r#"{{"error":{{"status":{http_status},"code":{code}}}}}"#), hint_s)
}

/// An error that no row of today's catalog is: a later one may have it.
const fn later(name: &'static str, action: Action) -> Seen {
    let response = Response::Api { code: Code(99_998), action, payment: Payment::Excluded };
    Seen { name, call: Call::Response(response, Match::None, 0) }
}

/// What something between the device and the API may answer, whatever the API does with the request.
pub(crate) fn strange() -> Vec<Seen> {
    vec![
        NO_RESPONSE,
        body("a page with 502", 502, "<html>", 0),
        body("a page with 404", 404, "<html>", 0),
        body("a page with 429, hint 12 h", 429, "<html>", 43_200),
        body("a body cut in the code", 202, r#"{"error":{"code":20119"#, 0),
        body("a captive portal's JSON", 200, r#"{"login":"https://portal"}"#, 0),
        body("an echo of the request", 200, r#"{"trace_id":"1","amount":"1.5"}"#, 0),
    ]
}

/// Errors that a request may be answered with although it, or an earlier one, paid.
pub(crate) fn possible() -> Vec<Seen> {
    vec![
        error("500", 500, 0),
        error("30101, report", 30_101, 0),
        error("an unknown code", 99_999, 0),
        error("20125, reconcile", 20_125, 0),
    ]
}

/// Errors with `payment = possible` of a request that did not pay.
pub(crate) fn possible_refusals() -> Vec<Seen> {
    vec![
        error("429", 429, 0),
        error("429, hint 1 s", 429, 1),
        error("429, hint 1000 s", 429, 1_000),
        error("429, hint 12 h", 429, 43_200),
        error("10404, ask user", 10_404, 0),
        error("10002, fix request", 10_002, 0),
        error("10002, hint 12 h", 10_002, 43_200),
        error("401, reauthorize", 401, 0),
        error("911, fix clock", 911, 0),
        error("20140, resync", 20_140, 0),
        error("10006, update app", 10_006, 0),
    ]
}

/// Errors with `payment = excluded`: true of the request that they answer, and silent about earlier ones.
pub(crate) fn excluded() -> Vec<Seen> {
    vec![
        error("20119, wrong PIN", 20_119, 0),
        error("20117, insufficient balance", 20_117, 0),
        error("20117, hint 1000 s", 20_117, 1_000),
        error("30100, wait", 30_100, 0),
        error("30100, hint 12 h", 30_100, 43_200),
        later("excluded, retry", Action::Retry),
        later("excluded, fix request", Action::FixRequest),
        later("excluded, report", Action::Report),
        later("excluded, reconcile", Action::Reconcile),
        later("excluded, reauthorize", Action::Reauthorize),
        later("excluded, fix clock", Action::FixClock),
        later("excluded, resync", Action::Resync),
        later("excluded, update app", Action::UpdateApp),
    ]
}

/// A look-up that finds nothing.
pub(crate) fn not_found() -> Vec<Seen> {
    vec![error("404", 404, 0), error("404, hint 1000 s", 404, 1_000)]
}

/// What a look-up may be answered with, whatever the API knows of the transfer.
pub(crate) fn look_up_noise() -> Vec<Seen> {
    let mut noise = strange();
    noise.push(NEVER_LEFT);
    noise.extend(possible());
    noise.extend(possible_refusals());
    noise.push(error("20119, wrong PIN", 20_119, 0));
    noise
}
