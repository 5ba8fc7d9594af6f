//! Builds the library and the C programs of `tests/c`, and runs them.

use std::collections::BTreeMap;
use std::env::{self, consts::ARCH};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, OnceLock};

use mixerr_tests::build::{libraries, root, succeed, target};
use mixerr_tests::c_programs::{WARNINGS, sources};

/// The directory of the tables that the programs read.
pub(crate) const VECTORS: &str = "tests/vectors";

/// A build of the library, and the flags of its programs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Library {
    /// The release profile.
    Release,
    /// The dev profile, which is cargo's default.
    Dev,
    /// With AddressSanitizer, and UndefinedBehaviorSanitizer in the programs.
    Address,
    /// With ThreadSanitizer.
    Thread,
}

impl Library {
    /// Builds the library once, and returns its directory.
    pub(crate) fn directory(self) -> &'static Path {
        static BUILT: [OnceLock<PathBuf>; 4] = [const { OnceLock::new() }; 4];
        BUILT[self as usize].get_or_init(|| {
            let build = |target: &Path| {
                let mut cargo = Command::new("cargo");
                cargo.args(["build", "--quiet", "-p", "mixerr-ffi", "--target-dir"]).arg(target);
                cargo
            };
            let sanitizer = match self {
                Self::Release => return libraries(env!("CARGO_TARGET_TMPDIR")).to_owned(),
                Self::Dev => {
                    let target = target(env!("CARGO_TARGET_TMPDIR"));
                    succeed(&mut build(target));
                    return target.join("debug");
                }
                Self::Address => "address",
                Self::Thread => "thread",
            };
            let target = scratch("library").join(sanitizer);
            // Stable Rust has the sanitizers and their runtimes, but not the option. The second option allows that
            // Rust's core is not instrumented.
            let flags = format!("-Zsanitizer={sanitizer} -Cunsafe-allow-abi-mismatch=sanitizer");
            let triple = format!("{ARCH}-unknown-linux-gnu");
            let mut cargo = build(&target);
            cargo.args(["--release", "--target", &triple]);
            succeed(cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", flags));
            target.join(triple).join("release")
        })
    }

    const fn compiler_flags(self) -> &'static [&'static str] {
        match self {
            Self::Release | Self::Dev => &[],
            Self::Address => &["-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
            Self::Thread => &["-fsanitize=thread"],
        }
    }

    /// Returns the libraries of the sanitizer's runtime. They are Rust's, because GCC's runtime for threads lacks
    /// functions that LLVM calls, and clang's are separate packages.
    fn runtime(self, compiler: &str) -> Vec<String> {
        let name = match (self, compiler) {
            (Self::Release | Self::Dev, _) => return Vec::new(),
            (Self::Address, "gcc") => return self.compiler_flags().iter().map(ToString::to_string).collect(),
            (Self::Address, _) => "_rt.asan.a",
            (Self::Thread, _) => "_rt.tsan.a",
        };
        let sysroot = succeed(Command::new("rustc").args(["--print", "target-libdir"]).current_dir(root()));
        let directory = PathBuf::from(String::from_utf8(sysroot.stdout).expect("a path").trim());
        let runtime = fs::read_dir(&directory)
            .expect("rustc's libraries")
            .map(|file| file.expect("a file").path())
            .find(|path| path.to_string_lossy().ends_with(name))
            .unwrap_or_else(|| panic!("no {name} in {}: install Rust with rustup", directory.display()));
        vec![runtime.display().to_string(), "-lm".into(), "-lrt".into()]
    }
}

/// Creates a directory for files of the tests.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c").join(name);
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// Compiles a program of `tests/c`, warnings denied, and links it with the library; once.
pub(crate) fn program(name: &str, compiler: &str, library: Library) -> PathBuf {
    static BUILT: Mutex<BTreeMap<PathBuf, Arc<OnceLock<()>>>> = Mutex::new(BTreeMap::new());
    let program = scratch(&format!("{name}-{compiler}-{library:?}")).join(name);
    let built = Arc::clone(BUILT.lock().expect("nobody panics here").entry(program.clone()).or_default());
    built.get_or_init(|| build(name, compiler, library, &program));
    program
}

fn build(name: &str, compiler: &str, library: Library, program: &Path) {
    let mut objects = Vec::new();
    for part in sources(name) {
        let object = program.with_file_name(part).with_extension("o");
        let mut compile = Command::new(compiler);
        compile.args(WARNINGS).args(["-g", "-O1", "-Iinclude", "-c"]).args(library.compiler_flags());
        succeed(compile.arg(format!("tests/c/{part}.c")).arg("-o").arg(&object));
        objects.push(object);
    }
    let mut link = Command::new("gcc");
    link.args(objects).arg(library.directory().join("libmixerr.a")).args(library.runtime(compiler));
    // rustc adds this option itself, but gcc does not. It keeps the code that writes the counts of coverage.
    if env::var_os("LLVM_PROFILE_FILE").is_some() {
        link.arg("-Wl,--undefined=__llvm_profile_runtime");
    }
    succeed(link.args(["-lpthread", "-ldl", "-o"]).arg(program));
}

/// Runs a program with the release library, and returns its output.
pub(crate) fn printed(name: &str, arguments: &[&str]) -> String {
    let output = succeed(Command::new(program(name, "gcc", Library::Release)).args(arguments));
    String::from_utf8(output.stdout).expect("UTF-8")
}
