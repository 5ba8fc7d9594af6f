//! Every case of the tables, read in one chunk.

use std::collections::HashSet;

use mixerr::{CATALOG, Error, Outcome, read, read_into};
use mixerr_tests::{Answer, cases};

#[test]
fn read_agrees_with_the_tables() {
    let mut wrong = Vec::new();
    for case in cases() {
        let outcome = read(case.http_status, &case.body);
        let answer = Answer::from(&outcome);
        assert_eq!(outcome.is_success(), answer.outcome == "success", "{}", case.name);
        if answer != case.answer {
            wrong.push(format!("{}: {answer:#?} instead of {:#?}", case.name, case.answer));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn read_into_replaces_every_earlier_outcome() {
    let mut outcome = Outcome::default();
    let cases = cases();
    for case in cases.iter().chain(cases.iter().rev()) {
        read_into(case.http_status, &case.body, &mut outcome);
        assert_eq!(outcome, read(case.http_status, &case.body), "{}", case.name);
    }
}

#[test]
fn into_result_is_ok_for_a_success_alone_and_keeps_action_and_payment() {
    for case in cases() {
        let outcome: Outcome = read(case.http_status, &case.body);
        let (action, payment) =
            (outcome.action().to_string(), format!("{:?}", outcome.payment()).to_lowercase());
        match outcome.clone().into_result() {
            Ok(data) => {
                assert_eq!(outcome, Outcome::Success(data), "{}", case.name);
                assert_eq!(format!("{data:?}").to_lowercase(), case.answer.data, "{}", case.name);
            }
            Err(error) => {
                assert_eq!(error.action().to_string(), case.answer.action, "{}", case.name);
                assert_eq!(
                    format!("{:?}", error.payment()).to_lowercase(),
                    case.answer.payment,
                    "{}",
                    case.name
                );
                match error {
                    Error::Api(error) => assert_eq!(outcome, Outcome::Api(error), "{}", case.name),
                    Error::NotFromApi(fault) => {
                        assert_eq!(outcome, Outcome::NotFromApi(fault), "{}", case.name)
                    }
                }
            }
        }
        assert_eq!((action, payment), (case.answer.action, case.answer.payment), "{}", case.name);
    }
}

#[test]
fn tables_cover_every_data_and_payment_often() {
    let cases = cases();
    let count = |column: fn(&Answer) -> &str, value| {
        cases.iter().filter(|case| column(&case.answer) == value).count()
    };
    for data in ["absent", "null", "present"] {
        assert!(count(|answer| &answer.data, data) >= 15, "{data}");
    }
    for payment in ["possible", "excluded"] {
        assert!(count(|answer| &answer.payment, payment) >= 100, "{payment}");
    }
}

#[test]
fn tables_have_at_least_200_cases() {
    println!("{} cases", cases().len());
    assert!(cases().len() >= 200);
}

#[test]
fn tables_have_unique_names() {
    let cases = cases();
    let mut names = HashSet::new();
    for case in &cases {
        assert!(names.insert(&case.name), "{} occurs twice", case.name);
    }
}

#[test]
fn tables_cover_every_code_of_the_catalog() {
    let cases = cases();
    for entry in &CATALOG {
        assert!(cases.iter().any(|case| case.answer.entry == entry.name), "no case: {entry}");
    }
}
