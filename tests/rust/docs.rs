//! The README's tables, commands and code, and DESIGN's lists of files, compared with the library.

use std::path::{Path, PathBuf};
use std::process::Command;

use mixerr::{Action, CATALOG, DESCRIPTION_CAPACITY, EXTRA_CAPACITY, MAX_DEPTH};
use mixerr_tests::build::{libraries, root, succeed, target};

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("a README")
}

/// Returns the text between the two markers of a table.
fn between(readme: &str, name: &str) -> String {
    let (_, rest) = readme.split_once(&format!("<!-- {name} -->\n")).expect("the marker before the table");
    rest.split_once(&format!("<!-- /{name} -->\n")).expect("the marker after the table").0.to_owned()
}

/// Returns a target directory for `cargo run`.
///
/// Its profile differs from that of `cargo test`. In one directory each command would replace the other's program while
/// another test starts it.
fn target_of_cargo_run() -> PathBuf {
    target(env!("CARGO_TARGET_TMPDIR")).join("cargo-run")
}

#[test]
fn catalog_table_is_what_explain_writes() {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "explain", "--", "list", "--markdown"])
        .env("CARGO_TARGET_DIR", target_of_cargo_run())
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let table = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(table.lines().count(), CATALOG.len() + 2);
    assert!(
        between(&readme(), "catalog") == table,
        "the README's table of codes is stale: run tests/tools/refresh"
    );
}

#[test]
fn first_command_explains_the_response() {
    let readme = readme();
    let command =
        readme.lines().find(|line| line.starts_with("cargo run -q --example explain")).expect("the command");
    let output = Command::new("sh")
        .args(["-c", command])
        .env("CARGO_TARGET_DIR", target_of_cargo_run())
        .current_dir(root())
        .output()
        .expect("a shell");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("API error 10002 INVALID_FIELD\n"));
}

/// Except for the files that only name others: `lib.rs`, `__init__.py` and `__main__.py`.
#[test]
fn design_lists_every_file_of_ffi_and_of_the_python_package() {
    let design = std::fs::read_to_string(root().join("DESIGN.md")).expect("a DESIGN");
    for folder in ["ffi/src", "ffi/python/src/mixerr"] {
        let (_, rest) = design.split_once(&format!("| file of `{folder}` |")).expect(folder);
        let (table, _) = rest.split_once("\n\n").expect("the end of the table");
        for entry in std::fs::read_dir(root().join(folder)).expect(folder) {
            let file = entry.expect("a file").file_name().into_string().expect("UTF-8");
            let is_source = file.ends_with(".rs") || file.ends_with(".py");
            if is_source && !["lib.rs", "__init__.py", "__main__.py"].contains(&&*file) {
                assert!(table.contains(&format!("`{file}`")), "DESIGN does not list {folder}/{file}");
            }
        }
    }
}

#[test]
fn limits_table_has_the_constants() {
    let readme = readme();
    assert!(readme.contains(&format!("| description | {DESCRIPTION_CAPACITY} bytes, or your `D` |")));
    assert!(readme.contains(&format!("| extra, as compact JSON | {EXTRA_CAPACITY} bytes, or your `X` |")));
    assert!(readme.contains(&format!("| nesting | {MAX_DEPTH} containers (`MAX_DEPTH`) |")));
}

#[test]
fn action_table_has_every_action() {
    let readme = readme();
    for action in Action::ALL {
        assert!(
            readme.lines().any(|line| line.starts_with('|') && line.contains(&format!("`{action}`"))),
            "{action}"
        );
    }
}

/// Returns the README's code blocks in a language.
fn code(language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    let readme = readme();
    let blocks = readme.split(&fence).skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default().to_owned()).collect()
}

/// Compiles a program with the README's options and without warnings. Returns a command that runs it.
fn compile(compiler: &str, standard: &str, name: &str, source: &str) -> Command {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let source_file = scratch.join(name);
    std::fs::write(&source_file, source).expect("a file that can be written");
    let program = source_file.with_extension("");
    succeed(
        Command::new(compiler)
            .args([standard, "-pedantic", "-Wall", "-Wextra", "-Werror", "-Iinclude"])
            .arg(source_file)
            .arg(libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a"))
            .arg("-o")
            .arg(&program),
    );
    Command::new(program)
}

#[test]
fn c_commands_look_a_code_up() {
    let commands = code("sh").into_iter().find(|block| block.contains("lookup.c")).expect("the commands");
    let target = target(env!("CARGO_TARGET_TMPDIR"));
    let commands = commands.replace("target/", &format!("{}/", target.display()));
    let output = succeed(Command::new("sh").args(["-ec", &commands]).env("CARGO_TARGET_DIR", target));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "20119 PIN_INCORRECT: PIN incorrect.\n");
}

#[test]
fn c_quick_start_prints_the_error() {
    let output =
        compile("cc", "-std=c99", "readme_whole.c", &code("c")[0]).output().expect("the program runs");
    let expected = "PIN incorrect.: what now?\n20119 PIN_INCORRECT: PIN incorrect.\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn c_streaming_function_reads_a_response_unless_receiving_fails() {
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
    let status = compile("cc", "-std=c99", "readme_streaming.c", &source).status().expect("the program runs");
    assert_eq!(status.code(), Some(0));
}

#[test]
fn cpp_quick_start_prints_the_error() {
    let output =
        compile("c++", "-std=c++17", "readme_whole.cpp", &code("cpp")[0]).output().expect("the program runs");
    let expected = "20119 PIN_INCORRECT: PIN incorrect.\nAsk for the PIN; never retry automatically.\n\
                    This request paid nothing. An earlier one with the same trace id may have.\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn cpp_error_code_lines_compare() {
    let lines = &code("cpp")[1];
    let source = format!(
        r#"
#include "mixerr.hpp"
int main()
{{
    const mixerr::response answer = mixerr::read(429, "<html>");
{lines}
    return error == mixerr::action::wait && error == std::errc::resource_unavailable_try_again ? 0 : 1;
}}"#
    );
    let status =
        compile("c++", "-std=c++17", "readme_error_code.cpp", &source).status().expect("the program runs");
    assert!(status.success());
}

#[test]
fn doc_examples_pass() {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--doc", "-p", "mixerr", "--target-dir"]).arg(target(env!("CARGO_TARGET_TMPDIR")));
    let printed = String::from_utf8(succeed(&mut cargo).stdout).expect("UTF-8");
    let (_, rest) = printed.split_once("running ").expect("a number of examples");
    let count = rest.split(' ').next().and_then(|count| count.parse().ok());
    assert!(count.is_some_and(|count: u32| count >= 9), "{printed}");
}
