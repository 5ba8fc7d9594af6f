//! Damaged bodies: no panic, whole and byte by byte alike, and accepted or stopped where serde_json says.

mod serde_judge;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use mixerr::read;
use mixerr_tests::read_pieces;

/// The longest body of which every byte is changed to every other.
const SHORT: usize = 120;

/// The longest body that is damaged at all: longer ones are so by repeats.
const LONG: usize = 2048;

/// The bytes that mean something somewhere in JSON or UTF-8; for the places where all 256 would take minutes.
const TELLING: &[u8] =
    b"\0\x1f\t\n\r \"+-./019:;Eabefnrstu,[\\]{|}\x7f\x80\x9f\xa0\xbf\xc0\xc2\xe0\xed\xf0\xf4\xf5\xff";

/// Returns the bodies of these lengths, each one once, whatever its HTTP statuses.
fn bodies(lengths: RangeInclusive<usize>) -> BTreeMap<Vec<u8>, u16> {
    let bodies = mixerr_tests::bodies().filter(|(_, _, body)| lengths.contains(&body.len()));
    bodies.map(|(_, http_status, body)| (body, http_status)).collect()
}

/// Reads a damaged body whole and byte by byte, and asks the judge.
fn check(http_status: u16, body: &[u8]) {
    let outcome = read(http_status, body);
    assert_eq!(read_pieces(http_status, body.chunks(1)), outcome, "{}", body.escape_ascii());
    serde_judge::check(&outcome, body);
}

/// Changes the byte at `place` to each of `bytes` in turn.
fn check_changes(http_status: u16, body: &mut [u8], place: usize, bytes: impl IntoIterator<Item = u8>) {
    let original = body[place];
    for byte in bytes {
        body[place] = byte;
        check(http_status, body);
    }
    body[place] = original;
}

/// Changes every byte of the bodies of these lengths to every other.
fn check_every_change(lengths: RangeInclusive<usize>) {
    for (mut body, http_status) in bodies(lengths) {
        for place in 0..body.len() {
            check_changes(http_status, &mut body, place, 0..=255);
        }
    }
}

// Two tests, so that two cores share the millions of bodies.
#[test]
fn read_survives_every_change_of_a_byte_of_a_very_short_body() {
    check_every_change(0..=SHORT * 2 / 3);
}

#[test]
fn read_survives_every_change_of_a_byte_of_a_short_body() {
    check_every_change(SHORT * 2 / 3 + 1..=SHORT);
}

#[test]
fn read_survives_a_telling_byte_at_every_place_of_a_long_body() {
    for (mut body, http_status) in bodies(SHORT + 1..=LONG) {
        for place in 0..body.len() {
            check_changes(http_status, &mut body, place, TELLING.iter().copied());
        }
    }
}

#[test]
fn read_survives_a_telling_byte_inserted_anywhere() {
    for (body, http_status) in bodies(0..=SHORT) {
        for place in 0..=body.len() {
            let (head, tail) = body.split_at(place);
            for byte in TELLING {
                check(http_status, &[head, &[*byte], tail].concat());
            }
        }
    }
}

#[test]
fn read_survives_a_byte_lost() {
    for (body, http_status) in bodies(1..=LONG) {
        for place in 0..body.len() {
            check(http_status, &[&body[..place], &body[place + 1..]].concat());
        }
    }
}

#[test]
fn read_survives_a_byte_doubled() {
    for (body, http_status) in bodies(1..=LONG) {
        for place in 0..body.len() {
            check(http_status, &[&body[..=place], &body[place..]].concat());
        }
    }
}

#[test]
fn read_survives_two_neighbours_swapped() {
    for (mut body, http_status) in bodies(2..=LONG) {
        for place in 0..body.len() - 1 {
            body.swap(place, place + 1);
            check(http_status, &body);
            body.swap(place, place + 1);
        }
    }
}
