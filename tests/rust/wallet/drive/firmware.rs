//! The wallets for firmware, compiled for the host. The device around them is a pipe to this process.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use mixerr::{Ending, Transfer};
use mixerr_tests::build::{libraries, root, succeed};

use super::mutants::Mutant;
use super::world::{Answer, Stop, World};
use super::{KEY, Wallet, scratch, scratch_of};

const RECORD_SIZE: usize = 32;
const ERASED: [u8; RECORD_SIZE] = [0xFF; RECORD_SIZE];

/// A device with two slots of flash, and storage for a payment.
pub(super) struct Firmware {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    slots: [[u8; RECORD_SIZE]; 2],
    is_stored: bool,
    line: String,
}

impl Firmware {
    fn new(program: &Path) -> Self {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the wallet runs");
        let to = child.stdin.take().expect("a pipe");
        let from = BufReader::new(child.stdout.take().expect("a pipe"));
        Self { child, to, from, slots: [ERASED; 2], is_stored: false, line: String::new() }
    }

    fn send(&mut self, line: &str) {
        self.to.write_all(line.as_bytes()).expect("the wallet reads");
    }

    /// Writes or erases a slot, and perhaps cuts the power.
    fn change(&mut self, world: &mut World<'_>, slot: usize, new: [u8; RECORD_SIZE]) {
        let old = self.slots[slot];
        let cut = world.cut(3);
        self.slots[slot] = match cut {
            None | Some(0) => new,
            Some(1) => old,
            // A write erases the slot first.
            Some(_) => {
                let rest = if new == ERASED { old } else { ERASED };
                std::array::from_fn(|index| if index < RECORD_SIZE / 2 { new[index] } else { rest[index] })
            }
        };
        self.send(if cut.is_none() { "+\n" } else { "-\n" });
    }

    /// Stores or deletes the payment, and perhaps cuts the power. Returns false if it is cut.
    fn change_payment(&mut self, world: &mut World<'_>, is_stored: bool) -> bool {
        let cut = world.cut(2);
        if cut != Some(1) {
            self.is_stored = is_stored;
        }
        cut.is_none()
    }

    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Nothing => self.send("lost\n"),
            Answer::PowerCut => self.send("cut\n"),
            Answer::Response { http_status, has_echo, retry_after, body, is_complete } => {
                let retry_after = if retry_after.is_empty() { "-" } else { retry_after };
                let (echo, complete) = (u8::from(has_echo), u8::from(is_complete));
                self.send(&format!("{http_status} {echo} {retry_after} {complete} {}\n{body}", body.len()));
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> [u8; RECORD_SIZE] {
    std::array::from_fn(|index| u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).expect("a byte"))
}

impl Wallet for Firmware {
    fn reset(&mut self) {
        // The open record of another payment, because that is the worst one to find.
        self.slots = [Transfer::new([7; 16], 7).record(); 2];
        self.is_stored = false;
    }

    fn session(&mut self, world: &mut World<'_>) -> Stop {
        let [first, second] = self.slots.map(|slot| hex(&slot));
        self.send(&format!("{KEY} {} {first} {second}\n", u8::from(self.is_stored)));
        loop {
            self.line.clear();
            self.from.read_line(&mut self.line).expect("a line");
            let line = std::mem::take(&mut self.line);
            let mut words = line.split_whitespace();
            let mut word = || words.next().unwrap_or_default();
            match word() {
                "sleep" => world.slept(word().parse().expect("milliseconds")),
                "write" => {
                    let slot = word().parse().expect("a slot");
                    self.change(world, slot, bytes(word()));
                }
                "erase" => self.change(world, word().parse().expect("a slot"), ERASED),
                "store" => {
                    let answer = if self.change_payment(world, true) { "+\n" } else { "-\n" };
                    self.send(answer);
                }
                "post" | "get" if !world.connects() => self.send("offline\n"),
                "post" => {
                    let answer = world.pay(word(), word());
                    self.answer(answer);
                }
                "get" => {
                    let answer = world.look_up(word());
                    self.answer(answer);
                }
                "pin" => {
                    let pin = world.enter_pin().unwrap_or_else(|| "-".to_owned());
                    self.send(&format!("{pin}\n"));
                }
                "confirm" => {
                    let answer = if world.confirms() { "+\n" } else { "-\n" };
                    self.send(answer);
                }
                "end" => {
                    let ending = match word() {
                        "PAID" => Ending::Paid,
                        "NOT_PAID" => Ending::NotPaid,
                        "CONFLICT" => Ending::Conflict,
                        "UNKNOWN" => return Stop::Claim(Ending::Unknown),
                        "CUT" => return Stop::Cut,
                        _ => return Stop::Failed(line),
                    };
                    let is_cut = !self.change_payment(world, false);
                    return if is_cut && self.is_stored {
                        Stop::CutAfter(ending)
                    } else {
                        Stop::Claim(ending)
                    };
                }
                _ => {
                    let mut rest = String::new();
                    let _ = self.from.read_to_string(&mut rest);
                    return Stop::Failed(format!("{line}{rest}: {:?}", self.child.wait()));
                }
            }
            self.line = line;
        }
    }
}

impl Drop for Firmware {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Builds the wallet in Rust with a mutant in it, and starts it.
pub(super) fn rust(mutant: &Mutant) -> Firmware {
    // The package has one set of sources.
    static BUILD: Mutex<()> = Mutex::new(());
    let _only = BUILD.lock().unwrap_or_else(PoisonError::into_inner);
    let package = scratch("rust");
    let source = package.join("src");
    std::fs::create_dir_all(&source).expect("a directory");
    // The modules of the wallet, without those of the board and the script.
    let library = mutant.text("examples/firmware/rust/src/lib.rs");
    let modules =
        library.lines().filter_map(|line| line.strip_suffix(';')?.split_once("mod ").map(|(_, name)| name));
    let mut driver = String::new();
    for name in modules.filter(|name| !["board", "script", "table"].contains(name)) {
        driver += &format!("mod {name};\n");
        let file = format!("examples/firmware/rust/src/{name}.rs");
        std::fs::write(source.join(format!("{name}.rs")), mutant.text(&file)).expect("a file");
    }
    driver += include_str!("firmware_rust.rs");
    std::fs::write(source.join("main.rs"), driver).expect("a file");
    std::fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).expect("a file");
    let core = root().join("core").canonicalize().expect("a path");
    let manifest = format!(
        "[package]\nname = \"drive\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nmixerr = {{ path = {core:?}, default-features = false, features = [\"transfer\"] }}\n\
         [profile.dev]\nopt-level = 1\n[workspace]\n"
    );
    std::fs::write(package.join("Cargo.toml"), manifest).expect("a file");
    succeed(
        Command::new("cargo").args(["build", "--quiet", "--manifest-path"]).arg(package.join("Cargo.toml")),
    );
    // The next build replaces the program, and another thread must not see it half-written.
    let program = scratch_of("rust").join("wallet");
    let _ = std::fs::remove_file(&program);
    std::fs::hard_link(package.join("target/debug/drive"), &program).expect("a program");
    Firmware::new(&program)
}

/// Builds the wallet in C with a mutant in it, and starts it.
pub(super) fn c(mutant: &Mutant) -> Firmware {
    let directory = scratch_of("c-firmware");
    let mut cc = Command::new("gcc");
    cc.args(["-std=c99", "-O1", "-Wall", "-Wextra", "-Werror", "-Iinclude"]);
    cc.args(["-Iexamples/firmware/c", "-Iexamples/firmware/boards", "tests/rust/wallet/drive/firmware_c.c"]);
    let objects = mutant.text("examples/firmware/c/objects.mk");
    let wallet =
        objects.lines().find_map(|line| line.strip_prefix("WALLET := ")).expect("the wallet's objects");
    for name in wallet.split(' ').map(|object| object.replace(".o", ".c")) {
        let file = directory.join(&name);
        std::fs::write(&file, mutant.text(&format!("examples/firmware/c/{name}"))).expect("a file");
        cc.arg(file);
    }
    let program = directory.join("wallet");
    cc.arg(libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a")).arg("-o").arg(&program);
    succeed(&mut cc);
    Firmware::new(&program)
}
