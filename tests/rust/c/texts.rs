//! C programs and the core format responses to the same texts.

use std::fmt::Write as _;

use mixerr::raw::success_line;
use mixerr::{ApiError, FaultKind, Outcome, read, write_envelope};
use mixerr_tests::cases;

use crate::build::{VECTORS, printed};

/// As in `tests/c/texts.c`.
const KEYS: [&str; 6] = ["field", "reason", "", "a", "attempts", "message"];

/// Returns the line that `tests/c/texts.c` prints for a text.
fn line(name: &str, kind: &str, text: &[u8]) -> String {
    let mut line = format!("{name}\t{kind}\t");
    for byte in text {
        match byte {
            b'\\' | ..=0x1F | 0x7F.. => write!(line, "\\x{byte:02x}").expect("a string"),
            plain => line.push(char::from(*plain)),
        }
    }
    line
}

fn envelope(error: &ApiError) -> Vec<u8> {
    // A C response has 0 for an absent status, so it cannot write a status of 0.
    let error = error.clone().with_status(error.status().filter(|status| *status != 0));
    let mut room = [0; 1024];
    let length = write_envelope(&error, &mut room).expect("an envelope");
    room[..length].to_vec()
}

/// Returns the core's lines for an error, in the order of the program.
fn lines(name: &str, error: &ApiError) -> Vec<String> {
    let mut lines = vec![line(name, "log", error.to_string().as_bytes())];
    for key in KEYS {
        if let Some(text) = error.extra_string(key) {
            lines.push(line(name, &format!("string {key}"), text.as_bytes()));
        }
    }
    lines.extend(error.detail().map(|detail| line(name, "detail", detail.as_bytes())));
    lines.push(line(name, "envelope", &envelope(error)));
    lines
}

#[test]
fn texts_of_errors_are_the_core_s() {
    let printed = printed("texts", &[VECTORS]);
    let mut got = printed.lines();
    for case in cases() {
        match read(case.http_status, &case.body) {
            Outcome::Api(error) => {
                for expected in lines(&case.name, &error) {
                    assert_eq!(got.next(), Some(&*expected));
                }
            }
            Outcome::Success(data) => {
                let log = format!("{} (HTTP {})", success_line(data), case.http_status);
                assert_eq!(got.next(), Some(&*line(&case.name, "log", log.as_bytes())));
            }
            Outcome::NotFromApi(fault) => {
                let mut log = fault.to_string();
                // A C response has no expectation.
                if let FaultKind::Malformed { expected, .. } = fault.kind {
                    log = log.replace(&format!(", expected {expected}"), "");
                }
                assert_eq!(got.next(), Some(&*line(&case.name, "log", log.as_bytes())));
            }
        }
    }
    assert_eq!(got.next(), None);
}
