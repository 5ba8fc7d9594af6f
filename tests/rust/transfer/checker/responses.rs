//! The responses that a caller may see. The core reads their bodies, which occur in the field.

use mixerr::{Action, Code, Match, Payment, PaymentOutcome, read};

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
            Call::Response(PaymentOutcome::Api { code, action, payment }, ..) => {
                Some((code, action, payment))
            }
            _ => None,
        }
    }

    /// Returns true if it is a success that proves something about the transfer.
    pub(crate) const fn is_receipt(self) -> bool {
        matches!(
            self.call,
            Call::Response(PaymentOutcome::Success, Match::Exact | Match::Conflict | Match::Pending, _)
        )
    }

    pub(crate) fn is_excluded(self) -> bool {
        self.error().is_some_and(|(_, _, payment)| payment == Payment::Excluded)
    }

    /// Returns true for 20119, which uses up one of the account's attempts.
    pub(crate) fn is_wrong_pin(self) -> bool {
        self.error().is_some_and(|(code, ..)| code == Code::PIN_INCORRECT)
    }

    /// Returns true for an API error that ends a row of failures.
    pub(crate) fn is_refusal(self) -> bool {
        self.error().is_some_and(|(_, action, _)| !matches!(action, Action::Retry | Action::Wait))
    }

    pub(crate) const fn asks_to_wait(self) -> bool {
        matches!(
            self.call,
            Call::Response(
                PaymentOutcome::Api { action: Action::Wait, .. }
                    | PaymentOutcome::NotFromApi { action: Action::Wait },
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

/// Returns a success that describes the transfer under the key.
pub(crate) const fn success(name: &'static str, found: Match) -> Seen {
    Seen { name, call: Call::Response(PaymentOutcome::Success, found, 0) }
}

pub(crate) const NO_RESPONSE: Seen =
    Seen { name: "no response", call: Call::NoResponse { may_have_arrived: true } };
pub(crate) const NEVER_LEFT: Seen =
    Seen { name: "no connection", call: Call::NoResponse { may_have_arrived: false } };

fn body(name: &'static str, http_status: u16, body: &str, hint_s: u32) -> Seen {
    let response = PaymentOutcome::from(&read(http_status, body.as_bytes()));
    Seen { name, call: Call::Response(response, Match::None, hint_s) }
}

fn error(name: &'static str, code: u32, hint_s: u32) -> Seen {
    let http_status = if matches!(code, 500 | 7000) { 500 } else { 202 };
    body(name, http_status, &format!(r#"{{"error":{{"status":{http_status},"code":{code}}}}}"#), hint_s)
}

/// Returns an error that the present catalog does not have, but a later one may have.
const fn later(name: &'static str, action: Action) -> Seen {
    let response = PaymentOutcome::Api { code: Code(99_998), action, payment: Payment::Excluded };
    Seen { name, call: Call::Response(response, Match::None, 0) }
}

/// Returns responses from between the device and the API. They prove nothing about the request.
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

/// Returns errors that may answer a request although it, or an earlier one, has paid.
pub(crate) fn possible() -> Vec<Seen> {
    vec![
        error("500", 500, 0),
        error("30101, report", 30_101, 0),
        error("an unknown code", 99_999, 0),
        error("20125, reconcile", 20_125, 0),
    ]
}

/// Returns errors with `payment = possible` for a request that did not pay.
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

/// Returns errors with `payment = excluded`. They describe the answered request, not earlier ones.
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

/// Returns the response to a look-up that finds no transfer.
pub(crate) fn not_found() -> Vec<Seen> {
    vec![error("404", 404, 0), error("404, hint 1000 s", 404, 1_000)]
}

/// Returns responses to a look-up that prove nothing about the transfer.
pub(crate) fn look_up_noise() -> Vec<Seen> {
    let mut noise = strange();
    noise.push(NEVER_LEFT);
    noise.extend(possible());
    noise.extend(possible_refusals());
    noise.push(error("20119, wrong PIN", 20_119, 0));
    noise
}
