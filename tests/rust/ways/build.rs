//! Builds the examples of the ways in from scratch.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use mixerr_tests::build::{output, root, succeed};

const FOUND: &str = "20119 PIN_INCORRECT: PIN incorrect.\n";

/// Returns an empty directory for a test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ways").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// Copies an example, with what stands beside its directory, so that it is built from scratch.
pub(crate) fn copy_of(example: &str, name: &str) -> PathBuf {
    let copy = scratch(name);
    let language = Path::new(example).parent().expect("a language");
    succeed(Command::new("cp").arg("-r").arg(root().join("examples").join(language)).arg(&copy));
    copy.join(Path::new(example).strip_prefix(language.parent().expect("examples")).expect("below it"))
}

/// Runs a program that looks 20119 up.
pub(crate) fn looks_up(command: &mut Command) {
    assert_eq!(String::from_utf8_lossy(&succeed(command.arg("20119")).stdout), FOUND);
}

pub(crate) fn cmake(arguments: &[&str]) -> Command {
    let mut cmake = Command::new("cmake");
    cmake.args(arguments);
    cmake
}

/// Runs a tool that must refuse; returns what it says.
pub(crate) fn refused(command: &mut Command) -> String {
    let output = output(command);
    assert!(!output.status.success(), "{command:?} goes through");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Builds and installs mixerr with CMake, once, and moves what was installed; returns where it is now.
pub(crate) fn installed() -> &'static Path {
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

/// Configures a project of CMake, warnings denied.
pub(crate) fn configure(source: &Path, arguments: &[&str]) -> Command {
    let mut configure = cmake(&["-Werror=dev", "-Werror=deprecated"]);
    configure.args(arguments).arg("-S").arg(source).arg("-B").arg(source.join("build"));
    configure
}

/// Builds a project of CMake; returns the directory that the programs are in.
pub(crate) fn by_cmake(source: &Path, arguments: &[&str]) -> PathBuf {
    let build = source.join("build");
    succeed(&mut configure(source, arguments));
    succeed(cmake(&["--build"]).arg(&build));
    build
}

/// What a program needs of other libraries.
pub(crate) fn needed(program: &Path) -> String {
    let told = succeed(Command::new("readelf").arg("--dynamic").arg(program)).stdout;
    let told = String::from_utf8(told).expect("UTF-8");
    told.lines().filter(|line| line.contains("(NEEDED)")).collect()
}
