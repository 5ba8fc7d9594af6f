//! The C ABI, from C programs that the real `cc` compiles and links with the static library.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use mixerr::CATALOG;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Builds the static library with the real cargo, once.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c_abi");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--release", "-p", "mixerr-ffi", "--target-dir"])
            .arg(&target)
            .current_dir(root())
            .status()
            .expect("cargo runs");
        assert!(built.success(), "the library does not build");
        target.join("release/libmixerr.a")
    })
}

/// Compiles a C program, warnings denied, and runs it.
fn run(source: &str, arguments: &[&str]) -> Output {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(source.replace(['/', '.'], "_"));
    let compiled = Command::new("cc")
        .args(["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-Iinclude", source])
        .arg(library())
        .arg("-o")
        .arg(&program)
        .current_dir(root())
        .output()
        .expect("cc runs: install gcc");
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    Command::new(program).args(arguments).output().expect("the program runs")
}

#[test]
fn catalog_is_the_core_s_row_by_row() {
    let output = run("tests/c/catalog.c", &[]);
    let expected: String = CATALOG
        .iter()
        .map(|entry| {
            format!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n",
                entry.code,
                entry.status.unwrap_or(0),
                entry.category as u8,
                entry.action as u8,
                entry.edition as u8,
                entry.trace as u8,
                entry.name,
                entry.description
            )
        })
        .collect();
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert!(output.status.success());
}

#[test]
fn lookup_example_tells_a_code() {
    let output = run("examples/c/lookup.c", &["20119"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "20119 PIN_INCORRECT: PIN incorrect.\n");
}
