//! Generated documents, compared with serde_json and with a second implementation of the contract.
//!
//! Intended differences from serde_json and most JSON parsers:
//!
//! - If a key occurs twice, the last value of the right type counts. Others use the last value or reject both.
//! - A second error object replaces the first completely. Any other later `error` changes nothing.
//! - A lone surrogate escape is valid (RFC 8259, section 8.2) and becomes U+FFFD; serde_json rejects it.
//! - The maximum depth is 64; that of serde_json is 128.

use mixerr::{ApiError, Data, Outcome, read, write_envelope};
use mixerr_tests::{Answer, read_pieces, stop};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::judge_contract::{Json, Verdict};
use crate::judge_documents::{damaged_document, deep_document, document, http_status};
use crate::serde_judge;

/// Reads with capacities that are large enough for every generated text.
fn read_untruncated(http_status: u16, body: &[u8]) -> Outcome<16384, 16384> {
    read_pieces(http_status, [body])
}

fn api_error(body: &[u8]) -> Option<ApiError<16384, 16384>> {
    if let Outcome::Api(error) = read_untruncated(202, body) { Some(error) } else { None }
}

/// Compares an outcome with both judges.
fn check(http_status: u16, body: &[u8]) -> Result<(), TestCaseError> {
    let outcome = read_untruncated(http_status, body);
    serde_judge::check(&outcome, body);
    let verdict = match stop(&outcome) {
        Some(_) => Verdict::Damaged,
        None if body.is_empty() => {
            prop_assert!(matches!(http_status, 204 | 205), "{}", http_status);
            Verdict::Success(Data::Absent)
        }
        None => Verdict::of_json(http_status, &Json::of(body)),
    };
    prop_assert_eq!(outcome.action(), verdict.action(http_status));
    prop_assert_eq!(outcome.payment(), verdict.payment());
    prop_assert_eq!(Verdict::of_outcome(&outcome), verdict);
    Ok(())
}

/// Checks that `text` is the longest prefix of `whole` that fits. `next` returns the length of the next indivisible part.
fn check_prefix(
    (text, is_cut): (&str, bool),
    whole: &str,
    capacity: usize,
    next: fn(&str) -> usize,
) -> Result<(), TestCaseError> {
    let rest = whole.strip_prefix(text);
    prop_assert!(rest.is_some(), "{:?} does not begin {:?}", text, whole);
    let rest = rest.unwrap_or_default();
    prop_assert_eq!(is_cut, !rest.is_empty());
    prop_assert!(!is_cut || text.len() + next(rest) > capacity, "{:?} of {:?} is too short", text, whole);
    Ok(())
}

/// Returns the length of the first character.
fn character(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// Returns the length of the first character or escape.
fn character_or_escape(json: &str) -> usize {
    match json.as_bytes() {
        [b'\\', b'u', ..] => 6,
        [b'\\', ..] => 2,
        _ => character(json),
    }
}

#[test]
fn documents_are_of_every_kind() {
    let mut runner = TestRunner::deterministic();
    let mut answers = Vec::new();
    for _ in 0..1000 {
        let body = document().new_tree(&mut runner).expect("a document").current();
        answers.push(Answer::from(&read(200, body.as_bytes())));
    }
    for (kind, least) in [("api", 300), ("not_from_api", 100), ("success", 100)] {
        let count = answers.iter().filter(|answer| answer.outcome == kind).count();
        println!("{count} of 1000 are {kind}");
        assert!(count >= least, "only {count} of 1000 are {kind}");
    }
    for (data, least) in [("absent", 20), ("null", 10), ("present", 50)] {
        let count = answers.iter().filter(|answer| answer.data == data).count();
        println!("{count} of 1000 have {data} data");
        assert!(count >= least, "only {count} of 1000 have {data} data");
    }
}

/// Without accelerators the lexer reads every byte, as it reads chunks of one byte in the other build. So fewer documents
/// suffice.
const CASES: u32 = if cfg!(feature = "small") { 2_000 } else { 10_000 };

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn read_agrees_with_the_judges_on_documents(http_status in http_status(), body in document()) {
        check(http_status, body.as_bytes())?;
    }

    #[test]
    fn read_agrees_with_the_judges_on_damaged_documents(http_status in http_status(), body in damaged_document()) {
        check(http_status, &body)?;
    }

    #[test]
    fn read_agrees_with_the_judges_on_deep_documents(http_status in http_status(), body in deep_document()) {
        check(http_status, body.as_bytes())?;
    }

    #[test]
    fn feed_gives_the_same_outcome_in_any_chunks(
        body in damaged_document(), sizes in prop::collection::vec(1_usize..40, 1..20),
    ) {
        let mut rest = &body[..];
        let pieces = sizes.iter().cycle().map_while(|size| {
            let (piece, tail) = rest.split_at(rest.len().min(*size));
            rest = tail;
            (!piece.is_empty()).then_some(piece)
        });
        prop_assert_eq!(read_pieces::<128, 128>(202, pieces), read(202, &body));
    }

    #[test]
    fn read_copies_the_longest_prefix_that_fits(body in document()) {
        if let Some(whole) = api_error(body.as_bytes()) {
            let Outcome::Api(error) = read_pieces::<20, 30>(202, body.as_bytes().chunks(5)) else { panic!("no error") };
            check_prefix((error.description(), error.description_truncated()), whole.description(), 20, character)?;
            check_prefix((error.extra(), error.extra_truncated()), whole.extra(), 30, character_or_escape)?;
        }
    }

    #[test]
    fn extra_string_returns_the_last_string_of_every_key(body in document()) {
        let Some(error) = api_error(body.as_bytes()) else { return Ok(()) };
        let Ok(extra) = serde_json::from_str::<Json>(error.extra()) else { return Ok(()) };
        for (name, _) in extra.members() {
            let found = error.extra_string(name);
            prop_assert_eq!(found.as_deref(), extra.last(name, Json::string), "{}", name);
        }
    }

    #[test]
    fn write_envelope_reads_back_equal(body in document()) {
        if let Some(error) = api_error(body.as_bytes()) {
            let mut written = [0; 65536];
            let length = write_envelope(&error, &mut written).expect("room enough");
            prop_assert_eq!(read_untruncated(202, &written[..length]), Outcome::Api(error));
        }
    }
}
