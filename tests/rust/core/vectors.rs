//! Every case of the tables, read whole.

use std::collections::HashSet;

use mixerr::{CATALOG, read};
use mixerr_tests::{Answer, cases};

#[test]
fn read_says_what_the_tables_say() {
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
fn tables_have_at_least_200_cases() {
    println!("{} cases", cases().len());
    assert!(cases().len() >= 200);
}

#[test]
fn tables_name_every_case_differently() {
    let cases = cases();
    let mut names = HashSet::new();
    for case in &cases {
        assert!(names.insert(&case.name), "{} stands twice", case.name);
    }
}

#[test]
fn tables_cover_every_code_of_the_catalog() {
    let cases = cases();
    for entry in &CATALOG {
        assert!(cases.iter().any(|case| case.answer.entry == entry.name), "no case: {entry}");
    }
}
