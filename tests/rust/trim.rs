//! `ffi/trim`: an archive of ours alone, which links beside another Rust library.

use std::path::{Path, PathBuf};
use std::process::Command;

use mixerr_tests::build::{libraries, output, root, succeed};

fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// Trims an archive; returns the new one.
fn trimmed(archive: &Path, name: &str) -> PathBuf {
    let out = scratch().join(name);
    succeed(Command::new("ffi/trim").arg(archive).arg(&out));
    out
}

/// Builds a static library with cargo as a profile tells.
fn build(arguments: &[&str], target: &Path) {
    succeed(Command::new("cargo").args(["build", "--quiet"]).args(arguments).arg("--target-dir").arg(target));
}

/// Builds the other library, with features of its own.
fn other(profile: &str, features: &str) -> PathBuf {
    let target = scratch().join("other");
    let manifest = ["--manifest-path", "tests/trim/Cargo.toml"];
    build(&[&manifest[..], &["--profile", profile, "--features", features]].concat(), &target);
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
    let archive = trimmed(&libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a"), "libmixerr-symbols.a");
    let listed = std::fs::read_to_string(root().join("tests/c/symbols.txt")).expect("the list");
    assert_eq!(symbols(&archive, "--defined-only"), listed.lines().collect::<Vec<_>>());
    for name in symbols(&archive, "--undefined-only") {
        assert!(["bcmp", "memcmp", "memcpy", "memmove", "memset"].contains(&&*name), "needs {name}");
    }
}

/// What can panic calls what has a name like that, as a debug build does.
#[test]
fn release_archive_has_no_path_to_a_panic() {
    let panics = |archive: &Path| {
        let listed = String::from_utf8(succeed(Command::new("nm").arg(archive)).stdout).expect("UTF-8");
        assert!(listed.contains(" T mixerr_read\n"));
        listed.contains("panic")
    };
    let debug = scratch().join("ffi");
    build(&["-p", "mixerr-ffi"], &debug);
    assert!(panics(&debug.join("debug/libmixerr.a")));
    assert!(!panics(&libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a")));
}

#[test]
fn trimmed_archive_links_beside_another_rust_library() {
    let archive = trimmed(&libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a"), "libmixerr-beside.a");
    succeed(&mut link([&archive, &other("release", "")], "beside"));
    assert_eq!(run("beside", "3"), "20119 9\n");
}

/// Std's own function for unwinding must not lose to the stub that the archive has in its place.
#[test]
fn untrimmed_archive_leaves_std_its_unwinding() {
    let archive = libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a");
    let other = other("unwinding", "std");
    for (libraries, name) in [([&*archive, &*other], "before_std"), ([&*other, &*archive], "behind_std")] {
        succeed(&mut link(libraries, name));
        assert_eq!(run(name, "9"), "20119 77\n", "{name}");
    }
}

#[test]
fn trimmed_archive_leaves_out_what_a_program_does_not_call() {
    let archive = trimmed(&libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a"), "libmixerr-gc.a");
    let size = |name: &str, source: &str| {
        let program = scratch().join(name);
        let mut cc = Command::new("cc");
        cc.args(["-Iinclude", "-Wl,--gc-sections", "-s", source]).arg(&archive);
        succeed(cc.arg("-o").arg(&program));
        program.metadata().expect("a program").len()
    };
    let (lookup, read) =
        (size("gc_lookup", "examples/c/lookup.c"), size("gc_read", "tests/figures/read_times.c"));
    assert!(lookup + 8192 < read, "{lookup} bytes for the catalog, {read} with the parser");
}

#[test]
fn untrimmed_debug_archive_clashes_with_another_rust_library() {
    let target = scratch().join("ffi");
    build(&["-p", "mixerr-ffi"], &target);
    let clash = output(&mut link([&target.join("debug/libmixerr.a"), &other("release", "")], "clash"));
    let told = String::from_utf8_lossy(&clash.stderr).into_owned();
    assert!(!clash.status.success() && told.contains("rust_begin_unwind"), "{told}");
}

#[test]
fn trim_refuses_an_archive_that_is_no_release_build() {
    let target = scratch().join("ffi");
    build(&["-p", "mixerr-ffi"], &target);
    let out = scratch().join("never.a");
    let refused = output(Command::new("ffi/trim").arg(target.join("debug/libmixerr.a")).arg(&out));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("no release build"), "{refused:?}");
    assert!(!out.exists());
}
