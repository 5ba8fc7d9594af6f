//! [`Server`]: the API and the network on the way to it.

use core::iter::Cycle;
use core::slice::Iter;
use core::str::Split;

use mixerr::Head;

use super::{CHUNKS, LONGEST_CHUNK, SPACE, Scenario, print};
use crate::table;
use crate::transport::{NoResponse, Request, Transport};

const RESPONSES: &str = include_str!("../../../script/responses.tsv");

const REQUEST_ID: &str = "0b6e1a60-5d9c-4d53-9d8a-5d2f3c1b7a10";

/// The server of a scenario.
pub struct Server {
    /// To the requests that are not sent yet.
    replies: Split<'static, [char; 1]>,
    /// Whether it has paid. It pays a key once.
    is_paid: bool,
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

/// Returns the columns of a response after its name.
fn find(name: &str) -> Option<[&'static str; 4]> {
    table::rows(RESPONSES).filter_map(table::columns).find_map(|columns| {
        let [found, http_status, echo, retry_after, body] = columns;
        (found == name).then_some([http_status, echo, retry_after, body])
    })
}

impl Server {
    /// Returns the server of `scenario`.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        let trace_id = scenario.payment.trace_id;
        Self {
            replies: scenario.replies.split(SPACE),
            is_paid: false,
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

    /// Returns the HTTP status and the head of a response, and begins its body.
    fn respond(&mut self, name: &str) -> Option<(u16, Head)> {
        let [http_status, echo, retry_after, body] = find(name)?;
        self.body = Body { template: body.as_bytes().iter(), inserted: [].iter(), ..self.body };
        let mut head = Head::new(Some(REQUEST_ID));
        if echo == "echo" {
            head.field("X-Request-Id", REQUEST_ID);
        }
        if retry_after == "-" {
            print(format_args!("< HTTP {http_status}"));
        } else {
            head.field("Retry-After", retry_after);
            print(format_args!("< HTTP {http_status}, Retry-After: {retry_after}"));
        }
        Some((http_status.parse().ok()?, head))
    }
}

impl Transport for Server {
    fn send(&mut self, request: &Request<'_>) -> Result<(u16, Head), NoResponse> {
        let reply = self.replies.next().filter(|reply| *reply != "-").unwrap_or("+transfer");
        let (is_executed, reply) = reply.strip_prefix('+').map_or((false, reply), |reply| (true, reply));
        match request {
            Request::Pay { payment, .. } => {
                print(format_args!("> POST /transfers {} {}", payment.amount, payment.trace_id));
                self.is_paid |= is_executed;
            }
            Request::LookUp { trace_id } => print(format_args!("> GET /transfers/trace/{trace_id}")),
        }
        self.end = match reply {
            "broken" => End::Broken,
            "endless" => End::Endless,
            _ => End::Complete,
        };
        let name = match reply {
            "offline" => return Err(NoResponse { may_have_arrived: false }),
            "lost" => return Err(NoResponse { may_have_arrived: true }),
            "transfer" | "broken" | "endless" if self.is_paid => "transfer",
            "transfer" | "broken" | "endless" => "not_found",
            name => name,
        };
        self.respond(name).ok_or_else(|| {
            print(format_args!("no such response: {name}"));
            NoResponse { may_have_arrived: true }
        })
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
