//! [`Head`]: what the fields of a response's head prove.

use core::fmt;

use super::date::http_date;
use super::digits::read_decimal;
use super::fault::{Fault, FaultKind};
use super::hash::Hash64;
use super::outcome::Outcome;
use crate::c_enum::c_enum;
use crate::catalog::Code;

/// From this difference on a clock is wrong, in milliseconds: the API refuses tokens that are older or newer.
const MAX_SKEW_MS: u64 = 5 * 60 * 1_000;

/// The names of the fields in lower case. A field with another name and the same hash could as well have the name.
const X_REQUEST_ID: Hash64 = Hash64::of(b"x-request-id");
const X_SERVER_TIME: Hash64 = Hash64::of(b"x-server-time");
const DATE: Hash64 = Hash64::of(b"date");
const RETRY_AFTER: Hash64 = Hash64::of(b"retry-after");

c_enum! {
    /// Whether a response echoes the `X-Request-Id` of its request, as the API does.
    ///
    /// The numbers are the C ABI's and never change.
    Origin {
        /// No echo is expected.
        Unknown = 0,
        /// The echo is right: the API answered.
        Api = 1,
        /// The echo differs or is missing: something else answered.
        Other = 2,
    }
}

/// The fields of a response's head that say more than its body.
///
/// | field | use |
/// | --- | --- |
/// | `X-Request-Id` | the API echoes that of the request: [`origin`](Self::origin) |
/// | `X-Server-Time` | the server's clock: [`skew_ms`](Self::skew_ms) |
/// | `Retry-After` | seconds, or an HTTP date together with `Date`: [`retry_after_s`](Self::retry_after_s) |
///
/// All fields are optional, names are compared without case, and a value of another form is as if absent. If a field occurs
/// more than once, its last value of the right form counts; of `X-Request-Id` every value must be right. A
/// value is compared as a whole, so a proxy's list `a, a` is not the value `a`.
///
/// ```
/// use mixerr::{Action, Head, Origin, read};
///
/// let mut head = Head::new(Some("0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10"));
/// head.field("x-request-id", "0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10");
/// head.field("X-Server-Time", "1764312313000000000");
/// assert_eq!(head.origin(), Origin::Api);
///
/// // The API refuses the token because this clock is ten minutes ahead.
/// let now_ms = 1_764_312_913_000;
/// let mut outcome = read(202, br#"{"error":{"status":202,"code":401}}"#);
/// assert_eq!(outcome.action(), Action::Reauthorize);
/// head.refine(202, &mut outcome, now_ms);
/// assert_eq!(outcome.action(), Action::FixClock);
///
/// // A captive portal knows no X-Request-Id.
/// let head = Head::new(Some("0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10"));
/// let mut outcome = read(200, br#"{"data":{}}"#);
/// head.refine(200, &mut outcome, now_ms);
/// assert_eq!(outcome.action(), Action::Retry);
/// assert_eq!(outcome.to_string(), "not from the API: X-Request-Id is not echoed (HTTP 200)");
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
// There is no padding, because bindings compute a check sum of all bytes.
#[repr(C)]
pub struct Head {
    sent: u64,
    /// 0 if there is none, as in the following.
    server_time_ms: u64,
    /// In seconds since 1970.
    date: u32,
    retry_after_date: u32,
    retry_after_s: u32,
    origin: Origin,
    is_echoed: bool,
    reserved: [u8; 2],
}

/// The offset and the length of the fields of a [`Head`], in bytes. None of these bytes is padding.
pub const HEAD_FIELDS: [(usize, usize); 1] = [(0, size_of::<Head>())];

const _: () = assert!(size_of::<Head>() == 2 * 8 + 3 * 4 + 4, "padding");

impl Head {
    /// Returns the head of a response whose fields have not been read.
    ///
    /// `sent_request_id` is the `X-Request-Id` of the request if the API is expected to echo it, and `None` for servers that
    /// do not, such as TIP nodes. White space around it does not count, as in a field.
    #[must_use]
    pub fn new(sent_request_id: Option<&str>) -> Self {
        Self::from_bytes(sent_request_id.map(str::as_bytes))
    }

    /// As [`new`](Self::new).
    #[doc(hidden)]
    #[must_use]
    pub const fn from_bytes(sent_request_id: Option<&[u8]>) -> Self {
        let (sent, origin) = match sent_request_id {
            Some(sent) => (Hash64::of(trim(sent)), Origin::Api),
            None => (Hash64::EMPTY, Origin::Unknown),
        };
        Self {
            sent: sent.0,
            server_time_ms: 0,
            date: 0,
            retry_after_date: 0,
            retry_after_s: 0,
            origin,
            is_echoed: false,
            reserved: [0; 2],
        }
    }

    /// Reads a field. Every field of the head may be passed, in any order.
    pub fn field(&mut self, name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) {
        let (name, value) = (name.as_ref(), trim(value.as_ref()));
        let name = Hash64::of_lower_case(name);
        if name == X_REQUEST_ID {
            self.is_echoed = true;
            if self.origin == Origin::Api && Hash64::of(value).0 != self.sent {
                self.origin = Origin::Other;
            }
        } else if name == X_SERVER_TIME {
            if let Some(time_ms) = server_time_ms(value) {
                self.server_time_ms = time_ms;
            }
        } else if name == DATE {
            if let Some(date) = http_date(value) {
                self.date = date;
            }
        } else if name == RETRY_AFTER {
            if let Some(seconds) = read_decimal(value) {
                (self.retry_after_s, self.retry_after_date) = (seconds, 0);
            } else if let Some(date) = http_date(value) {
                // Without a `Date` it says nothing, so an earlier number of seconds stays.
                self.retry_after_date = date;
            }
        }
    }

    /// Returns what answered, once all fields are read.
    #[must_use]
    pub const fn origin(&self) -> Origin {
        match self.origin {
            Origin::Api if !self.is_echoed => Origin::Other,
            origin => origin,
        }
    }

    /// Returns for how many seconds the server asks to wait; 0 if it does not.
    ///
    /// An HTTP date is a number of seconds only together with `Date`, the server's own clock; without it the last number
    /// of seconds counts.
    #[must_use]
    pub const fn retry_after_s(&self) -> u32 {
        if self.date == 0 || self.retry_after_date == 0 {
            return self.retry_after_s;
        }
        self.retry_after_date.saturating_sub(self.date)
    }

    /// Returns by how many milliseconds a clock that shows `now_ms` is ahead of the server's, negative if it is behind.
    ///
    /// `now_ms` is in milliseconds since 1970, and 0 or less without a clock. `None` if either time is not known.
    #[must_use]
    pub fn skew_ms(&self, now_ms: i64) -> Option<i64> {
        // A number of 13 digits.
        let server_time_ms = self.server_time_ms as i64;
        (server_time_ms != 0 && now_ms > 0).then(|| now_ms.wrapping_sub(server_time_ms))
    }

    /// Changes an outcome by what the head proves.
    ///
    /// - If [`origin`](Self::origin) is [`Origin::Other`], a success or an error of the API becomes a
    ///   [`FaultKind::Origin`]. Its payment is possible, and its action is [`Action::Retry`](crate::Action::Retry), or that
    ///   of an HTTP status that is not 20x.
    /// - The API's error 401 asks for [`Action::FixClock`](crate::Action::FixClock) if the clock is five minutes or more
    ///   off.
    ///
    /// What an earlier call changed stays changed.
    ///
    /// `http_status` is that of the response, 0 for a WebSocket frame; `now_ms` is as for [`skew_ms`](Self::skew_ms).
    pub fn refine<const D: usize, const X: usize>(
        &self,
        http_status: u16,
        outcome: &mut Outcome<D, X>,
        now_ms: i64,
    ) {
        match (outcome, self.fault(http_status)) {
            (Outcome::NotFromApi(_), _) => {}
            (outcome, Some(fault)) => *outcome = Outcome::NotFromApi(fault),
            (Outcome::Api(error), None)
                if error.code() == Code::UNAUTHORIZED && self.has_wrong_clock(now_ms) =>
            {
                error.has_wrong_clock = true;
            }
            (Outcome::Api(_) | Outcome::Success(_), None) => {}
        }
    }

    /// Returns the fault of a response that something else answered, in place of the API.
    #[must_use]
    pub fn fault(&self, http_status: u16) -> Option<Fault> {
        (self.origin() == Origin::Other).then_some(Fault { http_status, kind: FaultKind::Origin })
    }

    /// Returns true if a clock that shows `now_ms` is five minutes or more off.
    #[doc(hidden)]
    #[must_use]
    pub fn has_wrong_clock(&self, now_ms: i64) -> bool {
        self.skew_ms(now_ms).is_some_and(|skew_ms| skew_ms.unsigned_abs() >= MAX_SKEW_MS)
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut head = f.debug_struct("Head");
        head.field("origin", &self.origin())
            .field("retry_after_s", &self.retry_after_s())
            .finish_non_exhaustive()
    }
}

/// Returns a value without white space around it. Not inlined, because it is long.
#[inline(never)]
const fn trim(value: &[u8]) -> &[u8] {
    value.trim_ascii()
}

/// Returns a time in nanoseconds since 1970 in milliseconds.
///
/// A time from 2001 to 2286 has 19 digits, of which the last six are left out. Everything else is in another unit.
fn server_time_ms(text: &[u8]) -> Option<u64> {
    let (seconds, rest) = text.split_first_chunk::<10>()?;
    let (milliseconds, rest) = rest.split_first_chunk::<3>()?;
    let nanoseconds: &[u8; 6] = rest.try_into().ok()?;
    read_decimal(nanoseconds)?;
    let (high, low) = seconds.split_first_chunk::<1>()?;
    let (high, low) = (read_decimal(high)?, read_decimal(low)?);
    let seconds = u64::from(high).wrapping_mul(1_000_000_000).wrapping_add(low.into());
    let time_ms = seconds.wrapping_mul(1_000).wrapping_add(read_decimal(milliseconds)?.into());
    (high != 0).then_some(time_ms)
}
