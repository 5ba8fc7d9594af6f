//! The bytes of an answer, chunk by chunk, without what stands before them: the heads of HTTP responses, and the lines
//! that a terminal shows around an answer.

use std::io::{self, Read};

use mixerr::{Outcome, Reader};

/// How much is read at once.
const CHUNK: usize = 8192;

/// An input and the chunk of it that is being read.
pub(crate) struct Source<'a> {
    input: &'a mut dyn Read,
    pub(crate) chunk: Vec<u8>,
}

impl<'a> Source<'a> {
    /// Reads the first chunk.
    pub(crate) fn new(input: &'a mut dyn Read) -> io::Result<Self> {
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
    pub(crate) fn next(&mut self) -> io::Result<()> {
        self.chunk.clear();
        self.fill()
    }

    /// Makes a body of a JSON string that holds one, as structured logs do, if the chunk is all of it.
    pub(crate) fn unescape(&mut self) {
        let is_whole = self.chunk.len() < CHUNK;
        if let Some(body) = escaped_body(self.chunk.trim_ascii()).filter(|_| is_whole) {
            self.chunk = body;
        }
    }

    /// Reads the heads of HTTP responses and returns the last one's status; the chunk then begins with the body.
    ///
    /// The answer of a proxy, a redirection or `100 Continue` may stand before the head that counts.
    pub(crate) fn response_head(&mut self) -> io::Result<Option<u16>> {
        let mut http_status = None;
        while let Some((place, next_status)) = head(&self.chunk) {
            http_status = Some(next_status);
            self.chunk.drain(..place);
            self.skip_line()?;
            while is_field(unmarked(&self.chunk)) || is_shown(&self.chunk) && !is_end(&self.chunk) {
                self.skip_line()?;
            }
            if is_end(&self.chunk) {
                self.skip_line()?;
            }
            while is_shown(self.chunk.trim_ascii_start()) {
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

/// Returns the body that `text` is, escaped as a JSON string is, with quotes around it or without.
fn escaped_body(text: &[u8]) -> Option<Vec<u8>> {
    let quoted = if text.starts_with(b"{\\\"") { [b"\"", text, b"\""].concat() } else { text.to_vec() };
    // A string that is all of the text can do no harm in an envelope, where its escapes are decoded.
    let is_string = quoted.starts_with(b"\"") && mixerr::read(200, &quoted).is_success();
    let mut reader = Reader::<CHUNK, 0>::new();
    reader.feed(br#"{"error":{"code":1,"description":"#);
    reader.feed(&quoted);
    reader.feed(b"}}");
    match reader.finish(0) {
        Outcome::Api(error) if is_string && error.description().starts_with('{') => {
            Some(error.description().as_bytes().to_vec())
        }
        _ => None,
    }
}

/// Returns where the status line of a response is, which nothing is before but what a terminal shows, and the status.
pub(crate) fn head(text: &[u8]) -> Option<(usize, u16)> {
    let mut rest = text.trim_ascii_start();
    while is_shown(rest) || is_call(line(rest)) {
        rest = rest.split_at_checked(line(rest).len())?.1.trim_ascii_start();
    }
    Some((text.len() - rest.len(), status(unmarked(rest))?))
}

/// Tells whether a line calls curl, whatever the prompt is.
fn is_call(line: &[u8]) -> bool {
    !line.starts_with(b"{") && !line.starts_with(b"<") && line.windows(5).any(|part| part == b"curl ")
}

/// Returns the status if `text` begins with a line like `HTTP/1.1 202 Accepted` or `HTTP/2 202`.
fn status(text: &[u8]) -> Option<u16> {
    let line = text.strip_prefix(b"HTTP/")?.split(|byte| matches!(byte, b'\r' | b'\n')).next()?;
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

/// Tells whether `text` begins with the empty line that ends a head.
fn is_end(text: &[u8]) -> bool {
    matches!(line(text).trim_ascii_end(), b"" | b"<")
}

/// Tells whether `text` begins with a line that a terminal shows around an answer, and that is none of it: a prompt, or
/// what `curl -v` tells of the connection, the request and its progress.
pub(crate) fn is_shown(text: &[u8]) -> bool {
    let line = line(text).trim_ascii_end();
    let is_progress = || line.windows(8).any(|part| part == b"--:--:--");
    match line {
        b"$" | b"*" | b">" | b"<" => true,
        [b'$' | b'*' | b'>', b' ', ..] | [b'{' | b'}', b' ', b'[', ..] => true,
        [b'0'..=b'9', ..] => is_progress(),
        _ => line.starts_with(b"% Total") || line.starts_with(b"Dload"),
    }
}

/// Returns the text without the mark that `curl -v` puts before a head's lines.
fn unmarked(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"< ").unwrap_or(text)
}

/// Returns the line that `text` begins with.
fn line(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == b'\n').next().unwrap_or_default()
}
