//! The ways into C and C++ projects: each example is built from scratch as its first lines tell, and run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use mixerr_tests::build::{libraries, root, succeed};

const FOUND: &str = "20119 PIN_INCORRECT: PIN incorrect.\n";

/// Returns an empty directory for a test.
fn scratch(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ways").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// Copies an example, with what stands beside its directory, so that it is built from scratch.
fn copy_of(example: &str, name: &str) -> PathBuf {
    let copy = scratch(name);
    let language = Path::new(example).parent().expect("a language");
    succeed(Command::new("cp").arg("-r").arg(root().join("examples").join(language)).arg(&copy));
    copy.join(Path::new(example).strip_prefix(language.parent().expect("examples")).expect("below it"))
}

/// Runs a program that looks 20119 up.
fn looks_up(command: &mut Command) {
    assert_eq!(String::from_utf8_lossy(&succeed(command.arg("20119")).stdout), FOUND);
}

fn cmake(arguments: &[&str]) -> Command {
    let mut cmake = Command::new("cmake");
    cmake.args(arguments);
    cmake
}

/// Builds and installs mixerr with CMake, once, and moves what was installed; returns where it is now.
fn installed() -> &'static Path {
    static INSTALLED: OnceLock<PathBuf> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let directory = scratch("install");
        let build = directory.join("build");
        succeed(cmake(&["-S", "ffi", "-DCMAKE_INSTALL_LIBDIR=lib", "-B"]).arg(&build));
        succeed(cmake(&["--build"]).arg(&build));
        succeed(cmake(&["--install"]).arg(&build).arg("--prefix").arg(directory.join("first")));
        fs::rename(directory.join("first"), directory.join("moved")).expect("it can be moved");
        directory.join("moved")
    })
}

/// Builds the pkg-config example.
fn by_pkg_config(name: &str, arguments: &[&str]) -> PathBuf {
    let example = copy_of("c/pkg_config", name);
    let path = installed().join("lib/pkgconfig");
    succeed(Command::new("make").args(arguments).env("PKG_CONFIG_PATH", path).arg("-C").arg(&example));
    example.join("lookup")
}

/// Builds a project of CMake.
fn by_cmake(source: &Path, arguments: &[&str]) -> PathBuf {
    let build = source.join("build");
    succeed(cmake(arguments).arg("-S").arg(source).arg("-B").arg(&build));
    succeed(cmake(&["--build"]).arg(&build));
    build
}

/// What a program needs of other libraries.
fn needed(program: &Path) -> String {
    let told = succeed(Command::new("readelf").arg("--dynamic").arg(program)).stdout;
    let told = String::from_utf8(told).expect("UTF-8");
    told.lines().filter(|line| line.contains("(NEEDED)")).collect()
}

#[test]
fn plain_cc_line_builds_lookup() {
    let example = copy_of("c/plain", "plain");
    let target = libraries(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target directory");
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
fn find_package_links_both_libraries() {
    let prefix = format!("-DCMAKE_PREFIX_PATH={}", installed().display());
    let build = by_cmake(&copy_of("c/find_package", "find_package"), &[&prefix]);
    looks_up(&mut Command::new(build.join("lookup")));
    assert!(needed(&build.join("lookup_shared")).contains("[libmixerr.so.1]"));
    looks_up(&mut Command::new(build.join("lookup_shared")));
}

#[test]
fn find_package_refuses_a_version_that_is_not_there() {
    let project = scratch("find_package_newer");
    let lines = "cmake_minimum_required(VERSION 3.16)\nproject(x C)\nfind_package(mixerr 99 REQUIRED)\n";
    fs::write(project.join("CMakeLists.txt"), lines).expect("a file that can be written");
    let prefix = format!("-DCMAKE_PREFIX_PATH={}", installed().display());
    let mut configure = cmake(&[&prefix, "-S"]);
    let refused = configure.arg(&project).arg("-B").arg(project.join("build")).output().expect("cmake runs");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("mixerr"));
    assert!(!refused.status.success());
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
fn fetch_content_builds_for_debugging() {
    by_fetch_content("fetch_content_debug", &["-DCMAKE_BUILD_TYPE=Debug"]);
}

#[test]
fn add_subdirectory_links_the_shared_library() {
    let project = scratch("add_subdirectory");
    let (mixerr, lookup) = (root().join("ffi"), root().join("examples/c/lookup.c"));
    let lines = format!(
        "cmake_minimum_required(VERSION 3.16)\nproject(x C)\nadd_subdirectory({} mixerr)\n\
         add_executable(lookup {})\ntarget_link_libraries(lookup mixerr::shared)\n",
        mixerr.display(),
        lookup.display()
    );
    fs::write(project.join("CMakeLists.txt"), lines).expect("a file that can be written");
    looks_up(&mut Command::new(by_cmake(&project, &[]).join("lookup")));
}

#[test]
fn soname_and_cargo_c_have_the_number_of_the_abi() {
    let header = fs::read_to_string(root().join("include/mixerr.h")).expect("the header");
    let (_, rest) = header.split_once("#define MIXERR_ABI_VERSION ").expect("the ABI's version");
    let abi: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let (minor, patch) = (env!("CARGO_PKG_VERSION_MINOR"), env!("CARGO_PKG_VERSION_PATCH"));

    let library = libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.so");
    let told = succeed(Command::new("readelf").arg("--dynamic").arg(library)).stdout;
    assert!(String::from_utf8_lossy(&told).contains(&format!("soname: [libmixerr.so.{abi}]")));
    assert!(installed().join(format!("lib/libmixerr.so.{abi}.{minor}.{patch}")).is_file());

    let manifest = fs::read_to_string(root().join("ffi/Cargo.toml")).expect("the manifest");
    let (_, capi) = manifest.split_once("[package.metadata.capi.library]").expect("what cargo-c reads");
    assert!(capi.contains(&format!("version = \"{abi}.{minor}.{patch}\"")));
}
