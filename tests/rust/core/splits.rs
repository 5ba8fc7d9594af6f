//! Every split of a body gives the outcome of the complete body.

use mixerr::{Outcome, Reader, read};
use mixerr_tests::{bodies, places, read_pieces, stop};

#[test]
fn feed_gives_the_same_outcome_for_every_two_way_split() {
    for (name, http_status, body) in bodies() {
        let whole = read(http_status, &body);
        for place in places(body.len(), 300) {
            let (head, tail) = body.split_at(place);
            assert_eq!(read_pieces(http_status, [head, tail]), whole, "{name}, split at {place}");
        }
    }
}

#[test]
fn feed_gives_the_same_outcome_for_every_three_way_split_of_a_short_body() {
    for (name, http_status, body) in bodies().filter(|(_, _, body)| body.len() <= 80) {
        let whole = read(http_status, &body);
        for second in 0..=body.len() {
            for first in 0..=second {
                let pieces = [&body[..first], &body[first..second], &body[second..]];
                assert_eq!(read_pieces(http_status, pieces), whole, "{name}, split at {first} and {second}");
            }
        }
    }
}

#[test]
fn feed_gives_the_same_outcome_byte_by_byte() {
    for (name, http_status, body) in bodies() {
        assert_eq!(read_pieces(http_status, body.chunks(1)), read(http_status, &body), "{name}");
    }
}

#[test]
fn feed_gives_the_same_outcome_in_chunks_of_every_small_size() {
    for (name, http_status, body) in bodies() {
        let whole = read(http_status, &body);
        for size in 2..=17 {
            assert_eq!(read_pieces(http_status, body.chunks(size)), whole, "{name}, chunks of {size}");
        }
    }
}

#[test]
fn feed_of_an_empty_chunk_changes_nothing() {
    for (name, http_status, body) in bodies() {
        let pieces = body.chunks(1).flat_map(|byte| [&[], byte, &[]]);
        assert_eq!(read_pieces(http_status, pieces), read(http_status, &body), "{name}");
    }
}

#[test]
fn feed_after_a_fault_changes_nothing() {
    for (name, http_status, mut body) in bodies() {
        let outcome = read(http_status, &body);
        // A truncated body could continue.
        if stop(&outcome).is_some_and(|offset| (offset as usize) < body.len()) {
            body.extend(br#"]}"}{"error":{"code":20119}}"#);
            assert_eq!(read(http_status, &body), outcome, "{name}");
        }
    }
}

#[test]
fn is_faulty_from_the_first_invalid_byte_on() {
    for (name, http_status, body) in bodies() {
        let fault = stop(&read(http_status, &body)).unwrap_or(u32::MAX);
        let mut reader = Reader::<0, 0>::new();
        for (offset, byte) in (0..).zip(&body) {
            reader.feed(&[*byte]);
            assert_eq!(reader.is_faulty(), offset >= fault, "{name} at {offset}");
        }
    }
}

#[test]
fn offset_beyond_32_bits_saturates() {
    let mut reader = Reader::<0, 0>::new();
    reader.feed(b"\"");
    let text = [b'a'; 1 << 16];
    for _ in 0..1 << 16 {
        reader.feed(&text);
    }
    reader.feed(b"\n");
    let outcome = reader.finish(200);
    assert_eq!(stop(&outcome), Some(u32::MAX));
}

/// Reads with other capacities, and compares everything but the lengths of the texts.
fn compare<const D: usize, const X: usize>() {
    for (name, http_status, body) in bodies() {
        let outcome = read_pieces::<D, X>(http_status, body.chunks(7));
        let whole = read_pieces::<4096, 4096>(http_status, [&body[..]]);
        assert_eq!(outcome.action(), whole.action(), "{name}");
        match (outcome, whole) {
            (Outcome::Success(data), Outcome::Success(expected)) => assert_eq!(data, expected, "{name}"),
            (Outcome::NotFromApi(fault), Outcome::NotFromApi(expected)) => {
                assert_eq!(fault, expected, "{name}")
            }
            (Outcome::Api(error), Outcome::Api(expected)) => {
                assert_eq!((error.code(), error.status()), (expected.code(), expected.status()), "{name}");
                compare_text(
                    &name,
                    (error.description(), error.description_truncated()),
                    expected.description(),
                );
                compare_text(&name, (error.extra(), error.extra_truncated()), expected.extra());
            }
            (outcome, expected) => panic!("{name}: {outcome:?} instead of {expected:?}"),
        }
    }
}

fn compare_text(name: &str, (text, is_truncated): (&str, bool), whole: &str) {
    assert!(whole.starts_with(text), "{name}: {text:?} does not begin {whole:?}");
    assert!(is_truncated || text == whole, "{name}: {text:?} is cut, and nothing says so");
}

#[test]
fn capacity_of_0_drops_the_texts_alone() {
    compare::<0, 0>();
}

#[test]
fn capacity_of_a_byte_keeps_a_prefix() {
    compare::<1, 1>();
}

#[test]
fn capacity_of_a_few_bytes_keeps_a_prefix() {
    compare::<2, 3>();
    compare::<100, 17>();
}

#[test]
fn capacity_for_the_description_alone_keeps_no_extra() {
    compare::<32, 0>();
}

#[test]
fn capacity_of_4096_bytes_gives_the_same_texts_in_chunks() {
    compare::<4096, 4096>();
}
