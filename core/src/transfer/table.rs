//! The transition table: what follows which response.

use super::machine::Transfer;
use super::plan::{Goal, Plan};
use crate::{Action, Code, Ending, Match, Payment, Response};

/// Requests with one PIN that may use up an attempt each.
const MAX_ATTEMPTS: u8 = 2;

impl Transfer {
    /// What follows a response to the payment.
    pub(super) fn sent(&mut self, response: Response, found: Match) {
        self.note(response, found);
        if !matches!(response, Response::Api { payment: Payment::Excluded, .. }) {
            self.unsettle();
        }
        match (response, found) {
            (Response::Success, Match::Exact) => self.end(Ending::Paid),
            (Response::Success, Match::Conflict) => self.end(Ending::Conflict),
            (Response::Success, Match::Pending) => self.await_final(),
            (Response::Success, Match::None) => self.sent_without_response(true),
            (Response::NotFromApi { .. }, _) => self.sent_without_intact_response(),
            (Response::Api { action, .. }, _) => match action {
                Action::Retry | Action::Wait => self.send_again(),
                Action::AskUser
                | Action::FixRequest
                | Action::Reauthorize
                | Action::FixClock
                | Action::Resync
                | Action::UpdateApp => self.settle_or_look_up(Goal::Ask(action), Plan::Ask(action)),
                Action::Reconcile => self.look_up(Plan::Ask(Action::FixRequest)),
                Action::Report | Action::Proceed => {
                    self.settle_or_look_up(Goal::Done(Ending::NotPaid), Plan::End);
                }
            },
        }
    }

    /// What follows a payment that has no complete response.
    pub(super) fn sent_without_response(&mut self, may_have_arrived: bool) {
        self.action = Action::Retry;
        if may_have_arrived {
            self.unsettle();
            self.sent_without_intact_response();
        } else {
            self.send_again();
        }
    }

    /// What follows a response to a look-up.
    pub(super) fn looked_up(&mut self, response: Response, found: Match) {
        self.note(response, found);
        match (response, found) {
            (Response::Success, Match::Exact) => self.end(Ending::Paid),
            (Response::Success, Match::Conflict) => self.end(Ending::Conflict),
            (Response::Success, Match::Pending) if self.planned == Plan::Send => self.send_by_decision(true),
            (Response::Success, Match::Pending) => self.look_up_again(),
            (Response::Success, Match::None) => self.looked_up_without_response(),
            (Response::NotFromApi { .. }, _) => self.look_up_again(),
            (Response::Api { code: Code::NOT_FOUND, .. }, _) => self.not_found(),
            (Response::Api { action, .. }, _) => match action {
                Action::Retry | Action::Wait => self.look_up_again(),
                Action::Reauthorize | Action::FixClock | Action::Resync | Action::UpdateApp
                    if self.asked != Some(action) =>
                {
                    self.asked = Some(action);
                    self.ask(Goal::AskThenLookUp(action));
                }
                _ => self.end(Ending::Unknown),
            },
        }
    }

    /// What follows a look-up that has no complete response.
    pub(super) fn looked_up_without_response(&mut self) {
        self.action = Action::Retry;
        self.look_up_again();
    }

    /// What follows a look-up that finds nothing.
    fn not_found(&mut self) {
        if self.expired {
            self.open = false;
            self.expired = false;
        }
        match self.planned {
            Plan::End if self.open => self.end(Ending::Unknown),
            Plan::End => self.end(Ending::NotPaid),
            Plan::Ask(action) => self.ask(Goal::Ask(action)),
            Plan::Send => self.send_by_decision(false),
        }
    }

    /// What follows a decision not to go on.
    pub(super) fn give_up(&mut self) {
        match () {
            () if !self.open => self.end(Ending::NotPaid),
            () if self.expired => self.look_up_after_pause(Plan::End),
            // What a power cut must not lose was saved before the question.
            () => self.goal = Goal::Done(Ending::Unknown),
        }
    }

    /// Notes what a response asks for, and that it ends a row of failures if the API refuses.
    fn note(&mut self, response: Response, found: Match) {
        self.action = match (response, found) {
            (Response::Api { action, .. } | Response::NotFromApi { action }, _) => action,
            (Response::Success, Match::Exact) => Action::Proceed,
            (Response::Success, Match::Conflict) => Action::AskUser,
            (Response::Success, Match::Pending | Match::None) => Action::Retry,
        };
        if matches!(response, Response::Api { action, .. } if !matches!(action, Action::Retry | Action::Wait))
        {
            self.strikes = 1;
        }
    }

    /// Notes that a request may have paid, or may still pay.
    fn unsettle(&mut self) {
        self.open = true;
        self.expired = false;
    }

    /// Goes on if every request is settled, and otherwise looks up first.
    fn settle_or_look_up(&mut self, settled: Goal, planned: Plan) {
        match settled {
            _ if self.open => self.look_up(planned),
            Goal::Done(ending) => self.end(ending),
            goal => self.ask(goal),
        }
    }

    /// Repeats a payment that may have used up an attempt of the PIN.
    fn sent_without_intact_response(&mut self) {
        self.attempts = self.attempts.saturating_add(u8::from(self.carries_pin));
        self.send_again();
    }

    fn send_again(&mut self) {
        match self.budget.checked_sub(1) {
            None if !self.open => self.end(Ending::NotPaid),
            // The last look-up, which is extra.
            None => self.look_up_after_pause(Plan::End),
            Some(_) if self.attempts >= MAX_ATTEMPTS => {
                self.look_up_after_pause(Plan::Ask(Action::AskUser));
            }
            Some(budget) => {
                self.budget = budget;
                self.request(Goal::Send, true);
            }
        }
    }

    fn look_up_again(&mut self) {
        match self.budget.checked_sub(1) {
            None => self.end(Ending::Unknown),
            Some(budget) => {
                self.budget = budget;
                self.request(Goal::LookUp, true);
            }
        }
    }

    /// Looks up until the transfer is final.
    fn await_final(&mut self) {
        self.planned = Plan::End;
        self.asked = None;
        self.look_up_again();
    }

    fn look_up(&mut self, planned: Plan) {
        self.begin_look_up(planned, false);
    }

    pub(super) fn look_up_after_pause(&mut self, planned: Plan) {
        self.begin_look_up(planned, true);
    }

    fn begin_look_up(&mut self, planned: Plan, pause: bool) {
        self.planned = planned;
        self.asked = None;
        self.budget = self.budget.saturating_sub(1);
        self.request(Goal::LookUp, pause);
    }

    /// Sends after a look-up, because a person has decided to go on. That person may not have entered a PIN.
    fn send_by_decision(&mut self, pause: bool) {
        if self.carries_pin {
            self.ask(Goal::Ask(Action::AskUser));
        } else {
            self.budget = self.budget.saturating_sub(1);
            self.request(Goal::Send, pause);
        }
    }
}
