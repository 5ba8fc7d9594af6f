//! The exported and the undefined symbols of the shared library, and how it loads.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::build::{Library, program};
use mixerr_tests::build::{root, succeed};

fn text_of(command: &mut Command) -> String {
    String::from_utf8(succeed(command).stdout).expect("UTF-8")
}

/// Returns the functions that the header declares.
fn declared() -> BTreeSet<String> {
    let header = fs::read_to_string(root().join("include/mixerr.h")).expect("the header");
    let code = header.lines().filter(|line| !line.trim_start().starts_with(['*', '/', '#']));
    code.filter_map(|line| line.split_once('('))
        .filter_map(|(before, _)| before.split([' ', '*']).next_back())
        .filter(|name| name.starts_with("mixerr_"))
        .map(str::to_owned)
        .collect()
}

/// Returns the committed list, whose lines are sorted.
fn listed() -> BTreeSet<String> {
    let list = fs::read_to_string(root().join("tests/c/symbols.txt")).expect("the list");
    assert!(list.lines().is_sorted(), "tests/c/symbols.txt is not sorted");
    list.lines().map(str::to_owned).collect()
}

#[test]
fn shared_library_exports_what_is_listed() {
    let library = Library::Release.directory().join("libmixerr.so");
    let symbols = text_of(Command::new("nm").args(["-D", "--defined-only"]).arg(library));
    let exported: BTreeSet<String> =
        symbols.lines().filter_map(|line| line.split(' ').next_back()).map(str::to_owned).collect();
    assert_eq!(exported, listed());
}

#[test]
fn header_declares_what_is_listed() {
    assert_eq!(declared(), listed());
}

#[test]
fn shared_library_needs_no_other_library() {
    let library = Library::Release.directory().join("libmixerr.so");
    let dynamic = text_of(Command::new("readelf").args(["--dynamic", "--wide"]).arg(&library));
    assert!(dynamic.contains("(SYMTAB)"), "readelf printed no symbol table: {dynamic}");
    assert!(!dynamic.contains("NEEDED"), "{dynamic}");
}

/// Functions that compilers call, and every C library has.
const OF_COMPILERS: [&str; 5] = ["bcmp", "memcmp", "memcpy", "memmove", "memset"];

#[test]
fn shared_library_needs_only_functions_that_compilers_call() {
    let library = Library::Release.directory().join("libmixerr.so");
    let undefined = text_of(Command::new("nm").args(["-D", "--undefined-only"]).arg(library));
    for line in undefined.lines() {
        let (kind, name) = line.trim().split_once(' ').expect("a kind and a name");
        assert!(kind == "w" || OF_COMPILERS.contains(&name), "{line}");
    }
}

fn loads(library: Library) {
    let load = program("load", "gcc", library);
    let shared = library.directory().join("libmixerr.so");
    assert_eq!(text_of(Command::new(load).arg(shared)), "PIN_INCORRECT\n");
}

#[test]
fn shared_library_loads_at_run_time() {
    loads(Library::Release);
}

#[test]
#[ignore = "tests/run"]
fn shared_library_of_the_dev_profile_loads() {
    loads(Library::Dev);
}
