//! [`Transfer`]: its state, and what comes before each goal: a save, a pause.

use super::plan::{Goal, Plan};
use super::step::Ending;
use crate::catalog::Action;

/// The longest Retry-After that is waited for, in seconds.
const MAX_RETRY_AFTER_S: u32 = 3_600;

/// One payment under one idempotency key, from before its first request to a known end.
///
/// [`poll`](Self::poll) returns what to do now, and may be called any number of times. The `handle` functions report what
/// happened. A report that does not fit the present step changes nothing and is an [`UnexpectedStep`].
///
/// ```
/// use mixerr::{Ending, Match, Step, Transfer, fingerprint, read};
///
/// # let key = [7; 16];
/// let mut transfer = Transfer::new(key, fingerprint(b"asset-1 user-1 1.5"));
/// let mut storage = [0; 32];
/// let mut responses = [&b"<html>"[..], br#"{"data":{"trace_id":"..."}}"#].into_iter();
/// let ending = loop {
///     match transfer.poll() {
///         Step::Save => {
///             storage = transfer.record(); // durably, before the request
///             transfer.handle_saved()?;
///         }
///         Step::Wait(_ms) => transfer.handle_timeout()?, // after so many milliseconds
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
// The small fields are first, because a Cortex-M reaches the first 32 bytes by short instructions. `layout.rs` has the
// valid values of each.
#[repr(C)]
pub struct Transfer {
    pub(super) goal: Goal,
    /// What follows when a look-up finds nothing.
    pub(super) planned: Plan,
    /// What [`Goal::Ask`] or [`Plan::Ask`] asks for.
    pub(super) question: Action,
    /// What the last look-up asked for; it does not ask for the same twice. `Report` is nothing.
    pub(super) asked: Action,
    /// What the last response asked for.
    pub(super) action: Action,
    /// `Unknown` before the end.
    pub(super) ending: Ending,
    /// The goal needs a save first.
    pub(super) unsaved: bool,
    /// The goal needs a pause first.
    pub(super) resting: bool,
    /// Not settled: a request may have paid, or may still arrive and pay.
    pub(super) open: bool,
    /// All requests that are not settled have expired, so a look-up settles them.
    pub(super) expired: bool,
    pub(super) carries_pin: bool,
    /// Requests with the present PIN that may have used up an attempt.
    pub(super) attempts: u8,
    pub(super) budget: u8,
    /// Requests in a row, the planned one included, since the API last gave an error other than Retry and Wait.
    pub(super) strikes: u8,
    pub(super) sequence: u8,
    /// The server's hint, until it is waited out.
    pub(super) retry_after_s: u32,
    pub(super) fingerprint: u32,
    pub(super) key: [u8; 16],
}

/// A microcontroller keeps it in static memory.
const _: () = assert!(size_of::<Transfer>() <= 48);

impl Transfer {
    pub(super) const fn is_hint_too_long(&self) -> bool {
        self.retry_after_s > MAX_RETRY_AFTER_S
    }

    /// Plans a request. A hint of the server is always waited for, or is too long.
    pub(super) fn request(&mut self, goal: Goal, pause: bool) {
        if self.is_hint_too_long() {
            return self.end(Ending::Unknown);
        }
        self.strikes = self.strikes.saturating_add(1);
        self.goal = goal;
        self.resting = pause || self.retry_after_s > 0;
        self.unsaved = true;
    }

    /// Plans a question. A save comes first only if there is a hint, which a power cut must not lose.
    #[inline(never)]
    pub(super) fn ask(&mut self, goal: Goal) {
        self.goal = goal;
        self.unsaved = self.retry_after_s > 0;
    }

    /// Plans an end. The record of an open transfer is there already, so `Unknown` is saved only if there is a hint.
    #[inline(never)]
    pub(super) fn end(&mut self, ending: Ending) {
        if ending != Ending::Unknown {
            self.retry_after_s = 0;
        }
        self.goal = Goal::Done;
        self.ending = ending;
        self.unsaved = ending != Ending::Unknown || self.retry_after_s > 0;
    }
}
