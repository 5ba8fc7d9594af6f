//! serde_json as judge: whether a text is JSON, and the offset of its first byte that is not valid.
//!
//! Nothing is decoded here. So serde_json accepts lone surrogate escapes, as RFC 8259 (section 8.2) and mixerr do, and
//! any depth.

use mixerr::{Data, FaultKind, MAX_DEPTH, Outcome};
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// Returns true if `body` is JSON of any depth.
pub(crate) fn is_json(body: &[u8]) -> bool {
    serde_json::from_slice::<&RawValue>(body).is_ok()
}

/// Returns true if `body` is JSON or a prefix of JSON.
fn is_beginning(body: &[u8]) -> bool {
    let is_utf8 = std::str::from_utf8(body).map_or_else(|error| error.error_len().is_none(), |_| true);
    let may_go_on = |body: &[u8]| match serde_json::from_slice::<IgnoredAny>(body) {
        Ok(_) => true,
        Err(error) => error.is_eof(),
    };
    // serde_json reports the end of the text elsewhere inside a `\u` escape and before a required digit.
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

/// Returns true if `text` ends with `\u`, and not with an escaped backslash and a `u`.
fn ends_with_escape(text: &[u8]) -> bool {
    let is_backslash = |byte: &&u8| **byte == b'\\';
    text.strip_suffix(b"u").is_some_and(|head| head.iter().rev().take_while(is_backslash).count() % 2 == 1)
}

/// Panics if the judge disagrees about whether `body` is JSON, or about the offset of its fault.
pub(crate) fn check<const D: usize, const X: usize>(outcome: &Outcome<D, X>, body: &[u8]) {
    let (agrees, text) = (agrees(outcome, body), body.escape_ascii());
    assert!(agrees, "the judge does not agree: {outcome:?}: {text}");
}

fn agrees<const D: usize, const X: usize>(outcome: &Outcome<D, X>, body: &[u8]) -> bool {
    let fault = match outcome {
        // The judge does not know the HTTP statuses without a body.
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

/// Returns the number of open containers at the end of `body`; 0 if it is not a prefix of JSON.
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
