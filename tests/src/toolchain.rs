//! Finds a Rust compiler for microcontrollers and for other processors.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Debian's compiler. Its packages include the source of `core`.
const DEBIAN: &str = "/usr/bin/rustc";

/// Returns a cargo command for `targets`: with rustup's compiler if it has them, else with Debian's, which builds
/// `core` first.
///
/// # Panics
///
/// If neither compiler is installed.
#[must_use]
pub fn cargo(targets: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    if targets.iter().all(|target| is_installed(target)) {
        return cargo;
    }
    assert!(
        has_source_of_core(),
        "needs `rustup target add {}`, or the Debian packages rustc-web and rust-web-src",
        targets.join(" ")
    );
    cargo.arg("-Zbuild-std=core").env("RUSTC", DEBIAN).env("RUSTC_BOOTSTRAP", "1");
    if let Some(linker) = rustup_linker() {
        for target in targets {
            cargo.env(variable(target, "LINKER"), &linker);
        }
    }
    cargo
}

/// Returns the name of a variable that sets an option of cargo for a target, such as `LINKER`.
#[must_use]
pub fn variable(target: &str, option: &str) -> String {
    format!("CARGO_TARGET_{}_{option}", target.to_uppercase().replace(['-', '.'], "_"))
}

fn is_installed(target: &str) -> bool {
    printed("rustc", &["--print", "target-libdir", "--target", target]).is_some_and(|path| path.is_dir())
}

fn has_source_of_core() -> bool {
    printed(DEBIAN, &["--print", "sysroot"])
        .is_some_and(|root| root.join("lib/rustlib/src/rust/library/core").is_dir())
}

/// Returns rustup's linker, which links for every core. Debian's compiler has no linker for these cores.
fn rustup_linker() -> Option<PathBuf> {
    let libraries = printed("rustc", &["--print", "target-libdir"])?;
    Some(libraries.parent()?.join("bin/rust-lld")).filter(|linker| linker.is_file())
}

/// Runs a command and returns the path that it prints; `None` if it fails.
fn printed(program: &str, arguments: &[&str]) -> Option<PathBuf> {
    let output =
        Command::new(program).args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(Path::new(std::str::from_utf8(&output.stdout).ok()?.trim()).into())
}
