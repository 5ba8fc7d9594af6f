//! Builds for tests, with the installed cargo and compilers.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Returns the root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns cargo's target directory. `scratch` is a test's `CARGO_TARGET_TMPDIR`, a directory in it.
///
/// Tests share this directory, so that each artifact is built once.
#[must_use]
pub fn target(scratch: &str) -> &Path {
    Path::new(scratch).parent().expect("the target directory")
}

/// Builds the libraries of the C ABI in release mode, once. `scratch` is a test's `CARGO_TARGET_TMPDIR`.
///
/// Returns the directory of `libmixerr.a` and `libmixerr.so`.
pub fn libraries(scratch: &str) -> &'static Path {
    static LIBRARIES: OnceLock<PathBuf> = OnceLock::new();
    LIBRARIES.get_or_init(|| {
        let arguments = ["build", "--quiet", "--release", "-p", "mixerr-ffi", "--target-dir"];
        succeed(Command::new("cargo").args(arguments).arg(target(scratch)));
        target(scratch).join("release")
    })
}

/// Runs a tool in the root.
///
/// # Panics
///
/// If the tool is not installed. The message names its Debian package.
pub fn output(command: &mut Command) -> Output {
    match command.current_dir(root()).output() {
        Ok(output) => output,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let name = command.get_program().to_string_lossy();
            let package = match &*name {
                "aarch64-linux-gnu-gcc" => "gcc-aarch64-linux-gnu, and libc6-dev-arm64-cross",
                "arm-linux-gnueabihf-gcc" => "gcc-arm-linux-gnueabihf, and libc6-dev-armhf-cross",
                "arm-none-eabi-gcc" => "gcc-arm-none-eabi",
                "arm-none-eabi-nm" | "arm-none-eabi-size" => "binutils-arm-none-eabi",
                "riscv64-unknown-elf-nm" | "riscv64-unknown-elf-size" => "binutils-riscv64-unknown-elf",
                "c++" => "g++",
                "cc" => "gcc",
                "clang++" => "clang",
                "curl-config" => "libcurl4-openssl-dev",
                "i686-linux-gnu-gcc" => "gcc-i686-linux-gnu, and libc6-dev-i386-cross",
                "ninja" => "ninja-build",
                "nm" | "readelf" => "binutils",
                "qemu-aarch64" | "qemu-arm" | "qemu-i386" | "qemu-riscv64" | "qemu-s390x" => "qemu-user",
                "riscv64-linux-gnu-gcc" => "gcc-riscv64-linux-gnu, and libc6-dev-riscv64-cross",
                "s390x-linux-gnu-gcc" => "gcc-s390x-linux-gnu, and libc6-dev-s390x-cross",
                same => same,
            };
            panic!("{name} is not installed: install the Debian package {package}")
        }
        Err(error) => panic!("{command:?}: {error}"),
    }
}

/// Runs a tool in the root.
///
/// # Panics
///
/// If the tool is not installed or fails. The message has its output.
pub fn succeed(command: &mut Command) -> Output {
    let output = output(command);
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Returns the sorted names that the `nm` of some binutils lists for an archive.
///
/// `which` is `--defined-only` or `--undefined-only`.
#[must_use]
pub fn symbols(archive: &Path, binutils_prefix: &str, which: &str) -> Vec<String> {
    let nm = format!("{binutils_prefix}nm");
    let listed = succeed(Command::new(nm).args(["--extern-only", which]).arg(archive)).stdout;
    let listed = String::from_utf8(listed).expect("UTF-8");
    let mut names: Vec<String> =
        listed.lines().filter_map(|line| line.rsplit_once(' ')).map(|(_, name)| name.to_owned()).collect();
    names.sort();
    names
}
