//! What the fields of a response's head prove.

use std::collections::HashSet;

use mixerr::{Action, Code, FaultKind, Head, Outcome, Payment, read};
use mixerr_tests::{Answer, HeadCase, heads};

fn head_of(case: &HeadCase) -> Head {
    let mut head = Head::new(case.sent.as_deref());
    for (name, value) in &case.fields {
        head.field(name, value);
    }
    head
}

/// The base catalog knows no 401.
fn is_in_catalog(case: &HeadCase) -> bool {
    cfg!(feature = "extended") || case.refined[2] != "Reauthorize"
}

#[test]
fn head_says_what_the_table_says() {
    let mut wrong = Vec::new();
    for case in heads().iter().filter(|case| is_in_catalog(case)) {
        let head = head_of(case);
        let mut outcome = read(case.http_status, &case.body);
        head.refine(case.http_status, &mut outcome, case.now_ms);
        let Answer { outcome: kind, fault, action, payment, .. } = Answer::from(&outcome);
        let found = (
            head.origin().name().to_lowercase(),
            head.retry_after_s(),
            head.skew_ms(case.now_ms),
            [kind, fault, action, payment],
        );
        let expected = (case.origin.clone(), case.retry_after_s, case.skew_ms, case.refined.clone());
        if found != expected {
            wrong.push(format!("{}: {found:?} instead of {expected:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn refine_twice_is_the_same_as_once() {
    for case in heads() {
        let head = head_of(&case);
        let mut once = read(case.http_status, &case.body);
        head.refine(case.http_status, &mut once, case.now_ms);
        let mut twice = once.clone();
        head.refine(case.http_status, &mut twice, case.now_ms);
        assert_eq!(once, twice, "{}", case.name);
    }
}

#[test]
fn refine_without_fields_keeps_what_an_earlier_call_changed() {
    for case in heads() {
        let mut once = read(case.http_status, &case.body);
        head_of(&case).refine(case.http_status, &mut once, case.now_ms);
        let mut twice = once.clone();
        Head::new(None).refine(case.http_status, &mut twice, case.now_ms);
        assert_eq!(once, twice, "{}", case.name);
    }
}

#[test]
fn refine_changes_nothing_without_fields() {
    for case in heads() {
        let outcome = read(case.http_status, &case.body);
        let mut refined = outcome.clone();
        Head::new(None).refine(case.http_status, &mut refined, case.now_ms);
        assert_eq!(refined, outcome, "{}", case.name);
    }
}

#[test]
fn refine_keeps_code_and_texts_of_an_error_whose_clock_is_wrong() {
    let mut head = Head::new(None);
    head.field("X-Server-Time", "1764312313000000000");
    let body = br#"{"error":{"status":202,"code":401,"description":"Unauthorized.","extra":1}}"#;
    let mut outcome = read(202, body);
    head.refine(202, &mut outcome, 1);
    let Outcome::Api(error) = outcome else { panic!("{outcome:?}") };
    assert_eq!((error.action(), error.payment()), (Action::FixClock, Payment::Possible));
    assert_eq!((error.code(), error.status()), (Code::UNAUTHORIZED, Some(202)));
    assert_eq!((error.description(), error.extra()), ("Unauthorized.", "1"));
    let Outcome::Api(unrefined) = read(202, body) else { panic!() };
    assert_ne!(error, unrefined);
    assert_ne!(format!("{error:?}"), format!("{unrefined:?}"));
}

#[test]
fn refine_forgets_an_error_of_another_origin() {
    let mut outcome = read(202, br#"{"error":{"status":202,"code":20119}}"#);
    Head::new(Some("a")).refine(202, &mut outcome, 0);
    let Outcome::NotFromApi(fault) = outcome else { panic!("{outcome:?}") };
    assert_eq!((fault.kind, fault.http_status, fault.offset()), (FaultKind::Origin, 202, 0));
}

#[test]
fn field_takes_any_bytes() {
    let mut head = Head::new(Some("a"));
    let fresh = head.clone();
    for name in ["X-Server-Time", "Date", "Retry-After", "", "\u{0}"] {
        for byte in 0..=255 {
            if !u8::is_ascii_digit(&byte) || name == "X-Server-Time" {
                head.field(name, [byte]);
            }
            head.field([byte].repeat(300), [byte].repeat(300));
        }
    }
    assert_eq!(head, fresh);
}

#[test]
fn table_names_every_case_differently() {
    let cases = heads();
    let names: HashSet<_> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), cases.len());
    println!("{} heads", cases.len());
    assert!(cases.len() >= 100);
}
