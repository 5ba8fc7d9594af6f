//! [`Receipt`]: whether a success is about the transfer that was asked for.

use core::fmt;

use super::member::{ReceiptError, Rule};
use super::receipt_visitor::ReceiptVisitor;
use super::step::Match;
use crate::json::{LexError, Lexer};
use crate::response::Outcome;

/// Compares a success with the transfer that was asked for.
///
/// JSON without an error is not yet a payment: a captive portal answers in JSON too, a proxy may send the request back, and
/// another transfer may hold the idempotency key. A receipt is fed the same chunks as the [`Reader`](crate::Reader), and
/// [`matches`](Self::matches) compares the members of `data` with the expected ones.
///
/// `data` is an object, or an array of objects of which one is the transfer. A member elsewhere does not count. Escapes in
/// names and values are decoded, and of duplicate members the last counts. A value is compared byte by byte up to 64 bytes,
/// and a longer one also by its length and a 64-bit hash.
///
/// A legacy transfer (`POST /transfers`) has a `trace_id`:
///
/// ```
/// use mixerr::{Match, Receipt, read};
///
/// let mut receipt = Receipt::new("trace_id", "c6d0c728-2624-429b-8e0d-d9d19b6592f1")
///     .require("asset_id", "965e5c6e-434c-3fa9-b780-c50f43cd955c")?
///     .require("opponent_id", "d33f7efd-4b0b-41ff-baa3-b22ea40eb44f")?
///     .require_decimal("amount", "1.5")?;
///
/// let body = r#"{"data":{"type":"transfer","amount":"-1.50","trace_id":"c6d0c728-2624-429b-8e0d-d9d19b6592f1",
///     "asset_id":"965e5c6e-434c-3fa9-b780-c50f43cd955c","opponent_id":"d33f7efd-4b0b-41ff-baa3-b22ea40eb44f"}}"#;
/// receipt.begin();
/// receipt.feed(body.as_bytes());
/// assert_eq!(receipt.matches(&read(200, body.as_bytes())), Match::Exact);
///
/// // The same trace_id with another amount is another transfer.
/// let body = body.replace("-1.50", "-15");
/// receipt.begin();
/// receipt.feed(body.as_bytes());
/// assert_eq!(receipt.matches(&read(200, body.as_bytes())), Match::Conflict);
/// # Ok::<(), mixerr::ReceiptError>(())
/// ```
///
/// A Safe transaction (`POST /safe/transactions`) has a `request_id`, and is final once it is `spent`. Require its
/// `transaction_hash`, because before that its `raw_transaction` is the unsigned one:
///
/// ```
/// use mixerr::{Match, Receipt, read};
///
/// let mut receipt = Receipt::new("request_id", "3c8c1d5e-1b9f-4f83-9d0d-2a1bb7a1c9f4")
///     .require("transaction_hash", "2cfe1ab35a4cf1b4ea1a2d6a0fa8ae8b1d6cbd7a2c1c40fa02a5f7dbd1c1f0aa")?
///     .wait_for("state", "spent")?;
///
/// let body = r#"{"data":[{"request_id":"3c8c1d5e-1b9f-4f83-9d0d-2a1bb7a1c9f4","state":"signed",
///     "transaction_hash":"2cfe1ab35a4cf1b4ea1a2d6a0fa8ae8b1d6cbd7a2c1c40fa02a5f7dbd1c1f0aa"}]}"#;
/// receipt.begin();
/// for chunk in body.as_bytes().chunks(100) {
///     receipt.feed(chunk);
/// }
/// assert_eq!(receipt.matches(&read(200, body.as_bytes())), Match::Pending);
///
/// let body = body.replace("signed", "spent");
/// receipt.begin();
/// receipt.feed(body.as_bytes());
/// assert_eq!(receipt.matches(&read(200, body.as_bytes())), Match::Exact);
/// # Ok::<(), mixerr::ReceiptError>(())
/// ```
#[derive(Clone)]
pub struct Receipt {
    pub(super) lexer: Lexer<ReceiptVisitor>,
}

/// A microcontroller keeps it in static memory.
const _: () = assert!(size_of::<Receipt>() <= 576);

impl Receipt {
    /// Returns the receipt of a transfer with this idempotency key, at the start of a body.
    ///
    /// `name` is that of the key's member, `trace_id` or `request_id`. The bytes of `key` are compared, and the API writes
    /// a UUID in lower case.
    #[must_use]
    pub fn new(name: &str, key: &str) -> Self {
        Self::from_bytes(name.as_bytes(), key.as_bytes())
    }

    /// Adds a member that must be a string with this value, such as `asset_id`.
    ///
    /// # Errors
    ///
    /// - [`ReceiptError::TooMany`] if there are [`RECEIPT_MEMBERS`](crate::RECEIPT_MEMBERS) already.
    /// - [`ReceiptError::Repeated`] if there is one of this name, or the key has it.
    pub fn require(mut self, name: &str, value: &str) -> Result<Self, ReceiptError> {
        self.add_required(name, value)?;
        Ok(self)
    }

    /// Adds a member that must be a string with this decimal number, such as `amount`.
    ///
    /// Sign, leading and trailing zeros do not count: `-1.50` equals `1.5`. Everything that is not digits with at most one
    /// point between them differs, such as `1,5`, `.5` and the empty string.
    ///
    /// # Errors
    ///
    /// - [`ReceiptError::TooMany`], [`ReceiptError::Repeated`]: as for [`require`](Self::require).
    /// - [`ReceiptError::NotDecimal`] if `value` is not a decimal number, or is longer than 64 digits.
    pub fn require_decimal(mut self, name: &str, value: &str) -> Result<Self, ReceiptError> {
        self.add_required_decimal(name, value)?;
        Ok(self)
    }

    /// Adds a member that has this value once the transfer is final, such as `state` with `spent`.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::TooMany`], [`ReceiptError::Repeated`]: as for [`require`](Self::require).
    pub fn wait_for(mut self, name: &str, value: &str) -> Result<Self, ReceiptError> {
        self.add_awaited(name, value)?;
        Ok(self)
    }

    /// As [`require`](Self::require), in place. A microcontroller saves the stack for a moved receipt.
    ///
    /// # Errors
    ///
    /// As for [`require`](Self::require). The receipt is then as before.
    pub fn add_required(&mut self, name: &str, value: &str) -> Result<(), ReceiptError> {
        self.add(Rule::Text, name.as_bytes(), value.as_bytes())
    }

    /// As [`require_decimal`](Self::require_decimal), in place.
    ///
    /// # Errors
    ///
    /// As for [`require_decimal`](Self::require_decimal). The receipt is then as before.
    pub fn add_required_decimal(&mut self, name: &str, value: &str) -> Result<(), ReceiptError> {
        self.add(Rule::Decimal, name.as_bytes(), value.as_bytes())
    }

    /// As [`wait_for`](Self::wait_for), in place.
    ///
    /// # Errors
    ///
    /// As for [`wait_for`](Self::wait_for). The receipt is then as before.
    pub fn add_awaited(&mut self, name: &str, value: &str) -> Result<(), ReceiptError> {
        self.add(Rule::Final, name.as_bytes(), value.as_bytes())
    }

    /// Begins a new body. Call it before each response.
    pub fn begin(&mut self) {
        self.lexer.reset();
        self.lexer.visitor.reset();
    }

    /// Reads the next bytes of the body: the chunks that the [`Reader`](crate::Reader) is fed, or others.
    pub fn feed(&mut self, chunk: &[u8]) {
        if self.lexer.error() != LexError::NONE {
            return;
        }
        for byte in chunk {
            if !self.lexer.step(*byte, &mut ()) {
                break;
            }
        }
    }

    /// Returns how the complete body matches the transfer. `outcome` is what the reader says of the same body; only a
    /// success matches.
    ///
    /// - [`Match::Exact`]: an object in `data` has the key, and every further member with its value.
    /// - [`Match::Pending`]: it has the key and every required member, but not yet the value that is waited for.
    /// - [`Match::Conflict`]: it has the key, and a required member is a string that differs.
    /// - [`Match::None`]: everything else. A required member that is absent or not a string proves nothing.
    ///
    /// Of several objects `Exact` counts before `Pending`, and `Pending` before `Conflict`.
    #[must_use]
    pub fn matches<const D: usize, const X: usize>(&self, outcome: &Outcome<D, X>) -> Match {
        if outcome.is_success() { self.found() } else { Match::None }
    }
}

/// For bindings to other languages.
#[doc(hidden)]
impl Receipt {
    /// As [`new`](Self::new).
    #[must_use]
    pub fn from_bytes(name: &[u8], key: &[u8]) -> Self {
        let mut receipt = Self { lexer: Lexer::new(ReceiptVisitor::new()) };
        // The first member is always added.
        let _ = receipt.add(Rule::Text, name, key);
        receipt
    }

    /// Adds a member in place. The first one is the key.
    ///
    /// # Errors
    ///
    /// As [`require_decimal`](Self::require_decimal).
    pub fn add(&mut self, rule: Rule, name: &[u8], value: &[u8]) -> Result<(), ReceiptError> {
        self.lexer.visitor.add(rule, name, value)
    }

    /// As [`matches`](Self::matches), if the response is a success.
    #[must_use]
    pub fn found(&self) -> Match {
        if self.lexer.finish() == LexError::NONE { self.lexer.visitor.found() } else { Match::None }
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt").finish_non_exhaustive()
    }
}
