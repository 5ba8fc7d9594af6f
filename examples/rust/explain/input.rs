//! What was given: a code, an answer, or what people paste of an error.

use std::io::{self, Read};

use mixerr::{ApiError, CATALOG, Code, Outcome, Reader};

/// How much of an answer is kept, to recognize what was pasted and to show where a fault is.
const HEAD: usize = 4096;

/// The longest head of an HTTP response that is read.
const HTTP_HEAD: usize = 65536;

/// An answer and what the library says of it.
pub(crate) struct Answer {
    /// The HTTP status, if it is known.
    pub(crate) http_status: Option<u16>,
    pub(crate) outcome: Outcome,
    /// The first bytes of the body.
    pub(crate) head: Vec<u8>,
    /// Whether the head is the whole body.
    pub(crate) is_whole: bool,
    /// Whether this is an error as a log shows it, not an answer as the API sends it.
    pub(crate) is_pasted: bool,
}

/// Returns the code that `text` is, as a number or a name.
pub(crate) fn code(text: &str) -> Option<Code> {
    let text = text.trim();
    let named = CATALOG.iter().find(|entry| entry.name.eq_ignore_ascii_case(text)).map(|entry| entry.code);
    number(text).map(Code).or(named)
}

/// Returns the number that `text` is, if it is nothing but a number.
fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

impl Answer {
    /// Reads an answer, piece by piece. Without an HTTP status it may be a whole HTTP response, or an error as people
    /// paste it.
    pub(crate) fn read(http_status: Option<u16>, input: &mut dyn Read) -> io::Result<Self> {
        let mut buffer = [0; 8192];
        let mut length = crate::fill(input, &mut buffer)?;
        let first = buffer.get(..length).unwrap_or_default();
        if http_status.is_none() && first.starts_with(b"HTTP/") {
            let mut response = first.to_vec();
            Read::take(&mut *input, HTTP_HEAD as u64).read_to_end(&mut response)?;
            if let Some((http_status, body)) = split_response(&response) {
                return Self::read(Some(http_status), &mut body.chain(input));
            }
        }
        let mut answer = Self {
            http_status,
            outcome: Outcome::Success,
            head: first.get(..HEAD).unwrap_or(first).to_vec(),
            is_whole: length <= HEAD,
            is_pasted: false,
        };
        let mut reader = Reader::new();
        while length > 0 && !reader.is_faulty() {
            reader.feed(buffer.get(..length).unwrap_or_default());
            length = crate::fill(input, &mut buffer)?;
        }
        answer.outcome = reader.finish(http_status.unwrap_or(0));
        if http_status.is_none() && answer.is_whole && !matches!(answer.outcome, Outcome::Api(_)) {
            if let Some(error) = pasted(&answer.head) {
                answer.outcome = Outcome::Api(error);
                answer.is_pasted = true;
            }
        }
        Ok(answer)
    }
}

/// Splits what `curl -i` prints into the last HTTP status and the body.
fn split_response(response: &[u8]) -> Option<(u16, &[u8])> {
    let (end, width) = [b"\r\n\r\n".as_slice(), b"\n\n"].iter().find_map(|blank| {
        let end = response.windows(blank.len()).position(|window| window == *blank)?;
        Some((end, blank.len()))
    })?;
    let status = std::str::from_utf8(response.get(..end)?).ok()?.split_whitespace().nth(1)?.parse().ok()?;
    let body = response.get(end + width..)?;
    // A proxy's own answer, or 100 Continue, comes before the real one.
    if body.starts_with(b"HTTP/") {
        split_response(body).or(Some((status, body)))
    } else {
        Some((status, body))
    }
}

/// Recognizes an error as people paste it.
fn pasted(body: &[u8]) -> Option<ApiError> {
    bare_object(body).or_else(|| in_words(std::str::from_utf8(body).ok()?))
}

/// `{"status":202,"code":20117,"description":"..."}`, the error object alone.
fn bare_object(body: &[u8]) -> Option<ApiError> {
    let mut reader = Reader::new();
    for piece in [b"{\"error\":", body, b"}"] {
        reader.feed(piece);
    }
    match reader.finish(0) {
        Outcome::Api(error) => Some(error),
        _ => None,
    }
}

/// `[202/20117] Insufficient balance.`, `ERROR 20119: PIN incorrect.`, `error code 20119`, `20119 PIN incorrect`.
fn in_words(text: &str) -> Option<ApiError> {
    let text = text.trim();
    if let Some((numbers, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        let (status, code) = numbers.split_once('/')?;
        return Some(error(number(code.trim())?, status.trim().parse().ok(), rest));
    }
    if text.starts_with('<') {
        return None;
    }
    let mut is_announced = false;
    let mut rest = text;
    // A few words of a log line may come before the code.
    for place in 0..12 {
        rest = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
        let end = rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
        // Web servers say "Error 502" and "404 Not Found": a short number must be in the catalog, and announced.
        let code = number(word).filter(|code| match word.len() {
            0..5 => is_announced && Code(*code).entry().is_some(),
            _ => is_announced || place == 0,
        });
        if let Some(code) = code {
            return Some(error(code, None, after));
        }
        let word = word.to_ascii_lowercase();
        is_announced = word.ends_with("error") || word.ends_with("code") || word.ends_with("err");
        rest = after;
    }
    None
}

fn error(code: u32, status: Option<u16>, rest: &str) -> ApiError {
    let mut error: ApiError = ApiError::new(code);
    error.status = status;
    error.http_status = 0;
    error.description.clear();
    for character in
        rest.trim_matches(|character: char| character.is_whitespace() || ":-]),".contains(character)).chars()
    {
        error.description_cut = error.description_cut || error.description.push(character).is_err();
    }
    error
}
