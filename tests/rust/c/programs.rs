//! Programs that check themselves, with every compiler, sanitizer and valgrind.

use std::process::Command;

use crate::build::{Library, VECTORS, program};
use mixerr_tests::build::{output, succeed};

fn arguments(name: &str) -> &'static [&'static str] {
    if name == "misuse" { &[] } else { &[VECTORS] }
}

/// Checks that a program succeeds without any other output.
fn passes(name: &str, compiler: &str, library: Library) {
    succeed(Command::new(program(name, compiler, library)).args(arguments(name)));
}

fn valgrind(name: &str) -> Command {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--quiet", "--error-exitcode=99", "--leak-check=full"]);
    valgrind.arg(program(name, "gcc", Library::Release));
    valgrind
}

/// Checks that valgrind reports nothing. `less` has arguments that reduce the work, because valgrind is slow.
fn passes_under_valgrind(name: &str, less: &[&str]) {
    succeed(valgrind(name).args(arguments(name)).args(less));
}

/// Checks that a tool reports a program with an invalid access.
fn is_seen(watched: &mut Command, words: &str) {
    let output = output(watched);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(words), "{watched:?}: {}\n{said}", output.status);
}

/// Defines a test for each program, in the quick loop or ignored there.
macro_rules! programs {
    ($($test:ident: $name:literal, $compiler:literal, $library:ident;)*) => {
        $(
            #[test]
            fn $test() {
                passes($name, $compiler, Library::$library);
            }
        )*
    };
    (ignored = $loop:literal; $($test:ident: $name:literal, $compiler:literal, $library:ident;)*) => {
        $(
            #[test]
            #[ignore = $loop]
            fn $test() {
                passes($name, $compiler, Library::$library);
            }
        )*
    };
}

programs! {
    answers_pass_with_gcc: "answers", "gcc", Release;
    columns_pass_with_gcc: "columns", "gcc", Release;
    misuse_passes_with_gcc: "misuse", "gcc", Release;
    power_cut_passes_with_gcc: "power_cut", "gcc", Release;
    receipts_pass_with_gcc: "receipts", "gcc", Release;
    texts_pass_with_gcc: "texts", "gcc", Release;
    threads_pass_with_gcc: "threads", "gcc", Release;
    transfers_pass_with_gcc: "transfers", "gcc", Release;
}

programs! {
    ignored = "tests/run";
    answers_pass_with_clang_and_sanitizers: "answers", "clang", Address;
    columns_pass_with_clang_and_sanitizers: "columns", "clang", Address;
    misuse_passes_with_gcc_and_sanitizers: "misuse", "gcc", Address;
    misuse_passes_with_the_dev_profile: "misuse", "gcc", Dev;
    receipts_pass_with_clang_and_sanitizers: "receipts", "clang", Address;
    texts_pass_with_clang: "texts", "clang", Release;
    texts_pass_with_gcc_and_sanitizers: "texts", "gcc", Address;
    power_cut_passes_with_clang_and_sanitizers: "power_cut", "clang", Address;
    threads_pass_with_gcc_and_the_thread_sanitizer: "threads", "gcc", Thread;
    transfers_pass_with_gcc_and_sanitizers: "transfers", "gcc", Address;
}

/// The other compilers and tools.
mod long {
    use super::*;

    programs! {
        ignored = "tests/run --long";
        answers_pass_with_clang: "answers", "clang", Release;
        answers_pass_with_gcc_and_sanitizers: "answers", "gcc", Address;
        misuse_passes_with_clang: "misuse", "clang", Release;
        misuse_passes_with_clang_and_sanitizers: "misuse", "clang", Address;
        texts_pass_with_clang_and_sanitizers: "texts", "clang", Address;
        threads_pass_with_clang: "threads", "clang", Release;
        threads_pass_with_clang_and_the_thread_sanitizer: "threads", "clang", Thread;
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn answers_pass_under_valgrind() {
        passes_under_valgrind("answers", &["64"]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn texts_pass_under_valgrind() {
        passes_under_valgrind("texts", &[]);
    }
}

#[test]
#[ignore = "tests/run"]
fn misuse_passes_under_valgrind() {
    passes_under_valgrind("misuse", &["500"]);
}

#[test]
#[ignore = "tests/run"]
fn overrun_is_seen_by_the_sanitizers() {
    for compiler in ["gcc", "clang"] {
        let overrun = program("overrun", compiler, Library::Address);
        is_seen(&mut Command::new(overrun), "AddressSanitizer: heap-buffer-overflow");
    }
}

#[test]
#[ignore = "tests/run"]
fn overrun_is_seen_by_valgrind() {
    is_seen(&mut valgrind("overrun"), "Invalid read");
}

#[test]
#[ignore = "tests/run"]
fn race_is_seen_by_the_thread_sanitizer() {
    for compiler in ["gcc", "clang"] {
        is_seen(&mut Command::new(program("race", compiler, Library::Thread)), "data race");
    }
}
