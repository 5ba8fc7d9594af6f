//! Damaged bodies: no panic, whole and byte by byte alike, and accepted or stopped where serde_json says.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use mixerr::read;
use mixerr_tests::read_pieces;

use crate::serde_judge;

/// The longest body of which the quick loop changes every byte to every other.
const TINY: usize = 24;

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

/// Changes a byte to each telling one at every `step`-th place of a body of these lengths.
fn check_telling_changes(lengths: RangeInclusive<usize>, step: usize) {
    for (mut body, http_status) in bodies(lengths) {
        for place in (0..body.len()).step_by(step) {
            check_changes(http_status, &mut body, place, TELLING.iter().copied());
        }
    }
}

/// Inserts each telling byte at every place of a body of these lengths.
fn check_insertions(lengths: RangeInclusive<usize>) {
    for (body, http_status) in bodies(lengths) {
        for place in 0..=body.len() {
            let (head, tail) = body.split_at(place);
            for byte in TELLING {
                check(http_status, &[head, &[*byte], tail].concat());
            }
        }
    }
}

#[test]
fn read_survives_every_change_of_a_byte_of_a_tiny_body() {
    check_every_change(0..=TINY);
}

#[test]
fn read_survives_a_telling_byte_at_some_places_of_a_body() {
    check_telling_changes(TINY + 1..=LONG, 11);
}

#[test]
fn read_survives_a_telling_byte_inserted_anywhere_in_a_tiny_body() {
    check_insertions(0..=TINY);
}

// Two tests, so that two cores share the millions of bodies.
#[test]
#[ignore = "tests/run"]
fn read_survives_every_change_of_a_byte_of_a_very_short_body() {
    check_every_change(TINY + 1..=SHORT * 2 / 3);
}

#[test]
#[ignore = "tests/run"]
fn read_survives_every_change_of_a_byte_of_a_short_body() {
    check_every_change(SHORT * 2 / 3 + 1..=SHORT);
}

#[test]
#[ignore = "tests/run"]
fn read_survives_a_telling_byte_at_many_places_of_a_long_body() {
    check_telling_changes(SHORT + 1..=LONG, 3);
}

#[test]
#[ignore = "tests/run"]
fn read_survives_a_telling_byte_inserted_anywhere() {
    check_insertions(TINY + 1..=SHORT);
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

mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn read_survives_a_telling_byte_at_every_place_of_a_long_body() {
        check_telling_changes(SHORT + 1..=LONG, 1);
    }
}
