//! [`Transfer`]: one payment across responses, from before its first request to a known end.
//!
//! The caller does the I/O and reports what happened; [`Transfer::poll`] returns what to do next. Nothing here has a
//! clock, a network or a random number generator.

mod crc;
mod layout;
mod machine;
mod pacing;
mod plan;
mod record;
mod response;
mod state;
mod step;
mod table;
mod uuid;

pub use crc::fingerprint;
pub use layout::TRANSFER_MAX_BYTES;
pub use pacing::Pacing;
pub use record::{RECORD_SIZE, record_newer};
pub use response::Response;
pub use state::Transfer;
pub use step::{Ending, Match, RestoreError, Step, UnexpectedStep};
pub use uuid::key_from_uuid;
