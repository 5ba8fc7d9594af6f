//! Damaged bodies: no panic, whole and streamed alike, and accepted only if serde_json accepts them too.

use mixerr::{FaultKind, Outcome, read};
use mixerr_tests::{cases, read_pieces};

/// Bodies of which every byte is changed to every other.
const SHORT: usize = 100;

/// The bytes that mean something somewhere in JSON or UTF-8.
const TELLING: &[u8] = b"\0\t\n \"+-./09:E[\\]aefnrtu{|}\x7f\x80\xbf\xc2\xe0\xed\xf0\xf4\xff,";

/// Reads a damaged body, whole and byte by byte, and asks the judge.
fn check(http_status: u16, body: &[u8]) {
    let outcome = read(http_status, body);
    assert_eq!(read_pieces(http_status, body.chunks(1)), outcome, "{}", body.escape_ascii());
    if matches!(&outcome, Outcome::NotFromApi(fault) if matches!(fault.kind, FaultKind::TooDeep { .. })) {
        // The judge goes deeper, and says nothing of what we did not read.
        return;
    }
    let rejected =
        matches!(&outcome, Outcome::NotFromApi(fault) if matches!(fault.kind, FaultKind::Malformed { .. }));
    match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(_) => assert!(!rejected, "{outcome:?}: {}", body.escape_ascii()),
        // serde_json refuses lone surrogates, which the grammar allows.
        Err(error) if error.to_string().contains("surrogate") || error.to_string().contains("end of hex") => {
        }
        Err(_) => assert!(rejected, "{outcome:?}: {}", body.escape_ascii()),
    }
}

/// The cases that are not long by repeats.
fn bodies(length: std::ops::Range<usize>) -> impl Iterator<Item = (u16, Vec<u8>)> {
    cases()
        .into_iter()
        .filter(move |case| length.contains(&case.body.len()))
        .map(|case| (case.http_status, case.body))
}

#[test]
fn read_survives_every_change_of_a_byte_of_a_short_body() {
    for (http_status, mut body) in bodies(0..SHORT + 1) {
        for place in 0..body.len() {
            let original = body[place];
            for byte in (0..=255).filter(|byte| *byte != original) {
                body[place] = byte;
                check(http_status, &body);
            }
            body[place] = original;
        }
    }
}

#[test]
fn read_survives_a_telling_byte_at_every_place_of_a_longer_body() {
    for (http_status, mut body) in bodies(SHORT + 1..400) {
        for place in 0..body.len() {
            let original = body[place];
            for byte in TELLING {
                body[place] = *byte;
                check(http_status, &body);
            }
            body[place] = original;
        }
    }
}

#[test]
fn read_survives_a_byte_lost_doubled_or_swapped() {
    for (http_status, body) in bodies(1..400) {
        for place in 0..body.len() {
            let (head, tail) = body.split_at(place);
            check(http_status, &[head, &tail[1..]].concat());
            check(http_status, &[head, &tail[..1], tail].concat());
            if tail.len() > 1 {
                check(http_status, &[head, &[tail[1], tail[0]], &tail[2..]].concat());
            }
        }
    }
}

#[test]
fn read_survives_a_telling_byte_inserted_anywhere() {
    for (http_status, body) in bodies(0..SHORT + 1) {
        for place in 0..=body.len() {
            let (head, tail) = body.split_at(place);
            for byte in TELLING {
                check(http_status, &[head, &[*byte], tail].concat());
            }
        }
    }
}
