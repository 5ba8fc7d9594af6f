//! [`exchange`]: one request and its response.

use mixerr::{Match, Outcome, Reader, Receipt};

use crate::transport::{NoResponse, Request, Transport};

/// In bytes. A transfer takes less than 1 KiB, and a body may be endless.
const LONGEST_BODY: usize = 16 * 1024;

/// This board has no clock, so a wrong clock is not detected.
const NO_CLOCK: i64 = 0;

/// A complete response, with any HTTP status.
pub(crate) struct Response {
    pub(crate) outcome: Outcome,
    pub(crate) found: Match,
    /// 0 if absent.
    pub(crate) retry_after_s: u32,
}

impl Default for Response {
    fn default() -> Self {
        Self { outcome: Outcome::default(), found: Match::None, retry_after_s: 0 }
    }
}

/// Sends a request, and reads its response a chunk at a time into `response` and `receipt`.
#[inline(never)]
pub(crate) fn exchange(
    transport: &mut impl Transport,
    request: &Request<'_>,
    receipt: &mut Receipt,
    response: &mut Response,
) -> Result<(), NoResponse> {
    let (http_status, head) = transport.send(request)?;
    let mut reader = Reader::new();
    receipt.begin();
    let mut left = LONGEST_BODY;
    loop {
        let chunk = transport.receive()?;
        left = left.checked_sub(chunk.len()).ok_or(NoResponse { may_have_arrived: true })?;
        reader.feed(chunk);
        receipt.feed(chunk);
        // The rest of a web page is not needed.
        if chunk.is_empty() || reader.is_faulty() {
            break;
        }
    }
    response.outcome = reader.finish(http_status);
    head.refine(http_status, &mut response.outcome, NO_CLOCK);
    response.found = receipt.matches(&response.outcome);
    response.retry_after_s = head.retry_after_s();
    Ok(())
}
