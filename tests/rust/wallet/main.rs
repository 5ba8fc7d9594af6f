//! The wallet in C (examples/c/wallet) against correct and hostile servers, and across restarts.

mod drive;
mod page;
mod server;

use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use mixerr_tests::build::{libraries, succeed};
use server::{Answer, HEAD, Server, answer, bytes, chunked, closed, foreign, in_pieces, with_field};

const TRACE_ID: &str = "0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77";
const ASSET_ID: &str = "965e5c6e-434c-3fa9-b780-c50f43cd955c";
const OPPONENT_ID: &str = "773e5e77-4107-45c2-b648-8fc722ed77f5";
/// A success that shows the transfer, with its amount as the payer sees it.
const PAID: &str = r#"{"data":{"type":"transfer","trace_id":"0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77","asset_id":"965e5c6e-434c-3fa9-b780-c50f43cd955c","opponent_id":"773e5e77-4107-45c2-b648-8fc722ed77f5","amount":"-1.50"}}"#;
const BUSY: &str = r#"{"error":{"status":500,"code":7000,"description":"Blaze server error."}}"#;
const NOT_FOUND: &str = r#"{"error":{"status":202,"code":404}}"#;
const POOR: &str = r#"{"error":{"status":202,"code":20117,"description":"Insufficient balance."}}"#;
const WRONG_PIN: &str = r#"{"error":{"status":202,"code":20119,"description":"PIN 123456 incorrect."}}"#;
const ALREADY: &str = r#"{"error":{"status":202,"code":20125}}"#;
const BEHIND: &str = r#"{"error":{"status":202,"code":30100,"description":"Chain not in sync."}}"#;
const GET: &str = "GET /transfers/trace/0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77 ";
/// The two PINs that are entered, and the requests with them.
const PINS: &str = "111111\n222222\n";
const POST: &str = r#"POST /transfers {"trace_id":"0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77","asset_id":"965e5c6e-434c-3fa9-b780-c50f43cd955c","opponent_id":"773e5e77-4107-45c2-b648-8fc722ed77f5","amount":"1.5","pin":"111111"}"#;
const POST_2: &str = r#"POST /transfers {"trace_id":"0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77","asset_id":"965e5c6e-434c-3fa9-b780-c50f43cd955c","opponent_id":"773e5e77-4107-45c2-b648-8fc722ed77f5","amount":"1.5","pin":"222222"}"#;

/// The wallet's exit codes.
const IS_PAID: i32 = 0;
const NOT_PAID: i32 = 2;
const CONFLICT: i32 = 3;
const USAGE: i32 = 64;
const FAILED: i32 = 70;
const UNKNOWN: i32 = 75;

/// Builds the wallet, once for each set of flags.
fn wallet(sanitized: bool) -> &'static Path {
    static BUILT: [OnceLock<PathBuf>; 2] = [const { OnceLock::new() }; 2];
    BUILT[usize::from(sanitized)].get_or_init(|| {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("wallet-{sanitized}"));
        // Fails with the name of the package that http.c needs.
        succeed(Command::new("curl-config").arg("--version"));
        let mut cc = Command::new("gcc");
        cc.args(["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-DHTTP_TIMEOUT_MS=1500L", "-pedantic"]);
        cc.args(["-Wall", "-Wextra", "-Wconversion", "-Werror"]);
        if sanitized {
            cc.args(["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
        }
        cc.args(["-Iinclude", "examples/c/wallet/http.c", "examples/c/wallet/store.c"]);
        cc.args(["examples/c/wallet/wallet.c", "tests/rust/wallet/no_pauses.c"]);
        cc.arg(libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a"));
        succeed(cc.args(["-lcurl", "-o"]).arg(&program));
        program
    })
}

/// The result of a run.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    requests: Vec<String>,
}

/// A directory for the records of one payment.
struct Device {
    directory: PathBuf,
    sanitized: bool,
}

impl Device {
    fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("wallet-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&directory).expect("a directory");
        Self { directory, sanitized: false }
    }

    fn record(&self) -> PathBuf {
        self.directory.join(format!("{TRACE_ID}.record"))
    }

    fn pay(&self, amount: &str, pins: &str, answers: Vec<Answer>) -> Run {
        let server = Server::new(answers);
        let run = self.pay_at(&format!("http://127.0.0.1:{}", server.port), amount, pins);
        Run { requests: server.requests(), ..run }
    }

    fn pay_at(&self, url: &str, amount: &str, pins: &str) -> Run {
        let mut child = Command::new(wallet(self.sanitized))
            .args([url, TRACE_ID, ASSET_ID, OPPONENT_ID, amount])
            .current_dir(&self.directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the wallet runs");
        // The wallet may end before it reads a PIN.
        let _ = child.stdin.take().expect("a pipe").write_all(pins.as_bytes());
        let output = child.wait_with_output().expect("its output");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        Run { code: output.status.code(), stdout, stderr, requests: Vec::new() }
    }

    /// Runs the wallet with both PINs, and checks its exit code and its requests.
    fn ends(&self, answers: Vec<Answer>, code: i32, requests: &[&str]) -> Run {
        let run = self.pay("1.5", PINS, answers);
        assert_eq!(
            (run.code, &run.requests[..]),
            (Some(code), &requests.iter().map(ToString::to_string).collect::<Vec<_>>()[..]),
            "{run:#?}"
        );
        run
    }
}

impl Drop for Device {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

fn ends(answers: Vec<Answer>, code: i32, requests: &[&str]) -> Run {
    Device::new().ends(answers, code, requests)
}

/// The same without a person after the first PIN.
fn ends_alone(answers: Vec<Answer>, code: i32, requests: &[&str]) -> Run {
    let run = Device::new().pay("1.5", "111111\n", answers);
    assert_eq!(run.code, Some(code), "{run:#?}");
    assert_eq!(run.requests, requests, "{run:#?}");
    run
}

/// The pauses in the log, in milliseconds.
fn pauses(run: &Run) -> Vec<u32> {
    let pause = |line: &str| line.strip_prefix("waiting ")?.strip_suffix(" ms")?.parse().ok();
    run.stderr.lines().filter_map(pause).collect()
}

#[test]
fn wallet_is_paid_by_a_success() {
    assert_eq!(ends(vec![answer(200, PAID)], IS_PAID, &[POST]).stdout, "PAID\n");
}

#[test]
fn wallet_sends_a_wrong_pin_once() {
    let run = ends_alone(vec![answer(202, WRONG_PIN)], NOT_PAID, &[POST]);
    assert_eq!(run.stdout, "asked for: ASK_USER\nNOT_PAID\n");
    assert!(!run.stderr.contains("123456"), "{run:#?}");
}

#[test]
fn wallet_sends_the_same_key_with_a_new_pin() {
    ends(vec![answer(202, WRONG_PIN), answer(200, PAID)], IS_PAID, &[POST, POST_2]);
}

#[test]
fn wallet_sends_a_pin_at_most_twice_without_a_response() {
    let answers = || vec![closed(), closed(), answer(202, NOT_FOUND)];
    ends_alone(answers(), UNKNOWN, &[POST, POST, GET]);
    let found = answers().into_iter().chain([answer(200, PAID)]).collect();
    ends(found, IS_PAID, &[POST, POST, GET, POST_2]);
}

#[test]
fn wallet_sends_nothing_without_a_pin() {
    let device = Device::new();
    let run = device.pay("1.5", "\n", vec![]);
    assert_eq!((run.code, &*run.stdout), (Some(NOT_PAID), "NOT_PAID\n"), "{run:#?}");
    assert!(!device.record().exists());
}

#[test]
fn wallet_retries_with_the_same_key() {
    ends(vec![answer(500, BUSY), answer(200, PAID)], IS_PAID, &[POST; 2]);
    ends(vec![foreign(502, "<html><h1>502 Bad Gateway</h1></html>"), answer(200, PAID)], IS_PAID, &[POST; 2]);
    ends(vec![answer(302, ""), answer(200, PAID)], IS_PAID, &[POST; 2]);
}

#[test]
fn wallet_follows_no_redirect() {
    let elsewhere = Server::new(vec![answer(200, PAID)]);
    let location = format!("Location: http://127.0.0.1:{}/transfers", elsewhere.port);
    ends(vec![with_field(307, &location, ""), answer(200, PAID)], IS_PAID, &[POST; 2]);
    assert_eq!(elsewhere.requests(), [""; 0]);
}

#[test]
fn wallet_pauses_longer_each_time() {
    let run = ends(
        (0..8).map(|_| answer(500, BUSY)).collect(),
        UNKNOWN,
        &[POST, POST, POST, POST, POST, POST, POST, GET],
    );
    for (pause, base) in pauses(&run).iter().zip([1000, 2000, 4000, 8000, 16_000, 32_000, 64_000]) {
        assert!((base..2 * base).contains(pause), "{run:#?}");
    }
    assert_eq!(pauses(&run).len(), 7);
}

#[test]
fn wallet_waits_as_long_as_the_server_asks() {
    let many = r#"{"error":{"status":202,"code":429,"description":"Too Many Requests."}}"#;
    let answers =
        vec![with_field(202, "Retry-After: 60", many), foreign(429, "slow down"), answer(200, PAID)];
    let run = ends(answers, IS_PAID, &[POST; 3]);
    assert!(pauses(&run)[0] >= 60_000 && pauses(&run)[1] >= 7_500, "{run:#?}");
    let day = with_field(429, "retry-after: 86400", many);
    assert_eq!(pauses(&ends(vec![day], UNKNOWN, &[POST])), [0_u32; 0]);
}

#[test]
fn wallet_says_not_paid_when_each_request_was_refused() {
    ends_alone(vec![answer(202, POOR)], NOT_PAID, &[POST]);
    ends_alone(vec![answer(202, BEHIND), answer(202, BEHIND), answer(202, POOR)], NOT_PAID, &[POST; 3]);
}

/// An error that excludes a payment says nothing of the other requests.
#[test]
fn wallet_looks_up_a_payment_that_an_earlier_request_may_have_made() {
    let pages: [fn() -> Answer; 6] = [
        closed,
        || answer(500, BUSY),
        || foreign(502, "<html>"),
        || answer(200, "{}"),
        || answer(200, r#"{"data":null}"#),
        || foreign(200, POOR), // the error of something else
    ];
    for page in pages {
        for refused in [POOR, WRONG_PIN] {
            ends_alone(vec![page(), answer(202, refused), answer(200, PAID)], IS_PAID, &[POST, POST, GET]);
            ends_alone(
                vec![page(), answer(202, refused), answer(202, NOT_FOUND)],
                UNKNOWN,
                &[POST, POST, GET],
            );
        }
    }
}

#[test]
fn wallet_believes_no_look_up_that_something_else_answers() {
    let answers = vec![closed(), closed(), foreign(200, NOT_FOUND), foreign(200, PAID), answer(200, PAID)];
    ends_alone(answers, IS_PAID, &[POST, POST, GET, GET, GET]);
}

#[test]
fn wallet_finds_a_payment_after_a_restart() {
    for after in [vec![], vec![closed(), answer(500, BUSY)]] {
        let device = Device::new();
        let run =
            device.pay("1.5", "111111\n", vec![closed(), answer(202, WRONG_PIN), answer(202, NOT_FOUND)]);
        assert_eq!(run.code, Some(UNKNOWN), "{run:#?}");
        let looks = after.len() + 1;
        let run =
            device.ends(after.into_iter().chain([answer(200, PAID)]).collect(), IS_PAID, &vec![GET; looks]);
        assert!(pauses(&run)[0] >= 1000, "{run:#?}");
        // The key is spent: the record says so without a request.
        device.ends(vec![], IS_PAID, &[]);
    }
}

#[test]
fn wallet_asks_before_it_sends_after_a_restart() {
    let device = Device::new();
    assert_eq!(
        device.pay("1.5", "111111\n", vec![answer(500, BUSY), answer(202, POOR)]).requests,
        [POST, POST]
    );
    let run = device.ends(vec![answer(202, NOT_FOUND), answer(200, PAID)], IS_PAID, &[GET, POST]);
    assert_eq!(run.stdout, "asked for: ASK_USER\nPAID\n");
}

#[test]
fn wallet_sends_nothing_without_its_right_record() {
    let device = Device::new();
    device.ends(
        vec![answer(202, POOR), closed(), closed(), answer(202, NOT_FOUND)],
        UNKNOWN,
        &[POST, POST_2, POST_2, GET],
    );
    let run = device.pay("15", PINS, vec![]);
    assert_eq!(run.code, Some(FAILED), "{run:#?}");
    assert!(run.stderr.contains("RECORD_OF_ANOTHER_REQUEST"), "{run:#?}");
    let record = std::fs::read(device.record()).expect("the record");
    for damaged in [&record[..31], b""] {
        std::fs::write(device.record(), damaged).expect("a file");
        let run = device.ends(vec![], FAILED, &[]);
        assert!(run.stderr.contains("RECORD_DAMAGED"), "{run:#?}");
    }
    // A record that cannot be read may exist.
    std::fs::remove_file(device.record()).expect("a file");
    std::os::unix::fs::symlink(device.record(), device.record()).expect("a link to itself");
    let run = device.ends(vec![], FAILED, &[]);
    assert!(run.stderr.contains("Too many levels of symbolic links"), "{run:#?}");
}

/// A fingerprint has only 4 bytes, so that of another payment may be the same.
#[test]
fn wallet_sends_nothing_with_the_record_of_another_key() {
    let device = Device::new();
    let (_, parameters) = POST.split_once('{').expect("a body");
    let (parameters, _) = parameters.split_once(",\"pin\"").expect("a PIN");
    let other = mixerr::Transfer::new([7; 16], mixerr::fingerprint(parameters.as_bytes()));
    std::fs::write(device.record(), other.record()).expect("a file");
    let run = device.ends(vec![], FAILED, &[]);
    assert!(run.stderr.contains("RECORD_OF_ANOTHER_REQUEST"), "{run:#?}");
    let key = mixerr::key_from_uuid(TRACE_ID).expect("a UUID");
    let ours = mixerr::Transfer::new(key, mixerr::fingerprint(parameters.as_bytes()));
    std::fs::write(device.record(), ours.record()).expect("a file");
    device.ends(vec![answer(200, PAID)], IS_PAID, &[GET]);
}

#[test]
fn wallet_sends_nothing_before_its_record_is_saved() {
    let device = Device::new();
    std::fs::create_dir(device.directory.join(format!("{TRACE_ID}.record.new"))).expect("a directory");
    let run = device.ends(vec![], FAILED, &[]);
    assert!(run.stderr.contains("Is a directory"), "{run:#?}");
}

#[test]
fn wallet_takes_no_other_transfer_for_its_own() {
    for (member, other) in
        [(ASSET_ID, OPPONENT_ID), (OPPONENT_ID, ASSET_ID), ("-1.50", "-15.0"), ("-1.50", "")]
    {
        let other = PAID.replace(member, other);
        ends(vec![answer(202, ALREADY), answer(200, &other)], CONFLICT, &[POST, GET]);
        ends(vec![answer(200, &other)], CONFLICT, &[POST]);
    }
}

#[test]
fn wallet_takes_its_request_for_no_receipt_when_it_is_sent_back() {
    let id = r#""trace_id":"0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77""#;
    for echo in [
        r#"{"login":"https://portal"}"#.to_owned(),
        POST["POST /transfers ".len()..].to_owned(),
        format!(r#"{{"data":{{{id}}}}}"#),
        format!(r#"{{"request":{PAID},"data":{{}}}}"#),
        format!(r#"{{"data":{PAID}}}"#),
        format!(r#"{{"data":{{"body":{:?}}}}}"#, PAID),
        PAID.replace(TRACE_ID, "4ad0d0a1-1dd5-4d5c-8ac5-86e6cf9cbd52"),
    ] {
        ends(vec![answer(200, &echo), answer(200, PAID)], IS_PAID, &[POST; 2]);
        let answers = vec![answer(202, ALREADY), in_pieces(1, answer(200, &echo)), answer(202, NOT_FOUND)];
        ends(answers, UNKNOWN, &[POST, GET, GET]);
    }
}

#[test]
fn wallet_reads_the_transfer_that_was_paid_already() {
    ends(vec![answer(202, ALREADY), answer(200, PAID)], IS_PAID, &[POST, GET]);
    ends(vec![answer(202, ALREADY), answer(500, BUSY), answer(200, PAID)], IS_PAID, &[POST, GET, GET]);
}

#[test]
fn wallet_keeps_a_key_whose_error_it_does_not_know() {
    ends(vec![answer(202, r#"{"error":{"code":99999}}"#), answer(202, NOT_FOUND)], UNKNOWN, &[POST, GET]);
    for http_status in [401, 403, 404, 511] {
        ends(vec![foreign(http_status, "<html>"), answer(200, PAID)], IS_PAID, &[POST; 2]);
    }
}

#[test]
fn wallet_believes_nothing_of_a_response_that_was_truncated() {
    // The body looks complete, but its length says otherwise.
    let short = bytes(format!("{HEAD}Content-Length: 1000\r\n\r\n{PAID}"));
    let in_chunk = bytes(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\nfff\r\n{PAID}"));
    ends(vec![short, in_chunk, answer(200, PAID)], IS_PAID, &[POST, POST, GET]);
}

#[test]
fn wallet_reads_a_body_that_ends_with_the_connection() {
    let until_close = |body: &str| bytes(format!("{HEAD}\r\n{body}"));
    ends(vec![until_close(PAID)], IS_PAID, &[POST]);
    ends(vec![until_close(&PAID[..30]), until_close(PAID)], IS_PAID, &[POST; 2]);
}

#[test]
fn wallet_reads_chunks_of_any_size() {
    for size in [1, 7, 4096] {
        ends(vec![chunked(200, PAID, size)], IS_PAID, &[POST]);
    }
    ends(vec![in_pieces(1, answer(200, PAID))], IS_PAID, &[POST]);
}

#[test]
fn wallet_skips_interim_responses() {
    ends(vec![bytes(format!("HTTP/1.1 100 Continue\r\n\r\n{HEAD}\r\n{PAID}"))], IS_PAID, &[POST]);
    // Their fields are not those of the response.
    let echo = HEAD.replace("200 OK", "103 Early Hints");
    let portal = bytes(format!("{echo}\r\nHTTP/1.1 200 OK\r\n\r\n{POOR}"));
    ends(vec![portal, answer(200, PAID)], IS_PAID, &[POST; 2]);
}

#[test]
fn wallet_takes_noise_for_no_response() {
    let noise: Vec<u8> = (0..=255).cycle().take(1 << 14).collect();
    let gzip = b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03\xabV*\xcaO";
    for odd in [
        noise.clone(),
        [HEAD.as_bytes(), b"\r\n", &noise].concat(),
        [HEAD.as_bytes(), gzip].concat(),
        b"HTTP/1.1 20\r\n\r\n".to_vec(),
        format!("ICY 200 OK\r\n\r\n{PAID}").into_bytes(),
        PAID.as_bytes().to_vec(),
        b"\r\n\r\n".to_vec(),
    ] {
        ends(vec![bytes(odd), answer(200, PAID)], IS_PAID, &[POST; 2]);
    }
}

#[test]
fn wallet_refuses_odd_framing() {
    for head in [
        "Content-Length: -1\r\n",
        "Content-Length: 1\r\nContent-Length: 2\r\n",
        "Content-Encoding: gzip\r\nContent-Length: 9\r\n",
    ] {
        let odd = bytes(format!("{HEAD}{head}\r\n{PAID}"));
        ends(vec![odd, answer(200, PAID)], IS_PAID, &[POST; 2]);
    }
    for chunks in ["g\r\n", "-1\r\n", "2\r\n{}x\r\n0\r\n\r\n", "fffffffffffffffffffff\r\n", "\r\n"] {
        let odd = bytes(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n{chunks}"));
        ends(vec![odd, answer(200, PAID)], IS_PAID, &[POST; 2]);
    }
}

#[test]
fn wallet_closes_the_connection_of_a_response_without_end() {
    // The response, and its line in the log: not the deadline. libcurl bounds heads, too, with another "Failure ...".
    let responses = [
        (
            Answer::endless("HTTP/1.1 200 OK\r\n", "X-Padding: aaaaaaaaaaaaaaaaaaaaaaaa\r\n"),
            "no complete response: Fail",
        ),
        (Answer::endless("", "HTTP/1.1 100 Continue\r\n\r\n"), "no complete response: Fail"),
        (Answer::endless("HTTP/1.1 200 OK\r\n\r\n[0", ",[]"), "no complete response: Fail"),
        (Answer::slow("HTTP/1.1 200 OK\r\n\r\n<p>"), "malformed JSON at byte 0"),
        (Answer::slow("HTTP/1.1 200 OK\r\n\r\n["), "Timeout was reached"),
    ];
    for (response, reason) in responses {
        let run = ends(vec![response, answer(200, PAID)], IS_PAID, &[POST; 2]);
        assert!(run.stderr.contains(reason), "{reason}: {run:#?}");
    }
}

/// The handshake fails before the request is sent.
#[test]
fn wallet_says_not_paid_without_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let _ = client.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let run = Device::new().pay_at(&url, "1.5", PINS);
    assert_eq!((run.code, &*run.stdout), (Some(NOT_PAID), "NOT_PAID\n"), "{run:#?}");
}

#[test]
fn wallet_says_not_paid_when_nobody_answers() {
    let run = ends(vec![], NOT_PAID, &[]);
    assert_eq!(pauses(&run).len(), 6, "{run:#?}");
}

#[test]
fn wallet_has_no_wrong_access() {
    let answers = || {
        vec![
            chunked(200, BUSY, 3),
            answer(502, "<html>"),
            bytes(format!("{HEAD}Content-Length: 1000\r\n\r\n{PAID}")),
            in_pieces(
                1,
                answer(202, r#"{"error":{"code":10003,"description":"\u0000 to +8613800138000."}}"#),
            ),
        ]
    };
    let mut device = Device::new();
    device.sanitized = true;
    device.ends(answers(), UNKNOWN, &[POST, POST, POST, GET]);
}

#[test]
fn wallet_prints_its_usage() {
    let url = "http://127.0.0.1:1";
    let long = "1".repeat(65);
    for arguments in [
        vec![],
        vec![url, TRACE_ID, ASSET_ID, OPPONENT_ID],
        vec![url, TRACE_ID, ASSET_ID, OPPONENT_ID, "1,5"],
        vec![url, TRACE_ID, ASSET_ID, OPPONENT_ID, &long],
        vec![url, TRACE_ID, ASSET_ID, "\"} or so", "1.5"],
        vec![url, TRACE_ID, "", OPPONENT_ID, "1.5"],
        vec![url, "0B5F4C1E-6A4E-4C1C-9D52-3C1B9F1E2A77", ASSET_ID, OPPONENT_ID, "1.5"],
        vec!["file:///etc/passwd", TRACE_ID, ASSET_ID, OPPONENT_ID, "1.5"],
        vec![url, TRACE_ID, ASSET_ID, OPPONENT_ID, "1.5", "1.5"],
    ] {
        let output = Command::new(wallet(false))
            .args(&arguments)
            .current_dir(env!("CARGO_TARGET_TMPDIR"))
            .output()
            .expect("the wallet runs");
        assert_eq!(output.status.code(), Some(USAGE), "{arguments:?}");
    }
}
