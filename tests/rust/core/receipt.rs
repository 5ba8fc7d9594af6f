//! What a receipt says of a body, in every split.

use std::collections::{HashMap, HashSet};

use mixerr::raw::Rule;
use mixerr::{Match, Outcome, RECEIPT_MEMBERS, Receipt, ReceiptError, read};
use mixerr_tests::{ReceiptCase, places, receipts};

fn receipt_of(case: &ReceiptCase) -> Receipt {
    let [key_name, key] = &case.key;
    let mut receipt = Receipt::from_bytes(key_name, key);
    for (sign, name, value) in &case.members {
        let rule = match sign {
            '=' => Rule::Text,
            '#' => Rule::Decimal,
            _ => Rule::Final,
        };
        receipt.add(rule, name, value).unwrap_or_else(|error| panic!("{}: {error}", case.name));
    }
    receipt
}

/// Returns the match of a body that arrives in these chunks.
fn match_chunks<'a>(
    receipt: &mut Receipt,
    outcome: &Outcome,
    chunks: impl IntoIterator<Item = &'a [u8]>,
) -> String {
    receipt.begin();
    for chunk in chunks {
        receipt.feed(chunk);
    }
    receipt.matches(outcome).name().to_lowercase()
}

#[test]
fn matches_says_what_the_table_says() {
    let cases = receipts();
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|case| {
            let outcome = read(case.http_status, &case.body);
            let found = match_chunks(&mut receipt_of(case), &outcome, [&case.body[..]]);
            (found != case.expected).then(|| format!("{}: {found} instead of {}", case.name, case.expected))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn matches_says_the_same_for_every_split() {
    for case in receipts() {
        let outcome = read(case.http_status, &case.body);
        let mut receipt = receipt_of(&case);
        for place in places(case.body.len(), 200) {
            let (head, tail) = case.body.split_at(place);
            let found = match_chunks(&mut receipt, &outcome, [head, tail]);
            assert_eq!(found, case.expected, "{}, split at {place}", case.name);
        }
        for size in 1..=17 {
            let found = match_chunks(&mut receipt, &outcome, case.body.chunks(size));
            assert_eq!(found, case.expected, "{}, chunks of {size}", case.name);
        }
    }
}

#[test]
fn begin_forgets_every_earlier_body() {
    let cases = receipts();
    let successes = [r#"{"data":{"trace_id":"k","amount":"1.5"#, r#"{"data":[{"trace_id":"k"}]}"#, "x"];
    for case in &cases {
        let mut receipt = receipt_of(case);
        for before in successes {
            receipt.feed(before.as_bytes());
            let found = match_chunks(&mut receipt, &read(case.http_status, &case.body), [&case.body[..]]);
            assert_eq!(found, case.expected, "{} after {before}", case.name);
        }
    }
}

#[test]
fn matches_counts_for_a_success_only() {
    let mut receipt = Receipt::new("trace_id", "k");
    receipt.feed(br#"{"data":{"trace_id":"k"}}"#);
    assert_eq!(receipt.matches(&read(200, b"{}")), Match::Exact);
    for (http_status, body) in [(200, "{"), (500, "{}"), (202, r#"{"error":{"code":20119}}"#)] {
        assert_eq!(receipt.matches(&read(http_status, body.as_bytes())), Match::None, "{body}");
    }
}

#[test]
fn add_refuses_a_fifth_member() {
    let mut receipt = Receipt::new("trace_id", "k");
    for name in ["a", "b", "c", "d"] {
        receipt = receipt.require(name, "1").expect("one of four");
    }
    assert_eq!(RECEIPT_MEMBERS, 4);
    assert_eq!(receipt.clone().require("e", "1").err(), Some(ReceiptError::TooMany));
    assert_eq!(receipt.clone().require_decimal("e", "1").err(), Some(ReceiptError::TooMany));
    assert_eq!(receipt.wait_for("e", "1").err(), Some(ReceiptError::TooMany));
}

#[test]
fn add_refuses_a_second_member_of_a_name() {
    let receipt = Receipt::new("trace_id", "k").require("a", "1").expect("another name");
    for name in ["trace_id", "a"] {
        assert_eq!(receipt.clone().require(name, "2").err(), Some(ReceiptError::Repeated));
        assert_eq!(receipt.clone().wait_for(name, "2").err(), Some(ReceiptError::Repeated));
    }
}

#[test]
fn require_decimal_refuses_what_is_not_a_decimal_number() {
    let digits = "9".repeat(65);
    for value in ["", ".5", "5.", "1,5", "1e5", "-", "1.5.0", " 1", &digits] {
        let receipt = Receipt::new("trace_id", "k").require_decimal("amount", value);
        assert_eq!(receipt.err(), Some(ReceiptError::NotDecimal), "{value}");
    }
    for value in ["0", "-1.50", "0.00000001", &digits[1..], &format!("00{}.000", &digits[1..])] {
        assert!(Receipt::new("trace_id", "k").require_decimal("amount", value).is_ok(), "{value}");
    }
}

#[test]
fn add_in_place_compares_as_the_builder_does() {
    let mut receipt = Receipt::new("request_id", "k");
    receipt.add_required("asset_id", "a").expect("a new name");
    receipt.add_required_decimal("amount", "1.5").expect("a number");
    receipt.add_awaited("state", "spent").expect("a new name");
    let built = Receipt::new("request_id", "k")
        .require("asset_id", "a")
        .and_then(|receipt| receipt.require_decimal("amount", "1.5"))
        .and_then(|receipt| receipt.wait_for("state", "spent"));
    for (asset, amount, state, expected) in [
        ("a", "-1.50", "spent", Match::Exact),
        ("a", "1.5", "signed", Match::Pending),
        ("a", "15", "spent", Match::Conflict),
        ("b", "1.5", "spent", Match::Conflict),
    ] {
        let body = format!(
            r#"{{"data":{{"request_id":"k","asset_id":"{asset}","amount":"{amount}","state":"{state}"}}}}"#
        );
        for receipt in [&mut receipt, &mut built.clone().expect("three members")] {
            receipt.begin();
            receipt.feed(body.as_bytes());
            assert_eq!(receipt.matches(&read(200, body.as_bytes())), expected, "{body}");
        }
    }
}

#[test]
fn add_in_place_leaves_the_receipt_after_an_error() {
    let mut receipt = Receipt::new("trace_id", "k");
    assert_eq!(receipt.add_required_decimal("amount", "1,5"), Err(ReceiptError::NotDecimal));
    assert_eq!(receipt.add_required("trace_id", "other"), Err(ReceiptError::Repeated));
    for name in ["a", "b", "c", "d"] {
        receipt.add_required(name, "1").expect("one of four");
    }
    assert_eq!(receipt.add_awaited("e", "1"), Err(ReceiptError::TooMany));
    receipt.feed(br#"{"data":{"trace_id":"k","a":"1","b":"1","c":"1","d":"1"}}"#);
    assert_eq!(receipt.matches(&read(200, b"{}")), Match::Exact);
}

#[test]
fn table_has_many_cases_of_every_match_and_no_name_twice() {
    let cases = receipts();
    let names: HashSet<_> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), cases.len());
    let mut counts = HashMap::new();
    cases.iter().for_each(|case| *counts.entry(&*case.expected).or_insert(0) += 1);
    println!("{} receipts: {counts:?}", cases.len());
    for found in ["none", "exact", "conflict", "pending"] {
        assert!(counts.get(found).is_some_and(|count| *count >= 15), "{found}");
    }
}
