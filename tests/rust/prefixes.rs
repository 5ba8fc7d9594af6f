//! A body that was cut is never taken for an error of the API, nor for a success.

use mixerr::{FaultKind, Outcome, read};
use mixerr_tests::{cases, sentences};

/// Checks every proper prefix of `body` (of a long one, 500 at each end).
fn check(name: &str, http_status: u16, body: &[u8]) {
    let whole = read(http_status, body);
    let is_json =
        !matches!(&whole, Outcome::NotFromApi(fault) if matches!(fault.kind, FaultKind::Malformed { .. }));
    let end = body.trim_ascii_end().len();
    // A number is complete after each of its digits.
    let is_number = body.trim_ascii_start().first().is_some_and(|byte| matches!(byte, b'-' | b'0'..=b'9'));
    for length in (0..end).filter(|length| *length < 500 || end - length < 500) {
        let outcome = read(http_status, &body[..length]);
        if is_number {
            continue;
        }
        let Outcome::NotFromApi(fault) = outcome else {
            assert!(!is_json, "{name}, cut at {length}: {outcome:?}");
            continue;
        };
        if let (FaultKind::Malformed { offset, .. }, true) = (fault.kind, is_json) {
            assert_eq!(offset as usize, length, "{name}, cut at {length}");
        }
    }
}

#[test]
fn read_never_accepts_a_cut_answer() {
    for case in cases() {
        check(&case.name, case.http_status, &case.body);
    }
}

#[test]
fn read_never_accepts_a_cut_sentence() {
    for sentence in sentences() {
        check(&sentence.name, 200, &sentence.body);
    }
}
