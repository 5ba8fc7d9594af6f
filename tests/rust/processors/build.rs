//! Builds the library and the C programs for a processor.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use mixerr_tests::build::{libraries, succeed, target};
use mixerr_tests::c_programs::{WARNINGS, sources};
use mixerr_tests::toolchain::{self, variable};

/// A processor, with the compiler and the emulator for its programs.
#[derive(Debug)]
pub(crate) struct Processor {
    /// The name in `ffi/README.md`.
    pub(crate) name: &'static str,
    /// Rust's target.
    pub(crate) target: &'static str,
    /// The cross compiler. Debian has the libraries in a directory of the same name, without `-gcc`.
    pub(crate) compiler: &'static str,
    /// QEMU, which runs the programs.
    pub(crate) emulator: &'static str,
}

/// This machine, which needs no emulator.
pub(crate) const HOST: Processor = Processor { name: "host", target: "", compiler: "gcc", emulator: "" };

/// The limit of seconds for a program. Most take a few.
const TIMEOUT_SECONDS: &str = "1800";

/// Creates a directory for files of the tests.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("processors").join(name);
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// Runs `make` once for each key.
fn once(key: String, make: impl FnOnce()) {
    static MADE: Mutex<BTreeMap<String, Arc<OnceLock<()>>>> = Mutex::new(BTreeMap::new());
    let made = Arc::clone(MADE.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default());
    made.get_or_init(make);
}

impl Processor {
    /// Returns the root of the libraries that the emulator loads.
    fn sysroot(&self) -> String {
        format!("/usr/{}", self.compiler.trim_end_matches("-gcc"))
    }

    /// Returns a command of cargo for the processor. Its programs run in the emulator.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let chosen = toolchain::cargo(&[self.target]);
        let mut cargo = Command::new(chosen.get_program());
        cargo.envs(chosen.get_envs().filter_map(|(name, value)| Some((name, value?))));
        cargo.env(variable(self.target, "LINKER"), self.compiler);
        cargo.env(variable(self.target, "RUNNER"), format!("{} -L {}", self.emulator, self.sysroot()));
        cargo.arg(subcommand).args(chosen.get_args()).args(["--quiet", "--target", self.target]);
        cargo.arg("--target-dir").arg(target(env!("CARGO_TARGET_TMPDIR")).join("processors"));
        cargo
    }

    /// Builds the libraries once, and returns their directory.
    pub(crate) fn libraries(&self) -> PathBuf {
        if self.target.is_empty() {
            return libraries(env!("CARGO_TARGET_TMPDIR")).to_owned();
        }
        once(self.name.to_owned(), || {
            succeed(self.cargo("build").args(["--release", "-p", "mixerr-ffi"]));
        });
        target(env!("CARGO_TARGET_TMPDIR")).join("processors").join(self.target).join("release")
    }

    /// Returns a command that runs a program of `tests/c`, built once, with warnings denied.
    pub(crate) fn run(&self, name: &str) -> Command {
        let program = scratch(self.name).join(name);
        once(format!("{}/{name}", self.name), || {
            let mut compile = Command::new(self.compiler);
            compile.args(WARNINGS).args(["-O1", "-Iinclude"]);
            compile.args(sources(name).iter().map(|source| format!("tests/c/{source}.c")));
            compile.arg(self.libraries().join("libmixerr.a"));
            succeed(compile.args(["-lpthread", "-ldl", "-o"]).arg(&program));
        });
        if self.emulator.is_empty() {
            return Command::new(program);
        }
        // A wrong byte order may cause an endless loop.
        let mut run = Command::new("timeout");
        run.args([TIMEOUT_SECONDS, self.emulator, "-L", &self.sysroot()]).arg(program);
        run
    }

    /// Returns the bits of a pointer and the byte order, from the header of the shared library.
    pub(crate) fn word(&self) -> (&'static str, &'static str) {
        let library = self.libraries().join("libmixerr.so");
        let header = succeed(Command::new("readelf").arg("--file-header").arg(library)).stdout;
        let header = String::from_utf8(header).expect("UTF-8");
        let bits = if header.contains("ELF64") { "64" } else { "32" };
        (bits, if header.contains("big endian") { "big" } else { "little" })
    }
}
