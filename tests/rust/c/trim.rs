//! `ffi/localize-symbols`: an archive of ours alone, which links beside another Rust library.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::build::Library;
use mixerr_tests::build::{output, root, succeed};

fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// Trims an archive; returns the new one.
fn trimmed(archive: &Path, name: &str) -> PathBuf {
    let out = scratch().join(name);
    succeed(Command::new("ffi/localize-symbols").arg(archive).arg(&out));
    out
}

/// Builds the other library, with features of its own.
fn other(profile: &str, features: &str) -> PathBuf {
    let target = scratch().join("other");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--manifest-path", "tests/rust/c/beside/Cargo.toml"]);
    cargo.args(["--profile", profile, "--features", features, "--target-dir"]).arg(&target);
    succeed(&mut cargo);
    target.join(profile).join("libother.a")
}

/// Links a program that calls the libraries, in this order.
fn link(libraries: [&Path; 2], name: &str) -> Command {
    let mut cc = Command::new("cc");
    cc.args(["-Iinclude", "tests/c/beside.c"]).args(libraries).args(["-lpthread", "-ldl", "-lm", "-o"]);
    cc.arg(scratch().join(name));
    cc
}

/// Runs a program that calls both; it prints what they return.
fn run(name: &str, index: &str) -> String {
    let printed = succeed(Command::new(scratch().join(name)).arg(index)).stdout;
    String::from_utf8(printed).expect("UTF-8")
}

/// Returns what `nm` lists of an archive, the last word of each line.
fn symbols(archive: &Path, which: &str) -> Vec<String> {
    let listed = succeed(Command::new("nm").args(["--extern-only", which]).arg(archive)).stdout;
    let listed = String::from_utf8(listed).expect("UTF-8");
    let mut names: Vec<String> =
        listed.lines().filter_map(|line| line.rsplit_once(' ')).map(|(_, name)| name.to_owned()).collect();
    names.sort();
    names
}

#[test]
fn trimmed_archive_defines_the_functions_of_the_header_alone() {
    let archive = trimmed(&Library::Release.directory().join("libmixerr.a"), "libmixerr-symbols.a");
    let listed = std::fs::read_to_string(root().join("tests/c/symbols.txt")).expect("the list");
    assert_eq!(symbols(&archive, "--defined-only"), listed.lines().collect::<Vec<_>>());
    for name in symbols(&archive, "--undefined-only") {
        assert!(["bcmp", "memcmp", "memcpy", "memmove", "memset"].contains(&&*name), "needs {name}");
    }
}

/// What can panic calls what has a name like that, as a debug build does.
#[test]
#[ignore = "tests/run"]
fn release_archive_has_no_path_to_a_panic() {
    let panics = |archive: &Path| {
        let listed = String::from_utf8(succeed(Command::new("nm").arg(archive)).stdout).expect("UTF-8");
        assert!(listed.contains(" T mixerr_read\n"));
        listed.contains("panic")
    };
    assert!(panics(&Library::Dev.directory().join("libmixerr.a")));
    assert!(!panics(&Library::Release.directory().join("libmixerr.a")));
}

#[test]
#[ignore = "tests/run"]
fn trimmed_archive_links_beside_another_rust_library() {
    let archive = trimmed(&Library::Release.directory().join("libmixerr.a"), "libmixerr-beside.a");
    succeed(&mut link([&archive, &other("release", "")], "beside"));
    assert_eq!(run("beside", "3"), "20119 9\n");
}

/// Std's own function for unwinding must not lose to the stub that the archive has in its place.
#[test]
#[ignore = "tests/run"]
fn untrimmed_archive_leaves_std_its_unwinding() {
    let archive = Library::Release.directory().join("libmixerr.a");
    let other = other("unwinding", "std");
    for (libraries, name) in [([&*archive, &*other], "before_std"), ([&*other, &*archive], "behind_std")] {
        succeed(&mut link(libraries, name));
        assert_eq!(run(name, "9"), "20119 77\n", "{name}");
    }
}

#[test]
#[ignore = "tests/run"]
fn trimmed_archive_leaves_out_what_a_program_does_not_call() {
    let archive = trimmed(&Library::Release.directory().join("libmixerr.a"), "libmixerr-gc.a");
    let size = |name: &str, source: &str| {
        let program = scratch().join(name);
        let mut cc = Command::new("cc");
        cc.args(["-Iinclude", "-Wl,--gc-sections", "-s", source]).arg(&archive);
        succeed(cc.arg("-o").arg(&program));
        program.metadata().expect("a program").len()
    };
    let (lookup, read) =
        (size("gc_lookup", "examples/c/lookup.c"), size("gc_read", "tests/tools/figures/read_times.c"));
    assert!(lookup + 8192 < read, "{lookup} bytes for the catalog, {read} with the parser");
}

#[test]
#[ignore = "tests/run"]
fn untrimmed_debug_archive_clashes_with_another_rust_library() {
    let archive = Library::Dev.directory().join("libmixerr.a");
    let clash = output(&mut link([&archive, &other("release", "")], "clash"));
    let told = String::from_utf8_lossy(&clash.stderr).into_owned();
    assert!(!clash.status.success() && told.contains("rust_begin_unwind"), "{told}");
}

#[test]
#[ignore = "tests/run"]
fn trim_refuses_an_archive_that_is_no_release_build() {
    let out = scratch().join("never.a");
    let archive = Library::Dev.directory().join("libmixerr.a");
    let refused = output(Command::new("ffi/localize-symbols").arg(archive).arg(&out));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no release build"), "{refused:?}");
    assert!(!out.exists());
}
