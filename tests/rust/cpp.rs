//! The C++ header: its tests, compiled by the real compilers in every standard, and run.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use mixerr_tests::build::{libraries, root};
use mixerr_tests::transfers::transfers;
use mixerr_tests::{cases, sentences};

/// A compiler, its standard and further flags.
type Dialect = (&'static str, &'static str, &'static [&'static str]);

const DIALECTS: [Dialect; 5] = [
    ("g++", "-std=c++17", &[]),
    ("g++", "-std=c++20", &[]),
    ("g++", "-std=c++23", &[]),
    ("clang++", "-std=c++17", &[]),
    ("clang++", "-std=c++20", &[]),
];

const SANITIZED: Dialect =
    ("g++", "-std=c++20", &["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);

const BARE: [Dialect; 2] = [
    ("g++", "-std=c++17", &["-fno-exceptions", "-fno-rtti"]),
    ("clang++", "-std=c++17", &["-fno-exceptions", "-fno-rtti"]),
];

const WARNINGS: [&str; 8] = [
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Wconversion",
    "-Wshadow",
    "-Wsign-conversion",
    "-Werror",
    "-Iinclude",
];

/// The files of one program, so that the header stands in more than one of them.
const BEHAVIOUR: [&str; 9] = [
    "tests/cpp/main.cpp",
    "tests/cpp/shape.cpp",
    "tests/cpp/catalog.cpp",
    "tests/cpp/response.cpp",
    "tests/cpp/reader.cpp",
    "tests/cpp/texts.cpp",
    "tests/cpp/transfer.cpp",
    "tests/cpp/receipt.cpp",
    "tests/cpp/error_code.cpp",
];

/// The static library.
fn library() -> PathBuf {
    libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.a")
}

fn compiler((compiler, standard, flags): Dialect) -> Command {
    let mut command = Command::new(compiler);
    command.arg(standard).args(flags).args(WARNINGS).current_dir(root());
    command
}

fn run(command: &mut Command) -> Output {
    let name = command.get_program().to_owned();
    command.output().unwrap_or_else(|error| panic!("{} must be installed: {error}", name.display()))
}

/// Runs a command with this text as its stdin.
fn run_with(command: &mut Command, stdin: &str) -> Output {
    let name = command.get_program().to_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{} must be installed: {error}", name.display()));
    child.stdin.take().expect("a pipe").write_all(stdin.as_bytes()).expect("it reads its stdin");
    child.wait_with_output().expect("it ends")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Compiles and links a program, with warnings as errors. Each test uses its own dialect and name.
fn program(name: &str, dialect: Dialect, sources: &[&str]) -> PathBuf {
    let (compiler_name, standard, flags) = dialect;
    let file = format!("cpp-{name}-{compiler_name}{standard}{}", flags.concat()).replace([',', '='], "-");
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    let output = run(compiler(dialect).args(sources).arg(library()).arg("-o").arg(&path));
    assert!(output.status.success(), "{dialect:?}: {}", errors(&output));
    path
}

/// Runs the tests of the wrapper, and returns their number.
fn behaviour(dialect: Dialect) -> u32 {
    let output = run(&mut Command::new(program("behaviour", dialect, &BEHAVIOUR)));
    assert!(output.status.success(), "{dialect:?}: {}", errors(&output));
    let told = String::from_utf8_lossy(&output.stdout);
    told.split(' ').next().and_then(|number| number.parse().ok()).expect("the number of tests")
}

fn vectors(dialect: Dialect) {
    let path = program("vectors", dialect, &["tests/cpp/vectors.cpp"]);
    let tables: [(&[&str], usize); 3] = [
        (&["answers", "tests/vectors/answers.tsv", "tests/vectors/extended.tsv"], cases().len()),
        (&["grammar", "tests/vectors/grammar.tsv"], sentences().len()),
        (&["transfers", "tests/vectors/transfers.tsv"], transfers().len()),
    ];
    for (arguments, count) in tables {
        let output = run(Command::new(&path).args(arguments).current_dir(root()));
        assert!(output.status.success(), "{dialect:?}: {}", errors(&output));
        assert_eq!(String::from_utf8_lossy(&output.stdout), format!("{count} cases\n"), "{dialect:?}");
    }
}

#[test]
fn wrapper_behaves() {
    assert!(behaviour(DIALECTS[0]) > 90);
}

#[test]
fn vectors_hold() {
    vectors(DIALECTS[0]);
}

#[test]
#[ignore = "tests/run"]
fn wrapper_behaves_with_clang() {
    assert!(behaviour(DIALECTS[4]) > 90);
}

#[test]
#[ignore = "tests/run"]
fn wrapper_behaves_without_exceptions_and_rtti() {
    assert!(behaviour(BARE[0]) > 90);
}

#[test]
#[ignore = "tests/run"]
fn wrapper_behaves_under_sanitizers() {
    assert!(behaviour(SANITIZED) > 90);
}

/// Builds a plug-in with hidden symbols, a program that loads it with RTLD_LOCAL and one that links with it. Each
/// compares the plug-in's errors with its own.
fn compares_errors_of_a_plugin(dialect: Dialect) {
    let (compiler_name, ..) = dialect;
    let host = program("plugin_host", dialect, &["tests/cpp/plugin_host.cpp"]);
    let plugin = host.with_file_name(format!("plugin-{compiler_name}.so"));
    let flags = ["-shared", "-fPIC", "-fvisibility=hidden", "-fvisibility-inlines-hidden"];
    let mut build = compiler(dialect);
    build.args(flags).arg("tests/cpp/plugin.cpp").arg(library()).arg("-Wl,--exclude-libs,ALL").arg("-o");
    let built = run(build.arg(&plugin));
    assert!(built.status.success(), "{dialect:?}: {}", errors(&built));
    let output = run(Command::new(host).arg(&plugin));
    assert!(output.status.success(), "{dialect:?}: {}", errors(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "24 checks, 0 failures\n");
    let sources = ["tests/cpp/plugin_linked.cpp", plugin.to_str().expect("UTF-8")];
    let output = run(&mut Command::new(program("plugin_linked", dialect, &sources)));
    assert!(output.status.success(), "{dialect:?}: {}", errors(&output));
    assert_eq!(String::from_utf8_lossy(&output.stdout), "6 checks, 0 failures\n");
}

#[test]
#[ignore = "tests/run"]
fn errors_of_a_plugin_are_equal_to_those_of_the_program() {
    // With this option each shared object of GCC has its own copy of a category, as with clang.
    compares_errors_of_a_plugin(("g++", "-std=c++17", &["-fno-gnu-unique"]));
    compares_errors_of_a_plugin(("clang++", "-std=c++20", &["-fvisibility=hidden"]));
}

#[test]
#[ignore = "tests/run"]
fn vectors_hold_under_sanitizers() {
    vectors(SANITIZED);
}

/// The other dialects.
mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn wrapper_behaves_in_every_other_dialect() {
        DIALECTS[1..4].iter().for_each(|dialect| assert!(behaviour(*dialect) > 90));
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn wrapper_behaves_without_exceptions_and_rtti_with_clang() {
        assert!(behaviour(BARE[1]) > 90);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn vectors_hold_in_every_other_dialect() {
        DIALECTS[1..].iter().for_each(|dialect| vectors(*dialect));
    }
}

#[test]
#[ignore = "tests/run"]
fn header_compiles_freestanding() {
    for compiler_name in ["g++", "clang++"] {
        for flag in ["-ffreestanding", "-DMIXERR_NO_SYSTEM_ERROR"] {
            let flags = ["-fno-exceptions", "-fno-rtti", "-fsyntax-only", flag, "tests/cpp/shape.cpp"];
            let output = run(compiler((compiler_name, "-std=c++17", &[])).args(flags));
            assert!(output.status.success(), "{compiler_name} {flag}: {}", errors(&output));
        }
    }
}

/// Compiles functions with these bodies, on a line each. Returns the compiler's messages.
fn compile_bodies<'a>(bodies: impl Iterator<Item = &'a str>) -> Output {
    let mut source = "#include \"mixerr.hpp\"\n#line 1 \"bodies\"\n".to_owned();
    for (line, body) in (1..).zip(bodies) {
        let _ = writeln!(source, "void body_{line}(); void body_{line}() {{ {body} }}");
    }
    run_with(compiler(DIALECTS[0]).args(["-fsyntax-only", "-x", "c++", "-"]), &source)
}

#[test]
fn header_rejects_code_that_is_easily_wrong() {
    let valid = ["if (mixerr::read(200, \"{}\").is_success()) {}"];
    assert!(compile_bodies(valid.into_iter()).status.success());
    let wrong = [
        ("mixerr::read(200, \"{}\");", "nodiscard"),
        ("mixerr::reader reader; reader.finish(200);", "nodiscard"),
        ("if (mixerr::read(200, \"{}\")) {}", "could not convert"),
        ("mixerr::response answer;", "no matching function"),
        ("auto view = mixerr::read(200, \"{}\").description(); (void)view;", "deleted function"),
        ("mixerr::read(200, \"{}\").error();", "nodiscard"),
        ("char text[9]; mixerr::read(200, \"{}\").write_log_line(text);", "nodiscard"),
        ("switch (mixerr::read(200, \"{}\")) {}", "switch quantity not an integer"),
        // Enums do not convert to bool, because 0 is a valid value of each.
        ("if (mixerr::read(200, \"{}\").outcome()) {}", "could not convert"),
        ("if (mixerr::read(200, \"{}\").action()) {}", "could not convert"),
        ("if (mixerr::read(200, \"{}\").payment()) {}", "could not convert"),
        ("if (mixerr::read(200, \"{}\").data()) {}", "could not convert"),
        ("if (!mixerr::read(200, \"{}\").fault()) {}", "no match for"),
        // Different enums do not compare, nor does an enum with a C constant.
        ("if (mixerr::lookup(20119u)->action() == mixerr::payment::excluded) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").data() == mixerr::payment::excluded) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").outcome() == mixerr::action::proceed) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").outcome() == 0) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").outcome() == MIXERR_OUTCOME_SUCCESS) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").action() == MIXERR_ACTION_PROCEED) {}", "no match for"),
        ("switch (mixerr::read(200, \"{}\").action()) { case 0: break; }", "could not convert"),
        (
            "switch (mixerr::read(200, \"{}\").action()) { case MIXERR_ACTION_WAIT: break; }",
            "could not convert",
        ),
        ("if (mixerr::read(200, \"{}\").code() == 20119) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").error() == 20119) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").error() == mixerr::payment::excluded) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\").error() == mixerr::outcome::success) {}", "no match for"),
        ("if (mixerr::read(200, \"{}\") == mixerr::read(200, \"{}\")) {}", "no match for"),
        // Names of the first edition do not compile.
        ("(void)mixerr::read(200, \"{}\").trace();", "has no member named"),
        ("(void)mixerr::lookup(20119u)->trace();", "has no member named"),
        ("(void)mixerr::action::none;", "is not a member of"),
    ];
    let said = errors(&compile_bodies(wrong.iter().map(|(body, _)| *body)));
    for (line, (body, complaint)) in (1..).zip(wrong) {
        let is_refused = said.lines().any(|message| {
            message.starts_with(&format!("bodies:{line}:"))
                && message.contains(": error: ")
                && message.contains(complaint)
        });
        assert!(is_refused, "compiles or complains otherwise: {body}: {said}");
    }
}

#[test]
#[ignore = "tests/run"]
fn header_is_documented() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doxygen");
    std::fs::create_dir_all(&place).expect("a directory");
    let settings = std::fs::read_to_string(root().join("include/Doxyfile")).expect("the Doxyfile");
    let doxyfile = place.join("Doxyfile");
    std::fs::write(&doxyfile, format!("{settings}\nOUTPUT_DIRECTORY = {}\n", place.display()))
        .expect("a file");
    let output = run(Command::new("doxygen").arg(&doxyfile).current_dir(root()));
    assert!(output.status.success(), "{}", errors(&output));
    assert!(place.join("html/classmixerr_1_1response.html").exists());
}
