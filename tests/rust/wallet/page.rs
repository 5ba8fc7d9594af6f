//! The code of examples/README.md, compiled and run against a script: a lost request, a look-up that does not find it,
//! and a payment after a decision.

use std::path::{Path, PathBuf};
use std::process::Command;

use mixerr_tests::build::{libraries, root, succeed};
use mixerr_tests::files::code_blocks;

/// The calls of each program.
const CALLS: &str = "save send save wait send save look-up ask save wait send save PAID\n";

/// Returns the page's block in a language.
fn code(language: &str) -> String {
    let page = std::fs::read_to_string(root().join("examples/README.md")).expect("the page");
    code_blocks(&page, language).swap_remove(0)
}

/// Writes a program, and returns its path.
fn write(name: &str, text: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

fn prints_the_calls(command: &mut Command) {
    assert_eq!(String::from_utf8(succeed(command).stdout).expect("UTF-8"), CALLS);
}

#[test]
fn page_has_at_most_200_lines() {
    let page = std::fs::read_to_string(root().join("examples/README.md")).expect("the page");
    assert!(page.lines().count() <= 200);
}

#[test]
fn rust_loop_pays() {
    let block = code("rust");
    let program = format!(
        r##"
use mixerr::*;
use std::time::Duration;

struct Store;
impl Store {{
    fn save(&self, _: &[u8; RECORD_SIZE]) -> Result<(), Box<dyn std::error::Error>> {{
        print!("save ");
        Ok(())
    }}
}}
struct Exchange {{ outcome: Outcome, found: Match, retry_after_s: u32 }}
struct NoResponse {{ may_have_arrived: bool }}

fn main() -> Result<(), Box<dyn std::error::Error>> {{
    let uuid = "0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77";
    let mut transfer = Transfer::new(key_from_uuid(uuid).ok_or("a key")?, fingerprint(b"..."));
    let mut receipt = Receipt::new("trace_id", uuid).require_decimal("amount", "1.5")?;
    let store = Store;
    let mut count = 0;
    let sleep = |pause: Duration| {{
        assert!(pause >= Duration::from_secs(1));
        print!("wait ");
    }};
    let ask = |action| {{
        assert_eq!(action, Action::FixRequest);
        print!("ask ");
        true
    }};
    let mut exchange = |step, receipt: &mut Receipt| {{
        print!("{{}} ", if step == Step::Send {{ "send" }} else {{ "look-up" }});
        count += 1;
        let body = match count {{
            1 => return Err(NoResponse {{ may_have_arrived: true }}),
            2 => r#"{{"error":{{"status":202,"code":10002}}}}"#,
            3 => r#"{{"error":{{"status":202,"code":404}}}}"#,
            _ => r#"{{"data":{{"trace_id":"0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77","amount":"-1.50"}}}}"#,
        }};
        receipt.begin();
        receipt.feed(body.as_bytes());
        let outcome = read(202, body.as_bytes());
        let found = receipt.matches(&outcome);
        Ok(Exchange {{ outcome, found, retry_after_s: 0 }})
    }};
{block}
    println!("{{}}", if ending == Ending::Paid {{ "PAID" }} else {{ "?" }});
    Ok(())
}}
"##
    );
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page");
    std::fs::create_dir_all(package.join("src")).expect("a directory");
    std::fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).expect("a file");
    write("page/src/main.rs", &program);
    let core = root().join("core").canonicalize().expect("a path");
    let manifest = format!(
        "[package]\nname = \"page\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nmixerr = {{ path = {core:?} }}\n[workspace]\n"
    );
    let manifest = write("page/Cargo.toml", &manifest);
    prints_the_calls(Command::new("cargo").args(["run", "--quiet", "--manifest-path"]).arg(manifest));
}

/// What the programs in C and C++ have in common.
const PERSON: &str = r#"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define KEY "0b5f4c1e-6a4e-4c1c-9d52-3c1b9f1e2a77"
static const char *const BODIES[] = {
    NULL, "{\"error\":{\"status\":202,\"code\":10002}}", "{\"error\":{\"status\":202,\"code\":404}}",
    "{\"data\":{\"trace_id\":\"" KEY "\",\"amount\":\"-1.50\"}}"};
static int count;
"#;

#[test]
fn c_loop_pays() {
    let block = code("c");
    let program = format!(
        r#"{PERSON}
#include "mixerr.h"
struct exchange {{ mixerr_response response; uint8_t match; uint32_t retry_after_s; bool may_have_arrived; }};
static void check(mixerr_status status) {{ if (status != MIXERR_STATUS_OK) abort(); }}
static void save(const uint8_t *record) {{ printf(record[0] == 'm' ? "save " : "? "); }}
static void sleep_ms(uint32_t ms) {{ printf(ms >= 1000 ? "wait " : "? "); }}
static bool ask(uint8_t action) {{ printf(action == MIXERR_ACTION_FIX_REQUEST ? "ask " : "? "); return true; }}
static bool exchange(uint8_t step, mixerr_receipt *receipt, struct exchange *e)
{{
    const char *body = BODIES[count++];
    printf(step == MIXERR_STEP_SEND ? "send " : "look-up ");
    memset(e, 0, sizeof *e);
    e->may_have_arrived = true;
    if (body == NULL) return false;
    check(mixerr_receipt_begin(receipt));
    check(mixerr_receipt_feed(receipt, (const uint8_t *)body, strlen(body)));
    check(mixerr_read(202, (const uint8_t *)body, strlen(body), &e->response));
    e->match = mixerr_receipt_match(receipt, &e->response);
    return true;
}}
int main(void)
{{
    uint8_t key[16], record[MIXERR_RECORD_SIZE];
    mixerr_transfer transfer;
    mixerr_receipt receipt;
    struct exchange e;
    mixerr_next next;
    check(mixerr_key_from_uuid(KEY, key));
    check(mixerr_transfer_init(&transfer, key, 1, false));
    check(mixerr_receipt_init(&receipt, "trace_id", KEY));
    check(mixerr_receipt_require_decimal(&receipt, "amount", "1.5"));
{block}
    puts(mixerr_ending_name(next.ending));
    return 0;
}}"#
    );
    prints_the_calls(&mut compile("cc", "-std=c99", "page.c", &program));
}

#[test]
fn cpp_loop_pays() {
    let block = code("cpp");
    let program = format!(
        r#"{PERSON}
#include <optional>
#include "mixerr.hpp"
namespace {{
using mixerr::step;
struct exchanged {{ mixerr::response response; std::uint32_t retry_after_s; }};
void check(mixerr::status status) {{ if (status != mixerr::status::ok) std::abort(); }}
void save(const mixerr::record &record) {{ std::printf(record.bytes[0] == 'm' ? "save " : "? "); }}
void sleep_for(std::chrono::milliseconds pause) {{ std::printf(pause.count() >= 1000 ? "wait " : "? "); }}
bool ask(mixerr::action action) {{ std::printf(action == mixerr::action::fix_request ? "ask " : "? "); return true; }}
std::optional<exchanged> exchange(step what, mixerr::receipt &receipt)
{{
    const char *body = BODIES[count++];
    std::printf(what == step::send ? "send " : "look-up ");
    if (body == nullptr) return std::nullopt;
    receipt.begin();
    receipt.feed(body);
    return exchanged{{mixerr::read(202, body), 0}};
}}
}}
int main()
{{
    mixerr::transfer transfer(mixerr::key_from_uuid(KEY).value_or(mixerr::key{{}}), 1);
    mixerr::receipt receipt("trace_id", KEY);
    receipt.require_decimal("amount", "1.5");
    mixerr::next next;
{block}
    std::puts(next.ending == mixerr::ending::paid ? "PAID" : "?");
}}"#
    );
    prints_the_calls(&mut compile("c++", "-std=c++17", "page.cpp", &program));
}

/// Compiles a program without warnings. Returns a command that runs it.
fn compile(compiler: &str, standard: &str, name: &str, text: &str) -> Command {
    let file = write(name, text);
    let program = file.with_extension(format!("{compiler}-program"));
    let mut command = Command::new(compiler);
    command.args([standard, "-pedantic", "-Wall", "-Wextra", "-Werror", "-Iinclude"]).arg(file);
    command.arg(libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a")).arg("-o").arg(&program);
    succeed(&mut command);
    Command::new(program)
}
