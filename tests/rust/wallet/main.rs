//! The wallet in C (examples/c/wallet), against a server that answers as servers do, and as they should not.

mod receipt;
mod server;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use mixerr_tests::build::{libraries, root, succeed};
use server::{Answer, Server, answer, bytes, chunked, closed, in_pieces};

const PAID: &str = r#"{"data":{"type":"transfer","trace_id":"5e4c"}}"#;
const BUSY: &str = r#"{"error":{"status":500,"code":7000,"description":"Blaze server error."}}"#;
const POST: &str = r#"POST /transfers {"trace_id":"5e4c"}"#;
/// What it prints after the only request was answered by an error that excludes its payment.
const REFUSED: &str = "not paid: the only request was refused; keep the trace id\n";
/// What it prints where a request may have paid.
const PERHAPS: &str = "perhaps paid: keep the trace id\n";
const GET: &str = "GET /transfers/trace/5e4c ";

/// Builds the wallet, once for each set of flags.
fn wallet(sanitized: bool) -> &'static Path {
    static BUILT: [OnceLock<PathBuf>; 2] = [const { OnceLock::new() }; 2];
    BUILT[usize::from(sanitized)].get_or_init(|| {
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("wallet-{sanitized}"));
        let mut cc = Command::new("gcc");
        cc.args([
            "-std=c99",
            "-D_POSIX_C_SOURCE=200809L",
            "-pedantic",
            "-Wall",
            "-Wextra",
            "-Wconversion",
            "-Werror",
        ]);
        if sanitized {
            cc.args(["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
        }
        cc.args(["-Iinclude", "-Iexamples/firmware/c", "examples/firmware/c/receipt.c"]);
        cc.args(["examples/c/wallet/http.c", "examples/c/wallet/wallet.c"]);
        succeed(cc.arg(libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a")).arg("-o").arg(&program));
        program
    })
}

/// What became of a transfer.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    requests: Vec<String>,
}

fn run(sanitized: bool, answers: Vec<Answer>) -> Run {
    run_within("1500", sanitized, answers)
}

/// Pays with so many milliseconds for each answer.
fn run_within(timeout: &str, sanitized: bool, answers: Vec<Answer>) -> Run {
    run_with(&["5e4c", "new"], timeout, sanitized, answers)
}

/// Pays a transfer of which an earlier run may have paid it already.
fn run_again(answers: Vec<Answer>) -> Run {
    run_with(&["5e4c"], "1500", false, answers)
}

fn run_with(trace_id: &[&str], timeout: &str, sanitized: bool, answers: Vec<Answer>) -> Run {
    let server = Server::new(answers);
    let output = Command::new(wallet(sanitized))
        .args(["127.0.0.1", &server.port.to_string()])
        .args(trace_id)
        .envs([("WALLET_PAUSE_MS", "1"), ("WALLET_TIMEOUT_MS", timeout)])
        .current_dir(root())
        .output()
        .expect("the wallet runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Run {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        requests: server.requests(),
    }
}

/// Pays, and checks how it ended and what was asked.
fn ends(answers: Vec<Answer>, code: i32, requests: &[&str]) -> Run {
    let run = run(false, answers);
    assert_eq!(run.code, Some(code), "{run:#?}");
    assert_eq!(run.requests, requests, "{run:#?}");
    run
}

#[test]
fn wallet_is_paid_by_a_success() {
    assert_eq!(ends(vec![answer(200, PAID)], 0, &[POST]).stdout, "paid\n");
}

#[test]
fn wallet_never_retries_a_wrong_pin() {
    let wrong = r#"{"error":{"status":202,"code":20119,"description":"PIN 123456 incorrect."}}"#;
    let run = ends(vec![answer(202, wrong)], 1, &[POST]);
    assert_eq!(run.stdout, format!("What now? PIN incorrect.\n{REFUSED}"));
    assert!(!run.stderr.contains("123456"), "{run:#?}");
}

#[test]
fn wallet_retries_a_server_error_with_the_same_trace_id() {
    ends(vec![answer(500, BUSY), answer(200, PAID)], 0, &[POST, POST]);
}

#[test]
fn wallet_retries_a_page_with_the_same_trace_id() {
    let page = "<html><h1>502 Bad Gateway</h1></html>";
    ends(vec![answer(502, page), answer(200, page), answer(500, ""), answer(200, PAID)], 0, &[POST; 4]);
}

#[test]
fn wallet_waits_when_there_were_too_many_requests() {
    let many = r#"{"error":{"status":202,"code":429,"description":"Too Many Requests."}}"#;
    ends(vec![answer(202, many), answer(429, "slow down"), answer(200, PAID)], 0, &[POST; 3]);
}

#[test]
fn wallet_gives_up_and_keeps_the_trace_id() {
    let run = ends((0..4).map(|_| answer(500, BUSY)).collect(), 75, &[POST; 4]);
    assert_eq!(run.stdout, PERHAPS);
}

#[test]
fn wallet_says_not_paid_when_its_only_request_was_refused() {
    let poor = r#"{"error":{"status":202,"code":20117,"description":"Insufficient balance."}}"#;
    assert!(ends(vec![answer(202, poor)], 1, &[POST]).stdout.ends_with(REFUSED));
}

#[test]
fn wallet_looks_for_the_transfer_though_each_request_was_refused() {
    let behind =
        || answer(202, r#"{"error":{"status":202,"code":30100,"description":"Chain not in sync."}}"#);
    let poor = || answer(202, r#"{"error":{"status":202,"code":20117}}"#);
    ends(vec![behind(), behind(), answer(200, PAID)], 0, &[POST; 3]);
    ends(vec![behind(), behind(), poor(), answer(200, PAID)], 0, &[POST, POST, POST, GET]);
    let missing = answer(202, r#"{"error":{"code":404}}"#);
    let run = ends(vec![behind(), behind(), poor(), missing], 1, &[POST, POST, POST, GET]);
    assert!(run.stdout.ends_with(PERHAPS), "{run:#?}");
}

/// One response that excludes a payment says nothing of the others, in whatever order they come.
#[test]
fn wallet_keeps_the_trace_id_when_any_request_may_have_paid() {
    let poor = || answer(202, r#"{"error":{"status":202,"code":20117}}"#);
    let missing = || answer(202, r#"{"error":{"code":404}}"#);
    let pages: [fn() -> Answer; 5] = [
        closed,
        || answer(500, BUSY),
        || answer(502, "<html>"),
        || answer(200, "{}"),
        || answer(200, r#"{"data":null}"#),
    ];
    for page in pages {
        let run = ends(vec![page(), poor(), missing()], 1, &[POST, POST, GET]);
        assert!(run.stdout.ends_with(PERHAPS), "{run:#?}");
        let behind = answer(202, r#"{"error":{"status":202,"code":30100}}"#);
        let run = ends(vec![behind, page(), poor(), missing()], 1, &[POST, POST, POST, GET]);
        assert!(run.stdout.ends_with(PERHAPS), "{run:#?}");
    }
}

#[test]
fn wallet_keeps_the_trace_id_when_the_last_answer_broke_off() {
    let behind = r#"{"error":{"status":202,"code":30100,"description":"Chain not in sync."}}"#;
    let answers = vec![answer(202, behind), closed(), closed(), closed()];
    assert!(ends(answers, 75, &[POST; 4]).stdout.ends_with(PERHAPS));
}

#[test]
fn wallet_looks_for_a_transfer_that_an_earlier_request_may_have_paid() {
    let poor =
        || answer(202, r#"{"error":{"status":202,"code":20117,"description":"Insufficient balance."}}"#);
    ends(vec![closed(), poor(), answer(200, PAID)], 0, &[POST, POST, GET]);
    ends(vec![answer(500, BUSY), poor(), answer(200, PAID)], 0, &[POST, POST, GET]);
    let lost = ends(vec![closed(), poor(), answer(202, r#"{"error":{"code":404}}"#)], 1, &[POST, POST, GET]);
    assert!(lost.stdout.ends_with(PERHAPS), "{lost:#?}");
}

#[test]
fn wallet_looks_for_a_transfer_that_an_earlier_run_may_have_paid() {
    let poor =
        || answer(202, r#"{"error":{"status":202,"code":20117,"description":"Insufficient balance."}}"#);
    let paid = run_again(vec![poor(), answer(200, PAID)]);
    assert_eq!((paid.code, &paid.requests[..]), (Some(0), &[POST, GET].map(String::from)[..]), "{paid:#?}");
    let unknown = run_again(vec![poor(), answer(202, r#"{"error":{"code":404}}"#)]);
    assert!(unknown.code == Some(1) && unknown.stdout.ends_with(PERHAPS), "{unknown:#?}");
}

#[test]
fn wallet_sends_no_wrong_pin_again_though_an_earlier_request_may_have_paid() {
    let wrong = answer(202, r#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#);
    let asked = run_again(vec![wrong, answer(202, r#"{"error":{"code":404}}"#)]);
    assert!(asked.code == Some(1) && asked.stdout.ends_with(PERHAPS), "{asked:#?}");
}

/// A wrong PIN, then a new one: the second run sends the same trace id.
#[test]
fn wallet_sends_the_same_trace_id_with_a_new_pin() {
    let wrong = answer(202, r#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#);
    assert!(ends(vec![wrong], 1, &[POST]).stdout.ends_with(REFUSED));
    let paid = run_again(vec![answer(200, PAID)]);
    assert_eq!((paid.code, &paid.requests[..]), (Some(0), &[POST].map(String::from)[..]), "{paid:#?}");
}

#[test]
fn wallet_keeps_the_trace_id_that_it_says_to_run_again_with() {
    let behind =
        || answer(202, r#"{"error":{"status":202,"code":30100,"description":"Chain not in sync."}}"#);
    assert!(ends((0..4).map(|_| behind()).collect(), 75, &[POST; 4]).stdout.ends_with(PERHAPS));
}

#[test]
fn wallet_believes_no_success_of_somebody_else() {
    let portal = || answer(200, r#"{"login":"https://portal"}"#);
    ends(vec![portal(), answer(200, PAID)], 0, &[POST; 2]);
    ends((0..4).map(|_| portal()).collect(), 75, &[POST; 4]);
    let already = answer(202, r#"{"error":{"status":202,"code":20125}}"#);
    ends(vec![already, portal()], 75, &[POST, GET]);
}

#[test]
fn wallet_does_not_take_its_request_for_a_receipt_when_it_is_sent_back() {
    for echo in [
        r#"{"trace_id":"5e4c"}"#,
        r#"{"request":{"trace_id":"5e4c"},"data":{}}"#,
        r#"{"data":{"request":{"trace_id":"5e4c"}}}"#,
        r#"{"data":[{"trace_id":"5e4c"}]}"#,
        r#"{"data":{"body":"{\"data\":{\"trace_id\":\"5e4c\"}}"}}"#,
    ] {
        ends(vec![answer(200, echo), answer(200, PAID)], 0, &[POST; 2]);
        let run = ends((0..4).map(|_| answer(200, echo)).collect(), 75, &[POST; 4]);
        assert!(run.stdout.ends_with(PERHAPS), "{run:#?}");
        let already = answer(202, r#"{"error":{"status":202,"code":20125}}"#);
        ends(vec![already, in_pieces(1, answer(200, echo))], 75, &[POST, GET]);
    }
}

#[test]
fn wallet_reads_the_transfer_that_was_paid_already() {
    let already =
        r#"{"error":{"status":202,"code":20125,"description":"Transfer has been paid by someone else."}}"#;
    assert_eq!(ends(vec![answer(202, already), answer(200, PAID)], 0, &[POST, GET]).stdout, "paid\n");
    ends(vec![answer(202, already), answer(500, BUSY)], 75, &[POST, GET]);
}

#[test]
fn wallet_reports_what_it_does_not_know() {
    ends(vec![answer(202, r#"{"error":{"code":99999}}"#)], 2, &[POST]);
    ends(vec![answer(200, r#"{"error":"overloaded"}"#)], 2, &[POST]);
    for http_status in [401, 403, 404, 511] {
        ends(vec![answer(http_status, "<html>")], 2, &[POST]); // a proxy, a firewall, a captive portal
    }
}

#[test]
fn wallet_believes_nothing_of_an_answer_that_broke_off() {
    // The body looks whole, but its length says otherwise.
    let short = bytes(format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{PAID}"));
    let in_chunk = bytes(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{PAID}"));
    ends(vec![short, in_chunk, answer(200, PAID)], 0, &[POST; 3]);
}

#[test]
fn wallet_reads_a_body_that_ends_with_the_connection() {
    let until_close = || bytes(format!("HTTP/1.1 200 OK\r\n\r\n{PAID}"));
    ends(vec![until_close()], 0, &[POST]);
    ends(vec![bytes(format!("HTTP/1.1 200 OK\r\n\r\n{}", &PAID[..30])), until_close()], 0, &[POST; 2]);
}

#[test]
fn wallet_reads_chunks_of_any_size() {
    for size in [1, 7, 4096] {
        ends(vec![chunked(200, PAID, size)], 0, &[POST]);
    }
}

#[test]
fn wallet_reads_an_answer_byte_by_byte() {
    ends(vec![in_pieces(1, answer(200, PAID))], 0, &[POST]);
}

#[test]
fn wallet_skips_interim_answers() {
    ends(vec![bytes(format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{PAID}"))], 0, &[POST]);
}

#[test]
fn wallet_takes_compressed_bytes_for_no_answer() {
    let gzip =
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\x03\xabV*\xcaO".to_vec();
    ends(vec![bytes(gzip), answer(200, PAID)], 0, &[POST; 2]);
}

#[test]
fn wallet_takes_noise_for_no_answer() {
    let noise: Vec<u8> = (0..=255).cycle().take(1 << 14).collect();
    let body = [b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), noise.clone()].concat();
    ends(vec![bytes(noise), bytes(body), answer(200, PAID)], 0, &[POST; 3]);
}

#[test]
fn wallet_refuses_odd_framing() {
    for head in [
        "Content-Length: 46\r\nContent-Length: 46\r\n",
        "Content-Length: 46\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Content-Length: 46 46\r\n",
        "Content-Length: -1\r\n",
        "Content-Length: 99999999999999999999\r\n",
        "Content-Length : 46\r\n",
        "no colon\r\n",
        "a\0b: c\r\n",
    ] {
        let odd = bytes(format!("HTTP/1.1 200 OK\r\n{head}\r\n{PAID}"));
        ends(vec![odd, answer(200, PAID)], 0, &[POST; 2]);
    }
    // Of a longer line than fits only the front is known, which here is the length of what came.
    let cut = format!("HTTP/1.1 200 OK\r\nContent-Length:{}{}0\r\n\r\n{PAID}", " ".repeat(110), PAID.len());
    ends(vec![bytes(cut), answer(200, PAID)], 0, &[POST; 2]);
    for chunks in
        ["g\r\n", "-1\r\n", "2e\r\n{}", "2\r\n{}x\r\n0\r\n\r\n", "fffffffffffffffffffff\r\n", "\r\n"]
    {
        let odd = bytes(format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"));
        ends(vec![odd, answer(200, PAID)], 0, &[POST; 2]);
    }
    for start in ["HTTP/2 200\r\n\r\n", "HTTP/1.1 20\r\n\r\n", "ICY 200 OK\r\n\r\n", "\r\n\r\n", ""] {
        ends(vec![bytes(start.to_owned()), answer(200, PAID)], 0, &[POST; 2]);
    }
}

#[test]
fn wallet_hangs_up_on_endless_headers_and_pages() {
    wallet(false);
    let began = Instant::now();
    let headers = Answer::endless("HTTP/1.1 200 OK\r\n", "X-Padding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
    let page = Answer::endless("HTTP/1.1 200 OK\r\n\r\n", "<p>and so on</p>");
    let run = run_within("30000", false, vec![headers, page, answer(200, PAID)]);
    assert_eq!((run.code, &run.requests[..]), (Some(0), &[POST; 3].map(String::from)[..]), "{run:#?}");
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
}

#[test]
fn wallet_gives_an_endless_answer_no_more_than_its_time() {
    let endless = Answer::endless("HTTP/1.1 200 OK\r\n\r\n[", "[],");
    let slow = Answer::slow("HTTP/1.1 200 OK\r\n\r\n[");
    ends(vec![endless, slow, answer(200, PAID)], 0, &[POST; 3]);
}

#[test]
fn wallet_reads_100_megabytes_in_little_memory() {
    // 8 MiB of address space for data: the body could not be kept if it tried.
    let server = Server::new(vec![Answer::success_of(100 << 20)]);
    let command =
        format!("ulimit -d 8192; exec {} 127.0.0.1 {} 5e4c new", wallet(false).display(), server.port);
    let output = Command::new("sh").args(["-c", &command]).output().expect("a shell");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "paid\n", "{output:?}");
}

#[test]
fn wallet_reports_that_nobody_answers() {
    let run = ends(vec![], 75, &[]);
    assert!(run.stdout.ends_with(PERHAPS) && run.stderr.starts_with("no answer\n"), "{run:#?}");
}

#[test]
fn wallet_has_no_wrong_access() {
    let page = "<html>";
    let answers = || {
        vec![
            chunked(200, BUSY, 3),
            answer(502, page),
            bytes(format!("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{PAID}")),
            in_pieces(
                1,
                answer(202, r#"{"error":{"code":10003,"description":"\u0000 to +8613800138000."}}"#),
            ),
        ]
    };
    let run = run(true, answers());
    assert_eq!(run.code, Some(75), "{run:#?}");
}

#[test]
fn wallet_tells_its_usage() {
    for arguments in [
        vec![],
        vec!["127.0.0.1", "1", "\"} or so"],
        vec!["127.0.0.1", "1", ""],
        vec!["127.0.0.1", "1", "5E4C"],
        vec!["127.0.0.1", "1", "5e4c", "now"],
    ] {
        let output = Command::new(wallet(false)).args(arguments).output().expect("the wallet runs");
        assert_eq!(output.status.code(), Some(64));
    }
}
