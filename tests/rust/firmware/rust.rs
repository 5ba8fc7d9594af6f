//! The Rust firmware in QEMU: the wallet's transcript and the tables, on every board.
//!
//! An image links only if no panic is reachable in it.

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use mixerr_tests::build::root;
use mixerr_tests::toolchain;

use crate::wallet;

/// The targets. `.cargo/config.toml` of the firmware assigns a board to each.
const TARGETS: [&str; 5] = [
    "thumbv6m-none-eabi",
    "thumbv7m-none-eabi",
    "thumbv7em-none-eabihf",
    "thumbv8m.main-none-eabihf",
    "riscv32imac-unknown-none-elf",
];

/// The emulators and their Debian packages.
const EMULATORS: [(&str, &str); 2] =
    [("qemu-system-arm", "qemu-system-arm"), ("qemu-system-riscv32", "qemu-system-misc")];

/// The limit of seconds for a board, including the build. A working board needs one second.
const MOST_SECONDS: &str = "120";

const ANSWERS: &str = include_str!("../../vectors/answers.tsv");
const EXTENDED: &str = include_str!("../../vectors/extended.tsv");
const RECEIPTS: &str = include_str!("../../vectors/receipts.tsv");
const TRANSFERS: &str = include_str!("../../vectors/transfers.tsv");
const HEADS: &str = include_str!("../../vectors/heads.tsv");
const GRAMMAR: &str = include_str!("../../vectors/grammar.tsv");

/// The firmware's target directory. One test uses it at a time, because images of the same name replace each other.
struct Firmware(#[expect(dead_code, reason = "locked during builds")] MutexGuard<'static, ()>);

impl Firmware {
    fn lock() -> Self {
        static BUILDS: Mutex<()> = Mutex::new(());
        Self(BUILDS.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a cargo command in the wallet's directory, whose `.cargo/config.toml` assigns a board to each target.
    fn cargo(&self, command: &str, targets: &[&str], arguments: &[&str]) -> Output {
        let cargo = toolchain::cargo(&TARGETS);
        let mut limited = Command::new("timeout");
        limited.arg(if command == "run" { MOST_SECONDS } else { "0" });
        limited.arg(cargo.get_program()).args(cargo.get_args());
        limited.envs(cargo.get_envs().filter_map(|(name, value)| Some((name, value?))));
        limited.args([command, "--quiet", "--release", "--locked", "--target-dir"]);
        limited.arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("firmware_rust"));
        limited.args(targets.iter().flat_map(|target| ["--target", target])).args(arguments);
        limited.current_dir(root().join("examples/firmware/rust")).stdin(Stdio::null());
        limited.output().expect("timeout runs")
    }

    /// Runs an image on the boards of `targets`, and passes the target and the output to `check`.
    fn run(&self, targets: &[&str], arguments: &[&str], check: impl Fn(&str, &str)) {
        for (emulator, package) in EMULATORS {
            let version = Command::new(emulator).arg("--version").output();
            assert!(version.is_ok(), "needs {emulator} (Debian package {package})");
        }
        let built = self.cargo("build", targets, arguments);
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        for target in targets {
            let ran = self.cargo("run", &[target], arguments);
            let printed = String::from_utf8_lossy(&ran.stdout);
            let said = String::from_utf8_lossy(&ran.stderr);
            assert!(ran.status.success(), "{target}: {}\n{printed}\n{said}", ran.status);
            check(target, &printed);
        }
    }

    /// Runs an image on the boards of `targets`. Each must print `expected`.
    fn prints(&self, targets: &[&str], expected: &str, arguments: &[&str]) {
        self.run(targets, arguments, |target, printed| assert_eq!(printed, expected, "{target}"));
    }
}

/// Returns the number of rows that are neither empty nor comments.
fn rows(table: &str) -> usize {
    table.lines().filter(|row| !row.is_empty() && !row.starts_with('#')).count()
}

#[test]
fn wallet_prints_the_transcript_on_every_board() {
    let expected = wallet::common(wallet::TRANSCRIPT);
    Firmware::lock().run(&TARGETS, &["--bin", "wallet"], |target, printed| {
        assert_eq!(wallet::common(printed), expected, "{target}");
    });
}

#[test]
fn wallet_needs_the_memory_of_the_table_on_every_board() {
    Firmware::lock().run(&TARGETS, &["--bin", "stack"], |target, printed| {
        let bytes = printed.lines().last().and_then(|line| line.strip_prefix("stack: ")).expect("a figure");
        wallet::check_memory(target, "Rust: stack", bytes.parse().expect("a number"));
    });
}

/// Checks that every row of a table passes on every board, and that the program notices its wrong rows.
fn passes(program: &str, name: &str, wrong: usize, table: &str) {
    passes_on(&TARGETS, program, name, wrong, table, &[]);
}

/// Checks the same on the boards of `targets`.
fn passes_on(targets: &[&str], program: &str, name: &str, wrong: usize, table: &str, arguments: &[&str]) {
    let cases = rows(table);
    Firmware::lock().prints(
        targets,
        &format!("wrong rows: {wrong} cases, 0 missed\n{name}: {cases} cases, 0 failed\n"),
        &[&["--manifest-path", "../../../tests/firmware/rust/Cargo.toml", "--bin", program], arguments]
            .concat(),
    );
}

/// Checks the answers with the base catalog.
fn vectors_pass_with_the_base_catalog(targets: &[&str]) {
    passes_on(targets, "vectors", "vectors", 20, ANSWERS, &["--no-default-features"]);
}

#[test]
fn vectors_pass_on_a_board_with_the_base_catalog() {
    vectors_pass_with_the_base_catalog(&TARGETS[..1]);
}

#[test]
fn vectors_pass_on_every_board_with_the_extended_catalog() {
    passes("vectors", "vectors", 20, ANSWERS);
    passes("vectors_extended", "vectors", 20, EXTENDED);
}

#[test]
fn receipts_pass_on_every_board() {
    passes("receipts", "receipts", 6, RECEIPTS);
}

#[test]
fn transfers_pass_on_every_board() {
    passes("transfers", "transfers", 9, TRANSFERS);
}

#[test]
fn heads_pass_on_every_board() {
    passes("heads", "heads", 7, HEADS);
}

#[test]
fn grammar_passes_on_every_board() {
    passes("grammar", "grammar", 7, GRAMMAR);
}

/// Checks that the images for these targets do not link if a panic is reachable.
fn does_not_link_with_a_panic(targets: &[&str]) {
    let firmware = Firmware::lock();
    let compiled = firmware.cargo("build", targets, &["--lib", "--features", "panic"]);
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    for target in targets {
        let built = firmware.cargo("build", &[target], &["--bin", "wallet", "--features", "panic"]);
        let said = String::from_utf8_lossy(&built.stderr);
        assert!(!built.status.success(), "{target}: the image with a panic links: the proof proves nothing");
        assert!(said.contains("undefined symbol: a_panic_can_be_reached"), "{target}: {said}");
    }
}

#[test]
fn link_fails_when_a_panic_can_be_reached() {
    does_not_link_with_a_panic(&TARGETS[..1]);
}

/// The other boards.
mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn vectors_pass_on_every_other_board_with_the_base_catalog() {
        vectors_pass_with_the_base_catalog(&TARGETS[1..]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn link_fails_on_every_other_board_when_a_panic_can_be_reached() {
        does_not_link_with_a_panic(&TARGETS[1..]);
    }
}
