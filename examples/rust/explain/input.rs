//! What was given: an answer's body, a whole HTTP response, or an error as people paste it.

use std::io::{self, Read};

use mixerr::{FaultKind, Reader};

use crate::pasted;
use crate::source::{Source, is_shown};

/// How many bytes of a description and of an extra are kept. A terminal has room for more than a wallet.
pub(crate) const TEXT: usize = 1024;

pub(crate) type Outcome = mixerr::Outcome<TEXT, TEXT>;
pub(crate) type ApiError = mixerr::ApiError<TEXT, TEXT>;

/// How much of the start is kept, to recognize what was pasted.
const START: usize = 4096;

/// How much of what was read is kept behind a chunk's edge, to show where a fault is.
const TAIL: usize = 64;

/// What an answer was given as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The body.
    Body,
    /// An HTTP response, as `curl -i` or `curl -v` shows it.
    Response,
    /// The error object, without the envelope around it.
    Object,
    /// Words, as a log or an SDK shows an error.
    Text,
}

/// An answer, and what the library says of it.
pub(crate) struct Answer {
    pub(crate) form: Form,
    /// The HTTP status, if it is known.
    pub(crate) http_status: Option<u16>,
    pub(crate) outcome: Outcome,
    /// The first bytes of the body that are no white space.
    pub(crate) start: Vec<u8>,
    /// The last bytes that were read; a fault is among them.
    pub(crate) window: Window,
    /// Whether every byte could stand where it stands. If the body is malformed all the same, it was cut.
    pub(crate) is_sound: bool,
}

/// Some bytes of the body, and where they stand in it.
#[derive(Default)]
pub(crate) struct Window {
    pub(crate) bytes: Vec<u8>,
    pub(crate) offset: u64,
}

impl Window {
    /// Goes on to the next chunk, and keeps a little of what was before it.
    fn move_on(&mut self, chunk: &[u8]) {
        let behind = self.bytes.len().saturating_sub(TAIL);
        self.bytes.drain(..behind);
        self.offset += behind as u64;
        self.bytes.extend_from_slice(chunk);
    }

    /// Reads the body again, if it is whole here, without what a terminal shows behind it.
    fn without_shown(&self, outcome: Outcome, http_status: u16) -> Outcome {
        let Outcome::NotFromApi(fault) = &outcome else { return outcome };
        let place = usize::try_from(fault.offset()).unwrap_or(usize::MAX);
        match self.bytes.split_at_checked(place) {
            Some((body, behind)) if self.offset == 0 && !behind.is_empty() && is_shown(behind) => {
                let mut reader = Reader::new();
                reader.feed(body);
                let of_body = reader.finish(http_status);
                if is_malformed(&of_body) { outcome } else { of_body }
            }
            _ => outcome,
        }
    }
}

impl Answer {
    /// Reads an answer, piece by piece, to its end or to its fault. Without an HTTP status it may be a whole response,
    /// or an error as people paste it.
    pub(crate) fn read(told_status: Option<u16>, input: &mut dyn Read) -> io::Result<Self> {
        let mut source = Source::new(input)?;
        if told_status.is_none() {
            source.unescape();
        }
        let (form, http_status) = match told_status {
            Some(told_status) => (Form::Body, Some(told_status)),
            None => match source.response_head()? {
                Some(http_status) => (Form::Response, Some(http_status)),
                None => (Form::Body, None),
            },
        };
        let mut start = Vec::new();
        let mut window = Window::default();
        let mut reader = Reader::<TEXT, TEXT>::new();
        // Reads the same as the member of an envelope.
        let mut object_reader = Reader::<TEXT, TEXT>::new();
        object_reader.feed(b"{\"error\":");
        while !source.chunk.is_empty() && !reader.is_faulty() {
            if start.is_empty() {
                start.extend(source.chunk.trim_ascii_start().iter().take(START));
            }
            window.move_on(&source.chunk);
            reader.feed(&source.chunk);
            if http_status.is_none() {
                object_reader.feed(&source.chunk);
            }
            if !reader.is_faulty() {
                source.next()?;
            }
        }
        object_reader.feed(b"}");
        let is_sound = !reader.is_faulty();
        let mut outcome = reader.finish(http_status.unwrap_or(0));
        if form == Form::Response {
            outcome = window.without_shown(outcome, http_status.unwrap_or(0));
        }
        let mut answer = Self { form, http_status, outcome, start, window, is_sound };
        if http_status.is_none() {
            answer.reconsider(object_reader.finish(0));
        }
        Ok(answer)
    }

    /// Tells whether the body is no JSON.
    pub(crate) fn is_malformed(&self) -> bool {
        is_malformed(&self.outcome)
    }

    /// Sees whether what is no error of the API by itself is one that was pasted.
    fn reconsider(&mut self, object: Outcome) {
        let pasted = match &self.outcome {
            Outcome::Api(_) => return,
            // JSON with an error is what it says; JSON without one may be the error.
            Outcome::Success(_) => pasted::object(object).map(|error| (Form::Object, error)),
            Outcome::NotFromApi(_) => None,
        };
        let is_malformed = !self.outcome.is_success();
        let pasted = pasted.or_else(|| {
            let text = String::from_utf8_lossy(&self.start);
            pasted::text(&text, is_malformed).map(|error| (Form::Text, error))
        });
        if let Some((form, error)) = pasted {
            self.form = form;
            self.outcome = Outcome::Api(error);
        }
    }
}

fn is_malformed(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::NotFromApi(fault) if matches!(fault.kind, FaultKind::Malformed { .. }))
}
