//! Plays the server and the person, from a script.

use core::fmt::{self, Write};

use crate::board::Console;
use crate::display::{COLUMNS, Display};
use crate::panel::{Panel, Pin};
use crate::trace::TraceId;
use crate::transport::{Lost, Request, Transport};

/// What the server does with a request.
pub enum Reply {
    /// Answers it.
    Answer(u16, &'static str),
    /// Breaks the connection in the middle of an answer.
    Broken(u16, &'static str),
    /// Goes on with white space for ever, behind what seems a whole answer.
    Endless(u16, &'static str),
    /// Breaks the connection before any answer.
    Silence,
}

/// A run of the wallet: what the server replies to each request, and how often the person enters a PIN.
pub struct Scenario {
    /// What happens.
    pub title: &'static str,
    /// The replies, in order; after them every connection breaks.
    pub replies: &'static [Reply],
    /// How often the person enters a PIN, before they would rather not.
    pub pins: u32,
}

/// The sizes of the chunks in which bodies arrive, over and over.
pub const CHUNKS: [usize; 6] = [1, 7, 3, 13, 31, 5];

/// The server of a scenario.
pub struct Server {
    replies: core::slice::Iter<'static, Reply>,
    body: &'static [u8],
    /// What comes behind the body, over and over; `None` if the connection breaks there.
    rest: Option<&'static [u8]>,
    chunks: core::iter::Cycle<core::slice::Iter<'static, usize>>,
}

impl Server {
    /// Returns the server of `scenario`.
    pub fn new(scenario: &Scenario) -> Self {
        Self { replies: scenario.replies.iter(), body: b"", rest: None, chunks: CHUNKS.iter().cycle() }
    }
}

impl Transport for Server {
    fn send(&mut self, request: Request<'_>) -> Result<u16, Lost> {
        let reply = self.replies.next();
        self.rest = match reply {
            Some(Reply::Answer(..)) => Some(b""),
            Some(Reply::Endless(..)) => Some(b"        "),
            Some(Reply::Broken(..) | Reply::Silence) | None => None,
        };
        match request {
            Request::Pay { trace, amount, .. } => {
                print(format_args!("> POST /transfers {amount} {trace}"));
            }
            Request::Read { trace } => print(format_args!("> GET /transfers/trace/{trace}")),
        }
        let (http_status, body) = match reply {
            Some(
                Reply::Answer(http_status, body)
                | Reply::Broken(http_status, body)
                | Reply::Endless(http_status, body),
            ) => (*http_status, *body),
            Some(Reply::Silence) | None => return Err(Lost),
        };
        print(format_args!("< HTTP {http_status}, {} bytes", body.len()));
        self.body = body.as_bytes();
        Ok(http_status)
    }

    fn receive(&mut self) -> Result<&[u8], Lost> {
        if self.body.is_empty() {
            self.body = self.rest.ok_or(Lost)?;
        }
        let size = self.chunks.next().map_or(1, |size| *size).min(self.body.len());
        let (chunk, rest) = self.body.split_at_checked(size).unwrap_or((self.body, b""));
        self.body = rest;
        Ok(chunk)
    }
}

/// The frame around a page.
const EDGE: &str = "---------------------";
const _: () = assert!(EDGE.len() == COLUMNS);

/// The panel of a scenario.
pub struct Screen {
    pins: u32,
    traces: u8,
}

impl Screen {
    /// Returns the panel of `scenario`.
    pub fn new(scenario: &Scenario) -> Self {
        Self { pins: scenario.pins, traces: 0 }
    }
}

impl Panel for Screen {
    fn show(&mut self, page: &Display) {
        print(format_args!("  +{EDGE}+"));
        for row in page.rows() {
            let row = core::str::from_utf8(row).unwrap_or_default();
            print(format_args!("  |{row}|"));
        }
        print(format_args!("  +{EDGE}+"));
    }

    fn ask_pin(&mut self) -> Option<Pin> {
        let Some(left) = self.pins.checked_sub(1) else {
            print(format_args!("  PIN? no"));
            return None;
        };
        print(format_args!("  PIN? ******"));
        self.pins = left;
        Some(Pin(*b"123456"))
    }

    fn pause(&mut self, seconds: u32) {
        print(format_args!("  pause of {seconds} s"));
    }

    fn new_trace(&mut self) -> TraceId {
        self.traces = self.traces.wrapping_add(1);
        TraceId([0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, self.traces])
    }

    fn log(&mut self, line: fmt::Arguments<'_>) {
        print(line);
    }
}

/// Writes a line of the transcript.
pub fn print(line: fmt::Arguments<'_>) {
    let _ = Console.write_fmt(line).and_then(|()| Console.write_char('\n'));
}
