//! What the shared library is called, by whatever way it is built.

use std::env;
use std::fs;
use std::process::Command;

use crate::build::{installed, scratch};
use mixerr_tests::build::{libraries, root, succeed};

/// Returns the ABI's version as the header tells it.
fn abi() -> String {
    let header = fs::read_to_string(root().join("include/mixerr.h")).expect("the header");
    let (_, rest) = header.split_once("#define MIXERR_ABI_VERSION ").expect("the ABI's version");
    rest.chars().take_while(char::is_ascii_digit).collect()
}

/// Returns the number of the shared library's file: the ABI's, and the package's minor and patch.
fn number() -> String {
    format!("{}.{}.{}", abi(), env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH"))
}

#[test]
fn soname_has_the_number_of_the_abi() {
    let library = libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.so");
    let told = succeed(Command::new("readelf").arg("--dynamic").arg(library)).stdout;
    assert!(String::from_utf8_lossy(&told).contains(&format!("soname: [libmixerr.so.{}]", abi())));
}

#[test]
fn installed_library_has_the_number_of_the_abi() {
    assert!(installed().join(format!("lib/libmixerr.so.{}", number())).is_file());
}

#[test]
fn soname_is_as_the_system_has_it() {
    let script = scratch("build_script").join("build");
    succeed(Command::new("rustc").args(["--edition=2024", "ffi/build.rs", "-o"]).arg(&script));
    let told = |os: &str| {
        let lines = succeed(Command::new(&script).env("CARGO_CFG_TARGET_OS", os)).stdout;
        let lines = String::from_utf8(lines).expect("UTF-8");
        lines.lines().find_map(|line| line.split_once("-soname,")).map(|(_, name)| name.to_owned())
    };
    assert_eq!(told("linux"), Some(format!("libmixerr.so.{}", abi())));
    assert_eq!(told("android").as_deref(), Some("libmixerr.so"));
    assert_eq!(told("none"), None);
}

#[test]
fn cargo_c_installs_the_committed_headers_and_the_same_names() {
    let metadata = ["metadata", "--no-deps", "--format-version=1", "--manifest-path=ffi/Cargo.toml"];
    let told = succeed(Command::new("cargo").args(metadata)).stdout;
    let told: serde_json::Value = serde_json::from_slice(&told).expect("JSON");
    let packages = told["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "mixerr-ffi").expect("mixerr-ffi");
    let capi = &package["metadata"]["capi"];

    assert!(package["features"]["capi"].is_array());
    assert_eq!(capi["library"]["name"], "mixerr");
    assert_eq!(capi["library"]["version"], number());
    assert_eq!(capi["pkg_config"]["filename"], "mixerr");
    assert_eq!(
        (&capi["header"]["generation"], &capi["header"]["subdirectory"]),
        (&false.into(), &false.into())
    );
    let pattern = capi["install"]["include"]["asset"][0]["from"].as_str().expect("a pattern");
    let found =
        succeed(Command::new("sh").env("LC_ALL", "C").arg("-c").arg(format!("cd ffi && ls {pattern}")))
            .stdout;
    assert_eq!(
        String::from_utf8_lossy(&found),
        "../include/mixerr.h\n../include/mixerr.hpp\n../include/mixerr_codes.h\n"
    );
}
