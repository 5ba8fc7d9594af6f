//! Writes `mixerr.txt`, the public API of the crate `mixerr` for each set of features: `cargo run --manifest-path
//! tests/tools/api/Cargo.toml`. Its tests fail if the API differs from the list; `tests/run --long` runs them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use public_api::Builder;

/// The version of Rust whose rustdoc writes the JSON that `public-api` reads.
const RUST: &str = "1.95.0";

const FEATURES: [&str; 7] = ["defmt", "explain", "extended", "serde", "simd", "small", "transfer"];

const HEADER: &str = "\
# The public API of the crate mixerr, without #[doc(hidden)] items. Each section needs its features. tests/tools/refresh
# writes this file.
";

fn main() {
    std::fs::write(list_path(), list()).expect("a file that can be written");
}

fn list_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("mixerr.txt")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// Returns true if the default compiler writes the right form of JSON.
fn has_rust() -> bool {
    let output = Command::new("rustc").arg("--version").output().expect("rustc");
    let minor = RUST.rsplit_once('.').expect("a version").0;
    String::from_utf8_lossy(&output.stdout).starts_with(&format!("rustc {minor}."))
}

/// Returns a command for cargo of the version `RUST`, which it installs if necessary.
fn cargo() -> Command {
    if has_rust() {
        return Command::new("cargo");
    }
    let mut install = Command::new("rustup");
    let is_installed = install.args(["toolchain", "install", "--profile", "minimal", RUST]).status();
    let is_installed = is_installed.is_ok_and(|status| status.success());
    assert!(is_installed, "the list of the public API needs Rust {RUST}: rustup toolchain install {RUST}");
    let mut cargo = Command::new("rustup");
    cargo.args(["run", RUST, "cargo"]);
    cargo
}

/// Returns rustdoc's JSON for a set of features.
fn rustdoc_json(features: &[&str]) -> PathBuf {
    let target = root().join("target/api");
    let mut cargo = cargo();
    cargo.args(["rustdoc", "--quiet", "--locked", "-p", "mixerr", "--lib", "--no-default-features"]);
    cargo.args(["--features", &features.join(","), "--target-dir"]).arg(&target);
    // The output as JSON is not stable.
    cargo.args(["--", "-Zunstable-options", "--output-format=json"]).env("RUSTC_BOOTSTRAP", "1");
    let status = cargo.current_dir(root()).status();
    assert!(status.is_ok_and(|status| status.success()), "{cargo:?}");
    target.join("doc/mixerr.json")
}

/// Returns the lines of the API for a set of features, with the implementations that the compiler adds or without.
fn api(features: &[&str], with_auto_traits: bool) -> Vec<String> {
    // rustdoc writes the same file for every test.
    static FILE: Mutex<()> = Mutex::new(());
    let _lock = FILE.lock();
    let builder = Builder::from_rustdoc_json(rustdoc_json(features)).omit_blanket_impls(true);
    let api = builder.omit_auto_trait_impls(!with_auto_traits).build();
    let api = api.unwrap_or_else(|error| panic!("public-api: {error}"));
    let mut lines: Vec<String> = api.items().map(ToString::to_string).collect();
    // An `impl` without a trait has a line for each block.
    let mut seen = BTreeSet::new();
    lines.retain(|line| !line.contains("StructuralPartialEq") && seen.insert(line.clone()));
    lines
}

/// Returns the list as it should be: a section for each set of features that an item needs.
fn list() -> String {
    let all = api(&FEATURES, false);
    let mut needed: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for without in FEATURES {
        let others: Vec<&str> = FEATURES.into_iter().filter(|feature| *feature != without).collect();
        let rest: BTreeSet<String> = api(&others, false).into_iter().collect();
        for line in all.iter().filter(|line| !rest.contains(*line)) {
            needed.entry(line).or_default().push(without);
        }
    }
    let mut sections: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in &all {
        sections.entry(needed.remove(&**line).unwrap_or_default().join(", ")).or_default().push(line);
    }
    let sections = sections.iter().map(|(features, lines)| {
        format!("\n[{}]\n{}\n", if features.is_empty() { "always" } else { features }, lines.join("\n"))
    });
    HEADER.to_owned() + &sections.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_those_of_the_manifest() {
        let manifest = std::fs::read_to_string(root().join("core/Cargo.toml")).expect("a manifest");
        let (_, rest) = manifest.split_once("[features]\n").expect("features");
        let section = rest.split("\n[").next().unwrap_or_default();
        let names = section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
        let names: BTreeSet<&str> = names.filter(|name| *name != "default").collect();
        assert_eq!(names, BTreeSet::from(FEATURES));
    }

    #[test]
    fn list_is_fresh() {
        let committed = std::fs::read_to_string(list_path()).expect("a list");
        let fresh = list();
        let only = |here: &str, there: &str, sign| {
            let there: BTreeSet<&str> = there.lines().collect();
            here.lines().filter(|line| !there.contains(line)).map(|line| format!("{sign} {line}\n")).collect()
        };
        let (removed, added): (String, String) =
            (only(&committed, &fresh, '-'), only(&fresh, &committed, '+'));
        assert!(committed == fresh, "the public API has changed: tests/tools/refresh\n{removed}{added}");
    }

    /// A version of another crate in a signature would make each of its breaking changes one of ours.
    #[test]
    fn signatures_name_stable_crates_only() {
        for line in api(&FEATURES, false) {
            for path in line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')) {
                if let Some((first, _)) = path.split_once("::") {
                    // The last three begin paths that are not in a crate.
                    let stable = ["core", "mixerr", "serde_core", "defmt", "Self", "", "u32"];
                    assert!(stable.contains(&first), "{line}");
                }
            }
        }
    }

    #[test]
    fn every_type_is_send_sync_unpin_clone_and_debug() {
        let lines = api(&FEATURES, true);
        let implementations: BTreeSet<(&str, &str)> =
            lines.iter().filter_map(|line| line.strip_prefix("impl")?.split_once(" for ")).collect();
        let mut count = 0;
        for line in &lines {
            let words: Vec<&str> = line.split(' ').collect();
            let Some(at) = words.iter().position(|word| ["struct", "enum"].contains(word)) else { continue };
            let name = words[at + 1].split(['<', '(']).next().expect("a name");
            for wanted in ["marker::Send", "marker::Sync", "marker::Unpin", "clone::Clone", "fmt::Debug"] {
                let has = implementations.iter().any(|(implemented, r#type)| {
                    implemented.ends_with(&format!(" core::{wanted}"))
                        && r#type.split('<').next() == Some(name)
                });
                assert!(has, "{name} is not {wanted}");
            }
            count += 1;
        }
        assert!(count > 30, "{count} types");
    }
}
