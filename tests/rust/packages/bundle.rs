//! Makes the bundle, unpacks it, and runs commands as its user.

use std::env;
use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use mixerr_tests::build::succeed;
use mixerr_tests::files::{code_blocks, files};

/// The limit of seconds for commands. QEMU does not end on its own.
const SECONDS: &str = "120";

/// The tools of a firmware engineer, and of CMake. cargo and rustc are not among them.
const TOOLS: [&str; 24] = [
    "arm-none-eabi-ar",
    "arm-none-eabi-g++",
    "arm-none-eabi-gcc",
    "arm-none-eabi-ld",
    "arm-none-eabi-nm",
    "arm-none-eabi-objcopy",
    "arm-none-eabi-ranlib",
    "cmake",
    "cp",
    "gzip",
    "make",
    "pkg-config",
    "qemu-system-arm",
    "qemu-system-riscv32",
    "riscv64-unknown-elf-ar",
    "riscv64-unknown-elf-gcc",
    "riscv64-unknown-elf-ld",
    "riscv64-unknown-elf-nm",
    "riscv64-unknown-elf-objcopy",
    "riscv64-unknown-elf-ranlib",
    "rm",
    "sha256sum",
    "tar",
    "timeout",
];

/// Makes the bundle. Returns the name of its directory, and the bytes of the file.
pub(crate) fn make(command: &mut Command) -> (String, Vec<u8>) {
    let printed = String::from_utf8(succeed(command).stdout).expect("UTF-8");
    let file = Path::new(printed.trim());
    let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
    let name = name.strip_suffix(".tar.gz").expect("an archive");
    (name.to_owned(), fs::read(file).expect("the bundle"))
}

/// Makes the bundle once for all tests.
pub(crate) fn made() -> &'static (String, Vec<u8>) {
    static MADE: OnceLock<(String, Vec<u8>)> = OnceLock::new();
    MADE.get_or_init(|| make(Command::new("ffi/make-packages").arg("firmware")))
}

/// Returns a directory that has links to the tools, and nothing else.
fn tools() -> &'static Path {
    static DIRECTORY: OnceLock<PathBuf> = OnceLock::new();
    DIRECTORY.get_or_init(|| {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packages/tools");
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).expect("a directory");
        for tool in TOOLS {
            let path = env::var_os("PATH").expect("a PATH");
            let mut paths = env::split_paths(&path).map(|path| path.join(tool));
            let found = paths.find(|path| path.is_file());
            let found = found.unwrap_or_else(|| panic!("needs {tool}: see the packages of tests/run"));
            symlink(found, directory.join(tool)).expect("a link");
        }
        directory
    })
}

/// An unpacked bundle. It is deleted at the end.
pub(crate) struct Bundle {
    parent: PathBuf,
    pub(crate) directory: PathBuf,
}

impl Bundle {
    /// Unpacks the bundle into a directory of this name. Tests that run together need different names.
    pub(crate) fn unpack(name: &str) -> Self {
        let (top, bytes) = made();
        let parent = env::temp_dir().join(format!("mixerr-packages-{}", std::process::id())).join(name);
        fs::create_dir_all(&parent).expect("a directory");
        let mut tar = Command::new(tools().join("tar"));
        let tar = tar.args(["--extract", "--gzip"]).current_dir(&parent).env("PATH", tools());
        let mut child = tar.stdin(Stdio::piped()).spawn().expect("tar");
        child.stdin.take().expect("a pipe").write_all(bytes).expect("tar reads");
        assert!(child.wait().expect("tar").success());
        Self { directory: parent.join(top), parent }
    }

    /// Runs commands in the directory, with the tools alone.
    pub(crate) fn output(&self, commands: &str) -> Output {
        let mut shell = Command::new(tools().join("timeout"));
        shell.args([SECONDS, "/bin/sh", "-ec", commands]).current_dir(&self.directory);
        shell.env_clear().env("PATH", tools()).stdin(Stdio::null());
        shell.output().unwrap_or_else(|error| panic!("{commands}: {error}"))
    }

    /// Runs commands that must succeed. Returns stdout and stderr. QEMU's console is stderr.
    pub(crate) fn run(&self, commands: &str) -> (String, String) {
        let output = self.output(commands);
        let [stdout, stderr] =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        assert!(output.status.success(), "{commands}\n{}\n{stdout}{stderr}", output.status);
        (stdout, stderr)
    }

    /// Runs commands that must fail. Returns stderr, with one space for each white space.
    pub(crate) fn refused(&self, commands: &str) -> String {
        let output = self.output(commands);
        assert!(!output.status.success(), "{commands} succeeds");
        let errors = String::from_utf8(output.stderr).expect("UTF-8");
        errors.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.directory.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// Returns the blocks of the README in a language.
    pub(crate) fn blocks(&self, language: &str) -> Vec<String> {
        code_blocks(&self.read("README.md"), language)
    }

    /// Returns the core that the bundle chooses for flags of gcc.
    pub(crate) fn chosen(&self, flags: &str) -> String {
        let compiler =
            if flags.contains("-march=rv") { "riscv64-unknown-elf-gcc" } else { "arm-none-eabi-gcc" };
        self.run(&format!("{compiler} {flags} -E -P lib/core.h")).0.trim().to_owned()
    }

    /// Returns the paths of all files, sorted.
    pub(crate) fn files(&self) -> Vec<String> {
        files(&self.directory)
    }
}

impl Drop for Bundle {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.parent);
        // Fails while another test uses it.
        let _ = fs::remove_dir(self.parent.parent().expect("a directory"));
    }
}

/// A row of the README's table: an archive, gcc's flags for it, and QEMU's board.
pub(crate) struct Core {
    pub(crate) name: String,
    pub(crate) flags: String,
    pub(crate) board: String,
}

/// Returns the rows of the README's table.
pub(crate) fn cores(bundle: &Bundle) -> Vec<Core> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.strip_prefix("| `")?.strip_suffix(" |")?.split(" | ").collect();
        let [name, _, flags, board] = cells[..] else { return None };
        let [name, flags, board] = [name, flags, board].map(|cell| cell.trim_matches('`').to_owned());
        Some(Core { name, flags, board })
    };
    bundle.read("README.md").lines().filter_map(row).collect()
}
