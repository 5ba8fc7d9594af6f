//! The grammar set: texts that RFC 8259 accepts and rejects, and the offset of the fault.

use mixerr::{FaultKind, Outcome, read};
use mixerr_tests::{read_pieces, sentences};

use crate::serde_judge;

/// The prefixes and suffixes of a sentence in a document. Some parts of a document are copied, some are compared with
/// keys, and some are skipped by the fast path.
const PLACES: &[[&str; 2]] = &[
    ["[", "]"],
    [" \n[ \t", "\r , [ ] ] "],
    ["{\"error\":", "}"],
    ["{\"error\":{\"code\":", ",\"status\":1}}"],
    ["{\"error\":{\"status\":", "}}"],
    ["{\"error\":{\"description\":", "}}"],
    ["{\"error\":{\"extra\":", "}}"],
    ["{\"error\":{\"extra\":{\"a\":\"b\",\"c\":", ",\"d\":\"e\"}}}"],
    ["{\"error\":{\"other\":{\"a\":\"b\",\"c\":", ",\"d\":\"e\"}}}"],
    ["{\"data\":", "}"],
    ["{\"d\\u0061ta\":", ",\"data\":null}"],
    ["{\"data\":{\"a\":\"b\",\"c\":", ",\"d\":\"e\"}}"],
    ["{\"data\":{\"a\":\"b\",\"c\":", "}}"],
    ["{", ":1}"],
    ["{\"error\":{", ":1}}"],
    ["{\"error\":{\"extra\":{", ":1}}}"],
    ["{\"data\":{\"a\":\"b\",", ":\"c\",\"d\":\"e\"}}"],
];

#[test]
fn read_accepts_and_rejects_by_the_grammar() {
    for sentence in sentences() {
        let fault = match read(200, &sentence.body) {
            Outcome::Success(_) => None,
            Outcome::NotFromApi(fault) if matches!(fault.kind, FaultKind::Malformed { .. }) => {
                Some(fault.offset())
            }
            outcome => panic!("{}: neither accepted nor rejected: {outcome:?}", sentence.name),
        };
        assert_eq!(fault, sentence.fault, "{}", sentence.name);
    }
}

#[test]
fn grammar_set_has_at_least_100_accepted_and_200_rejected_sentences() {
    let (rejected, accepted): (Vec<_>, Vec<_>) =
        sentences().into_iter().partition(|sentence| sentence.fault.is_some());
    println!("{} accepted, {} rejected", accepted.len(), rejected.len());
    assert!(accepted.len() >= 100);
    assert!(rejected.len() >= 200);
}

#[test]
fn grammar_set_agrees_with_serde_json() {
    for sentence in sentences() {
        assert_eq!(serde_judge::is_json(&sentence.body), sentence.fault.is_none(), "{}", sentence.name);
    }
}

#[test]
fn read_agrees_with_serde_json_on_the_offset_of_every_fault() {
    for sentence in sentences() {
        serde_judge::check(&read(200, &sentence.body), &sentence.body);
    }
}

#[test]
fn read_agrees_with_serde_json_on_every_sentence_in_every_context() {
    for sentence in sentences() {
        for [before, behind] in PLACES {
            let body = [before.as_bytes(), &sentence.body, behind.as_bytes()].concat();
            let outcome = read(200, &body);
            serde_judge::check(&outcome, &body);
            assert_eq!(read_pieces(200, body.chunks(1)), outcome, "{} behind {before}", sentence.name);
        }
    }
}
