//! The grammar set: accepted and rejected by RFC 8259, and by us.

use mixerr::{FaultKind, Outcome, read};
use mixerr_tests::sentences;

/// Returns the offset of the fault, or `None` if `body` is accepted.
fn fault(body: &[u8]) -> Option<u32> {
    match read(200, body) {
        Outcome::Success => None,
        Outcome::NotFromApi(fault) if matches!(fault.kind, FaultKind::Malformed { .. }) => {
            Some(fault.offset())
        }
        outcome => panic!("neither accepted nor rejected: {outcome:?}"),
    }
}

#[test]
fn read_accepts_and_rejects_by_the_grammar() {
    for sentence in sentences() {
        assert_eq!(fault(&sentence.body), sentence.fault, "{}", sentence.name);
    }
}

#[test]
fn grammar_set_has_at_least_100_accepted_and_200_rejected_sentences() {
    let rejected = sentences().iter().filter(|sentence| sentence.fault.is_some()).count();
    let accepted = sentences().len() - rejected;
    println!("grammar set: {accepted} accepted, {rejected} rejected");
    assert!(accepted >= 100 && rejected >= 200);
}

#[test]
fn grammar_set_agrees_with_serde_json() {
    for sentence in sentences() {
        let judged = serde_json::from_slice::<serde_json::Value>(&sentence.body);
        // serde_json refuses lone surrogates, which the grammar allows.
        let is_surrogate = sentence.name.contains("surrogate") || sentence.name.starts_with("string_hex_");
        if judged.is_ok() != sentence.fault.is_none() {
            assert!(is_surrogate && sentence.fault.is_none(), "{}: {judged:?}", sentence.name);
        }
    }
}
