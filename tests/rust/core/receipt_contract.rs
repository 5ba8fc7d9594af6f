//! What a receipt says of a body, worked out a second time with serde_json.

use mixerr::{Match, Receipt};
use serde_json::{Map, Value};

pub(crate) const KEY: &str = "c6d0c728";
/// Of more than 64 bytes.
pub(crate) const HASH: &str = "2cfe1ab35a4cf1b4ea1a2d6a0fa8ae8b1d6cbd7a2c1c40fa02a5f7dbd1c1f0aa-77770005";
const MEMO: &str = "a\u{1F600}\"\\é";

/// Returns the receipt that [`judge`] knows.
pub(crate) fn receipt() -> Receipt {
    Receipt::new("trace_id", KEY)
        .require("hash", HASH)
        .and_then(|receipt| receipt.require_decimal("amount", "1.5"))
        .and_then(|receipt| receipt.wait_for("state", "spent"))
        .and_then(|receipt| receipt.require("memo", MEMO))
        .expect("four members")
}

/// Returns the digits before and after the point, without the zeros that do not count.
fn decimal(text: &str) -> Option<(String, String)> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_number = [integer, fraction]
        .iter()
        .all(|digits| !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit()));
    is_number.then(|| (integer.trim_start_matches('0').into(), fraction.trim_end_matches('0').into()))
}

fn judge_object(object: &Map<String, Value>) -> Match {
    if object.get("trace_id").and_then(Value::as_str) != Some(KEY) {
        return Match::None;
    }
    let required = [
        object.get("hash").and_then(Value::as_str).map(|hash| hash == HASH),
        object.get("amount").and_then(Value::as_str).map(|amount| decimal(amount) == decimal("1.5")),
        object.get("memo").and_then(Value::as_str).map(|memo| memo == MEMO),
    ];
    if required.contains(&Some(false)) {
        return Match::Conflict;
    }
    if required.contains(&None) {
        return Match::None;
    }
    if object.get("state").and_then(Value::as_str) == Some("spent") { Match::Exact } else { Match::Pending }
}

/// Returns the match of a success with this body.
pub(crate) fn judge(body: &[u8]) -> Match {
    let Ok(Value::Object(root)) = serde_json::from_slice(body) else { return Match::None };
    let objects = match root.get("data") {
        Some(Value::Object(object)) => vec![object],
        Some(Value::Array(elements)) => elements.iter().filter_map(Value::as_object).collect(),
        _ => vec![],
    };
    let found: Vec<_> = objects.into_iter().map(judge_object).collect();
    let order = [Match::Exact, Match::Pending, Match::Conflict];
    order.into_iter().find(|best| found.contains(best)).unwrap_or(Match::None)
}
