//! CMake's ways: find_package, FetchContent, add_subdirectory.

use std::env::consts::ARCH;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use crate::build::{by_cmake, configure, copy_of, installed, looks_up, needed, refused, scratch};
use mixerr_tests::build::{root, succeed};

/// Returns a project of CMake in C, with its own lines.
fn project(name: &str, lines: &str) -> PathBuf {
    let project = scratch(name);
    let head = "cmake_minimum_required(VERSION 3.16)\nproject(lookup LANGUAGES C)\n";
    fs::write(project.join("CMakeLists.txt"), format!("{head}{lines}\n"))
        .expect("a file that can be written");
    project
}

/// Returns a project that has mixerr as a part of it.
fn with_subdirectory(name: &str, target: &str) -> PathBuf {
    let root = root();
    let root = root.display();
    let lines = format!(
        "add_subdirectory({root}/ffi mixerr)\nadd_executable(lookup {root}/examples/c/lookup.c)\n\
         target_link_libraries(lookup PRIVATE {target})"
    );
    project(name, &lines)
}

#[test]
fn find_package_links_both_libraries() {
    let prefix = format!("-DCMAKE_PREFIX_PATH={}", installed().display());
    let build = by_cmake(&copy_of("c/find_package", "find_package"), &[&prefix]);
    looks_up(&mut Command::new(build.join("lookup")));
    assert!(needed(&build.join("lookup_shared")).contains("[libmixerr.so.1]"));
    looks_up(&mut Command::new(build.join("lookup_shared")));
}

#[test]
fn find_package_refuses_a_version_that_is_not_there() {
    let project = project("find_package_newer", "find_package(mixerr 99 REQUIRED)");
    let prefix = format!("-DCMAKE_PREFIX_PATH={}", installed().display());
    assert!(refused(&mut configure(&project, &[&prefix])).contains("mixerr"));
}

/// Builds the FetchContent example with the repository in the place of what it would fetch.
fn by_fetch_content(name: &str, arguments: &[&str]) {
    let source = format!("-DFETCHCONTENT_SOURCE_DIR_MIXERR={}", root().display());
    let build = by_cmake(&copy_of("cpp/fetch_content", name), &[&[&*source], arguments].concat());
    let output = Command::new(build.join("quick_start")).output().expect("the program runs");
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("20119 PIN_INCORRECT: PIN incorrect.\n"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn fetch_content_builds_when_no_build_type_is_named() {
    by_fetch_content("fetch_content", &[]);
}

#[test]
fn add_subdirectory_links_the_shared_library() {
    let project = with_subdirectory("add_subdirectory", "mixerr::shared");
    looks_up(&mut Command::new(by_cmake(&project, &[]).join("lookup")));
}

#[test]
fn add_subdirectory_refuses_another_target_that_is_not_named() {
    let project = with_subdirectory("add_subdirectory_unnamed", "mixerr::mixerr");
    let told = refused(&mut configure(&project, &["-DCMAKE_SYSTEM_NAME=Linux"]));
    assert!(told.contains("set MIXERR_CARGO_TARGET"), "{told}");
}

#[test]
fn add_subdirectory_tells_that_it_needs_cargo() {
    let project = with_subdirectory("add_subdirectory_no_cargo", "mixerr::mixerr");
    let told = refused(&mut configure(&project, &["-DMIXERR_CARGO=/nowhere/cargo"]));
    assert!(told.contains("mixerr needs cargo"), "{told}");
}

/// Other generators, profiles and compilers, each a build of its own.
mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn fetch_content_builds_for_debugging() {
        by_fetch_content("fetch_content_debug", &["-DCMAKE_BUILD_TYPE=Debug"]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn fetch_content_builds_with_ninja() {
        succeed(Command::new("ninja").arg("--version"));
        by_fetch_content("fetch_content_ninja", &["-G", "Ninja"]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn add_subdirectory_builds_no_shared_library_that_is_not_wanted() {
        let project = with_subdirectory("add_subdirectory_static", "mixerr::mixerr");
        let build = by_cmake(&project, &["-DMIXERR_SHARED=OFF"]);
        looks_up(&mut Command::new(build.join("lookup")));
        let mut find = Command::new("find");
        let found = succeed(find.arg(build.join("mixerr/cargo")).args(["-name", "libmixerr.*"])).stdout;
        let found = String::from_utf8(found).expect("UTF-8");
        assert!(found.contains("libmixerr.a") && !found.contains("libmixerr.so"), "{found}");
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn add_subdirectory_builds_for_the_host_whatever_cargo_builds_for_by_itself() {
        let project = with_subdirectory("add_subdirectory_host", "mixerr::mixerr");
        let build = project.join("build");
        succeed(&mut configure(&project, &[]));
        succeed(
            Command::new("cmake").arg("--build").arg(&build).env("CARGO_BUILD_TARGET", "thumbv6m-none-eabi"),
        );
        looks_up(&mut Command::new(build.join("lookup")));
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn add_subdirectory_links_with_the_compiler_of_another_target() {
        let project = with_subdirectory("add_subdirectory_cross", "mixerr::shared");
        let (compiler, calls) = (project.join("compiler"), project.join("calls"));
        let script = format!("#!/bin/sh\necho \"$@\" >>{}\nexec cc \"$@\"\n", calls.display());
        fs::write(&compiler, script).expect("a file that can be written");
        fs::set_permissions(&compiler, fs::Permissions::from_mode(0o755)).expect("it is ours");

        let compiler = format!("-DCMAKE_C_COMPILER={}", compiler.display());
        let target = format!("-DMIXERR_CARGO_TARGET={ARCH}-unknown-linux-gnu");
        by_cmake(&project, &["-DCMAKE_SYSTEM_NAME=Linux", &compiler, &target]);
        let calls = fs::read_to_string(calls).expect("calls of the compiler");
        assert!(calls.contains("-soname,libmixerr.so.1"), "{calls}");
    }
}
