//! What was given: an answer's body, a whole HTTP response, or an error as people paste it.

use std::io::{self, Read};

use mixerr::Reader;

use crate::pasted;

/// How many bytes of a description and of an extra are kept. A terminal has room for more than a wallet.
pub(crate) const TEXT: usize = 1024;

pub(crate) type Outcome = mixerr::Outcome<TEXT, TEXT>;
pub(crate) type ApiError = mixerr::ApiError<TEXT, TEXT>;

/// How much is read at once.
const CHUNK: usize = 8192;

/// How much of the start is kept, to recognize what was pasted.
const START: usize = 4096;

/// How much of what was read is kept behind a chunk's edge, to show where a fault is.
const TAIL: usize = 64;

/// What an answer was given as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The body.
    Body,
    /// An HTTP response, as `curl -i` prints it.
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
}

impl Answer {
    /// Reads an answer, piece by piece, to its end or to its fault. Without an HTTP status it may be a whole response,
    /// or an error as people paste it.
    pub(crate) fn read(told_status: Option<u16>, input: &mut dyn Read) -> io::Result<Self> {
        let mut source = Source::new(input)?;
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
        let outcome = reader.finish(http_status.unwrap_or(0));
        let mut answer = Self { form, http_status, outcome, start, window, is_sound };
        if http_status.is_none() {
            answer.reconsider(object_reader.finish(0));
        }
        Ok(answer)
    }

    /// Sees whether what is no error of the API by itself is one that was pasted.
    fn reconsider(&mut self, object: Outcome) {
        let pasted = match &self.outcome {
            Outcome::Api(_) => return,
            // JSON with an error is what it says; JSON without one may be the error.
            Outcome::Success => pasted::object(object).map(|error| (Form::Object, error)),
            Outcome::NotFromApi(_) => None,
        };
        let is_malformed = !matches!(self.outcome, Outcome::Success);
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

/// An input and the chunk of it that is being read.
struct Source<'a> {
    input: &'a mut dyn Read,
    chunk: Vec<u8>,
}

impl<'a> Source<'a> {
    /// Reads the first chunk.
    fn new(input: &'a mut dyn Read) -> io::Result<Self> {
        let mut source = Self { input, chunk: Vec::with_capacity(CHUNK) };
        source.fill()?;
        Ok(source)
    }

    /// Fills the chunk up, unless the input ends before.
    fn fill(&mut self) -> io::Result<()> {
        let room = CHUNK.saturating_sub(self.chunk.len());
        Read::take(&mut *self.input, room as u64).read_to_end(&mut self.chunk)?;
        Ok(())
    }

    /// Reads the next chunk, which is empty at the end.
    fn next(&mut self) -> io::Result<()> {
        self.chunk.clear();
        self.fill()
    }

    /// Reads the heads of HTTP responses and returns the last one's status; the chunk then begins with the body.
    ///
    /// The answer of a proxy, a redirection or `100 Continue` may stand before the head that counts.
    fn response_head(&mut self) -> io::Result<Option<u16>> {
        let mut http_status = None;
        while let Some(next_status) = status_line(&self.chunk) {
            http_status = Some(next_status);
            let indented = self.chunk.len() - self.chunk.trim_ascii_start().len();
            self.chunk.drain(..indented);
            self.skip_line()?;
            while is_field(&self.chunk) {
                self.skip_line()?;
            }
            if self.chunk.starts_with(b"\n") || self.chunk.starts_with(b"\r\n") {
                self.skip_line()?;
            }
        }
        Ok(http_status)
    }

    /// Drops the bytes up to the end of the line, and fills the chunk up.
    fn skip_line(&mut self) -> io::Result<()> {
        while !self.chunk.is_empty() {
            if let Some(end) = self.chunk.iter().position(|byte| *byte == b'\n') {
                self.chunk.drain(..=end);
                return self.fill();
            }
            self.next()?;
        }
        Ok(())
    }
}

/// Returns the status if `text` begins with a line like `HTTP/1.1 202 Accepted` or `HTTP/2 202`.
fn status_line(text: &[u8]) -> Option<u16> {
    let line =
        text.trim_ascii_start().strip_prefix(b"HTTP/")?.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
    let mut words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let version = words.next()?;
    let http_status = words.next().filter(|word| word.len() == 3)?;
    if !version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') {
        return None;
    }
    crate::question::number(std::str::from_utf8(http_status).ok()?)?.try_into().ok()
}

/// Tells whether `text` begins with a header field, or with the rest of one that goes on in the next line.
fn is_field(text: &[u8]) -> bool {
    let name = text.split(|byte| *byte == b':').next().unwrap_or_default();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    let is_named = !name.is_empty() && name.len() < text.len() && name.iter().all(is_name);
    is_named || text.starts_with(b" ") || text.starts_with(b"\t")
}
