//! CMake's ways: find_package, FetchContent, add_subdirectory.

use std::env::consts::ARCH;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::build::{Project, block, block_with_installation, installed, needed, reads, refused};
use mixerr_tests::build::succeed;

/// Returns a project with the lines of a section.
fn project(name: &str, section: &str) -> Project {
    let project = Project::new(name);
    project.write("CMakeLists.txt", &block(section, "cmake"));
    project
}

/// Returns a project with mixerr as a part, linked with a target.
fn with_subdirectory(name: &str, target: &str) -> Project {
    let project = Project::new(name);
    let lines = block("CMake: add_subdirectory", "cmake");
    project.write("CMakeLists.txt", &lines.replace("mixerr::mixerr", target));
    project
}

#[test]
fn find_package_links_both_libraries() {
    for (name, target, is_shared) in
        [("find_package", "mixerr::mixerr", false), ("find_package_shared", "mixerr::shared", true)]
    {
        let project = Project::new(name);
        let lines = block("CMake: find_package", "cmake").replace("mixerr::mixerr", target);
        project.write("CMakeLists.txt", &lines);
        succeed(&mut project.shell(&block_with_installation("CMake: find_package", "sh")));
        let program = project.directory.join("build/wallet");
        assert_eq!(needed(&program).contains("[libmixerr.so.1]"), is_shared, "{}", needed(&program));
        reads(&program);
    }
}

#[test]
fn find_package_refuses_a_version_that_is_not_there() {
    let project = Project::new("find_package_newer");
    let lines = block("CMake: find_package", "cmake").replace("mixerr 0.1", "mixerr 99");
    project.write("CMakeLists.txt", &lines);
    let prefix = format!("-DCMAKE_PREFIX_PATH={}", installed().display());
    assert!(refused(&mut project.configure(&[&prefix])).contains("mixerr"));
}

/// Builds the section about FetchContent.
fn fetch_content(name: &str, arguments: &[&str]) {
    reads(&project(name, "CMake: FetchContent").build_with_cmake(arguments).join("wallet"));
}

#[test]
fn fetch_content_builds_when_no_build_type_is_named() {
    fetch_content("fetch_content", &[]);
}

#[test]
fn add_subdirectory_links_the_shared_library() {
    let project = with_subdirectory("add_subdirectory", "mixerr::shared");
    reads(&project.build_with_cmake(&[]).join("wallet"));
}

#[test]
fn add_subdirectory_refuses_another_target_that_is_not_named() {
    let project = with_subdirectory("add_subdirectory_unnamed", "mixerr::mixerr");
    let message = refused(&mut project.configure(&["-DCMAKE_SYSTEM_NAME=Linux"]));
    assert!(message.contains("set MIXERR_CARGO_TARGET"), "{message}");
}

#[test]
fn add_subdirectory_reports_a_missing_cargo() {
    let project = with_subdirectory("add_subdirectory_no_cargo", "mixerr::mixerr");
    let message = refused(&mut project.configure(&["-DMIXERR_CARGO=/nowhere/cargo"]));
    assert!(message.contains("mixerr needs cargo"), "{message}");
}

/// Other generators, profiles and compilers, each a build of its own.
mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn fetch_content_builds_for_debugging() {
        fetch_content("fetch_content_debug", &["-DCMAKE_BUILD_TYPE=Debug"]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn fetch_content_builds_with_ninja() {
        succeed(Command::new("ninja").arg("--version"));
        fetch_content("fetch_content_ninja", &["-G", "Ninja"]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn add_subdirectory_builds_no_shared_library_that_is_not_wanted() {
        let project = with_subdirectory("add_subdirectory_static", "mixerr::mixerr");
        let build = project.build_with_cmake(&["-DMIXERR_SHARED=OFF"]);
        reads(&build.join("wallet"));
        let mut find = Command::new("find");
        let found = succeed(find.arg(build.join("mixerr/cargo")).args(["-name", "libmixerr.*"])).stdout;
        let found = String::from_utf8(found).expect("UTF-8");
        assert!(found.contains("libmixerr.a") && !found.contains("libmixerr.so"), "{found}");
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn add_subdirectory_builds_for_the_host_whatever_cargo_builds_for_by_itself() {
        let project = with_subdirectory("add_subdirectory_host", "mixerr::mixerr");
        let build = project.directory.join("build");
        succeed(&mut project.configure(&[]));
        succeed(
            Command::new("cmake").arg("--build").arg(&build).env("CARGO_BUILD_TARGET", "thumbv6m-none-eabi"),
        );
        reads(&build.join("wallet"));
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn add_subdirectory_links_with_the_compiler_of_another_target() {
        let project = with_subdirectory("add_subdirectory_cross", "mixerr::shared");
        let (compiler, calls) = (project.directory.join("compiler"), project.directory.join("calls"));
        let script = format!("#!/bin/sh\necho \"$@\" >>{}\nexec cc \"$@\"\n", calls.display());
        fs::write(&compiler, script).expect("a file that can be written");
        fs::set_permissions(&compiler, fs::Permissions::from_mode(0o755)).expect("it is ours");

        let compiler = format!("-DCMAKE_C_COMPILER={}", compiler.display());
        let target = format!("-DMIXERR_CARGO_TARGET={ARCH}-unknown-linux-gnu");
        project.build_with_cmake(&["-DCMAKE_SYSTEM_NAME=Linux", &compiler, &target]);
        let calls = fs::read_to_string(calls).expect("calls of the compiler");
        assert!(calls.contains("-soname,libmixerr.so.1"), "{calls}");
    }
}
