//! The README's tables and commands, against what they tell of.

use std::path::{Path, PathBuf};
use std::process::Command;

use mixerr::{Action, CATALOG, DESCRIPTION_CAPACITY, EXTRA_CAPACITY, MAX_DEPTH};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("a README")
}

/// Returns what stands between the two marks of a table.
fn between(readme: &str, name: &str) -> String {
    let (_, rest) = readme.split_once(&format!("<!-- {name} -->\n")).expect("the mark before the table");
    rest.split_once(&format!("<!-- /{name} -->\n")).expect("the mark behind the table").0.to_owned()
}

#[test]
fn catalog_table_is_what_explain_writes() {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "explain", "--", "list", "--markdown"])
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("explain"))
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let table = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(table.lines().count(), CATALOG.len() + 2);
    assert_eq!(between(&readme(), "catalog"), table, "run: cargo run --example explain -- list --markdown");
}

#[test]
fn first_command_tells_what_the_answer_is() {
    let readme = readme();
    let command =
        readme.lines().find(|line| line.starts_with("cargo run -q --example explain")).expect("the command");
    let output = Command::new("sh")
        .args(["-c", command])
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("explain"))
        .current_dir(root())
        .output()
        .expect("a shell");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("API error 10002 INVALID_FIELD\n"));
}

#[test]
fn limits_table_tells_the_constants() {
    let readme = readme();
    assert!(readme.contains(&format!("| description | {DESCRIPTION_CAPACITY} bytes, or your `D` |")));
    assert!(readme.contains(&format!("| extra, as compact JSON | {EXTRA_CAPACITY} bytes, or your `X` |")));
    assert!(readme.contains(&format!("| nesting | {MAX_DEPTH} containers (`MAX_DEPTH`) |")));
}

#[test]
fn action_table_tells_every_action() {
    let readme = readme();
    for action in Action::ALL {
        assert!(
            readme.lines().any(|line| line.starts_with('|') && line.contains(&format!("`{action}`"))),
            "{action}"
        );
    }
}
