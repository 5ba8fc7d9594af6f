//! The C ABI, tested by C programs that are linked with the library.

mod build;
mod header;
mod layout;
mod localize_symbols;
mod programs;
mod symbols;
mod texts;
mod transfers;

/// The library's `mixerr_entry`, where `types.rs` expects it.
#[expect(dead_code, unreachable_pub, reason = "only the struct is used")]
#[path = "../../../ffi/src/catalog.rs"]
mod catalog;

use std::process::Command;

use mixerr::CATALOG;

use build::{Library, printed, program};
use mixerr_tests::build::succeed;

fn rows() -> String {
    let rows = CATALOG.iter().map(|entry| {
        let status = entry.status.unwrap_or(0);
        let (category, action) = (entry.category as u8, entry.action as u8);
        let (source, payment) = (entry.source as u8, entry.payment as u8);
        format!(
            "{}\t{status}\t{category}\t{action}\t{source}\t{payment}\t{}\t{}\n",
            entry.code, entry.name, entry.description
        )
    });
    rows.collect()
}

#[test]
fn catalog_is_the_core_s_row_by_row() {
    assert_eq!(printed("catalog", &[]), rows());
}

#[test]
#[ignore = "tests/run"]
fn catalog_of_the_dev_profile_is_the_core_s() {
    let output = succeed(&mut Command::new(program("catalog", "gcc", Library::Dev)));
    assert_eq!(String::from_utf8_lossy(&output.stdout), rows());
}

#[test]
fn lookup_prints_the_entry() {
    assert_eq!(printed("lookup", &["20119"]), "20119 PIN_INCORRECT: PIN incorrect.\n");
}

#[test]
fn lookup_exits_64_for_an_invalid_number() {
    for argument in ["abc", "-20119", "20119x"] {
        let output = Command::new(program("lookup", "gcc", Library::Release)).arg(argument).output();
        let output = output.expect("lookup runs");
        assert_eq!((output.status.code(), output.stdout), (Some(64), Vec::new()), "{argument}");
    }
}
