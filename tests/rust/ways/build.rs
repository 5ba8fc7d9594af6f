//! Builds a program as a block of `ffi/README.md` does.

use std::env;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use mixerr_tests::build::{output, root, succeed, target};
use mixerr_tests::files::code_blocks;

/// Returns an empty directory for a test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ways").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).expect("a directory");
    directory
}

/// Returns the first block of a language in a section of `ffi/README.md`.
pub(crate) fn block(section: &str, language: &str) -> String {
    let page = fs::read_to_string(root().join("ffi/README.md")).expect("a README");
    let (_, rest) = page.split_once(&format!("\n## {section}\n")).expect(section);
    first_block(rest.split("\n## ").next().unwrap_or_default(), language)
}

/// Returns the first block of a language in a page, without its last line feed.
pub(crate) fn first_block(page: &str, language: &str) -> String {
    let block = code_blocks(page, language).swap_remove(0);
    block.strip_suffix('\n').unwrap_or_default().to_owned()
}

/// A directory with `wallet.c` and `wallet.cpp`, beside the checkout `mixerr`.
pub(crate) struct Project {
    pub(crate) directory: PathBuf,
}

impl Project {
    pub(crate) fn new(name: &str) -> Self {
        let parent = scratch(name);
        symlink(fs::canonicalize(root()).expect("the checkout"), parent.join("mixerr")).expect("a link");
        let directory = parent.join("wallet");
        fs::create_dir(&directory).expect("a directory");
        for (example, copy) in [("c/read_response.c", "wallet.c"), ("cpp/read_response.cpp", "wallet.cpp")] {
            fs::copy(root().join("examples").join(example), directory.join(copy)).expect("an example");
        }
        Self { directory }
    }

    pub(crate) fn write(&self, file: &str, text: &str) {
        fs::write(self.directory.join(file), text).expect("a file that can be written");
    }

    /// Returns a shell that runs commands in the directory.
    pub(crate) fn shell(&self, commands: &str) -> Command {
        let target = target(env!("CARGO_TARGET_TMPDIR"));
        let commands = commands.replace("../mixerr/target/", &format!("{}/", target.display()));
        let mut shell = Command::new("sh");
        shell.args(["-ec", &format!("cd '{}'\n{commands}", self.directory.display())]);
        shell.env("CARGO_TARGET_DIR", target);
        shell
    }

    /// Returns CMake's first command, with warnings as errors.
    pub(crate) fn configure(&self, arguments: &[&str]) -> Command {
        let mut cmake = Command::new("cmake");
        cmake.args(["-Werror=dev", "-Werror=deprecated", "-S"]).arg(&self.directory);
        cmake.arg("-B").arg(self.directory.join("build")).args(arguments);
        cmake
    }

    /// Builds with CMake, and returns the directory of the programs.
    pub(crate) fn build_with_cmake(&self, arguments: &[&str]) -> PathBuf {
        let build = self.directory.join("build");
        succeed(&mut self.configure(arguments));
        succeed(Command::new("cmake").arg("--build").arg(&build));
        build
    }
}

/// Checks that a program reads a response.
pub(crate) fn reads(program: &Path) {
    reads_by(&mut Command::new(program));
}

/// Checks that a program for aarch64 reads a response.
pub(crate) fn reads_on_aarch64(program: &Path) {
    reads_by(Command::new("qemu-aarch64").args(["-L", "/usr/aarch64-linux-gnu"]).arg(program));
}

fn reads_by(program: &mut Command) {
    let body = File::open(root().join("tests/tools/figures/bodies/a.json")).expect("a body");
    let read = output(program.arg("202").stdin(body));
    let printed = String::from_utf8_lossy(&read.stdout);
    assert_eq!(
        printed,
        "20119 PIN_INCORRECT: PIN incorrect.\nask the user, and do not retry automatically\n"
    );
    assert_eq!(read.status.code(), Some(1));
}

/// Runs a tool that must fail, and returns its output.
pub(crate) fn refused(command: &mut Command) -> String {
    let output = output(command);
    assert!(!output.status.success(), "{command:?} succeeds");
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

/// Returns a shell in a project, with the tools of `requirements.txt`.
pub(crate) fn shell_with_venv(project: &Project, commands: &str) -> Command {
    let tools = target(env!("CARGO_TARGET_TMPDIR")).join("venv/bin");
    assert!(tools.join("conan").exists(), "tests/rust/ways/requirements.txt is not installed in target/venv");
    let path = env::var("PATH").expect("a path");
    let mut shell = project.shell(commands);
    shell.env("PATH", format!("{}:{path}", tools.display()));
    shell
}

/// For cargo: a build of the library that is quick to compile.
pub(crate) const UNOPTIMIZED: [(&str, &str); 2] =
    [("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")];

/// Installs mixerr once, moves the installation, and returns its directory.
pub(crate) fn installed() -> &'static Path {
    static INSTALLED: OnceLock<PathBuf> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let project = Project::new("install");
        let first = project.directory.join("first");
        let commands = block("Installation", "sh").replace("$HOME/.local", &first.display().to_string());
        succeed(&mut project.shell(&commands));
        let moved = project.directory.join("moved");
        fs::rename(first, &moved).expect("a directory that can be moved");
        moved
    })
}

/// Returns a block of a section that needs the installation.
pub(crate) fn block_with_installation(section: &str, language: &str) -> String {
    block(section, language).replace("$HOME/.local", &installed().display().to_string())
}

/// Returns the shared libraries that a program needs.
pub(crate) fn needed(program: &Path) -> String {
    let printed = succeed(Command::new("readelf").arg("--dynamic").arg(program)).stdout;
    let printed = String::from_utf8(printed).expect("UTF-8");
    printed.lines().filter(|line| line.contains("(NEEDED)")).collect()
}
