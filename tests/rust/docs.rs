//! The commands, code, tables and links of the documents, and the first example in each language.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mixerr::{Action, BASE_LEN, CATALOG};
use mixerr_tests::build::{libraries, output, root, succeed, target};
use mixerr_tests::files::code_blocks;

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Returns the README's code blocks in a language.
fn code(language: &str) -> Vec<String> {
    code_blocks(&read("README.md"), language)
}

/// Returns a target directory for cargo's commands.
///
/// Their profile differs from that of `cargo test`. In one directory each command would replace the other's program while
/// another test starts it.
fn target_of_commands() -> PathBuf {
    target(env!("CARGO_TARGET_TMPDIR")).join("cargo-run")
}

/// The environment of cargo's commands.
fn commands() -> [(&'static str, PathBuf); 2] {
    [("CARGO_TARGET_DIR", target_of_commands()), ("CARGO_PROFILE_DEV_DEBUG", "false".into())]
}

fn static_library() -> PathBuf {
    libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a")
}

#[test]
fn readme_and_its_blocks_are_short() {
    let readme = read("README.md");
    assert!(readme.lines().count() <= 230, "{} lines", readme.lines().count());
    assert_eq!(readme.matches("\n```\n").count(), 12, "a new block needs a test, here, in ways or in js");
    for (number, block) in readme.split("\n```").enumerate().filter(|(number, _)| number % 2 == 1) {
        // The first line is the language.
        assert!(block.lines().count() <= 21, "block {number}: {block}");
    }
}

#[test]
fn readme_has_the_rust_version_of_the_manifest() {
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("\nrust-version = \"").expect("a version");
    let version = rest.split('"').next().unwrap_or_default();
    assert!(read("README.md").contains(&format!("Rust {version} or later")));
    for firmware in ["examples/firmware/rust", "tests/firmware/rust"] {
        let line = format!("rust-version = \"{version}\"");
        assert!(read(&format!("{firmware}/Cargo.toml")).contains(&line), "{firmware}");
    }
}

#[test]
fn readme_has_every_action() {
    let readme = read("README.md");
    for action in Action::ALL {
        let name = format!("`{action}`");
        assert!(readme.lines().any(|line| line.starts_with('|') && line.contains(&name)), "{action}");
    }
}

#[test]
fn pages_have_the_numbers_of_the_catalog() {
    let (all, base) = (CATALOG.len(), BASE_LEN);
    for (page, phrase) in [
        ("core/README.md", format!("the {all} codes")),
        ("core/CATALOG.md", format!("The {all} error codes")),
        ("core/CATALOG.md", format!("these {base} rows")),
        ("core/CATALOG.md", format!("the {} rows", all - base)),
        ("DESIGN.md", format!("Without `extended` {} codes", all - base)),
        ("examples/firmware/README.md", format!("`extended` {} codes", all - base)),
    ] {
        assert!(read(page).contains(&phrase), "{page} does not say: {phrase}");
    }
}

#[test]
fn first_command_explains_the_response() {
    let command =
        code("sh").into_iter().find(|block| block.contains("--example explain")).expect("a command");
    let mut shell = Command::new("sh");
    let output = output(shell.args(["-c", &command]).envs(commands()));
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("20117 INSUFFICIENT_BALANCE"), "{output:?}");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
}

/// Returns the targets of the relative links of a page, without their fragments.
fn links(page: &str) -> Vec<String> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
    targets.filter(|link| !link.is_empty() && !link.contains("://")).map(str::to_owned).collect()
}

/// Adds the Markdown pages of a folder, except for those that tools put into the checkout.
fn add_pages(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.ends_with(".md") {
            pages.push(path);
        } else if path.is_dir()
            && !name.starts_with('.')
            && !["target", "venv", "node_modules"].contains(&&*name)
        {
            add_pages(&path, pages);
        }
    }
}

#[test]
fn links_of_every_page_exist() {
    let mut pages = Vec::new();
    add_pages(&root(), &mut pages);
    let mut count = 0;
    for page in &pages {
        let text = fs::read_to_string(page).expect("a page");
        for link in links(&text) {
            assert!(page.with_file_name(&link).exists(), "{} has a link to {link}", page.display());
            count += 1;
        }
    }
    assert!(pages.len() > 12 && count > 40, "{} pages, {count} links", pages.len());
}

/// A registry shows these pages without the rest of the repository. The test `ways` has those of the crate.
#[test]
fn links_of_packaged_pages_stay_in_the_package() {
    for page in [
        "ffi/python/README.md",
        "ffi/js/README.md",
        "ffi/packages/README.md",
        "ffi/packages/firmware/README.md",
    ] {
        assert!(links(&read(page)).iter().all(|link| !link.contains('/')), "{page}");
    }
}

/// Compiles a program without warnings, and returns a command that runs it.
fn compile(compiler: &str, standard: &str, name: &str, source: &str) -> Command {
    let source_file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&source_file, source).expect("a file that can be written");
    let program = source_file.with_extension("");
    succeed(
        Command::new(compiler)
            .args([
                standard,
                "-pedantic",
                "-Wall",
                "-Wextra",
                "-Wshadow",
                "-Wconversion",
                "-Wsign-conversion",
                "-Werror",
                "-Iinclude",
            ])
            .arg(source_file)
            .arg(static_library())
            .arg("-o")
            .arg(&program),
    );
    Command::new(program)
}

/// A new project with the README's dependency and program.
#[test]
fn rust_program_prints_the_error() {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    fs::create_dir_all(project.join("src")).expect("a directory");
    let core = fs::canonicalize(root().join("core")).expect("the crate");
    let dependencies = code("toml")[0].replace("../mixerr/core", &core.display().to_string());
    let package = "[package]\nname = \"readme\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(project.join("Cargo.toml"), format!("{package}{dependencies}")).expect("a manifest");
    fs::write(project.join("src/main.rs"), &code("rust")[0]).expect("a program");
    fs::copy(root().join("Cargo.lock"), project.join("Cargo.lock")).expect("a lock file");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--offline", "--manifest-path"]).arg(project.join("Cargo.toml"));
    let printed = succeed(cargo.envs(commands())).stdout;
    assert_eq!(String::from_utf8_lossy(&printed), "20119 PIN_INCORRECT: PIN incorrect.\n");
}

#[test]
fn c_program_prints_the_description() {
    let output = output(&mut compile("cc", "-std=c99", "readme_program.c", &code("c")[0]));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "PIN incorrect.\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn cpp_program_prints_the_error() {
    let output = output(&mut compile("c++", "-std=c++17", "readme_program.cpp", &code("cpp")[0]));
    let expected = "20119 PIN_INCORRECT: PIN incorrect.\nEnter the PIN again.\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn microcontroller_function_reads_a_response_unless_receiving_fails() {
    let lines = &code("c")[1];
    let source = format!(
        r#"
#include <string.h>
#include "mixerr.h"
static const char *body;
static bool fails;
static int receive(uint8_t *chunk, size_t capacity)
{{
    size_t length = strlen(body) < 3 ? strlen(body) : 3;
    if (length == 0 && fails) {{
        return -1;
    }}
    memcpy(chunk, body, length < capacity ? length : capacity);
    body += length;
    return (int)length;
}}
{lines}
static bool reads(uint16_t http_status, const char *text, bool fails_at_its_end, mixerr_response *r)
{{
    memset(r, 0, sizeof *r);
    body = text;
    fails = fails_at_its_end;
    return read_chunks(http_status, r);
}}
int main(void)
{{
    mixerr_response r;
    if (!reads(500, "{{\"error\":{{\"code\":7000,\"status\":500}}}}", false, &r) ||
        r.action != MIXERR_ACTION_RETRY || r.code != MIXERR_CODE_BLAZE_SERVER_ERROR) {{
        return 1;
    }}
    /* The connection breaks after a complete success, after a complete error, and before the first byte. */
    if (reads(200, "{{\"data\":{{}}}}", true, &r) || r.outcome != MIXERR_OUTCOME_UNREAD) {{
        return 2;
    }}
    if (reads(202, "{{\"error\":{{\"code\":20119}}}}", true, &r) || r.outcome != MIXERR_OUTCOME_UNREAD) {{
        return 3;
    }}
    if (reads(200, "", true, &r) || r.outcome != MIXERR_OUTCOME_UNREAD) {{
        return 4;
    }}
    /* The first byte of a page is a fault, so the rest is not needed. */
    if (!reads(502, "<html>", true, &r) || r.outcome != MIXERR_OUTCOME_NOT_FROM_API) {{
        return 5;
    }}
    return reads(200, "{{\"data\":{{}}}}", false, &r) && r.action == MIXERR_ACTION_PROCEED ? 0 : 6;
}}"#
    );
    succeed(&mut compile("cc", "-std=c99", "readme_chunks.c", &source));
}

#[test]
fn c_commands_build_and_run_the_first_example() {
    let commands = code("sh").into_iter().find(|block| block.contains("read_response.c")).expect("commands");
    let target = target(env!("CARGO_TARGET_TMPDIR"));
    let commands = commands.replace("target/", &format!("{}/", target.display()));
    let output = output(Command::new("sh").args(["-ec", &commands]).env("CARGO_TARGET_DIR", target));
    let expected = "20119 PIN_INCORRECT: PIN incorrect.\nask the user, and do not retry automatically\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{output:?}");
}

/// Builds the first example of each language, and returns the words of its command.
fn first_examples() -> Vec<Vec<String>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "-p", "mixerr", "--example", "read_response"]);
    succeed(cargo.envs(commands()));
    let rust = target_of_commands().join("debug/examples/read_response");
    let c = compile("cc", "-std=c99", "read_response_c.c", &read("examples/c/read_response.c"));
    let cpp = compile("c++", "-std=c++17", "read_response_cpp.cpp", &read("examples/cpp/read_response.cpp"));
    let word = |program: &Path| program.to_str().expect("UTF-8").to_owned();
    vec![
        vec![word(&rust)],
        vec![word(Path::new(c.get_program()))],
        vec![word(Path::new(cpp.get_program()))],
        vec!["python3".to_owned(), "examples/python/read_response.py".to_owned()],
    ]
}

/// Runs a first example with an HTTP status and a file as its body.
fn run_example(words: &[String], http_status: &str, body: &Path) -> Output {
    let library = libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.so");
    let mut example = Command::new(&words[0]);
    example.args(&words[1..]).arg(http_status).stdin(File::open(body).expect("a body"));
    output(example.env("MIXERR_LIBRARY", library).env("PYTHONPATH", "ffi/python/src"))
}

#[test]
fn first_examples_print_the_same_decision() {
    let retry = "pause, then send the same request again";
    let cases = [
        ("200", r#"{"data":{}}"#, "success with data", "success"),
        (
            "202",
            r#"{"error":{"code":20119}}"#,
            "20119 PIN_INCORRECT",
            "ask the user, and do not retry automatically",
        ),
        (
            "202",
            r#"{"error":{"code":20125}}"#,
            "20125 TRANSFER_ALREADY_PAID",
            "look the transfer up: it may be paid",
        ),
        ("202", r#"{"error":{"code":429}}"#, "429 TOO_MANY_REQUESTS", retry),
        ("500", r#"{"error":{"code":7000}}"#, "7000 BLAZE_SERVER_ERROR", retry),
        ("202", r#"{"error":{"code":10002}}"#, "10002 INVALID_FIELD", "show it"),
        ("502", "<html>", "not from the API", retry),
        // A proxy's refusal must not log a user out.
        ("401", "<html>", "not from the API", "show it"),
        (
            "202",
            r#"{"error":{"code":20110,"description":"Invalid phone number +8613800138000"}}"#,
            "20110 INVALID_PHONE_NUMBER",
            "ask the user, and do not retry automatically",
        ),
    ];
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("read_response.body");
    for words in first_examples() {
        for (http_status, body, log_line, decision) in cases {
            fs::write(&file, body).expect("a file that can be written");
            let output = run_example(&words, http_status, &file);
            let printed = String::from_utf8_lossy(&output.stdout);
            let is_expected = printed.starts_with(log_line) && printed.ends_with(&format!("\n{decision}\n"));
            assert!(is_expected, "{words:?}, {body}: {output:?}");
            assert!(!printed.contains("138"), "a phone number: {words:?}: {printed}");
            assert_eq!(output.status.code(), Some(i32::from(decision != "success")), "{words:?}, {body}");
        }
        // A directory cannot be read, and a body that was not received is not a response.
        let output = run_example(&words, "202", &root());
        assert!(!output.status.success() && output.stdout.is_empty(), "{words:?}: {output:?}");
    }
}

#[test]
fn doc_examples_pass() {
    // Without -p, the library has the features that it has in the tests, and is compiled already.
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--doc", "--target-dir"]).arg(target(env!("CARGO_TARGET_TMPDIR")));
    let printed = String::from_utf8(succeed(&mut cargo).stdout).expect("UTF-8");
    let (_, rest) = printed.split_once("running ").expect("a number of examples");
    let count = rest.split(' ').next().and_then(|count| count.parse().ok());
    assert!(count.is_some_and(|count: u32| count >= 9), "{printed}");
}
