//! Builds with the real cargo and the real compilers.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// Returns the repository's root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Builds the libraries of the C ABI in release mode, once, below `scratch` (a test's `CARGO_TARGET_TMPDIR`); returns
/// the directory that holds `libmixerr.a` and `libmixerr.so`.
pub fn libraries(scratch: &str) -> &'static Path {
    static LIBRARIES: OnceLock<PathBuf> = OnceLock::new();
    LIBRARIES.get_or_init(|| {
        let target = Path::new(scratch).join("ffi");
        let built = Command::new("cargo")
            .args(["build", "--quiet", "--release", "-p", "mixerr-ffi", "--target-dir"])
            .arg(&target)
            .current_dir(root())
            .status()
            .expect("cargo runs");
        assert!(built.success(), "the libraries of the C ABI do not build");
        target.join("release")
    })
}

/// Runs a command from the root that must succeed; returns what it wrote.
pub fn run(command: &mut Command) -> Output {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command.current_dir(root()).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{command:?}:\n{}", String::from_utf8_lossy(&output.stderr));
    output
}
