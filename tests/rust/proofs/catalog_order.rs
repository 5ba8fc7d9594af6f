//! The proof that the catalog ascends: two swapped rows do not compile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Copies `core/` and the workspace's manifest to a folder of their own, with the catalog changed.
fn copy_core(name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("catalog_order").join(name);
    let _ = fs::remove_dir_all(&copy);
    copy_folder(&root.join("core"), &copy.join("core"));
    fs::copy(root.join("Cargo.lock"), copy.join("Cargo.lock")).expect("a lock file");
    rewrite(&root.join("Cargo.toml"), &copy.join("Cargo.toml"), |manifest| {
        let kept = manifest.lines().filter(|line| !line.starts_with("default-members"));
        let members = |line| if str::starts_with(line, "members") { "members = [\"core\"]" } else { line };
        kept.map(members).collect::<Vec<_>>().join("\n")
    });
    let catalog = copy.join("core/src/catalog/rows.rs");
    rewrite(&catalog, &catalog, change);
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let path = entry.expect("a readable folder").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, target).expect("a copy");
        }
    }
}

fn rewrite(from: &Path, to: &Path, change: impl Fn(&str) -> String) {
    let text = fs::read_to_string(from).expect("a text");
    fs::write(to, change(&text)).expect("a writable file");
}

/// Returns the row of a code.
fn row<'a>(rows: &'a str, code: &str) -> &'a str {
    rows.lines().find(|line| line.split_whitespace().next() == Some(code)).expect("a row")
}

/// The two catalogs, without what else the crate can do.
const CATALOGS: [&[&str]; 2] =
    [&["--no-default-features"], &["--no-default-features", "--features", "extended"]];

/// Checks the copy with the real cargo; returns what the compiler said if it refused.
fn check(copy: &Path, features: &[&str]) -> Result<(), String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline", "-p", "mixerr", "--target-dir"])
        // Cargo takes the copies for one package: in one directory it would not see which of them it has checked.
        .arg(copy.join("target"))
        .args(features)
        .current_dir(copy)
        .output()
        .expect("cargo runs");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// Checks that the compiler refuses the copy because of its order, with these catalogs.
fn check_refused(copy: &Path, catalogs: &[&[&str]]) {
    for features in catalogs {
        let refusal = check(copy, features).expect_err("the rows compile");
        assert!(refusal.contains("catalog rows must ascend by code"), "{refusal}");
    }
}

#[test]
fn compiler_accepts_the_rows_as_they_are() {
    let copy = copy_core("unchanged", str::to_owned);
    for features in CATALOGS {
        assert_eq!(check(&copy, features), Ok(()));
    }
}

#[test]
fn compiler_refuses_two_swapped_rows() {
    let copy = copy_core("swapped", |rows| {
        let (first, second) = (row(rows, "20118"), row(rows, "20119"));
        rows.replace(&format!("{first}\n{second}\n"), &format!("{second}\n{first}\n"))
    });
    check_refused(&copy, &CATALOGS);
}

#[test]
fn compiler_refuses_two_swapped_rows_that_only_the_extended_catalog_has() {
    let copy = copy_core("swapped_extended", |rows| {
        let (first, second) = (row(rows, "10601"), row(rows, "10602"));
        rows.replace(&format!("{first}\n{second}\n"), &format!("{second}\n{first}\n"))
    });
    check_refused(&copy, &CATALOGS);
}

#[test]
fn compiler_refuses_a_repeated_code() {
    let copy = copy_core("twice", |rows| {
        let second = row(rows, "20119");
        rows.replace(second, &second.replace("20119", "20118"))
    });
    // The compiler searches for seconds for a hash of two equal codes. So it compiles one catalog.
    check_refused(&copy, &CATALOGS[..1]);
}
