//! What a pasted text is: the core's `explain` on the table of pasted texts, and the command on its cases.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use mixerr::{Action, CATALOG, Code, Explainer, Explanation, Outcome, Payment, WINDOW_OVERLAP, explain};
use mixerr_tests::build::{succeed, target};
use mixerr_tests::{Pasted, pasted};
use serde_json::Value;

/// The columns of an explanation.
fn columns(explanation: &Explanation) -> [String; 4] {
    let (outcome, code) = match explanation.outcome() {
        None => ("-", None),
        Some(Outcome::Success(_)) => ("success", None),
        Some(Outcome::Api(error)) => ("api", Some(error.code())),
        Some(Outcome::NotFromApi(_)) => ("not_from_api", None),
    };
    let number = |code: Option<Code>| code.map_or("-".to_owned(), |code| code.to_string());
    let other = number(explanation.other_code());
    [outcome.to_owned(), number(code), other, explanation.action().name().to_owned()]
}

#[test]
fn explain_recognises_every_pasted_text_of_the_table() {
    for row in pasted() {
        assert_eq!(columns(&explain(row.http_status, &row.text)), row.columns, "{}", row.name);
    }
}

#[test]
fn explain_names_both_errors_and_says_what_the_catalog_says() {
    let lines = explain(None, b"ERROR 7000\n{\"error\":{\"code\":20119,\"description\":\"x\"}}").to_string();
    for said in ["20119 PIN_INCORRECT", "PIN incorrect.", "Server says: x", "7000 BLAZE_SERVER_ERROR"] {
        assert!(lines.contains(said), "{lines}");
    }
    for entry in &CATALOG {
        let lines = explain(None, entry.code.to_string().as_bytes()).to_string();
        for said in [entry.name, entry.description, entry.action.advice()] {
            assert!(lines.contains(said), "{lines}");
        }
    }
}

#[test]
fn explain_does_not_take_json_without_data_for_a_payment() {
    for body in
        ["null", "{}", r#"{"login":"https://portal"}"#, r#"{"data":null}"#, r#"{"data":null,"error":null}"#]
    {
        for http_status in [None, Some(200)] {
            let lines = explain(http_status, body.as_bytes()).to_string();
            assert!(lines.contains("proven by its receipt alone"), "{body}: {lines}");
        }
    }
}

#[test]
fn explain_takes_the_status_of_a_head_unless_it_is_given_one() {
    let text = b"HTTP/1.1 200 OK\r\n\r\n<html>";
    assert_eq!(explain(None, text).http_status(), Some(200));
    assert_eq!(explain(Some(502), text).http_status(), Some(502));
}

#[test]
fn explain_reads_every_log_line_of_the_library() {
    for entry in &CATALOG {
        let body = format!(r#"{{"error":{{"code":{},"description":"Oh no."}}}}"#, entry.code);
        let line = format!("WARN pay: {}", mixerr::read(202, body.as_bytes()));
        assert_eq!(columns(&explain(None, line.as_bytes()))[1], entry.code.to_string(), "{line}");
    }
}

#[test]
fn explain_never_gives_leave_to_discard_a_key_or_says_that_the_api_answered() {
    let codes = CATALOG.iter().map(|entry| explain(None, entry.code.to_string().as_bytes()));
    for explanation in codes.chain(pasted().iter().map(|row| explain(row.http_status, &row.text))) {
        let lines = explanation.to_string();
        assert_eq!(lines.matches("\nPayment: ").count(), 1, "{lines}");
        for word in ["throw", "discard", "another key", "new trace", "answered by"] {
            assert!(!lines.contains(word), "{lines}");
        }
    }
}

#[test]
fn explain_never_advises_a_retry_of_a_text_that_shows_another_action_s_code() {
    for cut in 0..=PIN.len() {
        for (http_status, after) in [(None, ""), (Some(202), ""), (Some(202), "%"), (Some(500), "\n$ ")] {
            let text = format!("{}{after}", &PIN[..cut]);
            let shows_code = text.contains("20119");
            let action = explain(http_status, text.as_bytes()).action();
            assert_eq!(action == Action::AskUser, shows_code, "{text}");
            assert!(http_status.is_some() || !matches!(action, Action::Retry | Action::Wait), "{text}");
        }
    }
}

const PIN: &str = r#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;

#[test]
fn explain_advises_no_retry_of_an_error_in_words_and_does_not_say_that_it_paid_nothing() {
    for entry in &CATALOG {
        let code = entry.code;
        let foreign = format!(r#"{{"status":202,"code":{code},"message":"x"}}"#);
        for text in [foreign, format!("error [202/{code}] x"), format!(r#"{{"error":{{"code":{code},"#)] {
            let explanation = explain(None, text.as_bytes());
            assert_eq!(columns(&explanation)[1], code.to_string(), "{text}");
            assert!(!matches!(explanation.action(), Action::Retry | Action::Wait), "{text}");
            assert_eq!(explanation.payment(), Payment::Possible, "{text}");
        }
        let envelope = format!(r#"log: {{"error":{{"code":{code}}}}} end"#);
        let explanation = explain(None, envelope.as_bytes());
        assert_eq!(
            (explanation.action(), explanation.payment()),
            (entry.action, entry.payment),
            "{envelope}"
        );
    }
}

#[test]
fn explain_names_compressed_bytes() {
    for text in [&b"\x1f\x8b\x08"[..], b"\xff\xfe{"] {
        assert!(explain(None, text).to_string().contains("gzip"));
        assert!(explain(Some(200), text).to_string().contains("gzip"));
    }
}

#[test]
fn explain_lets_no_control_character_through() {
    let body = br#"{"error":{"code":403,"description":"a\u001b[2Jb\nc\u0085\u202e","extra":"\u0007"}}"#;
    let lines = explain(Some(202), body).to_string();
    assert!(!lines.chars().any(|character| character.is_control() && character != '\n'), "{lines:?}");
    assert!(lines.contains(r"a\u{1b}[2Jb\nc\u{85}\u{202e}"), "{lines}");
    let tags = r#"{"error":{"code":403,"description":"1\udb40\udc302\udb40\udc393\udb40\udc41"}}"#;
    let lines = explain(Some(202), tags.as_bytes()).to_string();
    assert!(lines.contains(r"1*2*3\u{e0041}"), "{lines:?}");
}

#[test]
fn explain_accepts_any_bytes_and_every_damaged_byte() {
    for row in pasted() {
        for index in 0..row.text.len() {
            let mut damaged = row.text.clone();
            damaged[index] = 0xE9;
            for text in [&damaged[..], &row.text[..index], &row.text[index..]] {
                assert!(explain(row.http_status, text).to_string().ends_with('\n'));
            }
        }
    }
    for text in [&b"\0"[..], b"\xff", b"[202/", b"\"error\":{", b"error ", b"\x1b[m", b"HTTP/1.1 "] {
        assert_eq!(columns(&explain(None, &text.repeat(3000)))[1], "-");
    }
}

/// Returns the text between lines of a log, and its offset.
fn log(text: &[u8]) -> (Vec<u8>, usize) {
    let noise = b"10:44:02 info height=30000 peer 10.0.0.1:7001 {\"n\":[1,2]}\n".repeat(80);
    ([&noise, text, b"\n", &noise].concat(), noise.len())
}

/// Every end of the first window in the text, and every start of the second one.
fn splits(start: usize, text: &[u8]) -> impl Iterator<Item = usize> {
    let (first, last) = (start.saturating_sub(140), start + text.len() + 140);
    (first.max(WINDOW_OVERLAP)..last).chain(first + WINDOW_OVERLAP..last + WINDOW_OVERLAP)
}

/// Explains each text of the table in a log, in two windows, at every `step`-th split. The first split differs from row to
/// row.
fn explain_in_two_windows(step: usize) {
    for (index, row) in pasted().into_iter().enumerate() {
        let (log, start) = log(&row.text);
        let complete = explain(row.http_status, &log).to_string();
        let splits = splits(start, &row.text).filter(|split| *split < log.len());
        for split in splits.skip(index % step).step_by(step) {
            let mut explainer = Explainer::new(row.http_status);
            explainer.feed(&log[..split], 0, false);
            explainer.feed(&log[split - WINDOW_OVERLAP..], WINDOW_OVERLAP, true);
            assert_eq!(explainer.finish().to_string(), complete, "{} at {split}", row.name);
        }
    }
}

#[test]
fn explainer_finds_the_same_errors_in_many_windows() {
    explain_in_two_windows(4);
}

mod long {
    #[test]
    #[ignore = "tests/run --long"]
    fn explainer_finds_the_same_errors_in_all_windows() {
        super::explain_in_two_windows(1);
    }
}

/// Returns a function that returns random numbers less than its argument, the same ones in each run.
fn random_numbers() -> impl FnMut(usize) -> usize {
    let mut state = 1_u64;
    move |limit| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % limit
    }
}

/// Explains a text in windows that have so many bytes after their overlap.
fn explain_windows(http_status: Option<u16>, text: &[u8], mut length: impl FnMut() -> usize) -> Explanation {
    let mut explainer = Explainer::new(http_status);
    let mut end = 0;
    loop {
        let start = end;
        end = (start + length()).min(text.len());
        let overlap = start.min(WINDOW_OVERLAP);
        explainer.feed(&text[start - overlap..end], overlap, end == text.len());
        if end == text.len() {
            return explainer.finish();
        }
    }
}

#[test]
fn explainer_reads_a_short_text_in_short_windows_as_it_reads_it_in_one() {
    let mut random = random_numbers();
    for row in pasted() {
        for http_status in [row.http_status, None, Some(200), Some(502)] {
            let complete = explain(http_status, &row.text);
            for longest in [1, 3, 10, 50, 200] {
                let explained = explain_windows(http_status, &row.text, || 1 + random(longest));
                assert_eq!(columns(&explained), columns(&complete), "{} {http_status:?}", row.name);
                assert_eq!(explained.payment(), complete.payment(), "{} {http_status:?}", row.name);
                assert_eq!(explained.to_string(), complete.to_string(), "{} {http_status:?}", row.name);
            }
        }
    }
}

/// Random parts of the table's texts, in random windows.
#[test]
fn explainer_finds_the_same_errors_in_random_windows_of_random_texts() {
    let rows = pasted();
    let mut random = random_numbers();
    for _ in 0..300 {
        let mut text = Vec::new();
        while text.len() < 20_000 {
            let part = &rows[random(rows.len())].text;
            let (from, to) = (random(part.len() + 1), random(part.len() + 1));
            text.extend_from_slice(&part[from.min(to)..from.max(to)]);
            text.extend(std::iter::repeat_n(b" x\n"[random(3)], random(3)));
        }
        let complete = explain(None, &text).to_string();
        for _ in 0..20 {
            let explained = explain_windows(None, &text, || 1 + random(9000));
            assert_eq!(explained.to_string(), complete, "{}", String::from_utf8_lossy(&text));
        }
    }
}

/// As above for a caller that explains each window alone: a window begins and ends after a line feed.
#[test]
fn windows_that_are_explained_alone_have_the_last_error_of_the_text() {
    let last_error = |text: &[u8]| match explain(None, text).outcome() {
        Some(Outcome::Api(error)) => Some(error.code()),
        _ => None,
    };
    // A window that begins in the extra of an object sees the words, and not the object.
    let is_one_line = |row: &Pasted| row.http_status.is_none() && !row.text.contains(&b'\n');
    let rows: Vec<_> = pasted().into_iter().filter(is_one_line).collect();
    let mut random = random_numbers();
    for _ in 0..200 {
        let mut text = Vec::new();
        while text.len() < 20_000 {
            text.extend([b"10:44:02 info 20117 blocks ", &rows[random(rows.len())].text[..], b"\n"].concat());
        }
        let line_end =
            |limit: usize| text[..limit].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let (mut start, mut found) = (0, None);
        loop {
            let end = line_end((start + 3 * WINDOW_OVERLAP + random(9000)).min(text.len()));
            found = last_error(&text[start..end]).or(found);
            if end == text.len() {
                break;
            }
            start = line_end(end - WINDOW_OVERLAP);
        }
        assert_eq!(found, last_error(&text), "{}", String::from_utf8_lossy(&text));
    }
}

#[test]
fn explainer_finds_the_first_and_the_last_error_of_a_long_log() {
    let mut explainer = Explainer::new(None);
    let mut window = b"ERROR 7000: Blaze server error.\n".to_vec();
    let mut overlap = 0;
    for _ in 0..100 {
        window.extend(b"2026-01-02 03:04:05 info nothing happened here\n".repeat(1000));
        explainer.feed(&window, overlap, false);
        window.drain(..window.len() - WINDOW_OVERLAP);
        overlap = WINDOW_OVERLAP;
    }
    window.extend(b"error code 20119");
    explainer.feed(&window, overlap, true);
    let [_, code, other, _] = columns(&explainer.finish());
    assert_eq!((&*code, &*other), ("20119", "7000"));
}

/// Builds the example once, and returns its path.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // With `unwind` it is the example that `cargo test` has built. Cargo warns that a test always unwinds.
        let mut cargo = Command::new(env!("CARGO"));
        cargo.env("CARGO_PROFILE_TEST_PANIC", "unwind");
        cargo
            .args(["build", "--quiet", "--profile", "test", "--example", "explain"])
            .args(["--message-format=json", "--target-dir"])
            .arg(target(env!("CARGO_TARGET_TMPDIR")));
        let built = succeed(&mut cargo);
        String::from_utf8_lossy(&built.stdout)
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["target"]["name"] == "explain")
            .find_map(|message| message["executable"].as_str().map(PathBuf::from))
            .expect("cargo prints the path of the program")
    })
}

/// Runs a command, and writes `pieces` to its stdin.
fn run(mut command: Command, pieces: impl Iterator<Item = Vec<u8>> + Send + 'static) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("explain runs");
    let mut input = child.stdin.take().expect("a pipe");
    // explain does not read its stdin if it has an argument.
    let writer = std::thread::spawn(move || pieces.into_iter().try_for_each(|piece| input.write_all(&piece)));
    let output = child.wait_with_output().expect("explain ends");
    drop(writer.join().expect("no panic"));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    output
}

fn explain_command(arguments: &[impl AsRef<std::ffi::OsStr>], stdin: &[u8]) -> Output {
    let mut command = Command::new(program());
    command.args(arguments);
    run(command, std::iter::once(stdin.to_vec()))
}

/// The words of a command line; quotes are those of a shell.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (index, part) in line.split('\'').enumerate() {
        // Every second part is in quotes.
        let mut pieces = if index % 2 == 1 { vec![part] } else { part.split(' ').collect() }.into_iter();
        words.last_mut().expect("a word").push_str(pieces.next().unwrap_or_default());
        words.extend(pieces.map(str::to_owned));
    }
    words
}

#[test]
fn command_writes_what_its_cases_say() {
    let cases = include_str!("../vectors/explain_command.txt");
    for case in cases.split("$ explain").skip(1) {
        let (line, rest) = case.split_once('\n').expect("a line");
        let (stdin, rest) = rest.split_at(rest.find("? ").expect("an exit code"));
        let (exit_code, rest) = rest.split_once('\n').expect("a line");
        let (expected, _) = rest.split_once("\n\n").map_or((rest, ""), |(output, next)| (output, next));
        let stdin: String =
            stdin.lines().map(|line| format!("{}\n", line.trim_start_matches("< "))).collect();
        let ran = explain_command(&words(line)[1..], stdin.as_bytes());
        assert_eq!(String::from_utf8_lossy(&ran.stdout).trim_end(), expected.trim_end(), "{line}");
        assert_eq!(format!("? {}", ran.status.code().expect("an exit code")), exit_code, "{line}");
        assert_eq!(ran.stderr.is_empty(), exit_code != "? 64", "{line}");
    }
}

#[test]
fn command_names_a_similar_code_and_an_argument_that_is_a_file() {
    let said = |argument: &str| String::from_utf8(explain_command(&[argument], b"").stderr).expect("UTF-8");
    assert_eq!(said("PIN_INCORECT"), "explain: no code is named PIN_INCORECT; did you mean PIN_INCORRECT?\n");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    assert!(said(&file.to_string_lossy()).contains("is the name of a file"));
    let hostile = said("--\u{1b}[2J\n");
    assert_eq!(hostile.chars().filter(|character| character.is_control()).count(), 1, "{hostile:?}");
}

#[test]
fn command_finds_the_error_at_the_end_of_80_megabytes_with_32_megabytes_of_memory() {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -v 32768 && exec \"$0\" --json"]).arg(program());
    let line = b"10:44:02 info {\"height\":30000,\"peers\":[1,2,3]}\n".repeat(1500);
    let ran = run(command, std::iter::repeat_n(line, 1150).chain([b"ERROR 20119".to_vec()]));
    assert_eq!(ran.status.code(), Some(1), "{}", String::from_utf8_lossy(&ran.stderr));
    let object: Value = serde_json::from_slice(&ran.stdout).expect("JSON");
    assert_eq!((&object["code"], &object["action"]), (&Value::from(20119), &Value::from("AskUser")));
}

#[test]
fn command_ends_quietly_when_its_output_is_closed() {
    for (arguments, expected) in [(&["list"][..], 0), (&[PIN], 1), (&["--help"], 0)] {
        let mut child = Command::new(program())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("explain runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("explain ends");
        assert_eq!((output.status.code(), output.stderr.len()), (Some(expected), 0));
    }
}

#[test]
fn command_exits_74_when_reading_or_writing_fails() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    let status = Command::new(program()).arg("list").stdout(full).stderr(Stdio::null()).status();
    assert_eq!(status.expect("explain runs").code(), Some(74));
    let folder = std::fs::File::open("/").expect("a folder");
    let status = Command::new(program()).stdin(folder).stderr(Stdio::null()).status();
    assert_eq!(status.expect("explain runs").code(), Some(74));
}

#[test]
fn command_lists_the_catalog_and_helps_in_80_columns() {
    let text = |arguments: &[&str]| String::from_utf8(explain_command(arguments, b"").stdout).expect("UTF-8");
    let list: Value = serde_json::from_str(&text(&["list", "--json"])).expect("JSON");
    let plain = text(&["list"]);
    assert_eq!((list.as_array().map(Vec::len), plain.lines().count()), (Some(97), 98));
    for (entry, (row, line)) in
        CATALOG.iter().zip(list.as_array().expect("an array").iter().zip(plain.lines().skip(1)))
    {
        assert_eq!((&row["code"], &row["name"]), (&Value::from(entry.code.0), &Value::from(entry.name)));
        assert!(line.contains(&format!("{}  ", entry.code)) && line.contains(entry.name), "{line}");
    }
    for text in [plain, text(&["--help"])] {
        assert!(text.lines().all(|line| line.len() <= 80), "{text}");
    }
}
