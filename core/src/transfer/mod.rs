//! [`Transfer`]: one payment across responses, from before its first request to a known end; and [`Receipt`]: whether a
//! response is about it.
//!
//! The caller does the I/O and reports what happened. [`Transfer::poll`] returns the next step. This folder has no
//! clock, no network and no random number generator.

mod crc;
mod decimal;
mod fingerprint;
mod key;
mod layout;
mod machine;
mod member;
mod pacing;
mod payment_outcome;
mod plan;
mod receipt;
mod receipt_visitor;
mod record;
mod state;
mod step;
mod table;

pub use fingerprint::fingerprint;
pub use key::{key_from_bytes, key_from_uuid};
pub use layout::{RECEIPT_FIELDS, TRANSFER_FIELDS};
pub use member::{ReceiptError, Rule};
pub use pacing::Pacing;
pub use payment_outcome::PaymentOutcome;
pub use receipt::Receipt;
pub use receipt_visitor::RECEIPT_MEMBERS;
pub use record::{RECORD_SIZE, record_newer};
pub use state::Transfer;
pub use step::{Ending, Match, RestoreError, Step, UnexpectedStep};
