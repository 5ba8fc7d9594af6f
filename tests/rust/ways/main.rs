//! The ways to get mixerr into a program: every block of `ffi/README.md`, the Go package, and the packed crate.

mod build;
mod cmake;
mod conan;
mod go;
mod meson;
mod names;
mod registry;

use std::fs;
use std::process::Command;

use build::{Project, block, block_with_installation, first_block, needed, reads, scratch};
use mixerr_tests::build::{root, succeed};

#[test]
fn every_block_has_a_test() {
    let page = fs::read_to_string(root().join("ffi/README.md")).expect("a README");
    assert_eq!(page.matches("\n```\n").count(), 15, "a new block needs a test");
}

#[test]
fn compiler_command_links_the_static_library() {
    let project = Project::new("command");
    succeed(&mut project.shell(&block("A compiler command", "sh")));
    reads(&project.directory.join("wallet"));
}

#[test]
fn make_links_the_static_library() {
    let project = Project::new("make");
    let target = mixerr_tests::build::target(env!("CARGO_TARGET_TMPDIR"));
    let rules = block("make", "make").replace("../mixerr/target/", &format!("{}/", target.display()));
    project.write("Makefile", &format!(".POSIX:\n{rules}\n"));
    succeed(&mut project.shell("make CFLAGS='-std=c99 -pedantic -Wall -Wextra -Werror'"));
    reads(&project.directory.join("wallet"));
}

#[test]
fn pkg_config_links_both_libraries() {
    let project = Project::new("pkg_config");
    succeed(&mut project.shell(&block_with_installation("pkg-config", "sh")));
    for (name, is_shared) in [("wallet", true), ("wallet_static", false)] {
        let program = project.directory.join(name);
        assert_eq!(needed(&program).contains("[libmixerr.so.1]"), is_shared, "{}", needed(&program));
        reads(&program);
    }
}

#[test]
fn pkg_config_keeps_an_absolute_directory() {
    let build = scratch("absolute");
    let directories = ["-DCMAKE_INSTALL_LIBDIR=lib", "-DCMAKE_INSTALL_INCLUDEDIR=/elsewhere/include"];
    succeed(Command::new("cmake").args(directories).args(["-S", "ffi", "-B"]).arg(&build));
    let printed = succeed(Command::new("pkg-config").arg("--cflags").arg(build.join("mixerr.pc"))).stdout;
    assert_eq!(String::from_utf8_lossy(&printed).trim(), "-I/elsewhere/include");
}

/// The program is the README's example for microcontrollers, which has no `main`.
#[test]
fn microcontroller_library_compiles_with_the_readme_s_example() {
    let project = Project::new("microcontroller");
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let (_, section) = readme.split_once("\n## Microcontrollers\n").expect("a section");
    let code = first_block(section, "c");
    let source = format!(
        "#include \"mixerr.h\"\nint receive(uint8_t *chunk, size_t capacity);\n{code}\n\
         bool (*const address)(uint16_t, mixerr_response *) = read_chunks;\n"
    );
    project.write("wallet.c", &source);
    let mut shell = project.shell(&block("Microcontrollers", "sh"));
    let printed = succeed(shell.env("MIXERR_EMBEDDED_DIR", project.directory.join("embedded"))).stdout;
    let printed = String::from_utf8_lossy(&printed);
    assert!(printed.trim().ends_with("thumbv6m-none-eabi-size-small/lib/libmixerr.a"), "{printed}");
    assert!(project.directory.join("wallet.o").is_file());
}

#[test]
fn archive_of_localize_symbols_links() {
    let project = Project::new("localize_symbols");
    succeed(&mut project.shell(&block("Beside other Rust libraries", "sh")));
    reads(&project.directory.join("wallet"));
}
