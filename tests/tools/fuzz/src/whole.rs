//! A whole answer is read: whatever it is, all that is told of it fits together.

use crate::answer;
use mixerr::{Action, ApiError, FaultKind, Outcome, lookup, read};

/// Checks one input.
pub fn check(input: &[u8]) {
    let (http_status, body) = answer(input);
    let outcome = read(http_status, body);
    match &outcome {
        Outcome::Success => {
            assert!(matches!(http_status, 0 | 200..=209));
            assert_eq!(outcome.action(), Action::None);
            assert!(std::str::from_utf8(body).is_ok() && !body.is_empty());
        }
        Outcome::Api(error) => check_error(error, http_status),
        Outcome::NotFromApi(fault) => {
            assert!(fault.offset() as usize <= body.len());
            assert_eq!(fault.http_status, http_status);
            assert_ne!(outcome.action(), Action::None);
            let is_json = matches!(fault.kind, FaultKind::Foreign | FaultKind::Http);
            assert!(!is_json || std::str::from_utf8(body).is_ok());
        }
    }
    // Nothing that is printed can be taken for a line of its own.
    let printed = format!("{outcome:?}");
    assert!(!printed.contains(['\n', '\r', '\u{2028}', '\u{202e}']));
}

fn check_error(error: &ApiError, http_status: u16) {
    assert_eq!(error.http_status, http_status);
    assert_eq!(error.entry(), lookup(error.code.as_u32()));
    match error.entry() {
        Some(entry) => assert_eq!(error.action(), entry.action),
        None => assert!(matches!(error.action(), Action::Retry | Action::Report)),
    }
    assert!(error.description.len() <= 128 && error.extra.len() <= 128);
    let line = error.to_string();
    assert!(line.len() <= 2048 && !line.contains(char::is_control));
    let _ = (error.field(), error.reason(), error.detail());
}
