//! What a body that is not JSON looks like, to a person who has seen many.

use crate::input::Answer;

/// What begins like this, and what it then is.
#[rustfmt::skip]
const LOOKS: [(&[u8], &str); 8] = [
    (b"<",            "a web page, as web servers and captive portals send"),
    (b"HTTP/",        "a whole HTTP response: give the body alone, or no status"),
    (b"\x1f\x8b",     "compressed data (gzip): decompress it first"),
    (b"\xef\xbb\xbf", "text behind a byte order mark, which JSON must not have"),
    (b"\xff\xfe",     "text in UTF-16: the API sends UTF-8"),
    (b"\xfe\xff",     "text in UTF-16: the API sends UTF-8"),
    (b"{",            "damaged JSON"),
    (b"[",            "damaged JSON"),
];

/// Returns what the body of a malformed answer looks like, and whether it may be the API's own that was damaged.
pub(crate) fn malformed(answer: &Answer) -> (&'static str, bool) {
    let body = answer.start.as_slice();
    if answer.is_sound {
        return if body.is_empty() { ("an empty body", false) } else { ("JSON that was cut off", true) };
    }
    let known = LOOKS.iter().find(|(start, _)| body.starts_with(start)).map(|(_, look)| *look);
    match known {
        Some(look) => (look, matches!(body.first(), Some(b'{' | b'['))),
        None if body.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace()) => {
            ("text", false)
        }
        None => ("neither JSON nor plain text", false),
    }
}
