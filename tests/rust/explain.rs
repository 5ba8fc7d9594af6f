//! Tests of the example `explain`, which they run as a person does.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use mixerr::{CATALOG, Code};
use mixerr_tests::build::target;
use serde_json::{Value, json};

/// Builds the example once, and returns its path.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--profile", "test", "--example", "explain"])
            .args(["--message-format=json", "--target-dir"])
            .arg(target(env!("CARGO_TARGET_TMPDIR")))
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
            .stderr(Stdio::inherit())
            .output()
            .expect("cargo runs");
        assert!(built.status.success(), "explain does not build");
        String::from_utf8_lossy(&built.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["target"]["name"] == "explain")
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .expect("cargo prints the path of the program")
    })
}

fn explain() -> Command {
    let mut command = Command::new(program());
    command.env_remove("NO_COLOR");
    command
}

/// Runs `command` and writes each of `pieces` to its stdin alone.
fn run_pieces(mut command: Command, pieces: Vec<Vec<u8>>) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("explain runs");
    let mut input = child.stdin.take().expect("a pipe");
    // explain may stop reading early.
    let writer = std::thread::spawn(move || pieces.iter().try_for_each(|piece| input.write_all(piece)));
    let output = child.wait_with_output().expect("explain ends");
    drop(writer.join().expect("no panic"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked") && output.status.code().is_some(), "{errors}");
    output
}

fn run(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut command = explain();
    command.args(arguments);
    run_pieces(command, vec![stdin.to_vec()])
}

fn exit_code(arguments: &[&str], stdin: &[u8]) -> i32 {
    run(arguments, stdin).status.code().expect("an exit code")
}

fn text(arguments: &[&str], stdin: &[u8]) -> String {
    String::from_utf8(run(arguments, stdin).stdout).expect("UTF-8")
}

fn json(arguments: &[&str], stdin: &[u8]) -> Value {
    let output = text(arguments, stdin);
    assert!(arguments.contains(&"list") || output.lines().count() == 1, "{output}");
    serde_json::from_str(&output).expect("JSON")
}

/// Returns the text after `label` in a report.
fn line(report: &str, label: &str) -> Option<String> {
    let line = report.lines().find_map(|line| line.strip_prefix("  ")?.strip_prefix(label))?;
    Some(line.trim().to_owned())
}

const PIN: &str = r#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;

#[test]
fn explain_tells_a_code_by_number_and_by_name() {
    let by_number = text(&["20119"], b"");
    assert!(by_number.starts_with("20119 PIN_INCORRECT\n"), "{by_number}");
    for (label, said) in [
        ("means", "PIN incorrect."),
        ("what to do", "A person must decide or change something: no automatic retry."),
        ("retry", "no"),
        ("payment", "excluded: this request paid nothing; an earlier one may have"),
        ("category", "Pin"),
        ("source", "the original error table of 2018; documented with HTTP 202"),
    ] {
        assert_eq!(line(&by_number, label).as_deref(), Some(said), "{by_number}");
    }
    assert_eq!(text(&["pin_incorrect"], b""), by_number);
    assert_eq!(text(&[" PIN_Incorrect "], b""), by_number);
}

#[test]
fn explain_says_so_when_the_catalog_does_not_list_a_code() {
    let output = text(&["77777"], b"");
    assert!(output.starts_with("77777 is not in the catalog\n"), "{output}");
    assert!(output.contains("No remedy is documented"), "{output}");
    assert_eq!(json(&["--json", "77777"], b"")["action"], "Report");
}

#[test]
fn explain_tells_names_that_are_like_an_unknown_one() {
    let output = run(&["PIN_INCORECT"], b"");
    assert_eq!(output.status.code(), Some(64));
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(error, "explain: no code is named PIN_INCORECT; did you mean PIN_INCORRECT?\n");
}

#[test]
fn explain_exits_0_for_a_question_about_the_catalog() {
    for arguments in [&["20119"][..], &["77777"], &["0"], &["4294967295"], &["list"], &["--help"], &["-V"]] {
        assert_eq!(exit_code(arguments, b""), 0, "{arguments:?}");
    }
}

#[test]
fn explain_exits_0_for_a_success() {
    assert_eq!(exit_code(&["--status", "200"], br#"{"data":{}}"#), 0);
    assert_eq!(exit_code(&["--status", "0"], br#"{"data":{}}"#), 0);
    assert_eq!(exit_code(&[r#"{"data":{}}"#], b""), 0);
}

#[test]
fn explain_exits_1_for_an_api_error() {
    for arguments in [
        &["--status=202"][..],
        &["--status", "500"],
        &["-s", "202"],
        &["-s202"],
        &["-"],
        &["-s202", "-"],
        &["--json"],
        &[],
    ] {
        assert_eq!(exit_code(arguments, PIN.as_bytes()), 1, "{arguments:?}");
    }
    for arguments in [&["-s", "500", PIN][..], &[PIN], &["--json", PIN], &["--", PIN]] {
        assert_eq!(exit_code(arguments, b""), 1, "{arguments:?}");
    }
}

#[test]
fn explain_exits_2_for_what_is_not_from_the_api() {
    for (status, body) in [
        ("200", "<html>"),
        ("500", "{}"),
        ("200", ""),
        ("200", r#"{"error":"x"}"#),
        ("401", r#"{"data":null}"#),
        ("202", &"[".repeat(65)),
    ] {
        assert_eq!(exit_code(&["--status", status], body.as_bytes()), 2, "{status} {body}");
    }
    assert_eq!(exit_code(&[], b""), 2);
    assert_eq!(exit_code(&[""], b""), 2);
}

#[test]
fn explain_exits_64_with_one_line_for_wrong_usage() {
    for arguments in [
        &["--status"][..],
        &["-s"],
        &["--status", "x"],
        &["--status=1000"],
        &["--status=+200"],
        &["--status="],
        &["-s-1"],
        &["--nope"],
        &["-x"],
        &["--json=1"],
        &["--markdown", "1"],
        &["--markdown", "{}"],
        &["list", "--json", "--markdown"],
        &["list", "20119"],
        &["20119", "20117"],
        &["4294967296"],
        &["NO_SUCH_NAME"],
        &["--\u{1b}[2J\n"],
    ] {
        let output = run(arguments, b"");
        assert_eq!(output.status.code(), Some(64), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        let error = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(error.starts_with("explain: ") && error.ends_with('\n'), "{error:?}");
        assert_eq!(error.chars().filter(|character| character.is_control()).count(), 1, "{error:?}");
    }
}

#[test]
fn explain_recognizes_what_people_paste() {
    for (pasted, form, code) in [
        (r#"{"status":202,"code":20117,"description":"Insufficient balance."}"#, "object", 20117),
        (r#" {"code":20119} "#, "object", 20119),
        (r#""{\"status\":202,\"code\":20117}""#, "object", 20117),
        (r#"{"status":202,"code":99999}"#, "object", 99999),
        ("[202/20117] Insufficient balance.", "text", 20117),
        ("[202/20117]", "text", 20117),
        ("2026/01/02 03:04:05 transfer failed: [202/20117] Insufficient balance.", "text", 20117),
        ("ERROR 20119: PIN incorrect.", "text", 20119),
        ("[ERROR-20119] PIN incorrect.", "text", 20119),
        ("error code 20119", "text", 20119),
        ("Error: code=30100, chain not in sync", "text", 30100),
        ("code: 99999, description: new", "text", 99999),
        ("ERROR 403: Forbidden.", "text", 403),
        ("20119 PIN incorrect", "text", 20119),
        ("20119: PIN incorrect", "text", 20119),
        ("7000 Blaze server error.", "text", 7000),
        ("2026-01-02T03:04:05Z ERROR 20119: PIN incorrect.", "text", 20119),
        ("429 TOO_MANY_REQUESTS: Too Many Requests.", "text", 429),
        ("5 (not in the catalog) [new]", "text", 5),
        (
            "POST /transfers: <mixerr.Response RETRY: 7000 BLAZE_SERVER_ERROR: Blaze server error.>",
            "text",
            7000,
        ),
        ("<mixerr.Response ASK_USER: 20119 PIN_INCORRECT: PIN incorrect.>", "text", 20119),
        ("ResponseError(status=202, code=20118, description=Invalid PIN format.)", "text", 20118),
        ("{ status: 202, code: 20119, description: 'PIN incorrect.' }", "text", 20119),
        ("{'status': 202, 'code': 20119}", "text", 20119),
        (r#"error: {"error":{"status":202,"code":20119}}"#, "text", 20119),
        (r#"{"id":"1","action":"ERROR","error":{"status":202,"code":20119}}"#, "body", 20119),
        (
            "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":20119}}",
            "response",
            20119,
        ),
        (r#""{\"error\":{\"status\":202,\"code\":20119}}""#, "body", 20119),
        (r#" {\"error\":{\"status\":202,\"code\":20119}}"#, "body", 20119),
        ("> [202/20117] Insufficient balance.", "text", 20117),
        ("< content-type: application/json\n< \n{\"error\":{\"code\":20119}}", "text", 20119),
        ("HTTP/2 500\nserver: x\n\n{\"error\":{\"code\":7000}}", "response", 7000),
        ("\nHTTP/2 202\n{\"error\":{\"code\":20119}}", "response", 20119),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\nA: b\r\n\r\n{\"error\":{\"code\":20119}}",
            "response",
            20119,
        ),
    ] {
        for (arguments, stdin) in [(vec!["--json", pasted], ""), (vec!["--json"], pasted)] {
            let answer = json(&arguments, stdin.as_bytes());
            let told = (&answer["outcome"], &answer["form"], &answer["code"]);
            assert_eq!(told, (&"api_error".into(), &form.into(), &code.into()), "{pasted}");
            assert_eq!(exit_code(&arguments, stdin.as_bytes()), 1, "{pasted}");
        }
    }
}

#[test]
fn explain_reads_what_a_terminal_shows_around_an_answer() {
    for (shown, http_status, code, action) in [
        (
            "< HTTP/2 202 \n< content-type: application/json\n< \n{\"error\":{\"code\":20119}}",
            202,
            json!(20119),
            "AskUser",
        ),
        (
            "$ curl -i https://x\nHTTP/2 202 \r\nserver: x\r\n\r\n{\"error\":{\"code\":20119}}",
            202,
            json!(20119),
            "AskUser",
        ),
        (
            "[me@here ~]# curl -i https://x\nHTTP/2 202\n\n{\"error\":{\"code\":20119}}\n$ ",
            202,
            json!(20119),
            "AskUser",
        ),
        ("$ curl -i https://x\nHTTP/2 401 \r\nserver: x\r\n\r\n", 401, Value::Null, "Report"),
        ("$ curl -i https://x\nHTTP/2 401 \r\n\r\n$", 401, Value::Null, "Report"),
        ("* Connected\n> GET / HTTP/1.1\n> \n< HTTP/1.1 401 Unauthorized\n< \n", 401, Value::Null, "Report"),
        ("* Connected\r\n>\r\n< HTTP/1.1 401\r\n<", 401, Value::Null, "Report"),
        (
            "< HTTP/1.1 302 Found\n< location: y\n<\n* Ignoring the response-body\n> GET /y\n>\n\
             < HTTP/1.1 202 Accepted\n* Added cookie a\n< set-cookie: a\n<\n\
             * Connection #0 to host x left intact\n{\"error\":{\"code\":20119}}",
            202,
            json!(20119),
            "AskUser",
        ),
        (
            "< HTTP/2 202\n< \n{\"error\":{\"code\":20119}}* Connection #0 to host x left intact\n",
            202,
            json!(20119),
            "AskUser",
        ),
        (
            "  % Total    % Received\n     Dload  Upload\n\r  0  0 --:--:-- --:--:--  0* Trying\n> GET /\n>\n\
             } [9 bytes data]\n< HTTP/2 202\n<\n{ [9 bytes data]\n\r100  68 --:--:-- --:--:--\n* Left\n\
             {\"error\":{\"code\":20119}}",
            202,
            json!(20119),
            "AskUser",
        ),
        ("< HTTP/2 200\n<\n{\"data\":{}}\n$ ls", 200, Value::Null, "Proceed"),
        ("< HTTP/2 502\n<\n<html>$ ", 502, Value::Null, "Retry"),
        ("< HTTP/2 202\n<\n{\"error\":* x", 202, Value::Null, "Retry"),
    ] {
        let answer = json(&["--json"], shown.as_bytes());
        let told = (&answer["form"], &answer["http_status"], &answer["code"], &answer["action"]);
        assert_eq!(told, (&json!("response"), &json!(http_status), &code, &json!(action)), "{shown}");
    }
}

#[test]
fn explain_finds_no_answer_in_words_that_name_no_error() {
    for words in [
        "curl: (6) Could not resolve host: api.mixin.one",
        "answer.json",
        "./c.json",
        "HTTP 202 20119",
        "202 20119",
        "status 500",
        "502 Bad Gateway",
        "Internal Server Error",
        "[WinError 10061] No connection could be made",
        "HTTP/1.1 2020 x\r\n\r\n{}",
        "* Connected\n> GET / HTTP/1.1\n",
        "< content-type: text/html\n< \n",
        "\\\"",
    ] {
        for (arguments, stdin) in [(vec![words], ""), (vec!["--json"], words)] {
            let output = run(&arguments, stdin.as_bytes());
            assert_eq!((output.status.code(), output.stdout), (Some(64), Vec::new()), "{words}");
            let said = "explain: no answer in this text: give the body, and its HTTP status with --status\n";
            assert_eq!(String::from_utf8_lossy(&output.stderr), said, "{words}");
        }
        assert_eq!(exit_code(&["-s", "502"], words.as_bytes()), 2, "{words}");
    }
}

#[test]
fn explain_gives_no_advice_when_the_body_is_not_as_it_was_sent() {
    for (body, arguments) in [
        (&b"\x1f\x8b\x08"[..], &[][..]),
        (b"\x1f\x8b\x08", &["-s", "202"]),
        (b"\xef\xbb\xbf{}", &[]),
        (b"\xff\xfe{\0}\0", &["-s", "500"]),
        (b"\xfe\xff\0{\0}", &["-s", "0"]),
        (b"HTTP/1.1 202 Accepted\r\n\r\n{}", &["-s", "202"]),
        (b"* Connected\n< HTTP/1.1 202\n< \n{}", &["-s", "202"]),
        (b"$ curl -i x\nHTTP/1.1 202\n\n{}", &["-s", "202"]),
        (b"HTTP/1.1 202\n\n\x1f\x8b\x08", &[]),
    ] {
        let report = text(arguments, body);
        assert!(report.starts_with("Not the body as it was sent: malformed JSON at byte 0"), "{report}");
        for (label, said) in [
            ("answered by", "not known yet"),
            ("what to do", "Give the body as it was sent, and ask again."),
            ("retry", "not known yet"),
        ] {
            assert_eq!(line(&report, label).as_deref(), Some(said), "{report}");
        }
        let answer = json(&[arguments, &["--json"]].concat(), body);
        assert_eq!((&answer["action"], &answer["fault"]), (&Value::Null, &json!("malformed")), "{report}");
        assert_eq!(exit_code(arguments, body), 2, "{report}");
    }
}

#[test]
fn explain_takes_no_code_for_a_body() {
    for code in ["20119", "PIN_INCORRECT", " pin_incorrect ", "500", "4294967296"] {
        let output = run(&["-s", "202", code], b"");
        let said = format!("explain: \"{code}\" is a code, not a body: leave --status out\n");
        assert_eq!(String::from_utf8_lossy(&output.stderr), said);
        assert_eq!((output.status.code(), output.stdout), (Some(64), Vec::new()), "{code}");
    }
}

#[test]
fn explain_keeps_the_words_and_the_status_of_what_people_paste() {
    for (pasted, status, description) in [
        ("[202/20117] Insufficient balance.\n at main.go:7", Some(202), "Insufficient balance."),
        ("ERROR 20119: PIN incorrect.", None, "PIN incorrect."),
        ("20119 PIN_INCORRECT: PIN incorrect.", None, "PIN incorrect."),
        ("code: 20119, description: PIN wrong", None, "PIN wrong"),
        ("MixinError(status=202, code=20119, description=Oh no., extra=null)", Some(202), "Oh no."),
        ("{ status: 202, code: 20119, description: 'Oh no.' }", Some(202), "Oh no."),
        (r#"{"status":202,"code":20117,"description":"Oh no."}"#, Some(202), "Oh no."),
        (r#""{\"error\":{\"status\":202,\"code\":20119,\"description\":\"Oh no.\"}}""#, Some(202), "Oh no."),
        (r#"{\"error\":{\"code\":20119,\"description\":\"a\ud800\u4e2d\"}}"#, None, "a\u{fffd}\u{4e2d}"),
        ("error code 20119", None, ""),
    ] {
        let answer = json(&["--json"], pasted.as_bytes());
        assert_eq!(answer["status"], json!(status), "{pasted}");
        assert_eq!(answer["description"], description, "{pasted}");
        assert_eq!(answer["http_status"], Value::Null, "{pasted}");
    }
}

#[test]
fn explain_takes_nobody_else_s_error_for_one_of_the_api() {
    for page in [
        "502 Bad Gateway",
        "404 Not Found",
        "200",
        "error code: 1020",
        "error code: 502",
        "Request failed with status code 401",
        "HTTP error 500",
        "<html>Error 502, code 20119</html>",
        "[WinError 10061] No connection could be made",
        "error code -32602: Invalid params",
        "error 12345678-1234-1234-1234-123456789abc",
        "error 20119.5",
        "Error 502: x",
        "Internal Server Error",
        r#"404 NOT_FOUND "no such page""#,
        "<html>[202/20119] ERROR 20119: PIN incorrect.</html>",
        "20260102 03:04:05 started",
        "[500/1000] downloading",
        "{}",
        "[1/2",
        r#"{"code":0,"message":"ok","data":{}}"#,
        r#"{"code":401,"message":"Unauthorized"}"#,
        r#"{"error":"invalid_token","code":20119}"#,
        r#"{"data":{"code":20119}}"#,
        r#"{"error":{"status":202,"code":20119,"desc"#,
        r#"[ {"error":1 code 20119"#,
    ] {
        assert_ne!(exit_code(&[], page.as_bytes()), 1, "{page}");
    }
}

#[test]
fn explain_reads_every_line_that_the_library_prints() {
    for entry in &CATALOG {
        let body = format!(r#"{{"error":{{"code":{},"description":"Oh no."}}}}"#, entry.code);
        let mixerr::Outcome::Api(error) = mixerr::read(202, body.as_bytes()) else { panic!("{body}") };
        let answer = json(&["--json"], format!("WARN pay: {error}").as_bytes());
        assert_eq!((&answer["code"], &answer["form"]), (&json!(entry.code.0), &json!("text")), "{error}");
    }
}

#[test]
fn explain_tells_an_argument_that_names_a_file() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explain_named");
    std::fs::create_dir_all(folder.join("folder")).expect("a folder");
    for name in ["body.json", "answer", "20119", "PIN_INCORRECT", "{}", "{\"a", "true", "-"] {
        std::fs::write(folder.join(name), PIN).expect("a file");
    }
    for (argument, expected) in [
        ("body.json", 64),
        ("./answer", 64),
        ("answer", 64),
        ("20119", 0),
        ("PIN_INCORRECT", 0),
        ("{}", 0),
        ("{\"a", 2),
        ("true", 0),
        ("<folder>", 2),
    ] {
        let output = explain().current_dir(&folder).arg(argument).output().expect("explain runs");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(expected), "{argument}: {said}");
        let told =
            format!("explain: \"{argument}\" names a file: give it on stdin, with < before its name\n");
        assert_eq!(said, if expected == 64 { told } else { String::new() });
        assert_eq!(output.stdout.is_empty(), expected == 64);
    }
    let with_status = explain().current_dir(&folder).args(["-s", "202", "body.json"]).output();
    assert_eq!(with_status.expect("explain runs").status.code(), Some(64));
}

#[test]
fn explain_takes_the_library_s_verdict_when_the_status_is_told() {
    assert_eq!(exit_code(&["--status", "200"], b"20119"), 0);
    for (body, expected) in [
        (r#"{"status":202,"code":20117}"#, 0),
        (r#""{\"error\":{\"code\":20119}}""#, 0),
        ("ERROR 20119: PIN incorrect.", 2),
        ("HTTP/1.1 202 Accepted\r\n\r\n{}", 2),
        ("list", 2),
    ] {
        assert_eq!(exit_code(&["--status", "200", body], b""), expected, "{body}");
        assert_eq!(exit_code(&["--status", "200"], body.as_bytes()), expected, "{body}");
    }
}

#[test]
fn explain_takes_the_status_from_a_whole_response() {
    let response = "HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n\r\n<html>";
    let answer = json(&["--json"], response.as_bytes());
    assert_eq!((&answer["http_status"], &answer["action"]), (&json!(502), &json!("Retry")));
    assert_eq!((&answer["fault"], &answer["fault_offset"]), (&json!("malformed"), &json!(0)));
    let bare = "HTTP/1.1 202 Accepted\r\n\r\n{\"status\":202,\"code\":20117}";
    assert_eq!(exit_code(&[], bare.as_bytes()), 0, "the status is told");
    assert_eq!(exit_code(&[], b"HTTP/1.1 202 Accepted\r\n"), 2, "no body");
}

#[test]
fn explain_reads_a_response_whose_head_is_longer_than_a_chunk() {
    let head = format!("HTTP/2 202\r\ncookie: {}\r\n folded\r\n\r\n", "x".repeat(100_000));
    assert_eq!(exit_code(&[], format!("{head}{PIN}").as_bytes()), 1);
    assert_eq!(exit_code(&[], format!("{head}{head}{{}}").as_bytes()), 0);
}

#[test]
fn explain_says_the_same_however_the_body_arrives() {
    let page = format!("HTTP/1.1 202 Accepted\r\nA: b\r\n\r\n{}{PIN}", " ".repeat(9000));
    let verbose = "* x\n< HTTP/2 202\n<\n* y\n{\"error\":{\"code\":20119}}* z\n";
    let escaped = r#""{\"error\":{\"code\":20119}}""#;
    for body in [PIN, "ERROR 20119: PIN incorrect.", &page, r#"{"error":{"code":20119,}}"#, verbose, escaped]
    {
        let whole = text(&[], body.as_bytes());
        for size in [1, 7, 4096] {
            let pieces = body.as_bytes().chunks(size).map(<[u8]>::to_vec).collect();
            let output = run_pieces(explain(), pieces);
            assert_eq!(String::from_utf8_lossy(&output.stdout), whole);
        }
    }
}

#[test]
fn explain_reports_what_an_api_error_says() {
    let body = br#"{"error":{"status":500,"code":10002,"description":"Oh no.",
        "extra":{"field":"amount","reason":"must be \"positive\""}}}"#;
    let report = text(&["-s", "202"], body);
    assert!(report.starts_with("API error 10002 INVALID_FIELD\n"), "{report}");
    for (label, said) in [
        ("answered by", "the API"),
        ("HTTP status", "202, which looks like a success and is none"),
        ("body status", "500, unlike the HTTP status"),
        ("means", "The request data has invalid field."),
        ("server says", "Oh no."),
        ("field", "amount"),
        ("reason", "must be \"positive\""),
        ("extra", r#"{"field":"amount","reason":"must be \"positive\""}"#),
        ("retry", "no"),
        ("payment", "possible: if this request pays, it may have paid"),
    ] {
        assert_eq!(line(&report, label).as_deref(), Some(said), "{report}");
    }
    let phone = br#"{"error":{"code":20110,"description":"Invalid phone number +1"}}"#;
    assert_eq!(line(&text(&[], phone), "detail").as_deref(), Some("+1"));
}

#[test]
fn explain_leaves_out_what_is_said_already() {
    let report = text(&["-s", "202"], PIN.as_bytes());
    assert_eq!(line(&report, "server says"), None, "{report}");
    let body = br#"{"error":{"code":10002,"extra":{"field":"a","reason":"b"}}}"#;
    assert_eq!(line(&text(&["-s", "202"], body), "extra"), None);
}

#[test]
fn explain_tells_what_a_malformed_body_looks_like() {
    for (body, look) in [
        (&b"<!DOCTYPE html>"[..], "a web page, as web servers and captive portals send"),
        (b"", "an empty body"),
        (b"{\"data\":", "JSON that was cut off"),
        (b"{\"data\":}", "damaged JSON"),
        (b"\x1f\x8b\x08", "compressed data (gzip): decompress it first"),
        (b"\xef\xbb\xbf{}", "text behind a byte order mark, which JSON must not have"),
        (b"\xff\xfe{\0}\0", "text in UTF-16: the API sends UTF-8"),
        (b"Bad Gateway", "text"),
        (b"[WinError 10061] No", "text"),
        (b"[{\"a\":}]", "damaged JSON"),
        (b"< HTTP/2 202\n< \n", "a whole HTTP response: give the body alone, or no status"),
        (b"\0\x01", "neither JSON nor plain text"),
    ] {
        assert_eq!(line(&text(&["-s", "200"], body), "looks like").as_deref(), Some(look), "{body:?}");
    }
}

#[test]
fn explain_shows_where_a_fault_is() {
    for (body, byte) in [
        (r#"{"error":{"code":20119,}}"#.to_owned(), '}'),
        (format!(r#"{{"data":"{}",!}}"#, "a".repeat(100_000)), '!'),
        (format!("[{}!]", "\"\u{e9}\",".repeat(5_000)), '!'),
        (format!("{}!", " ".repeat(8192)), '!'),
    ] {
        let output = text(&["-s", "200"], body.as_bytes());
        let lines: Vec<&str> = output.lines().collect();
        let caret = lines.iter().position(|line| line.trim() == "^").expect("a caret");
        let column = lines[caret].len() - 1;
        assert_eq!(lines[caret - 1].chars().nth(column), Some(byte), "{output}");
    }
    // A truncated body has no byte at the offset of its fault.
    let output = text(&["-s", "200"], br#"{"data":"#);
    assert!(output.contains("  fault        {\"data\":\n                       ^\n"), "{output}");
}

#[test]
fn explain_fits_on_a_terminal_of_80_columns() {
    let hostile = "\u{1}\u{e9}".repeat(200);
    let body = format!(r#"{{"error":{{"code":10002,"description":"{}"}}}}"#, "word ".repeat(300));
    let long = format!(r#"{{"error":{{"code":1,"extra":["{}"]}}}}"#, "x\u{4e2d}".repeat(150));
    for (arguments, stdin) in [
        (vec!["--help"], ""),
        (vec!["list"], ""),
        (vec!["20123"], ""),
        (vec!["77777"], ""),
        (vec!["-s200"], hostile.as_str()),
        (vec!["-s200"], "{\"a"),
        (vec!["-s401"], "{\"error\":1}"),
        (vec!["-s500"], "{}"),
        (vec!["-s202"], &body),
        (vec!["-s202"], &long),
        (vec![], "{}"),
    ] {
        for line in text(&arguments, stdin.as_bytes()).lines() {
            assert!(line.chars().count() <= 80, "{arguments:?}: {line}");
        }
    }
    for entry in &CATALOG {
        let report = text(&[&entry.code.to_string()], b"");
        assert!(report.lines().all(|line| line.len() <= 80), "{report}");
    }
}

#[test]
fn explain_json_has_the_same_keys_for_everything_and_help_lists_them() {
    let keys = |answer: &Value| answer.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let error = json(
        &["--json", "-s", "202"],
        br#"{"error":{"status":202,"code":20110,"description":"Invalid phone number +1","extra":{"a":[1]}}}"#,
    );
    let fault = json(&["--json", "-s", "200"], b"<");
    let success = json(&["--json"], b"{}");
    let code = json(&["--json", "20119"], b"");
    for other in [&fault, &success, &code] {
        assert_eq!(keys(&error), keys(other));
    }
    let help = text(&["--help"], b"");
    for key in keys(&error) {
        assert!(help.contains(&key) && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    }
    assert_eq!(
        error,
        json!({
            "kind": "answer", "form": "body", "outcome": "api_error", "action": "AskUser", "payment": "Possible", "data": null,
            "http_status": 202, "code": 20110, "status": 202,
            "entry": {
                "code": 20110, "status": 202, "name": "INVALID_PHONE_NUMBER",
                "description": "Invalid phone number {phone}", "category": "Account", "action": "AskUser",
                "source": "Original", "payment": "Possible",
            },
            "description": "Invalid phone number +1", "description_truncated": false, "detail": "+1",
            "extra": {"a": [1]}, "extra_truncated": false, "fault": null, "fault_offset": null, "expected": null,
        })
    );
    assert_eq!(
        (&fault["fault"], &fault["fault_offset"], &fault["expected"], &fault["action"]),
        (&json!("malformed"), &json!(0), &json!("a value"), &json!("Retry"))
    );
    assert_eq!((&success["outcome"], &success["http_status"]), (&json!("success"), &Value::Null));
    assert_eq!((&code["kind"], &code["entry"]["name"]), (&json!("code"), &json!("PIN_INCORRECT")));
}

#[test]
fn explain_says_of_a_success_whether_it_has_data() {
    for (status, body, data, said) in [
        ("200", r#"{"data":{}}"#, "Present", "present"),
        ("200", r#"{"data":null}"#, "Null", "null"),
        ("200", "{}", "Absent", "absent; every endpoint that pays always sends it"),
        ("204", "", "Absent", "absent; every endpoint that pays always sends it"),
    ] {
        let answer = json(&["--json", "-s", status], body.as_bytes());
        let told = (&answer["outcome"], &answer["data"], &answer["action"], &answer["payment"]);
        assert_eq!(told, (&json!("success"), &json!(data), &json!("Proceed"), &json!("Possible")), "{body}");
        let report = text(&["-s", status], body.as_bytes());
        assert_eq!(line(&report, "data").as_deref(), Some(said), "{report}");
        let is_empty = line(&report, "answered by").expect("who").contains("an empty body");
        assert_eq!(is_empty, body.is_empty(), "{report}");
    }
}

#[test]
fn explain_never_gives_leave_to_throw_a_key_away() {
    let codes = CATALOG.iter().map(|entry| text(&[&entry.code.to_string()], b""));
    let answers = [("202", PIN), ("200", "{}"), ("502", "<html>"), ("202", r#"{"error":{"code":30100}}"#)];
    for report in codes.chain(answers.map(|(status, body)| text(&["-s", status], body.as_bytes()))) {
        assert_eq!(report.lines().filter(|line| line.starts_with("  payment  ")).count(), 1, "{report}");
        for word in ["throw", "discard", "new trace"] {
            assert!(!report.contains(word), "{report}");
        }
    }
}

#[test]
fn explain_json_names_every_fault() {
    for (body, fault, offset) in [
        ("{\"a\":x", "malformed", Some(5)),
        (&"[".repeat(65), "too_deep", Some(64)),
        ("{\"error\":1}", "foreign", None),
        ("{}", "http", None),
    ] {
        let answer = json(&["--json", "-s", "500", body], b"");
        assert_eq!((&answer["fault"], &answer["fault_offset"]), (&json!(fault), &json!(offset)));
        assert_eq!(answer["outcome"], "not_from_api");
    }
}

#[test]
fn explain_json_says_what_was_truncated() {
    let long = "\u{1}\"\\".repeat(1000);
    let body = json!({"error": {"code": 1, "description": long, "extra": [long]}}).to_string();
    let answer = json(&["--json", "-s", "202"], body.as_bytes());
    assert_eq!((&answer["description_truncated"], &answer["extra_truncated"]), (&json!(true), &json!(true)));
    assert_eq!(answer["extra"], Value::Null);
    assert!(long.starts_with(answer["description"].as_str().expect("a description")));
    let report = text(&["-s", "202"], body.as_bytes());
    let unwrapped: String = report.lines().map(str::trim).collect();
    assert_eq!(unwrapped.matches("...(truncated)").count(), 2, "{report}");
}

#[test]
fn explain_list_has_every_row_in_every_form() {
    let plain = text(&["list"], b"");
    assert_eq!(plain.lines().count(), CATALOG.len() + 1);
    let markdown = text(&["list", "--markdown"], b"");
    assert_eq!(markdown.lines().count(), CATALOG.len() + 2);
    let is_row =
        |line: &&str| line.starts_with("| ") && line[2..].starts_with(|first: char| first.is_ascii_digit());
    assert_eq!(markdown.lines().filter(is_row).count(), 97);
    for row in markdown.lines() {
        assert_eq!(row.matches('|').count(), 9, "{row}");
    }
    let array = text(&["list", "--json"], b"");
    assert_eq!(array.lines().count(), CATALOG.len());
    let list: Value = serde_json::from_str(&array).expect("JSON");
    for ((entry, row), line) in CATALOG.iter().zip(list.as_array().unwrap()).zip(plain.lines().skip(1)) {
        assert_eq!((&row["name"], &row["code"]), (&json!(entry.name), &json!(entry.code.0)));
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((words[0], words[2]), (entry.code.to_string().as_str(), entry.name));
        assert!(markdown.contains(&format!("| {} |", entry.description)));
    }
}

#[test]
fn explain_is_bold_nowhere_but_on_a_terminal() {
    assert!(!text(&["20119"], b"").contains('\x1b'));
}

#[test]
fn explain_lets_no_control_character_reach_the_terminal() {
    let body = br#"{"error":{"code":403,"description":"a\u001b[2Jb\nc\u0085\u202e","extra":"\u0007"}}"#;
    let output = text(&["-s", "202"], body);
    assert!(!output.chars().any(|character| character.is_control() && character != '\n'), "{output:?}");
    assert!(!output.contains('\u{202e}'));
    assert!(!text(&["-s", "200"], b"\x1b[2J\xff").contains('\x1b'));
}

#[test]
fn explain_reads_20_megabytes_in_bounded_time() {
    let strings = format!("{{\"data\":\"{}\",\"error\":{{\"code\":20119}}}}", "a".repeat(20_000_000));
    let objects =
        format!("{{\"data\":[{}1],\"error\":{{\"code\":20119}}}}", "{\"a\":[1,null]},".repeat(1_300_000));
    let start = Instant::now();
    for body in [strings, objects] {
        assert_eq!(exit_code(&["-s", "202"], body.as_bytes()), 1);
        assert_eq!(exit_code(&[], body.as_bytes()), 1);
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[cfg(target_os = "linux")]
#[test]
fn explain_reads_80_megabytes_with_32_megabytes_of_memory() {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 32768 && exec \"$0\" --json"]).arg(program());
    let mut pieces = vec![b"{\"data\":\"".to_vec()];
    pieces.extend(std::iter::repeat_n(vec![b'a'; 1 << 16], 1280));
    pieces.push(b"\",\"error\":{\"code\":20119}}".to_vec());
    assert_eq!(run_pieces(command, pieces).status.code(), Some(1));
}

#[test]
fn explain_survives_hostile_input() {
    for (body, expected) in [
        (vec![0; 10_000], 64),
        (vec![0xff; 10_000], 64),
        (vec![b'\n'; 100_000], 2),
        (b"HTTP/1.1".to_vec(), 64),
        (b"HTTP/1.1 x\r\n\r\n{}".to_vec(), 64),
        (b"HTTP/1.1 2020 x\r\n\r\n{}".to_vec(), 64),
        (b"* \n".repeat(10_000), 64),
        ([b"< HTTP/2 401\n< \n".to_vec(), b"* \n> \n".repeat(10_000)].concat(), 2),
        ([b"$ curl ".to_vec(), vec![b'x'; 10_000], b"\nHTTP/2 401\n\n".to_vec()].concat(), 64),
        ([b"\"{".to_vec(), b"\\u0000\\\"".repeat(5_000), b"\"".to_vec()].concat(), 0),
        ([b"{".to_vec(), b"\\\"".repeat(3_000)].concat(), 2),
        (b"HTTP/1.1 202\r\n\r\nHTTP/1.1 202".to_vec(), 2),
        (b"[".repeat(100_000), 2),
        (b"[202/".repeat(2_000), 64),
        ("error \u{e9}".repeat(2_000).into_bytes(), 64),
        ("\u{1f600}".repeat(3_000).into_bytes(), 64),
        (b"code 99999999999999999999".to_vec(), 64),
    ] {
        assert_eq!(
            exit_code(&[], &body),
            expected,
            "{:?}",
            String::from_utf8_lossy(&body[..20.min(body.len())])
        );
        exit_code(&["--json"], &body);
        exit_code(&["-s", "202"], &body);
    }
}

#[test]
fn explain_survives_every_damaged_byte() {
    let bodies = [
        PIN,
        "[202/20117] Insufficient balance.",
        "HTTP/1.1 202 Accepted\r\n\r\n{}",
        "* x\n> \n< HTTP/2 202\n< \n{}* x",
        r#""{\"a\":1}""#,
    ];
    for body in bodies {
        for place in 0..body.len() {
            let mut damaged = body.as_bytes().to_vec();
            damaged[place] = 0xe9;
            let cut = &body.as_bytes()[..place];
            for input in [&damaged, cut] {
                assert!(matches!(exit_code(&[], input), 0..=2 | 64));
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn explain_reads_an_argument_that_is_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let run = |arguments: &[&[u8]]| {
        let arguments = arguments.iter().map(|argument| std::ffi::OsStr::from_bytes(argument));
        explain().arg("--json").args(arguments).output().expect("explain runs")
    };
    let output = run(&[b"\xff\xfe"]);
    assert_eq!(output.status.code(), Some(2));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&answer["fault_offset"], &answer["expected"]), (&json!(0), &json!("a value")));
    // A byte that is not UTF-8 is printed by value, not as U+FFFD.
    let output = run(&[b"{\"a\":\"\xff\"}"]);
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).expect("JSON")["fault_offset"], 6);
    assert_eq!(run(&[b"--\xff"]).status.code(), Some(64));
    assert_eq!(run(&[b"-s", b"\xff"]).status.code(), Some(64));
}

#[test]
fn explain_ends_quietly_when_nobody_reads_on() {
    for (arguments, expected) in [(&["list"][..], 0), (&[PIN], 1), (&["--help"], 0)] {
        let mut child = explain()
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("explain runs");
        drop(child.stdout.take());
        let mut errors = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut errors).expect("UTF-8");
        assert_eq!((child.wait().expect("explain ends").code(), errors.as_str()), (Some(expected), ""));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn explain_exits_74_when_reading_or_writing_fails() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let status = explain().arg("list").stdout(full).stderr(Stdio::null()).status().expect("explain runs");
    assert_eq!(status.code(), Some(74));
    let folder = std::fs::File::open("/").expect("a folder");
    let status = explain().stdin(folder).stderr(Stdio::null()).status().expect("explain runs");
    assert_eq!(status.code(), Some(74));
}

#[test]
fn explain_agrees_with_the_library_on_every_code() {
    for entry in &CATALOG {
        let line = json(&["--json", &entry.name.to_lowercase()], b"");
        assert_eq!((&line["code"], &line["action"]), (&json!(entry.code.0), &json!(entry.action.name())));
        assert_eq!(Code(entry.code.0).entry(), Some(entry));
    }
}
