//! `ffi/localize-symbols` makes an archive that links beside another Rust library.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::build::Library;
use mixerr_tests::build::{output, root, succeed, symbols};

fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}

/// Runs the script on the archive of a library, and returns the new archive.
fn localized(library: Library, name: &str) -> PathBuf {
    let out = scratch().join(name);
    succeed(Command::new("ffi/localize-symbols").arg(library.directory().join("libmixerr.a")).arg(&out));
    out
}

/// Builds the other Rust library, and returns its archive.
fn other(profile: &str, features: &str) -> PathBuf {
    let target = scratch().join("other");
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--manifest-path", "tests/rust/c/beside/Cargo.toml"]);
    cargo.args(["--profile", profile, "--features", features, "--target-dir"]).arg(&target);
    succeed(&mut cargo);
    target.join(profile).join("libother.a")
}

/// Returns a command that links a program with both libraries, in this order.
fn link(libraries: [&Path; 2], name: &str) -> Command {
    let mut cc = Command::new("cc");
    cc.args(["-Iinclude", "tests/c/beside.c"]).args(libraries).args(["-lpthread", "-ldl", "-lm", "-o"]);
    cc.arg(scratch().join(name));
    cc
}

/// Runs a program that calls both libraries, and returns its output.
fn run(name: &str, index: &str) -> String {
    let printed = succeed(Command::new(scratch().join(name)).arg(index)).stdout;
    String::from_utf8(printed).expect("UTF-8")
}

#[test]
fn localized_archive_defines_the_functions_of_the_header_alone() {
    let listed = std::fs::read_to_string(root().join("tests/c/symbols.txt")).expect("the list");
    for (library, name) in [(Library::Release, "symbols.a"), (Library::Dev, "debug-symbols.a")] {
        let archive = localized(library, name);
        assert_eq!(symbols(&archive, "", "--defined-only"), listed.lines().collect::<Vec<_>>(), "{name}");
        for symbol in symbols(&archive, "", "--undefined-only") {
            // A debug build has panics, which abort.
            let in_c = ["abort", "bcmp", "memcmp", "memcpy", "memmove", "memset"];
            assert!(in_c.contains(&&*symbol), "{name} needs {symbol}");
        }
    }
}

/// Everything that can panic calls a function whose name contains "panic", as a debug build shows.
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
fn localized_archive_links_beside_another_rust_library() {
    let other = other("release", "");
    for (library, name) in [(Library::Release, "beside"), (Library::Dev, "beside-debug")] {
        let archive = localized(library, &format!("{name}.a"));
        succeed(&mut link([&archive, &other], name));
        assert_eq!(run(name, "3"), "20119 9\n", "{name}");
    }
}

/// Shows why the script is needed.
#[test]
#[ignore = "tests/run"]
fn debug_archive_does_not_link_beside_another_rust_library() {
    let archive = Library::Dev.directory().join("libmixerr.a");
    let linked = output(&mut link([&archive, &other("release", "")], "clash"));
    let message = String::from_utf8_lossy(&linked.stderr).into_owned();
    assert!(!linked.status.success() && message.contains("rust_begin_unwind"), "{message}");
}

/// The archive defines a stub of std's function for unwinding. The linker must prefer std's.
#[test]
#[ignore = "tests/run"]
fn release_archive_leaves_unwinding_to_std() {
    let archive = Library::Release.directory().join("libmixerr.a");
    let other = other("unwinding", "std");
    for (libraries, name) in [([&*archive, &*other], "before_std"), ([&*other, &*archive], "after_std")] {
        succeed(&mut link(libraries, name));
        assert_eq!(run(name, "9"), "20119 77\n", "{name}");
    }
}

#[test]
#[ignore = "tests/run"]
fn linker_drops_what_a_program_does_not_call() {
    let archive = localized(Library::Release, "gc.a");
    let size = |name: &str, source: &str| {
        let program = scratch().join(name);
        let mut cc = Command::new("cc");
        cc.args(["-Iinclude", "-Wl,--gc-sections", "-s", source]).arg(&archive);
        succeed(cc.arg("-o").arg(&program));
        program.metadata().expect("a program").len()
    };
    let lookup = size("gc_lookup", "tests/c/lookup.c");
    let read = size("gc_read", "tests/tools/figures/read_times.c");
    assert!(lookup + 8192 < read, "{lookup} bytes for the catalog, {read} with the parser");
}

#[test]
fn archive_without_the_library_is_refused() {
    let directory = scratch().join("no-library");
    std::fs::create_dir_all(&directory).expect("a directory");
    let (archive, out) = (directory.join("empty.a"), directory.join("out.a"));
    std::fs::write(&archive, "!<arch>\n").expect("a file");
    let refused = output(Command::new("ffi/localize-symbols").arg(&archive).arg(&out));
    assert_eq!(refused.status.code(), Some(65));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("does not define mixerr_*"), "{refused:?}");
    assert!(!out.exists());
}
