//! The proof that the catalog ascends: two swapped rows do not compile.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Copies the core to a folder of its own, with its catalog changed.
fn copy_core(name: &str, change: impl Fn(&str) -> String) -> PathBuf {
    let core = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core");
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&copy);
    copy_folder(&core.join("src"), &copy.join("src"));
    let manifest = "[package]\nname = \"mixerr\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\nextended = []\n\n\
                    [dependencies]\nheapless = \"0.9\"\n\n[workspace]\n\n[lints.rust]\nunexpected_cfgs = \"allow\"\n";
    fs::write(copy.join("Cargo.toml"), manifest).expect("a writable folder");
    fs::copy(core.join("../Cargo.lock"), copy.join("Cargo.lock")).expect("a lock file");
    let catalog = copy.join("src/catalog.rs");
    let rows = fs::read_to_string(&catalog).expect("a catalog");
    fs::write(&catalog, change(&rows)).expect("a writable file");
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let path = entry.expect("a readable folder").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target)
        } else {
            fs::copy(&path, target).expect("a copy");
        }
    }
}

/// Checks the copy with the real cargo; returns what the compiler said if it refused.
fn check(copy: &Path, arguments: &[&str]) -> Result<(), String> {
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline"])
        .args(arguments)
        .env("CARGO_TARGET_DIR", copy.join("target"))
        .current_dir(copy)
        .output()
        .expect("cargo runs");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}

/// Swaps the lines of two neighbouring codes.
fn swap(rows: &str, first: &str, second: &str) -> String {
    let line =
        |code: &str| rows.lines().find(|line| line.trim_start().starts_with(code)).expect("a row").to_owned();
    let (first, second) = (line(first), line(second));
    rows.replace(&format!("{first}\n{second}\n"), &format!("{second}\n{first}\n"))
}

#[test]
fn compiler_accepts_the_rows_as_they_stand() {
    let copy = copy_core("catalog_as_it_is", str::to_owned);
    assert_eq!(check(&copy, &[]), Ok(()));
    assert_eq!(check(&copy, &["--features", "extended"]), Ok(()));
}

#[test]
fn compiler_refuses_two_swapped_rows() {
    let copy = copy_core("catalog_swapped", |rows| {
        let swapped = swap(rows, "20118 ", "20119 ");
        assert_ne!(swapped, rows, "the rows were not swapped");
        swapped
    });
    let refusal = check(&copy, &[]).expect_err("swapped rows compile");
    assert!(refusal.contains("catalog rows must ascend by code"), "{refusal}");
}

#[test]
fn compiler_refuses_a_row_that_stands_twice() {
    let copy = copy_core("catalog_twice", |rows| {
        rows.replace("    20119    202     PIN_INCORRECT ", "    20118    202     PIN_INCORRECT ")
    });
    let refusal = check(&copy, &[]).expect_err("a code that stands twice compiles");
    assert!(refusal.contains("catalog rows must ascend by code"), "{refusal}");
}
