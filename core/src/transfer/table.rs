//! The transition table: the next goal after each response.

use super::payment_outcome::PaymentOutcome;
use super::plan::{Goal, Plan};
use super::state::Transfer;
use super::step::{Ending, Match};
use crate::catalog::{Action, Code, Payment};

/// The most requests with one entered PIN that may use up an attempt.
const MAX_ATTEMPTS: u8 = 2;

/// The actions that a look-up asks for.
const LOOK_UP_ASKS: u16 = 1 << Action::Reauthorize as u16
    | 1 << Action::FixClock as u16
    | 1 << Action::Resync as u16
    | 1 << Action::UpdateApp as u16;

/// Returns the bit of a question in `asked`. The four that a look-up asks have different bits.
const fn bit(action: Action) -> u8 {
    1 << (action as u8 & 7)
}

impl Transfer {
    /// At `Send` and `LookUp`: handles a complete response.
    pub(super) fn responded(&mut self, response: PaymentOutcome, found: Match) {
        match (response, found) {
            (PaymentOutcome::Success, Match::Exact) => self.found(Action::Proceed, Ending::Paid),
            (PaymentOutcome::Success, Match::Conflict) => self.found(Action::AskUser, Ending::Conflict),
            (PaymentOutcome::Success, Match::Pending) => self.pending(),
            (PaymentOutcome::Success, Match::None) => self.unanswered(true),
            (PaymentOutcome::NotFromApi { action }, _) => self.unclear(action),
            (PaymentOutcome::Api { code, action, payment }, _) => {
                self.action = action;
                match action {
                    Action::Retry | Action::Wait => {}
                    // The API works, so the row of failures ends.
                    _ => self.strikes = 1,
                }
                match self.goal {
                    Goal::Send => self.refused(action, payment),
                    _ => self.look_up_refused(code, action),
                }
            }
        }
    }

    /// At `Send` and `LookUp`: handles the absence of a complete response.
    pub(super) fn unanswered(&mut self, may_have_arrived: bool) {
        if may_have_arrived {
            self.unclear(Action::Retry);
        } else {
            self.action = Action::Retry;
            self.again();
        }
    }

    /// At `Send`: handles an error of the API.
    fn refused(&mut self, action: Action, payment: Payment) {
        if payment != Payment::Excluded {
            self.unsettle();
        }
        match action {
            Action::Retry | Action::Wait => self.again(),
            Action::AskUser
            | Action::FixRequest
            | Action::Reauthorize
            | Action::FixClock
            | Action::Resync
            | Action::UpdateApp
                if !self.open =>
            {
                self.question = action;
                self.ask(Goal::Ask);
            }
            Action::AskUser
            | Action::FixRequest
            | Action::Reauthorize
            | Action::FixClock
            | Action::Resync
            | Action::UpdateApp => self.look_up(Plan::Ask, action, false),
            Action::Reconcile => self.look_up(Plan::Ask, Action::FixRequest, false),
            Action::Report | Action::Proceed if !self.open => self.end(Ending::NotPaid),
            Action::Report | Action::Proceed => self.look_up(Plan::End, Action::Report, false),
        }
    }

    /// At `LookUp`: handles an error of the API.
    fn look_up_refused(&mut self, code: Code, action: Action) {
        match action {
            _ if code == Code::NOT_FOUND => self.not_found(),
            Action::Retry | Action::Wait => self.again(),
            _ if LOOK_UP_ASKS >> action as u16 & 1 != 0 && self.asked & bit(action) == 0 => {
                self.asked |= bit(action);
                self.ask(Goal::AskThenLookUp);
            }
            _ => self.end(Ending::Unknown),
        }
    }

    /// At `LookUp`: handles code 404, the API's answer for an unknown transfer.
    fn not_found(&mut self) {
        if self.expired {
            self.open = false;
            self.expired = false;
        }
        match self.planned {
            Plan::End if self.open => self.end(Ending::Unknown),
            Plan::End => self.end(Ending::NotPaid),
            Plan::Ask => self.ask(Goal::Ask),
            Plan::Send => self.send_by_decision(false),
        }
    }

    /// At `Ask` and `Unknown`: handles the decision to give up.
    pub(super) fn give_up(&mut self) {
        match () {
            () if !self.open => self.end(Ending::NotPaid),
            // Not again after the question of a look-up: without its answer the next look-up would ask the same.
            () if self.expired && self.goal != Goal::AskThenLookUp => {
                self.look_up(Plan::End, Action::Report, true)
            }
            // A hint was saved before the question, so this end needs no save.
            () => self.goal = Goal::Done,
        }
    }

    fn found(&mut self, action: Action, ending: Ending) {
        self.action = action;
        self.end(ending);
    }

    /// Handles a transfer that is recorded and not final. Looks it up again, or sends it again after a decision.
    fn pending(&mut self) {
        self.action = Action::Retry;
        self.unsettle();
        match (self.goal, self.planned) {
            (Goal::LookUp, Plan::Send) => return self.send_by_decision(true),
            (Goal::LookUp, _) => {}
            _ => {
                self.planned = Plan::End;
                self.asked = 0;
                self.goal = Goal::LookUp;
            }
        }
        self.again();
    }

    /// Handles a request that may have been executed, and may have used up an attempt of the PIN.
    fn unclear(&mut self, action: Action) {
        self.action = action;
        if self.goal == Goal::Send {
            self.unsettle();
            self.attempts = self.attempts.saturating_add(u8::from(self.carries_pin));
        }
        self.again();
    }

    /// Records that a request may have paid, or may still pay.
    fn unsettle(&mut self) {
        self.open = true;
        self.expired = false;
    }

    /// Repeats the request after a pause, within the budget.
    fn again(&mut self) {
        let sends = self.goal == Goal::Send;
        match self.budget.checked_sub(1) {
            None if !sends => self.end(Ending::Unknown),
            None if !self.open => self.end(Ending::NotPaid),
            // The budget does not count the last look-up.
            None => self.look_up(Plan::End, Action::Report, true),
            Some(_) if sends && self.attempts >= MAX_ATTEMPTS => {
                self.look_up(Plan::Ask, Action::AskUser, true);
            }
            Some(budget) => {
                self.budget = budget;
                self.request(self.goal, true);
            }
        }
    }

    /// Plans a look-up. `planned` follows if the API does not have the transfer, with the `question` of [`Plan::Ask`].
    pub(super) fn look_up(&mut self, planned: Plan, question: Action, pause: bool) {
        self.forget_look_up();
        self.planned = planned;
        self.question = question;
        self.budget = self.budget.saturating_sub(1);
        self.request(Goal::LookUp, pause);
    }

    /// Plans a request after a look-up, because a person has decided to continue. With a PIN it asks first, because
    /// that person may not have entered one.
    fn send_by_decision(&mut self, pause: bool) {
        if self.carries_pin {
            self.question = Action::AskUser;
            self.ask(Goal::Ask);
        } else {
            self.budget = self.budget.saturating_sub(1);
            self.request(Goal::Send, pause);
        }
    }
}
