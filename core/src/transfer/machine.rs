//! `poll` and the `handle_*` functions of [`Transfer`]: the state machine of one payment. `table` has the decisions.

use super::pacing::pause_ms;
use super::payment_outcome::PaymentOutcome;
use super::plan::{Goal, Plan};
use super::record::{RECORD_SIZE, Record};
use super::state::Transfer;
use super::step::{Ending, Match, RestoreError, Step, UnexpectedStep};
use crate::catalog::Action;

/// The most repeats between two decisions, including look-ups. The first request and a last look-up do not count.
const BUDGET: u8 = 16;
/// The same for a request that carries a PIN.
const PIN_BUDGET: u8 = 6;

impl Transfer {
    /// Returns a transfer before its first request.
    ///
    /// - `key`: the idempotency key, the 16 bytes of a UUID. See [`key_from_uuid`](crate::key_from_uuid).
    /// - `fingerprint`: that of the key and the parameters. See [`fingerprint`](crate::fingerprint).
    ///
    /// If a record of this key was saved, use [`restore`](Self::restore) instead.
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
            asked: 0,
            action: Action::Report,
            ending: Ending::Unknown,
            carries_pin: false,
            attempts: 0,
            unsaved: true,
            resting: false,
            open: false,
            expired: false,
            reserved: 0,
        }
    }

    /// Marks the request as one that carries a PIN. A person has entered it, and enters it again at each
    /// [`Action::AskUser`].
    ///
    /// A request without an intact response of the API may have used up one of the account's five attempts. At most two
    /// such requests are sent with one entered PIN. An error of the API other than 20119 is assumed to use up none.
    ///
    /// Call this directly after [`new`](Self::new) or [`restore`](Self::restore).
    #[must_use]
    pub fn with_pin(mut self) -> Self {
        self.set_pin();
        self
    }

    /// As [`with_pin`](Self::with_pin), in place.
    #[doc(hidden)]
    pub fn set_pin(&mut self) {
        self.carries_pin = true;
        self.budget = self.budget.min(PIN_BUDGET);
        // Only a restored transfer has this question. A person must enter the PIN again.
        if self.question == Action::Retry {
            self.question = Action::AskUser;
        }
    }

    /// Returns the transfer of a [`record`](Self::record) that was saved before the program stopped.
    ///
    /// A transfer without an end starts with a look-up, because its last request may have paid. The key is that of the
    /// record: see [`fingerprint`](crate::fingerprint).
    ///
    /// ```
    /// use mixerr::{Transfer, fingerprint};
    ///
    /// let (key, request) = ([7; 16], fingerprint(b"key-7 asset-1 user-1 1.5"));
    /// let record = Transfer::new(key, request).record();
    /// let transfer = Transfer::restore(&record, request)?;
    /// assert_eq!(transfer.key(), key);
    /// # Ok::<(), mixerr::RestoreError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Only [`RestoreError::Blank`] in both slots permits [`new`](Self::new). After every other error a payment may be
    /// open.
    ///
    /// - [`RestoreError::Blank`]: no record was saved in this slot.
    /// - [`RestoreError::Damaged`]: the record is damaged. Try the other slot.
    /// - [`RestoreError::Newer`]: a later version of this library wrote the record.
    /// - [`RestoreError::OtherRequest`]: `fingerprint` differs. After [`amend`](Self::amend), try the other
    ///   fingerprint.
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
        if record.ending == Ending::Unknown {
            transfer.open = true;
            // The record does not contain the last response, so the longer pause applies.
            transfer.action = Action::Wait;
            transfer.look_up(Plan::Ask, Action::Retry, true);
        } else {
            transfer.goal = Goal::Done;
            transfer.ending = record.ending;
            transfer.unsaved = false;
        }
        Ok(transfer)
    }

    /// Returns what the caller must do now.
    #[must_use]
    pub fn poll(&self) -> Step {
        match self.goal {
            _ if self.unsaved => Step::Save,
            _ if self.resting => Step::Wait(self.pause_ms()),
            Goal::Send => Step::Send,
            Goal::LookUp => Step::LookUp,
            Goal::Ask => Step::Ask(self.question),
            Goal::AskThenLookUp => Step::Ask(self.action),
            Goal::Done => Step::Done(self.ending),
        }
    }

    /// Returns the record that the caller saves at [`Step::Save`].
    #[must_use]
    pub fn record(&self) -> [u8; RECORD_SIZE] {
        let mut bytes = [0; RECORD_SIZE];
        self.write_record(&mut bytes);
        bytes
    }

    /// As [`record`](Self::record), in place.
    #[doc(hidden)]
    pub fn write_record(&self, bytes: &mut [u8; RECORD_SIZE]) {
        let record = Record {
            ending: self.ending,
            strikes: self.strikes,
            sequence: self.sequence,
            retry_after_s: self.retry_after_s,
            key: self.key,
            fingerprint: self.fingerprint,
        };
        record.encode(bytes);
    }

    /// Returns the idempotency key.
    ///
    /// After [`restore`](Self::restore), compare it with the key of the payment that is to continue.
    #[must_use]
    pub const fn key(&self) -> [u8; 16] {
        self.key
    }

    /// Returns the action of the last response; [`Action::Report`] before the first response.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }

    /// Reports that the [`record`](Self::record) is saved and survives a power cut.
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
    /// - `response`: an [`Outcome`](crate::Outcome) by reference.
    /// - `found`: how a success matches the payment. It is ignored for every other response.
    /// - `retry_after_s`: the header `Retry-After` in seconds, 0 if absent.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is neither [`Step::Send`] nor [`Step::LookUp`].
    pub fn handle_response(
        &mut self,
        response: impl Into<PaymentOutcome>,
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

    /// Reports that no complete response came before the deadline.
    ///
    /// `may_have_arrived` is false only if the request never left the device, for example without a connection.
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
    /// At [`Step::Ask`], true means that the action was done, and false gives up. At [`Ending::Unknown`], true
    /// continues. A decision does not shorten the pauses.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is neither [`Step::Ask`] nor [`Step::Done`] with [`Ending::Unknown`].
    pub fn handle_decision(&mut self, go: bool) -> Result<(), UnexpectedStep> {
        if !self.is_deciding() {
            return Err(UnexpectedStep);
        }
        self.budget = if self.carries_pin { PIN_BUDGET } else { BUDGET };
        // Only a decision may end a hint that is too long to wait for.
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
            _ => self.look_up(Plan::Send, Action::Report, true),
        }
        Ok(())
    }

    /// Reports that no earlier request can pay any more. The tokens of all requests have expired by the server's clock,
    /// and the longest execution time has passed since then.
    ///
    /// If the API answers a later look-up with code 404, all earlier requests are settled. At [`Ending::Unknown`] this
    /// function starts that look-up, after a pause. The pause is at least the server's `Retry-After`, even if that is
    /// more than an hour; only a decision ends such a hint. Two limits shorten a longer hint:
    ///
    /// - A record keeps at most 3,825 seconds of it, which remain after a power cut.
    /// - A pause has at most [`u32::MAX`] milliseconds, 4,294,967 seconds.
    ///
    /// # Errors
    ///
    /// [`UnexpectedStep`] if the step is [`Step::Send`], [`Step::LookUp`], or an end other than [`Ending::Unknown`].
    pub fn handle_expired(&mut self) -> Result<(), UnexpectedStep> {
        match self.goal {
            _ if self.is_exchanging() => return Err(UnexpectedStep),
            Goal::Done if self.ending != Ending::Unknown => return Err(UnexpectedStep),
            _ => self.expired = self.open,
        }
        if self.goal == Goal::Done && self.is_ready() {
            self.look_up(Plan::End, Action::Report, true);
        }
        Ok(())
    }

    /// Replaces parameters of the payment under the same key, such as a mistyped amount.
    ///
    /// `fingerprint` is that of the new parameters. Change only parameters that the receipt compares. The API pays a
    /// key once, so if a request with earlier parameters holds the key, the end is [`Ending::Conflict`]. Keep both
    /// requests until the next [`Step::Save`], because [`restore`](Self::restore) may need either.
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

    /// Returns the pause before the planned request. The strikes already count that request.
    fn pause_ms(&self) -> u32 {
        pause_ms(&self.key, self.strikes.saturating_sub(1), self.action, self.retry_after_s)
    }
}
