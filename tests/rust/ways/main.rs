//! The ways into C and C++ projects: each example is built from scratch as its first lines tell, and run.

mod build;
mod cmake;
mod names;

use std::path::PathBuf;
use std::process::Command;

use build::{cmake, copy_of, installed, looks_up, needed, scratch};
use mixerr_tests::build::{root, succeed, target as target_directory};

/// Builds the pkg-config example.
fn by_pkg_config(name: &str, arguments: &[&str]) -> PathBuf {
    let example = copy_of("c/pkg_config", name);
    let path = installed().join("lib/pkgconfig");
    succeed(Command::new("make").args(arguments).env("PKG_CONFIG_PATH", path).arg("-C").arg(&example));
    example.join("lookup")
}

#[test]
fn plain_cc_line_builds_lookup() {
    let example = copy_of("c/plain", "plain");
    let target = target_directory(env!("CARGO_TARGET_TMPDIR"));
    let (mixerr, target) = (root().display().to_string(), target.display().to_string());
    let variables = [format!("MIXERR={mixerr}"), format!("TARGET_DIR={target}")];
    succeed(Command::new("make").args(variables).arg("-C").arg(&example));
    looks_up(&mut Command::new(example.join("lookup")));
}

#[test]
fn pkg_config_links_the_shared_library() {
    let program = by_pkg_config("pkg_config_shared", &[]);
    assert!(needed(&program).contains("[libmixerr.so.1]"), "{}", needed(&program));
    looks_up(Command::new(program).env("LD_LIBRARY_PATH", installed().join("lib")));
}

#[test]
fn pkg_config_links_the_static_library() {
    let program = by_pkg_config("pkg_config_static", &["STATIC=yes"]);
    assert!(!needed(&program).contains("libmixerr"), "{}", needed(&program));
    looks_up(&mut Command::new(program));
}

#[test]
fn pkg_config_tells_an_absolute_directory_as_it_is() {
    let build = scratch("absolute");
    let directories = ["-DCMAKE_INSTALL_LIBDIR=lib", "-DCMAKE_INSTALL_INCLUDEDIR=/elsewhere/include"];
    succeed(cmake(&directories).args(["-S", "ffi", "-B"]).arg(&build));
    let told = succeed(Command::new("pkg-config").arg("--cflags").arg(build.join("mixerr.pc"))).stdout;
    assert_eq!(String::from_utf8_lossy(&told).trim(), "-I/elsewhere/include");
}
