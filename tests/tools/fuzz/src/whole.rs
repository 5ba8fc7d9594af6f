//! Reads a complete body. The parts of its outcome must agree, whatever the body is.

use crate::answer;
use mixerr::{Action, ApiError, Data, FaultKind, Outcome, Payment, lookup, read, read_into};

/// Checks one input.
pub fn check(input: &[u8]) {
    let (http_status, body) = answer(input);
    let outcome = read(http_status, body);
    match &outcome {
        Outcome::Success(data) => {
            assert!(matches!(http_status, 0 | 200..=209));
            assert_eq!(outcome.action(), Action::Proceed);
            assert!(std::str::from_utf8(body).is_ok());
            assert!(!body.is_empty() || (matches!(http_status, 204 | 205) && *data == Data::Absent));
        }
        Outcome::Api(error) => check_error(error, http_status),
        Outcome::NotFromApi(fault) => {
            assert!(fault.offset() as usize <= body.len());
            assert_eq!(fault.http_status, http_status);
            assert_ne!(outcome.action(), Action::Proceed);
            let is_json = matches!(fault.kind, FaultKind::Foreign | FaultKind::Http);
            assert!(!is_json || std::str::from_utf8(body).is_ok());
        }
    }
    let mut again = Outcome::default();
    read_into(http_status, body, &mut again);
    assert_eq!(again, outcome);
    assert_eq!(again.into_result().ok().is_some(), outcome.is_success());
    // Nothing that is printed can be taken for a line of its own.
    let printed = format!("{outcome:?} {outcome}");
    assert!(!printed.contains(['\n', '\r', '\u{2028}', '\u{202e}']));
}

fn check_error(error: &ApiError, http_status: u16) {
    assert_eq!(error.http_status(), http_status);
    assert_eq!(error.entry(), lookup(error.code()));
    match error.entry() {
        Some(entry) => assert_eq!((error.action(), error.payment()), (entry.action, entry.payment)),
        None => {
            assert!(matches!(error.action(), Action::Retry | Action::Report));
            assert_eq!(error.payment(), Payment::Possible);
        }
    }
    assert!(error.description().len() <= 128 && error.extra().len() <= 128);
    let line = error.to_string();
    assert!(line.len() <= 2048 && !line.contains(char::is_control));
    let _ = (error.field(), error.reason(), error.detail());
}
