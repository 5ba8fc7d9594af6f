//! What a body that is not JSON looks like, to a person who has seen many.

use crate::input::Answer;
use crate::{pasted, source};

/// Who sent a malformed body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sender {
    /// Something in front of the API.
    InFront,
    /// The API, and it was damaged or cut, or something in front of it.
    MaybeApi,
    /// Whoever it was sent other bytes than these.
    Unknown,
    /// Perhaps nobody: words, or bytes, that are an answer only where a status came with them.
    MaybeNobody,
}

/// What begins like this, what it then is, and who sent it.
#[rustfmt::skip]
const LOOKS: [(&[u8], &str, Sender); 7] = [
    (b"< ",           TEXT,                                                       Sender::MaybeNobody),
    (b"<",            "a web page, as web servers and captive portals send",      Sender::InFront),
    (b"\x1f\x8b",     "compressed data (gzip): decompress it first",              Sender::Unknown),
    (b"\xef\xbb\xbf", "text behind a byte order mark, which JSON must not have",  Sender::Unknown),
    (b"\xff\xfe",     "text in UTF-16: the API sends UTF-8",                      Sender::Unknown),
    (b"\xfe\xff",     "text in UTF-16: the API sends UTF-8",                      Sender::Unknown),
    (b"{",            "damaged JSON",                                             Sender::MaybeApi),
];

const TEXT: &str = "text";

/// Returns what the body of a malformed answer looks like, and who sent it.
pub(crate) fn malformed(answer: &Answer) -> (&'static str, Sender) {
    let body = answer.start.as_slice();
    if answer.is_sound {
        return if body.is_empty() {
            ("an empty body", Sender::InFront)
        } else {
            ("JSON that was cut off", Sender::MaybeApi)
        };
    }
    if source::head(body).is_some() {
        return ("a whole HTTP response: give the body alone, or no status", Sender::Unknown);
    }
    if body.starts_with(b"[") && pasted::is_json(&String::from_utf8_lossy(body), true) {
        return ("damaged JSON", Sender::MaybeApi);
    }
    match LOOKS.iter().find(|(start, ..)| body.starts_with(start)) {
        Some((_, look, sender)) => (look, *sender),
        None if body.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) => {
            (TEXT, Sender::MaybeNobody)
        }
        None => ("neither JSON nor plain text", Sender::MaybeNobody),
    }
}

/// Returns who sent an answer that is not from the API; none if it is well-formed, or the API's.
pub(crate) fn sender(answer: &Answer) -> Option<Sender> {
    answer.is_malformed().then(|| malformed(answer).1)
}
