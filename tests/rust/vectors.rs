//! Every case of the tables, read whole.

use std::collections::HashSet;

use mixerr::{CATALOG, read};
use mixerr_tests::{cases, columns};

#[test]
fn read_says_what_the_tables_say() {
    for case in cases() {
        assert_eq!(columns(&read(case.http_status, &case.body)), case.expected, "{}", case.name);
    }
}

#[test]
fn tables_have_at_least_200_cases_with_names_of_their_own() {
    let cases = cases();
    let names: HashSet<_> = cases.iter().map(|case| &case.name).collect();
    assert!(cases.len() >= 200);
    assert_eq!(names.len(), cases.len());
}

#[test]
fn tables_cover_every_code_of_the_catalog() {
    let cases = cases();
    for entry in &CATALOG {
        let column = format!("\t{}\t", entry.name);
        assert!(cases.iter().any(|case| case.expected.contains(&column)), "{entry}");
    }
}
