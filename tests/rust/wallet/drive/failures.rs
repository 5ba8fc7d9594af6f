//! Every way in which one request can go wrong.

use super::bank::{Arrival, Stage};
use super::world::Setup;

/// What the bank does with a payment request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    Never,
    Now(Stage),
    Later(Arrival),
}

/// What the wallet receives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reply {
    /// The bank's own response.
    True,
    /// The same. The connection breaks at its end.
    Broken,
    /// The bank's response from before the transfer was recorded.
    Stale,
    /// The state `signed` or `unspent` of a transaction that is perhaps spent.
    Pending(&'static str),
    Said(&'static Said),
    /// The connection closes without a response.
    Nothing,
    /// The power is cut before the response.
    PowerCut,
}

/// A response. `@` is replaced by the key.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) http_status: u16,
    /// The response has the `X-Request-Id` of its request.
    pub(super) has_echo: bool,
    /// The field `Retry-After`, if it is not empty.
    pub(super) retry_after: &'static str,
    pub(super) body: &'static str,
}

/// Which failures occur.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Set {
    All,
    /// One of each kind.
    Few,
}

/// One way in which a request can go wrong.
#[derive(Clone, Copy, Debug)]
pub(super) struct Failure {
    pub(super) name: &'static str,
    pub(super) effect: Effect,
    pub(super) reply: Reply,
}

impl Failure {
    /// Returns true for an intact error of the API, except for 20119.
    pub(super) fn costs_no_attempt(&self) -> bool {
        let Reply::Said(said) = self.reply else { return false };
        said.has_echo && said.body.ends_with("}}") && !said.body.contains("20119")
    }
}

/// The failures of a setup.
pub(super) struct Table {
    pub(super) of_payments: Vec<Failure>,
    pub(super) of_look_ups: Vec<Failure>,
    /// What may happen to every request of a session.
    pub(super) outages: Vec<Failure>,
}

/// Returns a response with the echo of the API.
const fn api(http_status: u16, body: &'static str) -> Said {
    Said { http_status, has_echo: true, retry_after: "", body }
}

/// Returns a response of another server.
const fn other(http_status: u16, body: &'static str) -> Said {
    Said { http_status, has_echo: false, retry_after: "", body }
}

const fn hint(retry_after: &'static str, said: Said) -> Said {
    Said { retry_after, ..said }
}

macro_rules! error {
    ($code:literal) => {
        api(202, concat!(r#"{"error":{"status":202,"code":"#, $code, "}}"))
    };
}

/// The six errors after which the answered request surely paid nothing. The first `FEW_EXCLUDED` are in the small set.
static EXCLUDED: [(&str, Said); 6] = [
    ("20117, insufficient balance", error!(20117)),
    ("20119, wrong PIN", error!(20119)),
    ("30100, wait", error!(30100)),
    ("20118, invalid PIN", error!(20118)),
    ("20120, amount too small", error!(20120)),
    ("20124, insufficient fee", error!(20124)),
];
const FEW_EXCLUDED: usize = 3;

const BUSY: &str = r#"{"error":{"status":500,"code":7000}}"#;
const TRANSFER: &str = r#"{"data":{"type":"transfer","trace_id":"@","asset_id":"965e5c6e-434c-3fa9-b780-c50f43cd955c","opponent_id":"773e5e77-4107-45c2-b648-8fc722ed77f5","amount":"-1.5"}}"#;
const TRANSACTION: &str = r#"{"data":{"request_id":"@","transaction_hash":"2cfe1ab35a4cf1b4ea1a2d6a0fa8ae8b1d6cbd7a2c1c40fa02a5f7dbd1c1f0aa","state":"spent"}}"#;

/// Responses to a request that has perhaps paid. The first `FEW_POSSIBLE` are in the small set.
static POSSIBLE: [(&str, Said); 32] = [
    ("500", api(500, r#"{"error":{"status":500,"code":500}}"#)),
    ("30101, report", error!(30101)),
    ("20125, reconcile", error!(20125)),
    ("401, reauthorize", error!(401)),
    ("a page with 502", other(502, "<html>502 Bad Gateway</html>")),
    ("a page with 200 and the echo", api(200, "<html>Sign in</html>")),
    ("a portal that refuses", other(202, r#"{"error":{"status":202,"code":20117}}"#)),
    ("20119 cut in its code", api(202, r#"{"error":{"status":202,"code":20119"#)),
    ("7000", api(500, BUSY)),
    ("20111, report", error!(20111)),
    ("an unknown code", error!(99999)),
    ("10105, reconcile", error!(10105)),
    ("10404, ask user", error!(10404)),
    ("10002, fix request", error!(10002)),
    ("911, fix clock", error!(911)),
    ("20140, resync", error!(20140)),
    ("10006, update app", error!(10006)),
    ("30103, wait", error!(30103)),
    ("429", error!(429)),
    ("429, Retry-After 0", hint("0", error!(429))),
    ("429, Retry-After 1 s", hint("1", error!(429))),
    ("429, Retry-After 12 h", hint("43200", error!(429))),
    ("a page with 429, Retry-After 60 s", hint("60", other(429, "<html>"))),
    ("a page with 404", other(404, "<html>404</html>")),
    ("a page with 200", other(200, "<html>Sign in</html>")),
    ("a redirect", other(302, "")),
    ("a portal's JSON", other(200, r#"{"data":{"login":"https://portal"}}"#)),
    ("a portal that shows the transfer", other(200, TRANSFER)),
    ("a portal that shows the transaction", other(200, TRANSACTION)),
    ("an echo of the request", api(200, r#"{"trace_id":"@","request_id":"@","amount":"1.5"}"#)),
    ("an echo in data", api(200, r#"{"data":{"memo":"@","body":{"trace_id":"@","request_id":"@"}}}"#)),
    ("an empty success", api(200, r#"{"data":null}"#)),
];
const FEW_POSSIBLE: usize = 8;
/// Some rows of `POSSIBLE` that may last: an error of the server, a report, a page, a hint of a second.
const OUTAGES: [usize; 4] = [0, 1, 4, 20];

/// Further responses to a look-up.
static OF_LOOK_UPS: [(&str, Said); 2] = [
    ("a portal that does not find it", other(202, r#"{"error":{"status":202,"code":404}}"#)),
    ("20119, wrong PIN", error!(20119)),
];

/// Returns the failures of a setup. The first of each list is the way without a failure.
pub(super) fn table(setup: &Setup) -> Table {
    let is_few = setup.set == Set::Few;
    let possible = &POSSIBLE[..if is_few { FEW_POSSIBLE } else { POSSIBLE.len() }];
    let excluded = &EXCLUDED[..if is_few { FEW_EXCLUDED } else { EXCLUDED.len() }];
    let paid = Effect::Now(Stage::Spent);
    let mut effects =
        vec![Effect::Never, paid, Effect::Later(Arrival::Soon), Effect::Later(Arrival::AtTheEnd)];
    if setup.safe {
        effects.extend([Effect::Now(Stage::Unspent), Effect::Now(Stage::Signed)]);
    }

    let mut of_payments = vec![Failure { name: "paid", effect: paid, reply: Reply::True }];
    of_payments.push(Failure { name: "the connection breaks", effect: paid, reply: Reply::Broken });
    for effect in &effects {
        let mut fail = |name, reply| of_payments.push(Failure { name, effect: *effect, reply });
        fail("no response", Reply::Nothing);
        if setup.cuts > 0 {
            fail("power cut during the request", Reply::PowerCut);
        }
        for (name, said) in possible {
            fail(name, Reply::Said(said));
        }
    }
    // A request that was refused is not executed later: this is an assumption.
    for (name, said) in excluded {
        of_payments.push(Failure { name, effect: Effect::Never, reply: Reply::Said(said) });
    }
    if setup.safe {
        for stage in [Stage::Unspent, Stage::Signed] {
            of_payments.push(Failure {
                name: "recorded, not spent",
                effect: Effect::Now(stage),
                reply: Reply::True,
            });
        }
    }

    let look_up = |name, reply| Failure { name, effect: Effect::Never, reply };
    let mut of_look_ups = vec![
        look_up("look-up", Reply::True),
        look_up("no response", Reply::Nothing),
        look_up("the connection breaks", Reply::Broken),
        look_up("404 of old data", Reply::Stale),
    ];
    if setup.cuts > 0 {
        of_look_ups.push(look_up("power cut during the look-up", Reply::PowerCut));
    }
    if setup.safe {
        of_look_ups.extend(
            [Reply::Pending("unspent"), Reply::Pending("signed")].map(|reply| look_up("old state", reply)),
        );
    }
    of_look_ups
        .extend(possible.iter().chain(&OF_LOOK_UPS).map(|(name, said)| look_up(name, Reply::Said(said))));

    let mut outages = vec![of_payments[0]];
    for effect in [Effect::Never, paid] {
        let outage = |name, reply| Failure { name, effect, reply };
        outages.push(outage("every response is lost", Reply::Nothing));
        let rows: &[usize] = if is_few { &[] } else { &OUTAGES };
        outages.extend(rows.iter().map(|row| outage(POSSIBLE[*row].0, Reply::Said(&POSSIBLE[*row].1))));
    }
    if setup.carries_pin {
        let wrong_pin = Reply::Said(&EXCLUDED[1].1);
        outages.push(Failure { name: EXCLUDED[1].0, effect: Effect::Never, reply: wrong_pin });
    }
    if setup.safe {
        let stages = [Stage::Unspent, Stage::Signed];
        let stays = |stage| Failure { name: "it stays so", effect: Effect::Now(stage), reply: Reply::True };
        outages.extend(stages.map(stays));
    }
    Table { of_payments, of_look_ups, outages }
}
