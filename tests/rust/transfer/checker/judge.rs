//! The rules that every state must keep, and the history that they need.
//!
//! The judge sees requests, responses, pauses, decisions and claims, as a person or a server does. It uses the
//! documented numbers, and does not depend on the code of the transfer.

use mixerr::{Action, Code, Ending};

use super::bank::{Bank, Holder, Params, Stage};
use super::responses::Seen;

/// The longest `Retry-After` that a transfer may wait for.
const HOUR_S: u32 = 3_600;
/// The longest `Retry-After` that a record can hold.
const RECORD_S: u32 = 255 * 15;

/// The name of a broken rule.
pub(crate) type Broken = &'static str;

pub(crate) const PAID_TWICE: Broken = "paid more than once";
pub(crate) const FALSE_PAID: Broken = "claims Paid, and it is not paid as asked";
pub(crate) const FALSE_NOT_PAID: Broken = "claims NotPaid, and a payment is recorded";
pub(crate) const FALSE_CONFLICT: Broken = "claims Conflict, and no other transfer holds the key";
pub(crate) const NOT_SAVED: Broken = "a request before its save";
pub(crate) const CLAIM_NOT_SAVED: Broken = "an end that a power cut would forget";
pub(crate) const TOO_MANY_SAVES: Broken = "more than one save a request";
pub(crate) const NO_PAUSE: Broken = "a request without a pause after a failure, a cut or a decision";
pub(crate) const BURST: Broken = "more than three requests without a pause";
pub(crate) const TOO_SOON: Broken = "a pause shorter than the pacing";
pub(crate) const HINT_UNDERCUT: Broken = "Retry-After undercut";
pub(crate) const HINT_NOT_SAVED: Broken = "a Retry-After that a power cut would forget";
pub(crate) const HINT_SLEPT: Broken = "a Retry-After of over an hour slept";
pub(crate) const TOO_LONG: Broken = "a pause longer than the pacing";
pub(crate) const NO_END: Broken = "more requests than the budget";
pub(crate) const PIN_ATTEMPTS: Broken = "one entry of the PIN cost more than two attempts";
pub(crate) const SENT_AFTER_CUT: Broken = "a payment sent after a restart without a decision";
pub(crate) const ASKED_TOO_SOON: Broken =
    "a person is asked about a payment that may have been made, before a look-up";
pub(crate) const ASKED_TWICE: Broken = "look-ups asked for the same thing twice";
pub(crate) const NEVER_ENDS: Broken = "a person who always agrees, or always refuses, is asked without end";
pub(crate) const NOT_LOOKED_UP: Broken = "an expiry at Unknown starts no look-up";
pub(crate) const FALSE_START: Broken = "a record of another kind was taken for this transfer's or for blank";
pub(crate) const STUCK: Broken = "the record is there, and the transfer cannot be restored";
pub(crate) const MISFIT: Broken = "a report that does not fit was accepted, or a fitting one was not";
pub(crate) const MISFIT_CHANGES: Broken = "a refused report changed the machine";
pub(crate) const NEVER_SETTLED: Broken = "cannot be settled";

/// The history of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Judge {
    /// The claimed end, other than `Unknown`.
    claim: Option<Ending>,
    /// Requests since the last pause.
    since_pause: u8,
    /// Requests since the last decision or restart.
    since_decision: u8,
    /// Requests since the last API error other than Retry and Wait.
    row: u8,
    /// Saves since the last request.
    saves: u8,
    /// The next request needs a pause.
    must_rest: bool,
    /// The action of the last response was Wait.
    slow: bool,
    /// The server's hint, 0 after the wait.
    hint_s: u32,
    /// The hint at the last save.
    saved_hint_s: u32,
    /// The attempts that the present PIN has used up, or may still use up.
    attempts: u8,
    /// There was no decision since the last restart.
    restarted: bool,
    /// A request may have paid, and no later look-up was answered with 404.
    unsure: bool,
    /// The last request was the payment.
    sent: bool,
    /// The action of the last response, if it answered a look-up.
    asks: Option<Action>,
    /// The answered questions of earlier look-ups, a bit for each action.
    asked: u16,
    /// The hint has been reported as `Unknown`, and the transfer continues because the tokens have expired.
    resumed: bool,
}

impl Judge {
    pub(crate) const fn new() -> Self {
        Self {
            claim: None,
            since_pause: 0,
            since_decision: 0,
            row: 0,
            saves: 0,
            must_rest: false,
            slow: false,
            hint_s: 0,
            saved_hint_s: 0,
            attempts: 0,
            restarted: false,
            unsure: false,
            sent: false,
            asks: None,
            asked: 0,
            resumed: false,
        }
    }

    pub(crate) const fn has_ended(&self) -> bool {
        self.claim.is_some()
    }

    /// Records a claimed end. It must stay true, so it is checked in every later state.
    pub(crate) const fn claim(&mut self, ending: Ending) {
        // No request follows, so the other fields have no meaning.
        *self = Self { claim: Some(ending), ..Self::new() };
    }

    /// Compares the claim with the bank. `asked` are the last requested parameters.
    pub(crate) const fn check(&self, bank: Bank, asked: Params) -> Result<(), Broken> {
        let holds = match (self.claim, bank.holder) {
            (None, _) => true,
            (Some(Ending::Paid), Holder::Ours(params, Stage::Final)) => params as u8 == asked as u8,
            (Some(Ending::Conflict), Holder::Ours(params, _)) => params as u8 != asked as u8,
            (Some(Ending::Conflict), Holder::Other) => true,
            (Some(Ending::NotPaid), Holder::Nobody | Holder::Other) => true,
            _ => false,
        };
        match self.claim {
            _ if bank.paid > 1 => Err(PAID_TWICE),
            _ if holds => Ok(()),
            Some(Ending::Paid) => Err(FALSE_PAID),
            Some(Ending::NotPaid) => Err(FALSE_NOT_PAID),
            _ => Err(FALSE_CONFLICT),
        }
    }

    /// Records a save.
    pub(crate) fn saved(&mut self) -> Result<(), Broken> {
        self.saves += 1;
        // A hint is saved before a question.
        let most = if self.hint_s > 0 || self.saved_hint_s > 0 { 2 } else { 1 };
        self.saved_hint_s = self.hint_s;
        if self.saves > most { Err(TOO_MANY_SAVES) } else { Ok(()) }
    }

    /// Records a pause.
    pub(crate) fn paused(&mut self, ms: u32) -> Result<(), Broken> {
        let own = {
            let base: u32 = if self.slow { 15_000 } else { 2_000 };
            (base << self.row.saturating_sub(1).min(9)).min(300_000)
        };
        if self.hint_s > HOUR_S && !self.resumed {
            return Err(HINT_SLEPT);
        }
        if ms < self.hint_s * 1_000 {
            return Err(HINT_UNDERCUT);
        }
        // A hint replaces the lower bound of the pacing.
        if self.hint_s == 0 && ms < own / 2 {
            return Err(TOO_SOON);
        }
        if ms > self.hint_s.max(HOUR_S) * 1_500 {
            return Err(TOO_LONG);
        }
        self.since_pause = 0;
        self.must_rest = false;
        self.hint_s = 0;
        self.resumed = false;
        Ok(())
    }

    /// Records the begin of a request.
    pub(crate) fn requested(&mut self, pays: bool, budget: u8) -> Result<(), Broken> {
        self.since_pause += 1;
        self.since_decision += 1;
        self.row = (self.row + 1).min(10);
        let checks = [
            (self.saves == 0, NOT_SAVED),
            (self.must_rest, NO_PAUSE),
            (self.hint_s > 0, HINT_UNDERCUT),
            (self.since_pause > 3, BURST),
            (self.since_decision > budget + 2, NO_END),
            (pays && self.restarted, SENT_AFTER_CUT),
        ];
        self.saves = 0;
        checks.iter().find(|(broken, _)| *broken).map_or(Ok(()), |(_, rule)| Err(*rule))
    }

    /// Records the response to a payment.
    pub(crate) fn saw_of_payment(&mut self, seen: Seen) {
        self.saw(seen);
        self.sent = true;
        self.asks = None;
        self.asked = 0;
        self.unsure |= seen.may_have_arrived() && !seen.is_excluded();
    }

    /// Records the response to a look-up.
    pub(crate) fn saw_of_look_up(&mut self, seen: Seen) {
        self.saw(seen);
        self.sent = false;
        self.asks = None;
        match seen.error() {
            Some((Code::NOT_FOUND, ..)) => {
                self.unsure = false;
                self.asked = 0;
            }
            Some((_, action, _)) => self.asks = Some(action),
            None => {}
        }
    }

    fn saw(&mut self, seen: Seen) {
        self.must_rest = !seen.is_refusal();
        if seen.is_refusal() {
            self.row = 0;
        }
        self.slow = seen.asks_to_wait();
        self.hint_s = seen.hint_s();
        self.resumed = false;
    }

    /// Records that a request with a PIN used up an attempt, or may do so later.
    pub(crate) const fn attempt(&mut self) -> Result<(), Broken> {
        self.attempts += 1;
        if self.attempts > 2 { Err(PIN_ATTEMPTS) } else { Ok(()) }
    }

    /// Records a question to a person.
    pub(crate) fn asks(&self, action: Option<Action>) -> Result<(), Broken> {
        match action {
            _ if self.hint_s > self.saved_hint_s => Err(HINT_NOT_SAVED),
            Some(_) if self.sent && self.unsure => Err(ASKED_TOO_SOON),
            Some(asked) if self.asks == action && self.asked & bit(asked) != 0 => Err(ASKED_TWICE),
            _ => Ok(()),
        }
    }

    /// Records a decision.
    pub(crate) fn decided(&mut self, asked: Option<Action>, go: bool) {
        self.since_decision = 0;
        self.must_rest = true;
        self.restarted = false;
        if self.hint_s > HOUR_S {
            self.hint_s = 0;
        }
        match asked {
            Some(action) if go && self.asks == asked => self.asked |= bit(action),
            Some(_) if go => {}
            // After a refusal the same question may come again.
            _ => self.asked = 0,
        }
        if go && asked == Some(Action::AskUser) {
            self.attempts = 0;
        }
    }

    /// Records that the transfer continues without a decision, because the tokens have expired.
    pub(crate) const fn resumed(&mut self) {
        self.since_decision = 0;
        self.asked = 0;
        self.resumed = self.hint_s > HOUR_S;
    }

    /// Records a power cut. Everything outside the record is lost.
    pub(crate) fn cut(&mut self) {
        self.saved_hint_s = self.saved_hint_s.min(RECORD_S);
        self.hint_s = self.saved_hint_s;
        self.must_rest = true;
        self.since_decision = 0;
        self.saves = 0;
        self.restarted = true;
        self.unsure = true;
        self.sent = false;
        self.asks = None;
        self.asked = 0;
        self.resumed = false;
    }

    /// Records a new start. Nothing was saved, so nothing was sent.
    pub(crate) const fn started_anew(&mut self) {
        self.must_rest = false;
        self.restarted = false;
        self.unsure = false;
    }
}

const fn bit(action: Action) -> u16 {
    1 << action as u16
}
