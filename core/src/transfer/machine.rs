//! The functions of [`Transfer`]: its steps, and which report fits which step.

use super::pacing::Pacing;
use super::plan::{Goal, Plan};
use super::record::{RECORD_SIZE, Record};
use super::response::Response;
use super::state::Transfer;
use super::step::{Ending, Match, RestoreError, Step, UnexpectedStep};
use crate::catalog::Action;

/// Repeats between two decisions, look-ups included. The first request and a last look-up are extra.
const BUDGET: u8 = 16;
/// The same for a request with a PIN.
const PIN_BUDGET: u8 = 6;

impl Transfer {
    /// Returns a transfer before its first request.
    ///
    /// `key` is a UUID's bytes, see [`key_from_uuid`](crate::key_from_uuid); `fingerprint` is of the key and the
    /// parameters, see [`fingerprint`](crate::fingerprint). Use it only if no record of this key was saved; otherwise
    /// [`restore`](Self::restore).
    #[must_use]
    // Inlined, it is moved field by field, which is a third of the code of a C binding.
    #[inline(never)]
    pub const fn new(key: [u8; 16], fingerprint: u32) -> Self {
        Self {
            key,
            fingerprint,
            retry_after_s: 0,
            sequence: 0,
            strikes: 1,
            budget: BUDGET,
            goal: Goal::Send,
            planned: Plan::End,
            question: Action::Report,
            asked: Action::Report,
            action: Action::Report,
            ending: Ending::Unknown,
            carries_pin: false,
            attempts: 0,
            unsaved: true,
            resting: false,
            open: false,
            expired: false,
        }
    }

    /// Makes it a transfer whose request carries a PIN, of which a person enters one now and one at each
    /// [`Action::AskUser`].
    ///
    /// At most two requests are sent with one PIN if their responses are lost, because each may use up one of the
    /// account's five attempts. Call it directly after [`new`](Self::new) or [`restore`](Self::restore).
    #[must_use]
    #[inline(never)]
    pub fn with_pin(mut self) -> Self {
        self.carries_pin = true;
        self.budget = self.budget.min(PIN_BUDGET);
        // The plan of a restored transfer.
        if self.question == Action::Retry {
            self.question = Action::AskUser;
        }
        self
    }

    /// Returns the transfer of a [`record`](Self::record) that was saved before the program stopped.
    ///
    /// Whatever was known of an open transfer, its last request may have paid: it begins with a look-up.
    ///
    /// # Errors
    ///
    /// Every error but [`RestoreError::Blank`] means that a payment may be open: never begin a new one because of it.
    ///
    /// - [`RestoreError::Blank`]: nothing was saved here.
    /// - [`RestoreError::Damaged`]: try the other slot.
    /// - [`RestoreError::Newer`]: a later version of this library wrote the record.
    /// - [`RestoreError::OtherRequest`]: `fingerprint` differs; after [`amend`](Self::amend) try the other one.
    #[inline(never)]
    pub fn restore(record: &[u8; RECORD_SIZE], fingerprint: u32) -> Result<Self, RestoreError> {
        let record = Record::decode(record)?;
        if record.fingerprint != fingerprint {
            return Err(RestoreError::OtherRequest);
        }
        let mut transfer = Self::new(record.key, fingerprint);
        transfer.retry_after_s = record.retry_after_s;
        transfer.sequence = record.sequence.wrapping_add(1);
        transfer.strikes = record.strikes;
        transfer.goal = Goal::Done;
        transfer.ending = record.ending;
        transfer.unsaved = false;
        if record.ending == Ending::Unknown {
            transfer.open = true;
            // The record does not have the last response, so the pause is the longer one.
            transfer.action = Action::Wait;
            transfer.look_up_then_ask(Action::Retry, true);
        }
        Ok(transfer)
    }

    /// Returns what to do now.
    #[must_use]
    pub fn poll(&self) -> Step {
        match self.goal {
            _ if self.unsaved => Step::Save,
            _ if self.resting => Step::Wait(self.pause_ms()),
            Goal::Send => Step::Send,
            Goal::LookUp => Step::LookUp,
            Goal::Ask => Step::Ask(self.question),
            Goal::AskThenLookUp => Step::Ask(self.asked),
            Goal::Done => Step::Done(self.ending),
        }
    }

    /// Returns the record to write at [`Step::Save`].
    #[must_use]
    pub fn record(&self) -> [u8; RECORD_SIZE] {
        let record = Record {
            ending: self.ending,
            strikes: self.strikes,
            sequence: self.sequence,
            retry_after_s: self.retry_after_s,
            key: self.key,
            fingerprint: self.fingerprint,
        };
        record.encode()
    }

    /// Returns what the last response asked for; [`Action::Report`] before the first one.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }

    /// Reports that the [`record`](Self::record) is durable.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is not [`Step::Save`].
    pub fn handle_saved(&mut self) -> Result<(), UnexpectedStep> {
        if !self.unsaved {
            return Err(UnexpectedStep);
        }
        self.unsaved = false;
        self.sequence = self.sequence.wrapping_add(1);
        Ok(())
    }

    /// Reports that the wait is over.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is not [`Step::Wait`].
    pub fn handle_timeout(&mut self) -> Result<(), UnexpectedStep> {
        if self.unsaved || !self.resting {
            return Err(UnexpectedStep);
        }
        self.resting = false;
        self.retry_after_s = 0;
        Ok(())
    }

    /// Reports a complete response.
    ///
    /// `response` is an [`Outcome`](crate::Outcome); `found` is the receipt's verdict, which counts for a success only;
    /// `retry_after_s` is the server's hint in seconds, 0 if there is none.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is neither [`Step::Send`] nor [`Step::LookUp`].
    pub fn handle_response(
        &mut self,
        response: impl Into<Response>,
        found: Match,
        retry_after_s: u32,
    ) -> Result<(), UnexpectedStep> {
        if !self.is_exchanging() {
            return Err(UnexpectedStep);
        }
        self.retry_after_s = retry_after_s;
        self.responded(response.into(), found);
        Ok(())
    }

    /// Reports that there is no response, or a truncated one, or that the deadline has passed.
    ///
    /// `may_have_arrived` is false only if the request surely never left the device, such as without a connection.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is neither [`Step::Send`] nor [`Step::LookUp`].
    pub fn handle_no_response(&mut self, may_have_arrived: bool) -> Result<(), UnexpectedStep> {
        if !self.is_exchanging() {
            return Err(UnexpectedStep);
        }
        self.unanswered(may_have_arrived);
        Ok(())
    }

    /// Reports a decision of a person, or of a program that may decide.
    ///
    /// At [`Step::Ask`], `go` true means that the action was done, and false to give up. At [`Ending::Unknown`], true goes
    /// on, with the pacing it had.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is neither [`Step::Ask`] nor [`Step::Done`] with [`Ending::Unknown`].
    pub fn handle_decision(&mut self, go: bool) -> Result<(), UnexpectedStep> {
        if !self.is_deciding() {
            return Err(UnexpectedStep);
        }
        self.budget = if self.carries_pin { PIN_BUDGET } else { BUDGET };
        // A hint that is too long to wait for is undercut by a decision alone.
        if self.is_hint_too_long() {
            self.retry_after_s = 0;
        }
        match self.goal {
            _ if !go => self.give_up(),
            Goal::Ask => {
                if self.question == Action::AskUser {
                    self.attempts = 0;
                }
                self.request(Goal::Send, true);
            }
            Goal::AskThenLookUp => self.request(Goal::LookUp, true),
            _ => self.look_up(Plan::Send, true),
        }
        Ok(())
    }

    /// Reports that no earlier request can pay any more: by the server's clock the tokens of all have expired, and the
    /// longest execution time has passed since.
    ///
    /// A look-up that begins after it and is answered with the API's code 404 settles them. At [`Ending::Unknown`] it
    /// starts such a look-up.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is [`Step::Send`], [`Step::LookUp`] or an end other than [`Ending::Unknown`].
    pub fn handle_expired(&mut self) -> Result<(), UnexpectedStep> {
        match self.goal {
            _ if self.is_exchanging() => return Err(UnexpectedStep),
            Goal::Done if self.ending != Ending::Unknown => return Err(UnexpectedStep),
            _ => self.expired = self.open,
        }
        if self.goal == Goal::Done && !self.is_hint_too_long() {
            self.look_up(Plan::End, true);
        }
        Ok(())
    }

    /// Replaces the parameters of the payment under the same key, such as a mistyped amount.
    ///
    /// `fingerprint` is that of the new parameters; only such may differ as the receipt requires. It is safe because the
    /// API pays a key once: if earlier parameters hold the key, the end is [`Ending::Conflict`]. Keep both requests until
    /// the next [`Step::Save`], because [`restore`](Self::restore) may need either.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is neither [`Step::Ask`] nor [`Step::Done`] with [`Ending::Unknown`].
    pub fn amend(&mut self, fingerprint: u32) -> Result<(), UnexpectedStep> {
        if !self.is_deciding() {
            return Err(UnexpectedStep);
        }
        self.fingerprint = fingerprint;
        Ok(())
    }

    fn is_exchanging(&self) -> bool {
        self.is_ready() && matches!(self.goal, Goal::Send | Goal::LookUp)
    }

    fn is_deciding(&self) -> bool {
        let decides = matches!(self.goal, Goal::Ask | Goal::AskThenLookUp | Goal::Done);
        self.is_ready() && decides && self.ending == Ending::Unknown
    }

    const fn is_ready(&self) -> bool {
        !self.unsaved && !self.resting
    }

    /// Returns the pause before the planned request, which is itself counted as a strike.
    fn pause_ms(&self) -> u32 {
        Pacing::new(self.key).pause_ms(self.strikes.saturating_sub(1), self.action, self.retry_after_s)
    }
}
