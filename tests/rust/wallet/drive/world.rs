//! One run: a wallet, a bank and a person, until the end of the payment is known.

use std::borrow::Cow;

use mixerr::Ending;

use super::bank::{Bank, Holder, Stage};
use super::choices::Choices;
use super::failures::{Effect, Failure, Reply, Set, Table};
use super::{AMOUNT, ASSET_ID, HASH, KEY, OPPONENT_ID};

/// What a set of runs has in common.
#[derive(Clone, Copy)]
pub(super) struct Setup {
    pub(super) name: &'static str,
    /// The Safe API, or the legacy one.
    pub(super) safe: bool,
    pub(super) carries_pin: bool,
    /// Another transfer holds the key.
    pub(super) is_occupied: bool,
    pub(super) set: Set,
    /// The most failures in a run: responses, power cuts and refusals of the person.
    pub(super) failures: usize,
    /// Of the runs with so many failures, one in this number is made.
    pub(super) one_in: u64,
    /// The most power cuts of these.
    pub(super) cuts: usize,
    /// Only the claims are checked, not the limits of requests, pauses and PINs.
    pub(super) only_claims: bool,
}

/// Why a wallet stopped.
#[derive(Debug)]
pub(super) enum Stop {
    Claim(Ending),
    /// The power was cut.
    Cut,
    /// The power was cut before the payment was deleted after its end.
    CutAfter(Ending),
    /// An error.
    Failed(String),
}

/// The result of a request.
pub(super) enum Answer {
    Nothing,
    PowerCut,
    Response { http_status: u16, has_echo: bool, retry_after: &'static str, body: String, is_complete: bool },
}

/// The documented limits.
const MAX_REQUESTS_WITHOUT_A_PAUSE: u32 = 3;
const MAX_ATTEMPTS_OF_A_PIN: u32 = 2;

pub(super) struct World<'a> {
    setup: &'a Setup,
    table: &'a Table,
    choices: &'a mut Choices,
    bank: Bank,
    broken: Option<&'static str>,
    trace: Vec<Cow<'static, str>>,
    cuts: usize,
    /// What happens to every request of the session, instead of the first failure of a list.
    outage: usize,
    requests_without_a_pause: u32,
    /// A request was sent, or would have been with a connection.
    has_begun: bool,
    /// The entries of the PIN so far; it changes with each entry.
    entries: u32,
    /// The PIN of the last request, and the attempts that it may have used up.
    pin: String,
    /// How many more the person makes.
    patience: u32,
    /// The person continues once in each session but the first, unless this is a failure.
    is_willing: bool,
    attempts: u32,
    /// The pause that the server asked for, in milliseconds.
    hint_ms: u64,
}

impl<'a> World<'a> {
    pub(super) fn new(setup: &'a Setup, table: &'a Table, choices: &'a mut Choices) -> Self {
        Self {
            setup,
            table,
            choices,
            bank: Bank::new(setup.is_occupied.then_some(KEY)),
            broken: None,
            trace: Vec::new(),
            cuts: setup.cuts,
            outage: 0,
            requests_without_a_pause: 0,
            has_begun: false,
            entries: 0,
            pin: String::new(),
            patience: 0,
            is_willing: false,
            attempts: 0,
            hint_ms: 0,
        }
    }

    /// Returns the rule that the run has broken.
    pub(super) const fn broken(&self) -> Option<&'static str> {
        self.broken
    }

    /// Returns what has happened.
    pub(super) fn trace(&self) -> &[Cow<'static, str>] {
        &self.trace
    }

    fn breaks(&mut self, rule: &'static str) {
        self.broken = self.broken.or(Some(rule));
    }

    /// Records that a documented limit is exceeded.
    fn exceeds(&mut self, limit: &'static str) {
        if !self.setup.only_claims {
            self.breaks(limit);
        }
    }

    fn log(&mut self, event: impl Into<Cow<'static, str>>) {
        self.trace.push(event.into());
        assert!(self.trace.len() < 1000, "the run does not end: {:?}", &self.trace[..20]);
    }

    /// Starts the wallet until it knows the end. Each failure may stop it once.
    pub(super) fn run(&mut self, wallet: &mut dyn super::Wallet) {
        let mut claim = None;
        let mut earlier = None;
        for session in 0..self.setup.failures + 3 {
            let outages = if session == 0 { self.table.outages.len() } else { 1 };
            self.outage = self.choices.choose(outages);
            if self.outage > 0 {
                self.log(format!("in this session: {}", self.outage().name));
            }
            // In an outage a transaction stays as it is.
            self.bank.is_slow = self.outage > 0;
            // The person gives up after some entries of the PIN, at once, or after one.
            self.patience = [5, 0, 1][self.choices.choose(3)];
            self.is_willing = session > 0;
            self.decide();
            // A person enters the PIN again, perhaps with the same digits.
            self.pin.clear();
            self.log("the wallet starts");
            match wallet.session(self) {
                Stop::Cut => self.log("power cut"),
                Stop::CutAfter(ending) => {
                    self.log(format!("{ending:?}, then a power cut"));
                    self.check(Some(ending));
                    // A payment that was not begun has no record. The person may begin it again.
                    earlier = earlier.or(Some(ending).filter(|_| self.has_begun));
                }
                Stop::Claim(Ending::Unknown) => self.log("Unknown"),
                Stop::Claim(ending) => {
                    self.log(format!("{ending:?}"));
                    claim = Some(ending);
                }
                Stop::Failed(reason) => {
                    self.log(reason);
                    self.breaks("the wallet cannot continue");
                }
            }
            self.check(claim);
            if claim.is_some() && earlier.is_some() && claim != earlier {
                self.breaks("claims another end after a restart");
            }
            if claim.is_some() || self.broken.is_some() {
                break;
            }
        }
        if claim.is_none() {
            self.breaks("the end of the payment stays unknown");
        }
        self.bank.pass(true);
        self.check(claim);
    }

    /// Compares a claim with the bank.
    fn check(&mut self, claim: Option<Ending>) {
        let holder = self.bank.holder(KEY);
        match claim {
            Some(Ending::Paid) if holder != Some(Holder::Ours(Stage::Spent)) => {
                self.breaks("claims Paid, and it is not paid");
            }
            Some(Ending::NotPaid) if self.bank.transfers() > 0 => {
                self.breaks("claims NotPaid, and a transfer is recorded");
            }
            Some(Ending::Conflict) if holder != Some(Holder::Other) => {
                self.breaks("claims Conflict, and no other transfer holds the key");
            }
            _ => {}
        }
        if self.bank.transfers() > 1 {
            self.breaks("paid twice");
        }
    }

    fn outage(&self) -> Failure {
        self.table.outages[self.outage]
    }

    /// Returns true if there is a connection.
    pub(super) fn connects(&mut self) -> bool {
        let connects = self.choices.choose(2) == 0;
        if !connects {
            self.count_request();
            self.log("no connection");
        }
        connects
    }

    fn count_request(&mut self) {
        self.has_begun = true;
        self.requests_without_a_pause += 1;
        if self.requests_without_a_pause > MAX_REQUESTS_WITHOUT_A_PAUSE {
            self.exceeds("too many requests without a pause");
        }
        if self.hint_ms > 0 {
            self.exceeds("Retry-After is undercut");
        }
    }

    /// Answers the request for the payment.
    pub(super) fn pay(&mut self, key: &str, pin: &str) -> Answer {
        self.count_request();
        if self.pin != pin {
            self.pin = pin.to_owned();
            self.attempts = 0;
        }
        let index = self.choices.choose(self.table.of_payments.len());
        let failure = if index == 0 { self.outage() } else { self.table.of_payments[index] };
        if let Effect::Now(stage) = failure.effect {
            self.bank.execute(key, stage);
        }
        self.log(format!("POST: {}, {:?}", failure.name, failure.effect));
        let answer = self.answer(failure.reply, key, true);
        self.bank.pass(false);
        if let Effect::Later(arrival) = failure.effect {
            self.bank.delay(key, arrival);
        }
        self.attempts += u32::from(!failure.costs_no_attempt());
        if self.setup.carries_pin && self.attempts > MAX_ATTEMPTS_OF_A_PIN {
            self.exceeds("one entry of the PIN may have cost more than two attempts");
        }
        answer
    }

    /// Answers a look-up.
    pub(super) fn look_up(&mut self, key: &str) -> Answer {
        self.count_request();
        let index = self.choices.choose(self.table.of_look_ups.len());
        let mut failure = self.table.of_look_ups[index];
        if index == 0 && self.outage > 0 {
            failure = Failure { effect: Effect::Never, ..self.outage() };
        }
        self.log(format!("GET: {}", failure.name));
        let answer = self.answer(failure.reply, key, false);
        self.bank.pass(false);
        answer
    }

    fn answer(&mut self, reply: Reply, key: &str, is_payment: bool) -> Answer {
        let response = |http_status, body: String, is_complete| Answer::Response {
            http_status,
            has_echo: true,
            retry_after: "",
            body,
            is_complete,
        };
        let (http_status, body) = self.bank_says(key, is_payment);
        match reply {
            Reply::True => response(http_status, body, true),
            Reply::Broken => response(http_status, body, false),
            Reply::Stale => response(202, NOT_FOUND.to_owned(), true),
            Reply::Pending(state) => {
                response(http_status, body.replace("spent\"", &format!("{state}\"")), true)
            }
            Reply::Said(said) => {
                self.hint_ms = said.retry_after.parse().unwrap_or(0) * 1000;
                Answer::Response {
                    http_status: said.http_status,
                    has_echo: said.has_echo,
                    retry_after: said.retry_after,
                    body: said.body.replace('@', key),
                    is_complete: true,
                }
            }
            Reply::Nothing => Answer::Nothing,
            Reply::PowerCut if self.cuts == 0 => Answer::Nothing,
            Reply::PowerCut => {
                self.cuts -= 1;
                self.restart();
                Answer::PowerCut
            }
        }
    }

    /// Returns the bank's response to a request that it has executed, or to a look-up.
    fn bank_says(&self, key: &str, is_payment: bool) -> (u16, String) {
        let Some(holder) = self.bank.holder(key) else { return (202, NOT_FOUND.to_owned()) };
        if !self.setup.safe {
            let amount = match holder {
                Holder::Ours(_) => format!("-{AMOUNT}0"),
                Holder::Other if is_payment => {
                    return (202, r#"{"error":{"status":202,"code":20125}}"#.to_owned());
                }
                Holder::Other => format!("-{AMOUNT}1"),
            };
            let transfer = format!(
                r#"{{"type":"transfer","trace_id":"{key}","asset_id":"{ASSET_ID}","opponent_id":"{OPPONENT_ID}","amount":"{amount}"}}"#
            );
            return (200, format!(r#"{{"data":{transfer}}}"#));
        }
        let (hash, state) = match holder {
            Holder::Ours(Stage::Unspent) => (HASH.to_owned(), "unspent"),
            Holder::Ours(Stage::Signed) => (HASH.to_owned(), "signed"),
            Holder::Ours(Stage::Spent) => (HASH.to_owned(), "spent"),
            Holder::Other => (HASH.chars().rev().collect(), "spent"),
        };
        let transaction =
            format!(r#"{{"request_id":"{key}","transaction_hash":"{hash}","state":"{state}"}}"#);
        let data = if is_payment { format!("[{transaction}]") } else { transaction };
        (200, format!(r#"{{"data":{data}}}"#))
    }

    /// Returns the entered PIN, or `None` if the person gives up.
    pub(super) fn enter_pin(&mut self) -> Option<String> {
        self.decide();
        if self.patience == 0 {
            self.log("the person gives up");
            return None;
        }
        self.patience -= 1;
        self.entries += 1;
        Some(format!("{:06}", self.entries))
    }

    /// Returns how often the person of this session answers, for a wallet that reads its answers in advance.
    pub(super) const fn patience(&self) -> u32 {
        self.patience
    }

    /// Returns whether the person continues.
    pub(super) fn confirms(&mut self) -> bool {
        self.decide();
        let is_failure = self.choices.choose(2) == 1;
        let confirms = is_failure != std::mem::take(&mut self.is_willing);
        self.log(if confirms { "the person continues" } else { "the person does not continue" });
        confirms
    }

    /// A person may ignore a hint of more than an hour, and does so by a new start, too.
    const fn decide(&mut self) {
        if self.hint_ms > 3_600_000 {
            self.hint_ms = 0;
        }
    }

    pub(super) const fn slept(&mut self, ms: u64) {
        self.requests_without_a_pause = 0;
        self.hint_ms = self.hint_ms.saturating_sub(ms);
    }

    /// Returns the number of a power cut below `kinds`, or `None` if the power stays.
    pub(super) fn cut(&mut self, kinds: usize) -> Option<usize> {
        if self.cuts == 0 {
            return None;
        }
        let kind = self.choices.choose(kinds + 1).checked_sub(1)?;
        self.cuts -= 1;
        self.restart();
        Some(kind)
    }

    /// A hint may be lost with the power before it is saved.
    const fn restart(&mut self) {
        self.hint_ms = 0;
    }
}

const NOT_FOUND: &str = r#"{"error":{"status":202,"code":404}}"#;
