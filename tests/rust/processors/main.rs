//! The C library and the core on other processors, under QEMU's user emulation.

mod build;

use std::fs;
use std::process::Command;

use build::{HOST, Processor, scratch};
use mixerr_tests::build::{root, succeed};
use mixerr_tests::transfers::{random_table, transfers};
use mixerr_tests::{cases, heads, receipts, sentences};

const VECTORS: &str = "tests/vectors";

/// The programs that check themselves, with their arguments. `power_cut` is the slowest: it cuts at every fifth byte.
const PROGRAMS: [(&str, &[&str]); 8] = [
    ("answers", &[VECTORS]),
    ("columns", &[VECTORS]),
    ("misuse", &[]),
    ("power_cut", &[VECTORS, "5"]),
    ("receipts", &[VECTORS]),
    ("texts", &[VECTORS]),
    ("threads", &[VECTORS]),
    ("transfers", &[VECTORS]),
];

/// Returns the vectors that a program read, from lines such as `transfers: 72 rows, 3331 checks, 0 failed`.
fn vectors(printed: &str) -> usize {
    let words: Vec<&str> = printed.split_whitespace().collect();
    let counts =
        words.windows(2).filter(|pair| ["cases,", "receipts,", "heads,", "rows,"].contains(&pair[1]));
    counts.map(|pair| pair[0].parse::<usize>().expect("a count")).sum()
}

/// Runs every program on a processor, and compares its row in `ffi/README.md`.
fn run_programs(processor: &Processor) {
    let mut passed = 0;
    for (name, arguments) in PROGRAMS {
        passed += vectors(&printed(processor, name, arguments));
    }
    let all = cases().len() + sentences().len() + receipts().len() + heads().len() + transfers().len();
    assert_eq!(passed, all);
    let (bits, byte_order) = processor.word();
    let row = format!("| {} | `{}` | {bits} | {byte_order} | {passed} |", processor.name, processor.target);
    let page = fs::read_to_string(root().join("ffi/README.md")).expect("a README");
    assert!(page.lines().any(|line| line == row), "ffi/README.md has another row than\n{row}");
}

/// Returns what a program prints.
fn printed(processor: &Processor, name: &str, arguments: &[&str]) -> String {
    String::from_utf8(succeed(processor.run(name).args(arguments)).stdout).expect("UTF-8")
}

/// Returns the lines that name the constants of the enums.
fn constants(layout: &str) -> Vec<&str> {
    layout.lines().filter(|line| line.starts_with("MIXERR_")).collect()
}

/// Checks that the catalog, the formatted texts and the numbers of the enums are those of the host, which other tests
/// compare with the core. The layout is the same if a pointer has as many bytes.
fn compare_with_host(processor: &Processor) {
    for (name, arguments) in [("catalog", [].as_slice()), ("texts", &[VECTORS])] {
        assert!(printed(processor, name, arguments) == printed(&HOST, name, arguments), "{name} differs");
    }
    let layout = printed(processor, "layout", &[]);
    let of_the_host = printed(&HOST, "layout", &[]);
    if processor.word().0 == HOST.word().0 {
        assert_eq!(layout, of_the_host);
    }
    assert_eq!(constants(&layout), constants(&of_the_host));
    // Its assertions are evaluated by the compiler.
    succeed(Command::new(processor.compiler).args([
        "-std=c99",
        "-Iinclude",
        "-fsyntax-only",
        "tests/c/numbers.c",
    ]));
}

/// Checks payments of the host. A third of them continue with a record that the host saved, and the last record of each is
/// compared with the host's. So every processor restores the records of every other.
fn restore_records_of_host(processor: &Processor) {
    let directory = scratch(&format!("{}/random_transfers", processor.name));
    fs::write(directory.join("transfers.tsv"), random_table()).expect("a table");
    succeed(processor.run("transfers").arg(directory));
}

/// Checks that the shared library needs no other library, and that a program can load it.
fn load_shared_library(processor: &Processor) {
    let library = processor.libraries().join("libmixerr.so");
    let dynamic = succeed(Command::new("readelf").args(["--dynamic", "--wide"]).arg(&library)).stdout;
    let dynamic = String::from_utf8_lossy(&dynamic);
    assert!(dynamic.contains("(SONAME)") && !dynamic.contains("(NEEDED)"), "{dynamic}");
    assert_eq!(printed(processor, "load", &[&library.to_string_lossy()]), "PIN_INCORRECT\n");
}

/// Runs tests of a package. They require Rust's standard library for the target.
fn run_tests(processor: &Processor, arguments: &[&str]) {
    let printed = succeed(processor.cargo("test").args(arguments)).stdout;
    let printed = String::from_utf8_lossy(&printed);
    assert!(printed.contains("test result: ok. ") && !printed.contains("ok. 0 passed"), "{printed}");
}

/// Defines the tests of a processor.
macro_rules! processors {
    ($($module:ident: $name:literal, $target:literal, $compiler:literal, $emulator:literal;)*) => {
        $(
            mod $module {
                use super::*;

                pub(super) const PROCESSOR: Processor =
                    Processor { name: $name, target: $target, compiler: $compiler, emulator: $emulator };

                #[test]
                fn programs_pass() {
                    run_programs(&PROCESSOR);
                }

                #[test]
                fn outputs_are_those_of_the_host() {
                    compare_with_host(&PROCESSOR);
                }

                #[test]
                fn records_of_the_host_are_restored() {
                    restore_records_of_host(&PROCESSOR);
                }

                #[test]
                fn shared_library_loads() {
                    load_shared_library(&PROCESSOR);
                }

                /// With SIMD, as the C library has it.
                #[test]
                fn unit_tests_of_the_core_pass() {
                    run_tests(&PROCESSOR, &["-p", "mixerr", "--lib", "--features", "simd,explain"]);
                }
            }
        )*

        #[test]
        fn readme_has_a_row_for_each_processor() {
            let page = fs::read_to_string(root().join("ffi/README.md")).expect("a README");
            let rows = page.lines().filter(|line| line.contains("-unknown-linux-gnu"));
            assert_eq!(rows.count(), [$($name),*].len());
        }
    };
}

processors! {
    i686: "i686", "i686-unknown-linux-gnu", "i686-linux-gnu-gcc", "qemu-i386";
    aarch64: "aarch64", "aarch64-unknown-linux-gnu", "aarch64-linux-gnu-gcc", "qemu-aarch64";
    armhf: "armhf", "armv7-unknown-linux-gnueabihf", "arm-linux-gnueabihf-gcc", "qemu-arm";
    riscv64: "riscv64", "riscv64gc-unknown-linux-gnu", "riscv64-linux-gnu-gcc", "qemu-riscv64";
    s390x: "s390x", "s390x-unknown-linux-gnu", "s390x-linux-gnu-gcc", "qemu-s390x";
}

/// The core's tests that read every table in every split, with the other byte order.
#[test]
fn tests_of_the_core_pass_on_s390x() {
    let tests =
        ["vectors::", "splits::", "columns::", "head::", "receipt::", "receipt_contract::", "texts::"];
    let mut arguments = vec!["-p", "mixerr-tests", "--features", "simd", "--test", "core", "--"];
    arguments.extend(tests);
    run_tests(&s390x::PROCESSOR, &arguments);
}

#[test]
fn vectors_are_counted_once() {
    assert_eq!(
        vectors("answers: 3 cases, 20 readings, 0 failed\nreceipts: 2 receipts, 1 heads, 9 checks\n"),
        6
    );
    assert_eq!(vectors("texts: 214256 checks, 0 failed\n"), 0);
}
