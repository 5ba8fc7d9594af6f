//! serde_json says which bodies are JSON, and the contract, worked out a second time, what each of them is.

use crate::judge_contract::{Json, Verdict};
use crate::{answer, read_uncut};
use mixerr_tests::stop;

/// Checks one input.
pub fn check(input: &[u8]) {
    let (http_status, body) = answer(input);
    let outcome = read_uncut(http_status, body);
    crate::serde_judge::check(&outcome, body);
    let verdict = match stop(&outcome) {
        Some(_) => Verdict::Damaged,
        None => Verdict::of_json(http_status, &Json::of(body)),
    };
    assert_eq!(outcome.action(), verdict.action(http_status));
    assert_eq!(Verdict::of_outcome(&outcome), verdict);
}
