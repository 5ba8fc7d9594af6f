//! [`Transfer`]: its state, and the functions that plan a request, a question or an end.

use core::fmt;

use super::plan::{Goal, Plan};
use super::step::Ending;
use crate::catalog::Action;

/// The longest `Retry-After` that the transfer waits for, in seconds.
const MAX_RETRY_AFTER_S: u32 = 3_600;

/// One payment under one idempotency key, from before its first request to a known end.
///
/// [`poll`](Self::poll) returns what the caller must do now, and may be called any number of times. The `handle`
/// functions report what happened. A report that does not fit the present step changes nothing and returns
/// [`UnexpectedStep`](crate::UnexpectedStep).
///
/// # The idempotency key
///
/// The key is the `trace_id` of a legacy transfer, or the `request_id` of a Safe transaction. The API pays a key once.
///
/// - Save the key before the first request with it. [`Step::Save`](crate::Step::Save) comes before every request.
/// - Repeat a payment with the same key and the same parameters. The token, the `X-Request-Id` and the encrypted PIN
///   are new in each request.
/// - Never conclude from one response that the key has paid nothing.
///   [`Outcome::payment`](crate::Outcome::payment) describes one request, and an earlier request may have paid.
/// - Only [`Ending::NotPaid`](crate::Ending::NotPaid) permits the same payment with another key.
/// - After [`Ending::Unknown`](crate::Ending::Unknown), keep the key and continue later.
///
/// # Example
///
/// ```
/// use mixerr::{Ending, Match, Step, Transfer, fingerprint, read};
///
/// # let key = [7; 16];
/// let mut transfer = Transfer::new(key, fingerprint(b"trace-1 asset-1 user-1 1.5"));
/// let mut storage = [0; 32];
/// let mut responses = [&b"<html>"[..], br#"{"data":{"trace_id":"..."}}"#].into_iter();
/// let ending = loop {
///     match transfer.poll() {
///         Step::Save => {
///             storage = transfer.record(); // survives a power cut
///             transfer.handle_saved()?;
///         }
///         Step::Wait(_ms) => transfer.handle_timeout()?, // after _ms milliseconds
///         Step::Send | Step::LookUp => {
///             let outcome = read(200, responses.next().unwrap());
///             // The receipt compares key, asset, receiver and amount.
///             let found = if outcome.is_success() { Match::Exact } else { Match::None };
///             transfer.handle_response(&outcome, found, 0)?;
///         }
///         Step::Ask(_action) => transfer.handle_decision(false)?, // a person decides
///         Step::Done(ending) => break ending,
///     }
/// };
/// assert_eq!(ending, Ending::Paid);
/// # Ok::<(), mixerr::UnexpectedStep>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
// The small fields are first, because a Cortex-M reaches the first 32 bytes by short instructions. There is no padding,
// because bindings compute a check sum of all bytes.
#[repr(C)]
pub struct Transfer {
    pub(super) goal: Goal,
    /// What follows when a look-up finds no transfer.
    pub(super) planned: Plan,
    /// The question of [`Goal::Ask`] and [`Plan::Ask`].
    pub(super) question: Action,
    /// The questions of look-ups since the last request or end, a bit each. None is asked twice.
    pub(super) asked: u8,
    /// The action of the last response.
    pub(super) action: Action,
    /// `Unknown` until the goal is [`Goal::Done`].
    pub(super) ending: Ending,
    /// A save comes before the goal.
    pub(super) unsaved: bool,
    /// A pause comes before the goal.
    pub(super) resting: bool,
    /// Not settled: a request may have paid, or may still arrive and pay.
    pub(super) open: bool,
    /// All open requests have expired, so a look-up that finds no transfer settles them.
    pub(super) expired: bool,
    pub(super) carries_pin: bool,
    /// The requests with the present PIN that may have used up an attempt.
    pub(super) attempts: u8,
    pub(super) budget: u8,
    /// The requests, including the planned one, since the last API error other than `Retry` and `Wait`.
    pub(super) strikes: u8,
    pub(super) sequence: u8,
    pub(super) reserved: u8,
    /// The server's `Retry-After`, 0 after the wait.
    pub(super) retry_after_s: u32,
    pub(super) fingerprint: u32,
    pub(super) key: [u8; 16],
}

// A microcontroller keeps it in static memory.
const _: () = assert!(size_of::<Transfer>() == 40);

/// As derived, which at some optimization levels keeps a check of the number of fields that could panic.
impl fmt::Debug for Transfer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transfer")
            .field("goal", &self.goal)
            .field("planned", &self.planned)
            .field("question", &self.question)
            .field("asked", &self.asked)
            .field("action", &self.action)
            .field("ending", &self.ending)
            .field("unsaved", &self.unsaved)
            .field("resting", &self.resting)
            .field("open", &self.open)
            .field("expired", &self.expired)
            .field("carries_pin", &self.carries_pin)
            .field("attempts", &self.attempts)
            .field("budget", &self.budget)
            .field("strikes", &self.strikes)
            .field("sequence", &self.sequence)
            .field("retry_after_s", &self.retry_after_s)
            .field("fingerprint", &self.fingerprint)
            .field("key", &self.key)
            .finish()
    }
}

impl Transfer {
    pub(super) const fn is_hint_too_long(&self) -> bool {
        self.retry_after_s > MAX_RETRY_AFTER_S
    }

    /// Plans a request, after a `Retry-After` if there is one. If that is too long, plans the end, unless that was
    /// already reported.
    pub(super) fn request(&mut self, goal: Goal, pause: bool) {
        if self.is_hint_too_long() && self.goal != Goal::Done {
            return self.end(Ending::Unknown);
        }
        if goal == Goal::Send {
            self.forget_look_up();
        }
        self.strikes = self.strikes.saturating_add(1);
        self.goal = goal;
        self.resting = pause || self.retry_after_s > 0;
        self.unsaved = true;
    }

    /// Plans a question. A save comes first only if there is a hint, because a power cut must not lose it.
    #[inline(never)]
    pub(super) fn ask(&mut self, goal: Goal) {
        self.goal = goal;
        self.unsaved = self.retry_after_s > 0;
    }

    /// Clears what belongs to a look-up alone, so that equal situations are equal states.
    pub(super) fn forget_look_up(&mut self) {
        self.planned = Plan::End;
        self.question = Action::Report;
        self.asked = 0;
    }

    /// Plans an end. `Unknown` is saved only if there is a hint, because the saved record already is that of an open
    /// transfer.
    #[inline(never)]
    pub(super) fn end(&mut self, ending: Ending) {
        if ending != Ending::Unknown {
            self.retry_after_s = 0;
        }
        self.forget_look_up();
        self.goal = Goal::Done;
        self.ending = ending;
        self.unsaved = ending != Ending::Unknown || self.retry_after_s > 0;
    }
}
