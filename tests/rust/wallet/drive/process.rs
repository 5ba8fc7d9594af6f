//! The wallet in C and the bot in Python as processes. They speak HTTP with this process, and write files.
//!
//! `seam.c` in the process reports each connection, pause and step of a save, so that the power can be cut there. A power
//! cut may lose what was not synced: half of a file without a sync, and a rename without a sync of its directory.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use mixerr::Ending;
use mixerr_tests::build::{libraries, root, succeed};

use super::mutants::Mutant;
use super::world::{Answer, Stop, World};
use super::{AMOUNT, ASSET_ID, HASH, KEY, OPPONENT_ID, RAW, Wallet, scratch, scratch_of};

/// What starts a session.
enum Program {
    /// A new process of this program.
    Wallet(PathBuf),
    /// A process that forks for each session, because Python takes long to start.
    Bot(Child),
}

pub(super) struct Process {
    program: Program,
    directory: PathBuf,
    server: TcpListener,
    events: UnixListener,
    /// The bot's connection to the seam.
    seam: Option<BufReader<UnixStream>>,
    disk: Disk,
}

/// The file of the record, and what of it survives a power cut.
struct Disk {
    record: PathBuf,
    temporary: PathBuf,
    /// The contents that survive.
    durable: Option<Vec<u8>>,
    /// The temporary file survives.
    is_synced: bool,
}

impl Disk {
    fn set(path: &Path, contents: Option<&[u8]>) {
        match contents {
            Some(contents) => fs::write(path, contents).expect("a file"),
            None => drop(fs::remove_file(path)),
        }
    }

    /// Loses what was not synced.
    fn lose(&self) {
        Self::set(&self.record, self.durable.as_deref());
        if let Ok(contents) = fs::read(&self.temporary) {
            Self::set(&self.temporary, Some(&contents[..contents.len() / 2]));
        }
    }

    /// Returns true if the record differs from what survives.
    fn is_dirty(&self) -> bool {
        fs::read(&self.record).ok() != self.durable
    }

    /// Handles an event of the seam.
    fn handle(&mut self, event: &str) {
        match event {
            "sync-file" => self.is_synced = true,
            "sync-directory" => {
                let mut contents = fs::read(&self.record).ok();
                if let (false, Some(contents)) = (self.is_synced, &mut contents) {
                    contents.truncate(contents.len() / 2);
                }
                self.durable = contents;
                self.is_synced = false;
            }
            _ => {}
        }
    }
}

impl Process {
    fn new(directory: PathBuf, start: impl FnOnce(&Path) -> Program) -> Self {
        let socket = directory.join("socket");
        let _ = fs::remove_file(&socket);
        let events = UnixListener::bind(&socket).expect("a socket");
        let server = TcpListener::bind("127.0.0.1:0").expect("a port");
        let record = directory.join(format!("{KEY}.record"));
        let temporary = directory.join(format!("{KEY}.record.new"));
        let program = start(&socket);
        let seam = match program {
            Program::Bot(_) => Some(BufReader::new(events.accept().expect("the seam").0)),
            Program::Wallet(_) => None,
        };
        let disk = Disk { record, temporary, durable: None, is_synced: false };
        Self { program, directory, server, events, seam, disk }
    }

    /// Reads the request of a connection, and answers it. Returns false if the power is cut.
    fn serve(&self, world: &mut World<'_>) -> bool {
        let mut client = self.server.accept().expect("a connection").0;
        let request = Request::read(&client);
        let answer = match &*request.method {
            "POST" => {
                let (key, parameters): (_, &[_]) = match self.program {
                    Program::Wallet(_) => ("trace_id", &[ASSET_ID, OPPONENT_ID, AMOUNT]),
                    Program::Bot(_) => ("request_id", &[RAW]),
                };
                assert!(parameters.iter().all(|text| request.body.contains(&format!("\"{text}\""))));
                world.pay(request.value_in_body(key), request.value_in_body("pin"))
            }
            _ => world.look_up(request.path.rsplit('/').next().unwrap_or_default()),
        };
        let Answer::Response { http_status, has_echo, retry_after, body, is_complete } = answer else {
            return matches!(answer, Answer::Nothing);
        };
        let mut head = format!("HTTP/1.1 {http_status} Words\r\nConnection: close\r\n");
        if has_echo {
            head += &format!("X-Request-Id: {}\r\n", request.id);
        }
        if !retry_after.is_empty() {
            head += &format!("Retry-After: {retry_after}\r\n");
        }
        let length = body.len() + if is_complete { 0 } else { 1000 };
        // The wallet may close the connection first.
        let _ = client.write_all(format!("{head}Content-Length: {length}\r\n\r\n{body}").as_bytes());
        true
    }

    /// Lets a session go on until it ends. Returns the exit code and the output of the bot.
    fn watch(&mut self, world: &mut World<'_>, seam: &mut BufReader<UnixStream>) -> Option<String> {
        let mut is_doomed = false;
        loop {
            let mut line = String::new();
            if seam.read_line(&mut line).unwrap_or(0) == 0 {
                return None;
            }
            let (event, value) = line.trim_end().split_once(' ').unwrap_or((line.trim_end(), ""));
            match event {
                "exit" if is_doomed => return None,
                "exit" => return Some(value.to_owned()),
                "killed" => return None,
                _ => {}
            }
            let mut answer = b"+";
            if is_doomed {
                self.disk.lose();
                answer = b"k";
            } else if event == "connect" && !world.connects() {
                answer = b"-";
            } else if let Some(kind) =
                world.cut(if self.disk.is_dirty() || event == "sync-file" { 2 } else { 1 })
            {
                if kind == 1 {
                    self.disk.lose();
                }
                answer = b"k";
            }
            if answer == b"+" {
                self.disk.handle(event);
            }
            if event == "sleep" {
                world.slept(value.parse().expect("milliseconds"));
            }
            seam.get_mut().write_all(answer).expect("the seam");
            if event == "connect" && answer == b"+" {
                is_doomed = !self.serve(world);
            }
        }
    }
}

/// A request of HTTP.
struct Request {
    method: String,
    path: String,
    id: String,
    body: String,
}

impl Request {
    fn read(client: &TcpStream) -> Self {
        let mut reader = BufReader::new(client);
        let mut line = || {
            let mut line = String::new();
            reader.read_line(&mut line).expect("a line");
            line.trim_end().to_owned()
        };
        let first = line();
        let (mut length, mut id) = (0, String::new());
        loop {
            let field = line();
            let Some((name, value)) = field.split_once(": ") else { break };
            match &*name.to_lowercase() {
                "content-length" => length = value.parse().expect("a length"),
                "x-request-id" => id = value.to_owned(),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).expect("a body");
        let mut words = first.split(' ').map(str::to_owned);
        let mut word = || words.next().unwrap_or_default();
        Self { method: word(), path: word(), id, body: String::from_utf8(body).expect("UTF-8") }
    }

    /// Returns the text of a member, empty if it is absent.
    fn value_in_body(&self, member: &str) -> &str {
        let rest = self.body.split_once(&format!("\"{member}\"")).map_or("", |(_, rest)| rest);
        rest.split('"').nth(1).unwrap_or_default()
    }
}

impl Wallet for Process {
    fn reset(&mut self) {
        let _ = fs::remove_file(&self.disk.record);
        let _ = fs::remove_file(&self.disk.temporary);
        self.disk.durable = None;
    }

    fn session(&mut self, world: &mut World<'_>) -> Stop {
        // A process that was killed leaves its files as they are, unless the power was cut.
        self.disk.durable = fs::read(&self.disk.record).ok();
        let url = format!("http://{}", self.server.local_addr().expect("an address"));
        let entries = world.patience();
        let result = match &mut self.program {
            Program::Wallet(program) => {
                let mut child = Command::new(program)
                    .args([&url, KEY, ASSET_ID, OPPONENT_ID, AMOUNT])
                    .current_dir(&self.directory)
                    .env("LD_PRELOAD", seam())
                    .env("DRIVE_SOCKET", self.directory.join("socket"))
                    .stdin(Stdio::piped())
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()
                    .expect("the wallet runs");
                let pins: String = (0..entries).map(|entry| format!("{entry:06}\n")).collect();
                let _ = child.stdin.take().expect("a pipe").write_all(pins.as_bytes());
                let mut seam = BufReader::new(self.events.accept().expect("the seam").0);
                self.watch(world, &mut seam);
                let output = child.wait_with_output().expect("its output");
                output.status.code().map(|code| format!("{code} {}", String::from_utf8_lossy(&output.stdout)))
            }
            Program::Bot(child) => {
                let directory = self.directory.display();
                let line = format!("{directory} {entries} {url} {KEY} {RAW} {HASH}\n");
                child.stdin.as_mut().expect("a pipe").write_all(line.as_bytes()).expect("the bot reads");
                let mut seam = self.seam.take().expect("the seam");
                let result = self.watch(world, &mut seam);
                self.seam = Some(seam);
                result
            }
        };
        let Some(result) = result else { return Stop::Cut };
        let says = |code: &str, word: &str| result.starts_with(code) && result.contains(word);
        match () {
            () if says("0 ", "PAID") && !result.contains("NOT_PAID") => Stop::Claim(Ending::Paid),
            () if says("2 ", "NOT_PAID") => Stop::Claim(Ending::NotPaid),
            () if says("3 ", "CONFLICT") => Stop::Claim(Ending::Conflict),
            () if says("75 ", "UNKNOWN") => Stop::Claim(Ending::Unknown),
            () => Stop::Failed(result),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Program::Bot(child) = &mut self.program {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Builds the seam.
fn seam() -> &'static Path {
    static BUILT: std::sync::OnceLock<PathBuf> = std::sync::OnceLock::new();
    BUILT.get_or_init(|| {
        let library = scratch("seam").join("seam.so");
        let mut cc = Command::new("gcc");
        cc.args(["-std=gnu99", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]);
        succeed(cc.args(["tests/rust/wallet/drive/seam.c", "-ldl", "-o"]).arg(&library));
        library
    })
}

/// Builds the wallet in C with a mutant in it.
pub(super) fn c(mutant: &Mutant) -> Process {
    let directory = scratch_of("c");
    for name in ["wallet.c", "http.c", "http.h", "store.c", "store.h"] {
        let text = mutant.text(&format!("examples/c/wallet/{name}"));
        fs::write(directory.join(name), text).expect("a file");
    }
    let program = directory.join("wallet");
    let mut cc = Command::new("gcc");
    cc.args(["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-DHTTP_TIMEOUT_MS=20000L", "-O1", "-Iinclude"]);
    cc.args(["wallet.c", "http.c", "store.c"].map(|name| directory.join(name)));
    cc.arg(libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a"));
    succeed(cc.args(["-lcurl", "-o"]).arg(&program));
    seam();
    Process::new(directory, |_| Program::Wallet(program))
}

/// Starts the bot with a mutant in it.
pub(super) fn bot(mutant: &Mutant) -> Process {
    let directory = scratch_of("bot");
    let file = directory.join("bot.py");
    fs::write(&file, mutant.text("examples/python/bot.py")).expect("a file");
    Process::new(directory, |socket| {
        let child = Command::new(root().join("target/venv/bin/python"))
            .arg(root().join("tests/rust/wallet/drive/bot.py"))
            .arg(&file)
            .env("PYTHONPATH", root().join("ffi/python/src"))
            .env("MIXERR_LIBRARY", libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.so"))
            .env("LD_PRELOAD", seam())
            .env("DRIVE_SOCKET", socket)
            .stdin(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("target/venv has Python: run tests/run venv");
        Program::Bot(child)
    })
}
