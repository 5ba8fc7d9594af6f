//! The match of a body is the one that serde_json finds, in any pieces.

use crate::receipt_contract::{judge, receipt};
use crate::splits::pieces;
use mixerr::{Match, read};

/// Checks one input.
pub fn check(input: &[u8]) {
    // The first bytes are the sizes of the pieces, in turn.
    let Some((sizes, body)) = input.split_at_checked(4) else { return };
    let mut receipt = receipt();
    let outcome = read(200, body);
    receipt.feed(sizes);
    receipt.begin();
    pieces(body, sizes).for_each(|piece| receipt.feed(piece));
    let found = receipt.matches(&outcome);
    if !outcome.is_success() {
        return assert_eq!(found, Match::None);
    }
    // serde_json refuses half of a pair of surrogates, which is read as U+FFFD here.
    let has_surrogate = body.windows(3).any(|bytes| bytes.eq_ignore_ascii_case(br"\ud"));
    assert!(found == judge(body) || has_surrogate, "{found}: {}", body.escape_ascii());
}
