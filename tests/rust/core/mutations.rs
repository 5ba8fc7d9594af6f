//! Damaged bodies: no panic, equal outcomes in one chunk and byte by byte, and the fault where serde_json reports it.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use mixerr::read;
use mixerr_tests::read_pieces;

use crate::serde_judge;

/// The longest body in which the quick loop replaces every byte by every other.
const TINY: usize = 24;

/// The longest body in which every byte is replaced by every other.
const SHORT: usize = 120;

/// The longest body that is damaged. Longer ones only repeat a part.
const LONG: usize = 2048;

/// The bytes with a meaning in JSON or UTF-8, where all 256 would take minutes.
const SIGNIFICANT: &[u8] =
    b"\0\x1f\t\n\r \"+-./019:;Eabefnrstu,[\\]{|}\x7f\x80\x9f\xa0\xbf\xc0\xc2\xe0\xed\xf0\xf4\xf5\xff";

/// Returns the bodies of these lengths, each with one of its HTTP statuses.
fn bodies(lengths: RangeInclusive<usize>) -> BTreeMap<Vec<u8>, u16> {
    let bodies = mixerr_tests::bodies().filter(|(_, _, body)| lengths.contains(&body.len()));
    bodies.map(|(_, http_status, body)| (body, http_status)).collect()
}

/// Reads a damaged body in one chunk and byte by byte, and compares with the judge.
fn check(http_status: u16, body: &[u8]) {
    let outcome = read(http_status, body);
    assert_eq!(read_pieces(http_status, body.chunks(1)), outcome, "{}", body.escape_ascii());
    serde_judge::check(&outcome, body);
}

/// Replaces the byte at `offset` by each of `bytes` in turn.
fn check_changes(http_status: u16, body: &mut [u8], offset: usize, bytes: impl IntoIterator<Item = u8>) {
    let original = body[offset];
    for byte in bytes {
        body[offset] = byte;
        check(http_status, body);
    }
    body[offset] = original;
}

/// Replaces every byte in the bodies of these lengths by every other.
fn check_every_change(lengths: RangeInclusive<usize>) {
    for (mut body, http_status) in bodies(lengths) {
        for offset in 0..body.len() {
            check_changes(http_status, &mut body, offset, 0..=255);
        }
    }
}

/// Replaces the byte at every `step`-th offset in the bodies of these lengths by each significant byte.
fn check_significant_changes(lengths: RangeInclusive<usize>, step: usize) {
    for (mut body, http_status) in bodies(lengths) {
        for offset in (0..body.len()).step_by(step) {
            check_changes(http_status, &mut body, offset, SIGNIFICANT.iter().copied());
        }
    }
}

/// Inserts each significant byte at every offset in the bodies of these lengths.
fn check_insertions(lengths: RangeInclusive<usize>) {
    for (body, http_status) in bodies(lengths) {
        for offset in 0..=body.len() {
            let (head, tail) = body.split_at(offset);
            for byte in SIGNIFICANT {
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
fn read_survives_a_significant_byte_at_some_offsets_of_a_body() {
    check_significant_changes(TINY + 1..=LONG, 12);
}

#[test]
fn read_survives_a_significant_byte_inserted_anywhere_in_a_tiny_body() {
    check_insertions(0..=TINY);
}

// Two tests, so that two CPU cores share the millions of bodies.
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
fn read_survives_a_significant_byte_at_many_offsets_of_a_long_body() {
    check_significant_changes(SHORT + 1..=LONG, 3);
}

#[test]
#[ignore = "tests/run"]
fn read_survives_a_significant_byte_inserted_anywhere() {
    check_insertions(TINY + 1..=SHORT);
}

#[test]
fn read_survives_a_removed_byte() {
    for (body, http_status) in bodies(1..=LONG) {
        for offset in 0..body.len() {
            check(http_status, &[&body[..offset], &body[offset + 1..]].concat());
        }
    }
}

#[test]
fn read_survives_a_repeated_byte() {
    for (body, http_status) in bodies(1..=LONG) {
        for offset in 0..body.len() {
            check(http_status, &[&body[..=offset], &body[offset..]].concat());
        }
    }
}

#[test]
fn read_survives_two_swapped_bytes() {
    for (mut body, http_status) in bodies(2..=LONG) {
        for offset in 0..body.len() - 1 {
            body.swap(offset, offset + 1);
            check(http_status, &body);
            body.swap(offset, offset + 1);
        }
    }
}

mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn read_survives_a_significant_byte_at_every_offset_of_a_long_body() {
        check_significant_changes(SHORT + 1..=LONG, 1);
    }
}
