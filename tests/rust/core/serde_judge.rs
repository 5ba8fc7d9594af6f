//! serde_json as judge: which texts are JSON, and which byte is the first that cannot stand where it stands.
//!
//! Nothing is decoded here, so serde_json takes lone surrogate escapes as the grammar (RFC 8259, section 8.2) and we do,
//! and sets no limit to the depth.

use mixerr::{Data, FaultKind, MAX_DEPTH, Outcome};
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// Tells whether `body` is JSON, however deep.
pub(crate) fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<&RawValue>(body).is_ok()
}

/// Tells whether `body` is JSON or may become so by what follows.
fn is_beginning(body: &[u8]) -> bool {
    let is_utf8 = std::str::from_utf8(body).map_or_else(|error| error.error_len().is_none(), |_| true);
    let may_go_on = |body: &[u8]| match serde_json::from_slice::<IgnoredAny>(body) {
        Ok(_) => true,
        Err(error) => error.is_eof(),
    };
    // Of an escape serde_json wants all four digits at once, and of a number the digit that must follow here.
    is_utf8
        && match (0..4).find(|digits| ends_with_escape(&body[..body.len().saturating_sub(*digits)])) {
            Some(digits) => may_go_on(&[body, &b"0000"[digits..]].concat()),
            None => {
                may_go_on(body)
                    || matches!(body, [.., b'-' | b'+' | b'.' | b'e' | b'E'])
                        && may_go_on(&[body, b"0"].concat())
            }
        }
}

/// Tells whether `text` ends with `\u`, and not with an escaped backslash and a `u`.
fn ends_with_escape(text: &[u8]) -> bool {
    let is_backslash = |byte: &&u8| **byte == b'\\';
    text.strip_suffix(b"u").is_some_and(|head| head.iter().rev().take_while(is_backslash).count() % 2 == 1)
}

/// Panics if the judge does not agree that `body` is JSON, or that it is none and where its fault is.
pub(crate) fn check<const D: usize, const X: usize>(outcome: &Outcome<D, X>, body: &[u8]) {
    let (agrees, text) = (agrees(outcome, body), body.escape_ascii());
    assert!(agrees, "the judge does not agree: {outcome:?}: {text}");
}

fn agrees<const D: usize, const X: usize>(outcome: &Outcome<D, X>, body: &[u8]) -> bool {
    let fault = match outcome {
        // At an HTTP status that has no body, of which the judge knows nothing.
        Outcome::Success(Data::Absent) if body.is_empty() => return true,
        Outcome::NotFromApi(fault) => fault,
        _ => return is_json(body),
    };
    let (good, bad) = body.split_at(fault.offset() as usize);
    let with_bad = &body[..body.len().min(good.len() + 1)];
    match fault.kind {
        FaultKind::Malformed { .. } if bad.is_empty() => is_beginning(body) && !is_json(body),
        FaultKind::Malformed { .. } => is_beginning(good) && !is_beginning(with_bad),
        FaultKind::TooDeep { .. } => {
            depth(good) == usize::from(MAX_DEPTH) && depth(with_bad) == depth(good) + 1
        }
        _ => is_json(body),
    }
}

/// Counts the containers that are open at the end of `body`; 0 if it cannot begin JSON.
fn depth(body: &[u8]) -> usize {
    let (mut open, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in body {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => open += 1,
            b']' | b'}' if !in_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    if is_beginning(body) { open } else { 0 }
}
