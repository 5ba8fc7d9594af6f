//! [`Server`]: the API and the network on the way to it.

use core::iter::Cycle;
use core::slice::Iter;

use mixerr::Head;

use super::{CHUNKS, LONGEST_CHUNK, Scenario, print};
use crate::transport::{NoResponse, Request, Transport};

/// What happens to a request.
pub enum Reply {
    /// The API executes it and responds.
    Execute,
    /// The API executes it. The response is lost.
    ExecuteAndLose,
    /// The API executes it. The connection breaks at the end of the body, which seems complete.
    ExecuteAndBreak,
    /// The API executes it. The body never ends.
    ExecuteEndlessly,
    /// The API executes it, and responds with this HTTP status and body.
    ExecuteAnd(u16, &'static str),
    /// The API does not execute it, and responds with this HTTP status and body.
    Refuse(u16, &'static str),
    /// The API responds with HTTP 429 and this `Retry-After`.
    Later(&'static str),
    /// Another server responds. It does not echo the `X-Request-Id`.
    Intercept(u16, &'static str),
    /// The request is lost.
    Lose,
    /// There is no connection.
    Offline,
}

/// The body of a transfer. `@` is replaced with the trace id.
const TRANSFER: &str = concat!(
    r#"{"data":{"type":"transfer","trace_id":"@","asset_id":"965e5c6e-434c-3fa9-b780-c50f43cd955c","#,
    r#""opponent_id":"d33f7efd-4b0b-41ff-baa3-b22ea40eb44f","amount":"-1.50"}}"#,
);
const NOT_FOUND: &str = r#"{"error":{"status":202,"code":404,"description":"The endpoint is not found."}}"#;

const REQUEST_ID: &str = "0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10";

/// The server of a scenario.
pub struct Server {
    replies: Iter<'static, Reply>,
    /// Whether it has paid. It pays a key once.
    is_paid: bool,
    trace_id: &'static str,
    body: Body,
    end: End,
    chunk: [u8; LONGEST_CHUNK],
    sizes: Cycle<Iter<'static, usize>>,
}

/// What follows a body.
enum End {
    Complete,
    Broken,
    Endless,
}

/// The rest of a body.
struct Body {
    template: Iter<'static, u8>,
    inserted: Iter<'static, u8>,
    trace_id: &'static str,
}

impl Iterator for Body {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if let Some(byte) = self.inserted.next() {
            return Some(*byte);
        }
        let byte = *self.template.next()?;
        if byte != b'@' {
            return Some(byte);
        }
        self.inserted = self.trace_id.as_bytes().iter();
        self.inserted.next().copied()
    }
}

impl Server {
    /// Returns the server of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let trace_id = scenario.trace_id;
        Self {
            replies: scenario.replies.iter(),
            is_paid: false,
            trace_id,
            body: Body { template: [].iter(), inserted: [].iter(), trace_id },
            end: End::Complete,
            chunk: [0; LONGEST_CHUNK],
            sizes: CHUNKS.iter().cycle(),
        }
    }

    /// Returns true if the receiver has the amount.
    #[must_use]
    pub const fn is_paid(&self) -> bool {
        self.is_paid
    }
}

impl Transport for Server {
    fn send(&mut self, request: &Request<'_>) -> Result<(u16, Head), NoResponse> {
        let reply = self.replies.next().unwrap_or(&Reply::Execute);
        let is_executed = matches!(
            reply,
            Reply::Execute
                | Reply::ExecuteAndLose
                | Reply::ExecuteAndBreak
                | Reply::ExecuteEndlessly
                | Reply::ExecuteAnd(..)
        );
        match request {
            Request::Pay { payment, .. } => {
                print(format_args!("> POST /transfers {} {}", payment.amount, payment.trace_id));
                self.is_paid |= is_executed;
            }
            Request::LookUp { trace_id } => print(format_args!("> GET /transfers/trace/{trace_id}")),
        }
        let (http_status, body) = match reply {
            Reply::Offline => return Err(NoResponse { may_have_arrived: false }),
            Reply::Lose | Reply::ExecuteAndLose => return Err(NoResponse { may_have_arrived: true }),
            Reply::Later(_) => (429, ""),
            Reply::Refuse(http_status, body)
            | Reply::Intercept(http_status, body)
            | Reply::ExecuteAnd(http_status, body) => (*http_status, *body),
            _ if self.is_paid => (200, TRANSFER),
            _ => (202, NOT_FOUND),
        };
        self.end = match reply {
            Reply::ExecuteAndBreak => End::Broken,
            Reply::ExecuteEndlessly => End::Endless,
            _ => End::Complete,
        };
        let trace_id = self.trace_id;
        self.body = Body { template: body.as_bytes().iter(), inserted: [].iter(), trace_id };
        let mut head = Head::new(Some(REQUEST_ID));
        if !matches!(reply, Reply::Intercept(..)) {
            head.field("X-Request-Id", REQUEST_ID);
        }
        if let Reply::Later(seconds) = reply {
            head.field("Retry-After", seconds);
            print(format_args!("< HTTP {http_status}, Retry-After: {seconds}"));
        } else {
            print(format_args!("< HTTP {http_status}"));
        }
        Ok((http_status, head))
    }

    fn receive(&mut self) -> Result<&[u8], NoResponse> {
        let size = self.sizes.next().map_or(1, |size| *size);
        let mut length = 0_usize;
        for (slot, byte) in self.chunk.iter_mut().take(size).zip(&mut self.body) {
            *slot = byte;
            length = length.saturating_add(1);
        }
        match self.end {
            End::Broken if length == 0 => Err(NoResponse { may_have_arrived: true }),
            End::Endless if length == 0 => Ok(b"        "),
            _ => Ok(self.chunk.get(..length).unwrap_or_default()),
        }
    }
}
