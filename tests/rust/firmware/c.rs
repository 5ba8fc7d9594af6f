//! The C library on microcontrollers: images on the boards of QEMU, and the symbols of the libraries.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use mixerr_tests::build::{output, root, succeed, symbols};
use mixerr_tests::{cases, heads, receipts, sentences, transfers};

/// The limit of seconds for a board. QEMU does not end on its own.
const SECONDS: &str = "120";

/// These functions need the complete body in memory, so they read no body of a megabyte.
const COMPLETE: [&str; 4] = ["mixerr_read", "mixerr_read_columns", "mixerr_read_columns64", "mixerr_explain"];

/// Builds the library for a target once, and returns its directory.
fn library(target: &'static str) -> PathBuf {
    static BUILT: Mutex<BTreeMap<&str, PathBuf>> = Mutex::new(BTreeMap::new());
    // After a failed build the next test builds again, and prints the error again.
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let directory = built.entry(target).or_insert_with(|| {
        let printed = succeed(Command::new("ffi/build-embedded").arg(target)).stdout;
        let directory = String::from_utf8(printed).expect("a path");
        PathBuf::from(directory.trim())
    });
    directory.clone()
}

/// A board of QEMU and its Rust target.
struct Board {
    name: &'static str,
    target: &'static str,
}

impl Board {
    /// Builds and runs an image from a directory. Returns its output.
    fn run(&self, directory: &str, goal: &str) -> String {
        let mut make = Command::new("timeout");
        make.args([SECONDS, "make", "--silent", "-C", directory, goal]);
        make.arg(format!("BOARD={}", self.name));
        make.arg(format!("MIXERR={}", library(self.target).display()));
        make.arg(format!("OUT={}/firmware/{goal}/{}", env!("CARGO_TARGET_TMPDIR"), self.name));
        String::from_utf8(succeed(&mut make).stdout).expect("UTF-8")
    }

    fn prints_what_the_wallet_does(&self) {
        assert_eq!(self.run("examples/firmware/c", "run"), crate::wallet::TRANSCRIPT);
    }

    /// The wallet's buffers are static.
    fn needs_the_memory_of_the_table(&self) {
        let printed = self.run("tests/firmware", "run-wallet");
        let stack = printed.lines().rev().find_map(|line| line.strip_prefix("stack: "));
        let sizes = self.run("tests/firmware", "size-wallet");
        let ram = sizes.lines().skip(1).flat_map(|row| row.split_whitespace().skip(1).take(2));
        let ram: usize = ram.map(|size| size.parse::<usize>().expect("a size")).sum();
        assert!(ram > 0, "{sizes}");
        crate::wallet::check_memory(
            self.target,
            "C: stack",
            stack.expect("a figure").parse().expect("a number"),
        );
        crate::wallet::check_memory(self.target, "C: static RAM", ram);
    }

    /// Tables that do not fit into the board's flash are read in several parts.
    fn reads_every_case(&self) {
        let printed = self.run("tests/firmware", "run-vectors");
        let cases_of = |line: &str| {
            let (cases, failed) = line.strip_prefix("vectors: ")?.split_once(" cases, ")?;
            (failed == "0 failed").then(|| cases.parse::<usize>().ok()).flatten()
        };
        let read: Option<usize> = printed.lines().map(cases_of).sum();
        let rows =
            [cases().len(), sentences().len(), receipts().len(), heads().len(), transfers::transfers().len()];
        assert_eq!(read, Some(rows.iter().sum()), "{printed}");
    }

    fn takes_as_much_stack_for_deep_and_long_bodies(&self) {
        let printed = self.run("tests/firmware", "run-stack");
        let mut bytes = BTreeMap::<&str, BTreeMap<&str, u32>>::new();
        for line in printed.lines() {
            let [function, body, taken] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
            bytes.entry(function).or_default().insert(body, taken.parse().expect("a number"));
        }
        for (function, bytes) in &bytes {
            let Some(shallow) = bytes.get("depth_2") else { continue };
            for body in ["depth_64", "array_of_1_mb", "text_of_1_mb"] {
                if !COMPLETE.contains(function) || body == "depth_64" {
                    assert_eq!(bytes.get(body), Some(shallow), "{function}, {body}");
                }
            }
        }
        let listed = std::fs::read_to_string(root().join("tests/c/symbols.txt")).expect("the list");
        assert!(bytes.keys().copied().eq(listed.lines()), "not the functions of the library: {bytes:?}");
    }
}

macro_rules! on_every_board {
    ($($module:ident $name:literal $target:literal)*) => { $(
        mod $module {
            const BOARD: super::Board = super::Board { name: $name, target: $target };

            #[test]
            fn wallet_prints_the_same_as_on_every_board() {
                BOARD.prints_what_the_wallet_does();
            }

            #[test]
            fn wallet_needs_the_memory_of_the_table() {
                BOARD.needs_the_memory_of_the_table();
            }

            #[test]
            fn vectors_hold_as_on_the_host() {
                BOARD.reads_every_case();
            }

            #[test]
            fn stack_is_the_same_for_deep_and_long_bodies() {
                BOARD.takes_as_much_stack_for_deep_and_long_bodies();
            }
        }
    )* };
}

on_every_board! {
    cortex_m0  "microbit"   "thumbv6m-none-eabi"
    cortex_m3  "mps2-an385" "thumbv7m-none-eabi"
    cortex_m4f "mps2-an386" "thumbv7em-none-eabihf"
    cortex_m33 "mps2-an505" "thumbv8m.main-none-eabihf"
    riscv32    "virt"       "riscv32imac-unknown-none-elf"
}

/// The targets of microcontrollers, with the prefixes of their binutils.
const TARGETS: [(&str, &str); 5] = [
    ("thumbv6m-none-eabi", "arm-none-eabi-"),
    ("thumbv7m-none-eabi", "arm-none-eabi-"),
    ("thumbv7em-none-eabihf", "arm-none-eabi-"),
    ("thumbv8m.main-none-eabihf", "arm-none-eabi-"),
    ("riscv32imac-unknown-none-elf", "riscv64-unknown-elf-"),
];

/// Returns true if a library may need this symbol: functions that copy, and multiplication and division for cores without them. No panic,
/// allocation or float is among them.
fn may_be_needed(symbol: &str) -> bool {
    let copies = ["memcpy", "memmove", "memset", "memclr", "memcmp", "bcmp"];
    let calculates = ["__aeabi_lmul", "__aeabi_uidiv", "__aeabi_uidivmod"];
    let name = symbol.strip_prefix("__aeabi_").unwrap_or(symbol).trim_end_matches(['4', '8']);
    copies.contains(&name) || calculates.contains(&symbol)
}

/// Returns the symbols of a target's library that `nm` lists.
fn symbols_of(target: &'static str, prefix: &str, which: &str) -> Vec<String> {
    symbols(&library(target).join("lib/libmixerr.a"), prefix, which)
}

#[test]
fn library_defines_the_functions_of_the_header_alone_for_every_core() {
    let listed = std::fs::read_to_string(root().join("tests/c/symbols.txt")).expect("the list");
    for (target, prefix) in TARGETS {
        assert_eq!(
            symbols_of(target, prefix, "--defined-only"),
            listed.lines().collect::<Vec<_>>(),
            "{target}"
        );
    }
}

#[test]
fn library_needs_no_panic_memory_or_float_on_any_core() {
    for (target, prefix) in TARGETS {
        for symbol in symbols_of(target, prefix, "--undefined-only") {
            assert!(may_be_needed(&symbol), "{target} needs {symbol}");
        }
    }
}

/// The functions that can panic depend on the options, because they decide what the compiler inlines.
#[test]
fn library_needs_no_panic_with_any_option() {
    for options in [&["--size"][..], &["--small"], &["--size", "--small"]] {
        for (target, prefix) in [TARGETS[0], TARGETS[4]] {
            let printed = succeed(Command::new("ffi/build-embedded").args(options).arg(target)).stdout;
            let directory = String::from_utf8(printed).expect("a path");
            let archive = PathBuf::from(directory.trim()).join("lib/libmixerr.a");
            for symbol in symbols(&archive, prefix, "--undefined-only") {
                assert!(may_be_needed(&symbol), "{target} {options:?} needs {symbol}");
            }
        }
    }
}

#[test]
fn library_has_no_static_ram_on_any_core() {
    for (target, prefix) in TARGETS {
        let archive = library(target).join("lib/libmixerr.a");
        let printed = succeed(Command::new(format!("{prefix}size")).arg("--totals").arg(archive)).stdout;
        let printed = String::from_utf8(printed).expect("UTF-8");
        let totals: Vec<&str> = printed.lines().last().expect("the totals").split_whitespace().collect();
        let [text, data, bss, ..] = totals[..] else { panic!("{printed}") };
        assert!(text.parse::<u32>().is_ok_and(|text| text > 0), "{target}: {printed}");
        assert_eq!([data, bss], ["0", "0"], "{target}: .data and .bss");
    }
}

#[test]
fn library_for_web_assembly_exports_the_functions_of_the_header() {
    let directory = library("wasm32-unknown-unknown");
    let module = std::fs::read(directory.join("lib/mixerr.wasm")).expect("the module");
    assert!(directory.join("lib/libmixerr.a").exists() && directory.join("include/mixerr.h").exists());
    let listed = std::fs::read_to_string(root().join("tests/c/symbols.txt")).expect("the list");
    for name in listed.lines() {
        // An export consists of the length of the name, the name, and 0 for a function.
        let export = [&[u8::try_from(name.len()).expect("short")], name.as_bytes(), &[0]].concat();
        assert!(module.windows(export.len()).any(|bytes| bytes == export), "no export {name}");
    }
}

#[test]
fn build_embedded_refuses_an_unknown_target() {
    let refused = output(Command::new("ffi/build-embedded").arg("thumbv5-none-eabi"));
    assert_eq!(refused.status.code(), Some(64));
    assert_eq!(
        String::from_utf8_lossy(&refused.stderr),
        "ffi/build-embedded: no such target: thumbv5-none-eabi\n"
    );
}
