//! [`Transport`]: HTTP requests and responses.

use mixerr::Head;

use crate::panel::Pin;
use crate::payment::Payment;

/// A request of the wallet.
pub enum Request<'a> {
    /// `POST /transfers`.
    Pay {
        /// The parameters.
        payment: &'a Payment<'a>,
        /// The PIN. Each request encrypts it anew, because its iterator must grow.
        pin: &'a Pin,
    },
    /// `GET /transfers/trace/{trace_id}`.
    LookUp {
        /// The transfer's key.
        trace_id: &'a str,
    },
}

/// There is no complete response.
#[derive(Debug)]
pub struct NoResponse {
    /// False only if the request never left the device.
    pub may_have_arrived: bool,
}

/// An HTTP client. It never repeats a request automatically.
pub trait Transport {
    /// Sends a request with a new JWT and a new `X-Request-Id`, and returns the response's HTTP status and head.
    ///
    /// The rest of an earlier response is dropped.
    ///
    /// # Errors
    ///
    /// [`NoResponse`] if no head came before the deadline.
    fn send(&mut self, request: &Request<'_>) -> Result<(u16, Head), NoResponse>;

    /// Returns the next bytes of the body, at least one, and none at its end.
    ///
    /// # Errors
    ///
    /// [`NoResponse`] if the connection was lost, or the deadline of the complete response has passed.
    fn receive(&mut self) -> Result<&[u8], NoResponse>;
}
