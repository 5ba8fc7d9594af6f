//! Every split of a body gives the outcome of the whole.

use mixerr::{Outcome, read};
use mixerr_tests::{cases, read_pieces, sentences};

/// All bodies of the tables, with their HTTP statuses.
fn bodies() -> impl Iterator<Item = (String, u16, Vec<u8>)> {
    let answers = cases().into_iter().map(|case| (case.name, case.http_status, case.body));
    let sentences = sentences().into_iter().map(|sentence| (sentence.name, 200, sentence.body));
    answers.chain(sentences)
}

/// Every place where a body can be split; for the long ones, which are long by repeats, 300 at each end.
fn places(length: usize) -> impl Iterator<Item = usize> {
    (0..=length).filter(move |place| length <= 2048 || *place < 300 || length - place < 300)
}

#[test]
fn feed_gives_the_same_outcome_for_every_two_way_split() {
    for (name, http_status, body) in bodies() {
        let whole = read(http_status, &body);
        for place in places(body.len()) {
            let (head, tail) = body.split_at(place);
            assert_eq!(read_pieces(http_status, [head, tail]), whole, "{name}, split at {place}");
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
    for (name, http_status, body) in bodies().filter(|(_, _, body)| body.len() <= 2048) {
        let whole = read(http_status, &body);
        for size in 2..=17 {
            assert_eq!(read_pieces(http_status, body.chunks(size)), whole, "{name}, chunks of {size}");
        }
    }
}

#[test]
fn feed_gives_the_same_outcome_for_every_three_way_split_of_short_bodies() {
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

/// Compares what does not depend on the capacities, and that the shorter texts are prefixes.
fn compare<const D: usize, const X: usize>(name: &str, http_status: u16, body: &[u8]) {
    let large = read_pieces::<4096, 4096>(http_status, [body]);
    let small = read_pieces::<D, X>(http_status, body.chunks(7));
    assert_eq!(small.action(), large.action(), "{name}");
    match (small, large) {
        (Outcome::Api(small), Outcome::Api(large)) => {
            assert_eq!((small.code, small.status), (large.code, large.status), "{name}");
            assert!(large.description.starts_with(&*small.description), "{name}");
            assert!(large.extra.starts_with(&*small.extra), "{name}");
            assert_eq!(
                small.description_cut,
                small.description.len() < large.description.len() || large.description_cut
            );
            assert_eq!(small.extra_cut, small.extra.len() < large.extra.len() || large.extra_cut);
        }
        (Outcome::NotFromApi(small), Outcome::NotFromApi(large)) => assert_eq!(small, large, "{name}"),
        (small, large) => assert_eq!(small.is_success(), large.is_success(), "{name}"),
    }
}

#[test]
fn capacities_change_nothing_but_where_texts_end() {
    for (name, http_status, body) in bodies().filter(|(_, _, body)| body.len() <= 2048) {
        compare::<0, 0>(&name, http_status, &body);
        compare::<1, 1>(&name, http_status, &body);
        compare::<2, 3>(&name, http_status, &body);
        compare::<32, 0>(&name, http_status, &body);
        compare::<100, 17>(&name, http_status, &body);
    }
}
