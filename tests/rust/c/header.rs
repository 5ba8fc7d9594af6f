//! The header compiles alone in every version of C and C++, with every compiler, and for a microcontroller.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::build::{Library, scratch};
use mixerr_tests::build::{output, root, succeed};

const WARNINGS: [&str; 6] = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-Wconversion", "-fsyntax-only"];

/// Compiles a file with the header and one function that uses it.
fn compiles(compiler: &str, standards: &[&str], options: &[&str]) {
    let extension = if compiler.contains("++") { "cpp" } else { "c" };
    let source = scratch("header").join(format!("{compiler}.{extension}"));
    let text = "#include \"mixerr.h\"\n\
        mixerr_status use(mixerr_response *out);\n\
        mixerr_status use(mixerr_response *out) { return mixerr_read(202, NULL, 0, out); }\n";
    fs::write(&source, text).expect("a source");
    for standard in standards {
        let mut compile = Command::new(compiler);
        compile.arg(format!("-std={standard}")).args(WARNINGS).args(options).arg("-Iinclude");
        succeed(compile.arg(&source));
    }
}

const C: [&str; 4] = ["c99", "c11", "c17", "c2x"];
const CPP: [&str; 5] = ["c++11", "c++14", "c++17", "c++20", "c++2b"];

#[test]
fn header_compiles_as_c_with_gcc() {
    compiles("gcc", &C, &[]);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_as_c_with_clang() {
    compiles("clang", &C, &[]);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_as_cpp_with_gcc() {
    compiles("g++", &CPP, &[]);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_as_cpp_with_clang() {
    compiles("clang++", &CPP, &[]);
}

/// No compiler of Debian 12 declares C23, which has enums with a type. clang supports such enums.
#[test]
#[ignore = "tests/run"]
fn header_compiles_as_c23_with_clang() {
    let silence = ["-Wno-builtin-macro-redefined", "-Wno-fixed-enum-extension"];
    let c23 = [&["-U__STDC_VERSION__", "-D__STDC_VERSION__=202311L"], &silence[..]].concat();
    compiles("clang", &["c2x"], &c23);
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_for_a_cortex_m0() {
    compiles("arm-none-eabi-gcc", &C, &["-mcpu=cortex-m0", "-mthumb", "-ffreestanding"]);
}

/// Returns the code blocks of the header's comments, which are indented by four spaces.
fn code_blocks() -> Vec<String> {
    let header = fs::read_to_string(root().join("include/mixerr.h")).expect("the header");
    let mut blocks = vec![String::new()];
    for line in header.lines() {
        match (line.strip_prefix(" *     "), blocks.last_mut()) {
            (Some(code), Some(block)) => block.extend([code, "\n"]),
            (None, Some(block)) if !block.is_empty() => blocks.push(String::new()),
            _ => {}
        }
    }
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// What only the loop of a payment contains. A test of its own runs it.
const PAYMENT_LOOP: &str = "mixerr_transfer_poll(";

#[test]
fn code_in_comments_compiles() {
    let (loops, blocks): (Vec<_>, Vec<_>) =
        code_blocks().into_iter().partition(|block| block.contains(PAYMENT_LOOP));
    assert_eq!((loops.len(), blocks.len()), (1, 4));
    for block in blocks {
        let source = scratch("header").join("comment.c");
        let text = format!(
            "#include \"mixerr.h\"\n\
             enum {{ BUG_IN_THIS_PROGRAM = -1 }};\n\
             int use(const uint8_t *body, size_t body_len), send_again_later(void), look_up(void);\n\
             int ask(const char *description), report(const mixerr_response *r), no_response(void);\n\
             int receive(uint8_t *chunk, size_t capacity);\n\
             bool next_field(const char **name, size_t *name_len, const char **value, size_t *value_len);\n\
             extern const char *sent_request_id, *trace_id, *asset_id, *receiver;\n\
             int example(uint16_t http_status, const uint8_t *body, size_t body_len);\n\
             int example(uint16_t http_status, const uint8_t *body, size_t body_len) {{\n\
             const char *name, *value; size_t name_len, value_len; int64_t now_ms = 0; (void)http_status;\n\
             (void)&name; (void)&value; (void)&name_len; (void)&value_len; (void)now_ms;\n\
             mixerr_response r; uint8_t chunk[256]; (void)&r; (void)chunk; (void)body; (void)body_len;\n\
             {{ {block} }}\nreturn 0;\n}}\n"
        );
        fs::write(&source, text).expect("a source");
        succeed(Command::new("gcc").arg("-std=c99").args(WARNINGS).arg("-Iinclude").arg(&source));
    }
}

/// Compiles `tests/c/numbers.c`, which asserts the stable numbers of the ABI.
fn has_the_stable_numbers(compiler: &str, options: &[&str]) {
    let mut compile = Command::new(compiler);
    compile.args(["-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-Iinclude"]).args(options);
    succeed(compile.arg("tests/c/numbers.c"));
}

#[test]
fn numbers_are_stable() {
    has_the_stable_numbers("gcc", &["-std=c99"]);
    has_the_stable_numbers("g++", &["-std=c++17", "-x", "c++"]);
}

#[test]
#[ignore = "tests/run"]
fn numbers_are_stable_with_clang() {
    has_the_stable_numbers("clang", &["-std=c99"]);
    has_the_stable_numbers("clang++", &["-std=c++17", "-x", "c++"]);
}

#[test]
#[ignore = "tests/run"]
fn numbers_are_stable_with_pointers_of_4_bytes() {
    let cortex_m0 = ["-std=c99", "-mcpu=cortex-m0", "-mthumb", "-ffreestanding"];
    has_the_stable_numbers("arm-none-eabi-gcc", &cortex_m0);
}

/// A call of each function whose status must be used.
const CALLS: [(&str, &str); 34] = [
    ("mixerr_detail", "mixerr_detail(r, text, 9, &len)"),
    ("mixerr_explain", "mixerr_explain(text, 2, -1, text, 9, &len, r)"),
    ("mixerr_extra_string", "mixerr_extra_string(r, \"reason\", text, 9, &len)"),
    ("mixerr_read", "mixerr_read(202, body, 2, r)"),
    ("mixerr_read_columns", "mixerr_read_columns(0, NULL, NULL, body, 2, NULL, 0, columns)"),
    ("mixerr_read_columns64", "mixerr_read_columns64(0, NULL, NULL, body, 2, NULL, 0, columns)"),
    ("mixerr_reader_feed", "mixerr_reader_feed(reader, body, 2)"),
    ("mixerr_reader_finish", "mixerr_reader_finish(reader, 202, r)"),
    ("mixerr_reader_init", "mixerr_reader_init(reader)"),
    ("mixerr_key_from_uuid", "mixerr_key_from_uuid(text, body)"),
    ("mixerr_transfer_init", "mixerr_transfer_init(transfer, body, 1, false)"),
    ("mixerr_transfer_restore", "mixerr_transfer_restore(transfer, body, 1, false)"),
    ("mixerr_transfer_poll", "mixerr_transfer_poll(transfer, next)"),
    ("mixerr_transfer_record", "mixerr_transfer_record(transfer, body)"),
    ("mixerr_transfer_key", "mixerr_transfer_key(transfer, body)"),
    ("mixerr_transfer_handle_saved", "mixerr_transfer_handle_saved(transfer)"),
    ("mixerr_transfer_handle_timeout", "mixerr_transfer_handle_timeout(transfer)"),
    ("mixerr_transfer_handle_response", "mixerr_transfer_handle_response(transfer, r, 0, 0)"),
    ("mixerr_transfer_handle_no_response", "mixerr_transfer_handle_no_response(transfer, true)"),
    ("mixerr_transfer_handle_decision", "mixerr_transfer_handle_decision(transfer, true)"),
    ("mixerr_transfer_handle_expired", "mixerr_transfer_handle_expired(transfer)"),
    ("mixerr_transfer_amend", "mixerr_transfer_amend(transfer, 1)"),
    ("mixerr_head_field", "mixerr_head_field(head, text, 2, text, 2)"),
    ("mixerr_head_init", "mixerr_head_init(head, NULL)"),
    ("mixerr_head_refine", "mixerr_head_refine(head, 0, r)"),
    ("mixerr_head_skew_ms", "mixerr_head_skew_ms(head, 1, &skew_ms)"),
    ("mixerr_receipt_begin", "mixerr_receipt_begin(receipt)"),
    ("mixerr_receipt_feed", "mixerr_receipt_feed(receipt, body, 2)"),
    ("mixerr_receipt_init", "mixerr_receipt_init(receipt, text, text)"),
    ("mixerr_receipt_require", "mixerr_receipt_require(receipt, text, text)"),
    ("mixerr_receipt_require_decimal", "mixerr_receipt_require_decimal(receipt, text, text)"),
    ("mixerr_receipt_wait_for", "mixerr_receipt_wait_for(receipt, text, text)"),
    ("mixerr_write_envelope", "mixerr_write_envelope(r, body, 9, &len)"),
    ("mixerr_write_log_line", "mixerr_write_log_line(r, text, 9, &len)"),
];

/// A compiler and its standards.
type Compiler = (&'static str, &'static [&'static str]);

const GCC: [Compiler; 2] = [("gcc", &["c99", "c17", "c2x"]), ("g++", &["c++11", "c++17", "c++20"])];

const OTHERS: [Compiler; 3] = [
    ("clang", &["c99", "c17", "c2x"]),
    ("clang++", &["c++11", "c++17", "c++20"]),
    ("arm-none-eabi-gcc", &["c99"]),
];

/// Compiles a function for each call, on a line of its own. Returns true if they compile, and the compiler's messages.
fn compiles_calls(compiler: &str, standard: &str, statement: impl Fn(&str) -> String) -> (bool, String) {
    let extension = if compiler.contains("++") { "cpp" } else { "c" };
    let source = scratch("nodiscard").join(format!("{compiler}.{extension}"));
    let mut text = "#include \"mixerr.h\"\n\
         extern mixerr_response *r;\n\
         extern mixerr_reader *reader;\n\
         extern mixerr_transfer *transfer;\n\
         extern mixerr_next *next;\n\
         extern mixerr_head *head;\n\
         extern mixerr_receipt *receipt;\n\
         extern mixerr_columns *columns;\n\
         extern int64_t skew_ms;\n\
         extern uint8_t body[32];\n\
         extern char *text;\n\
         extern size_t len;\n\
         #line 1 \"calls\"\n"
        .to_owned();
    for (function, call) in CALLS {
        let _ =
            writeln!(text, "void use_{function}(void); void use_{function}(void) {{ {} }}", statement(call));
    }
    fs::write(&source, text).expect("a source");
    let mut compile = Command::new(compiler);
    // clang stops after 20 errors.
    compile.args(compiler.contains("clang").then_some("-ferror-limit=0"));
    compile
        .arg(format!("-std={standard}"))
        .args(["-Werror", "-Iinclude", "-c", "-o", "/dev/null"])
        .arg(source);
    let output = output(&mut compile);
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Checks that no compiler accepts an ignored status.
fn refuses_an_ignored_status(compilers: &[Compiler]) {
    for (compiler, standards) in compilers {
        for standard in *standards {
            let (_, said) = compiles_calls(compiler, standard, |call| format!("{call};"));
            for (line, (function, _)) in (1..).zip(CALLS) {
                let is_refused = said.lines().any(|message| {
                    message.starts_with(&format!("calls:{line}:"))
                        && message.contains("error: ignoring return value")
                });
                assert!(is_refused, "{compiler} {standard} ignores the status of {function}: {said}");
            }
            let check = |call: &str| format!("if ({call} != MIXERR_STATUS_OK) return;");
            let (is_checked, said) = compiles_calls(compiler, standard, check);
            assert!(is_checked, "{compiler} {standard}: {said}");
        }
    }
}

#[test]
fn ignored_status_does_not_compile() {
    refuses_an_ignored_status(&GCC);
}

#[test]
#[ignore = "tests/run"]
fn ignored_status_does_not_compile_with_other_compilers() {
    refuses_an_ignored_status(&OTHERS);
}

#[test]
fn ignored_status_is_tested_for_every_function() {
    let header = fs::read_to_string(root().join("include/mixerr.h")).expect("the header");
    let functions: Vec<&str> = header
        .split("mixerr_status mixerr_")
        .skip(1)
        .filter_map(|rest| rest.split_once('('))
        .map(|(name, _)| name)
        .filter(|name| {
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        })
        .collect();
    let called: Vec<&str> = CALLS.iter().map(|(function, _)| &function["mixerr_".len()..]).collect();
    let sorted = |mut names: Vec<&str>| {
        names.sort_unstable();
        names.join(" ")
    };
    assert_eq!(sorted(functions), sorted(called));
}

#[test]
fn payment_loop_in_a_comment_pays() {
    let blocks = code_blocks();
    let body = blocks.iter().find(|block| block.contains(PAYMENT_LOOP)).expect("the loop");
    let text = format!(
        "#include \"mixerr.h\"
        enum {{ BUG_IN_THIS_PROGRAM = 99 }};
        static mixerr_transfer transfer;
        static mixerr_response response;
        static uint8_t record[MIXERR_RECORD_SIZE], match;
        static uint32_t retry_after_s;
        static unsigned saves, sends, look_ups;
        static bool save(const uint8_t *bytes) {{ return bytes[0] == 'm' && ++saves < 9; }}
        static void sleep_ms(uint32_t ms) {{ (void)ms; }}
        static bool ask(uint8_t action) {{ return action != MIXERR_ACTION_ASK_USER; }}
        static bool exchange(uint8_t step, mixerr_response *out, uint8_t *out_match, uint32_t *out_hint) {{
            static const uint8_t BODY[] = \"{{\\\"data\\\":{{}}}}\";
            if (step == MIXERR_STEP_SEND) {{ ++sends; return false; }}
            ++look_ups;
            *out_match = MIXERR_MATCH_EXACT;
            *out_hint = 0;
            return mixerr_read(200, BODY, sizeof BODY - 1, out) == MIXERR_STATUS_OK;
        }}
        static int run(void) {{
        {body}
            return BUG_IN_THIS_PROGRAM;
        }}
        int main(void) {{
            static const uint8_t KEY[16] = {{7}};
            if (mixerr_transfer_init(&transfer, KEY, 1, true) != MIXERR_STATUS_OK) return 1;
            return run() == MIXERR_ENDING_PAID && sends == 2 && look_ups == 1 ? 0 : 2;
        }}
        "
    );
    for (compiler, extension) in [("gcc", "c"), ("g++", "cpp")] {
        let source = scratch("header").join(format!("payment_loop.{extension}"));
        fs::write(&source, &text).expect("a source");
        let program = source.with_extension(format!("{extension}.out"));
        let mut compile = Command::new(compiler);
        compile.args(["-Wall", "-Wextra", "-Werror", "-Iinclude"]).arg(&source);
        compile.arg(Library::Release.directory().join("libmixerr.a"));
        succeed(compile.args(["-lpthread", "-ldl", "-o"]).arg(&program));
        succeed(&mut Command::new(program));
    }
}
