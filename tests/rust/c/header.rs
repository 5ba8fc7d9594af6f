//! The header compiles by itself, as every C and C++, with every compiler, and for a microcontroller.

use std::fs;
use std::process::Command;

use crate::build::scratch;
use mixerr_tests::build::succeed;

const WARNINGS: [&str; 6] = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-Wconversion", "-fsyntax-only"];

/// Compiles a file that holds the header and nothing else but a function that uses it.
fn compiles(compiler: &str, standards: &[&str], options: &[&str]) {
    let extension = if compiler.contains("++") { "cpp" } else { "c" };
    let source = scratch("header").join(format!("{compiler}.{extension}"));
    let text = "#include \"mixerr.h\"\n\
        mixerr_status use(mixerr_response *out);\n\
        mixerr_status use(mixerr_response *out) { return mixerr_read(202, NULL, 0, out); }\n";
    fs::write(&source, text).expect("a source");
    for standard in standards {
        let mut compile = Command::new(compiler);
        compile.arg(format!("-std={standard}")).args(WARNINGS).args(options).arg("-Iinclude");
        succeed(compile.arg(&source));
    }
}

const C: [&str; 4] = ["c99", "c11", "c17", "c2x"];
const CPP: [&str; 5] = ["c++11", "c++14", "c++17", "c++20", "c++2b"];

#[test]
fn header_compiles_as_c_with_gcc() {
    compiles("gcc", &C, &[]);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_as_c_with_clang() {
    compiles("clang", &C, &[]);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_as_cpp_with_gcc() {
    compiles("g++", &CPP, &[]);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_as_cpp_with_clang() {
    compiles("clang++", &CPP, &[]);
}

/// No compiler of Debian 12 says that it knows C23, whose enums can have a type; clang has such enums anyway.
#[test]
#[ignore = "tests/run"]
fn header_compiles_as_c23_with_clang() {
    let silence = ["-Wno-builtin-macro-redefined", "-Wno-fixed-enum-extension"];
    let c23 = [&["-U__STDC_VERSION__", "-D__STDC_VERSION__=202311L"], &silence[..]].concat();
    compiles("clang", &["c2x"], &c23);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_for_a_cortex_m0() {
    compiles("arm-none-eabi-gcc", &C, &["-mcpu=cortex-m0", "-mthumb", "-ffreestanding"]);
}
