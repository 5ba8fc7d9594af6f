//! The example `explain`, run as a person runs it.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use mixerr::CATALOG;
use serde_json::Value;

/// Builds the example with the real cargo, once.
fn explain() -> Command {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explain");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--example", "explain", "--target-dir"])
            .arg(&target)
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .status()
            .expect("cargo runs");
        assert!(built.success(), "explain does not build");
        target.join("debug/examples/explain")
    });
    Command::new(program)
}

fn run(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = explain()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("explain runs");
    let mut input = child.stdin.take().expect("a pipe");
    let stdin = stdin.to_vec();
    // explain may stop reading before the end.
    let writer = std::thread::spawn(move || drop(input.write_all(&stdin)));
    let output = child.wait_with_output().expect("explain ends");
    writer.join().expect("no panic");
    output
}

fn exit_code(arguments: &[&str], stdin: &[u8]) -> i32 {
    let output = run(arguments, stdin);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    output.status.code().expect("an exit code")
}

fn text(arguments: &[&str], stdin: &[u8]) -> String {
    String::from_utf8(run(arguments, stdin).stdout).expect("UTF-8")
}

fn json(arguments: &[&str], stdin: &[u8]) -> Value {
    serde_json::from_str(&text(arguments, stdin)).expect("JSON")
}

const PIN: &[u8] = br#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;

#[test]
fn explain_tells_a_code_by_number_and_by_name() {
    let by_number = text(&["20119"], b"");
    assert!(
        by_number.starts_with("20119 PIN_INCORRECT\n") && by_number.contains("Do not retry"),
        "{by_number}"
    );
    assert_eq!(text(&["pin_incorrect"], b""), by_number);
}

#[test]
fn explain_exits_0_for_a_question_about_the_catalog() {
    assert_eq!(exit_code(&["20119"], b""), 0);
    assert_eq!(exit_code(&["77777"], b""), 0);
    assert_eq!(exit_code(&["list"], b""), 0);
    assert_eq!(exit_code(&["--help"], b""), 0);
    assert_eq!(exit_code(&["--version"], b""), 0);
}

#[test]
fn explain_exits_0_for_a_success() {
    assert_eq!(exit_code(&["--status", "200"], br#"{"data":{}}"#), 0);
    assert_eq!(exit_code(&[r#"{"data":{}}"#], b""), 0);
}

#[test]
fn explain_exits_1_for_an_api_error() {
    assert_eq!(exit_code(&["--status=202"], PIN), 1);
    assert_eq!(exit_code(&["-s", "500", std::str::from_utf8(PIN).unwrap()], b""), 1);
    assert_eq!(exit_code(&[], PIN), 1);
}

#[test]
fn explain_exits_2_for_what_is_not_from_the_api() {
    assert_eq!(exit_code(&["--status", "200"], b"<html>"), 2);
    assert_eq!(exit_code(&["--status", "500"], b"{}"), 2);
    assert_eq!(exit_code(&["--status", "200"], b""), 2);
    assert_eq!(exit_code(&["--status", "200"], br#"{"error":"x"}"#), 2);
}

#[test]
fn explain_exits_64_for_wrong_usage() {
    for arguments in
        [&["--status"][..], &["--status", "x"], &["--status=1000"], &["--nope"], &["--markdown", "1"]]
    {
        assert_eq!(exit_code(arguments, b""), 64, "{arguments:?}");
    }
}

#[test]
fn explain_recognizes_what_people_paste() {
    for (pasted, code) in [
        (r#"{"status":202,"code":20117,"description":"Insufficient balance."}"#, 20117),
        (r#" {"code":20119} "#, 20119),
        ("[202/20117] Insufficient balance.", 20117),
        ("[202/20117]", 20117),
        ("ERROR 20119: PIN incorrect.", 20119),
        ("error code 20119", 20119),
        ("Error: code=30100, chain not in sync", 30100),
        ("ERROR 403: Forbidden.", 403),
        ("20119 PIN incorrect", 20119),
        ("20119: PIN incorrect", 20119),
        (r#"{"id":"1","action":"ERROR","error":{"status":202,"code":20119}}"#, 20119),
        (
            "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":20119}}",
            20119,
        ),
        ("HTTP/2 500\nserver: x\n\n{\"error\":{\"code\":7000}}", 7000),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nA: b\r\n\r\n{\"error\":{\"code\":20119}}",
            20119,
        ),
    ] {
        for (arguments, stdin) in [(vec!["--json", pasted], ""), (vec!["--json"], pasted)] {
            let answer = json(&arguments, stdin.as_bytes());
            assert_eq!(
                (&answer["outcome"], &answer["code"]),
                (&"api_error".into(), &code.into()),
                "{pasted}"
            );
        }
    }
}

#[test]
fn explain_takes_no_web_page_for_an_error_of_the_api() {
    for page in [
        "502 Bad Gateway",
        "404 Not Found",
        "<html>Error 502</html>",
        "Error 502: x",
        "Internal Server Error",
        "{}",
        "[1/2",
    ] {
        assert_ne!(exit_code(&[page], b""), 1, "{page}");
    }
}

#[test]
fn explain_takes_the_library_s_verdict_when_the_status_is_told() {
    assert_eq!(exit_code(&["--status", "200"], br#"{"status":202,"code":20117}"#), 0);
    assert_eq!(exit_code(&["--status", "200"], b"ERROR 20119: PIN incorrect."), 2);
}

#[test]
fn explain_json_has_the_same_keys_for_every_answer() {
    let keys = |answer: &Value| answer.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let error = json(
        &["--json", "-s", "202"],
        br#"{"error":{"status":202,"code":20110,"description":"Invalid phone number +1","extra":{"a":[1]}}}"#,
    );
    let fault = json(&["--json", "-s", "200"], b"<");
    let success = json(&["--json", "-s", "200"], b"{}");
    assert_eq!(keys(&error), keys(&fault));
    assert_eq!(keys(&error), keys(&success));
    assert_eq!(error["entry"]["name"], "INVALID_PHONE_NUMBER");
    assert_eq!((&error["detail"], &error["extra"]), (&"+1".into(), &serde_json::json!({"a": [1]})));
    assert_eq!(
        (&fault["fault"], &fault["offset"], &fault["action"]),
        (&"malformed".into(), &0.into(), &"Retry".into())
    );
    assert_eq!((&success["outcome"], &success["action"]), (&"success".into(), &"None".into()));
}

#[test]
fn explain_list_has_every_row_in_every_form() {
    assert_eq!(text(&["list"], b"").lines().count(), CATALOG.len());
    assert_eq!(text(&["list", "--markdown"], b"").lines().count(), CATALOG.len() + 2);
    let list = json(&["list", "--json"], b"");
    assert_eq!(list.as_array().unwrap().len(), CATALOG.len());
    assert_eq!(list[0]["name"], CATALOG[0].name);
}

#[test]
fn explain_shows_where_a_fault_is() {
    let output = text(&["-s", "200"], br#"{"error":{"code":20119,}}"#);
    let lines: Vec<&str> = output.lines().collect();
    let caret = lines.iter().position(|line| line.trim() == "^").expect("a caret");
    assert_eq!(lines[caret - 1].as_bytes()[lines[caret].len() - 1], b'}', "{output}");
}

#[test]
fn explain_lets_no_control_character_reach_the_terminal() {
    let body = br#"{"error":{"code":403,"description":"a\u001b[2Jb\nc\u0085","extra":"\u0007"}}"#;
    let output = text(&["-s", "202"], body);
    assert!(!output.chars().any(|character| character.is_control() && character != '\n'), "{output:?}");
    assert!(!text(&["-s", "200"], b"\x1b[2J\xff").contains('\x1b'));
}

#[test]
fn explain_reads_20_megabytes_and_holds_4_kilobytes() {
    let body = format!("{{\"data\":\"{}\",\"error\":{{\"code\":20119}}}}", "a".repeat(20_000_000));
    assert_eq!(exit_code(&["-s", "202"], body.as_bytes()), 1);
}

#[test]
fn explain_survives_hostile_input() {
    assert_eq!(exit_code(&["-s", "200"], &[0; 10_000]), 2);
    assert_eq!(exit_code(&[], &[0xff; 10_000]), 2);
    assert_eq!(exit_code(&[], b"HTTP/1.1"), 2);
    assert_eq!(exit_code(&[], b"HTTP/1.1 x\r\n\r\n{}"), 2);
    assert_eq!(exit_code(&[], "[".repeat(100_000).as_bytes()), 2);
}

#[cfg(unix)]
#[test]
fn explain_survives_an_argument_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let output = explain().arg(std::ffi::OsStr::from_bytes(b"\xff\xfe")).output().expect("explain runs");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn explain_ends_quietly_when_nobody_reads_on() {
    let mut child =
        explain().arg("list").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("explain runs");
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut errors).expect("UTF-8");
    assert_eq!((child.wait().expect("explain ends").code(), errors.as_str()), (Some(0), ""));
}
