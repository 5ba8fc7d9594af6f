//! [`Transport`]: the way to the API and back.

use crate::panel::Pin;
use crate::trace::TraceId;

/// A request of the wallet.
#[derive(Clone, Copy)]
pub enum Request<'a> {
    /// Pay. The API pays once for one trace id, however often it is asked to.
    Pay {
        /// The transfer's trace id.
        trace: TraceId,
        /// The amount, in decimal.
        amount: &'a str,
        /// The PIN, which the implementation encrypts.
        pin: &'a Pin,
    },
    /// Read the transfer with this trace id: it is there if it was paid.
    Read {
        /// The transfer's trace id.
        trace: TraceId,
    },
}

/// The connection was lost: whether the request arrived, nobody knows.
pub struct Lost;

/// Sends requests and receives answers, a chunk at a time.
pub trait Transport {
    /// Sends a request and waits for its answer; returns the answer's HTTP status. What is left of an answer
    /// before it is dropped.
    ///
    /// # Errors
    ///
    /// [`Lost`] if no answer came in time.
    fn send(&mut self, request: Request<'_>) -> Result<u16, Lost>;

    /// Returns the next bytes of the answer's body, as many as there are; none at its end.
    ///
    /// # Errors
    ///
    /// [`Lost`] if the connection was lost, or the time for the whole answer was over: a server that sends a byte now and
    /// then must not keep the device.
    fn receive(&mut self) -> Result<&[u8], Lost>;
}
