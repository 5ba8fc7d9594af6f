//! Every table is read alike with each accelerator left out by itself (see core/src/json/fast_path/mod.rs), and with SIMD.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use mixerr_tests::bodies;
use mixerr_tests::build::{root, succeed};

/// Compiles the reader with the real cargo, and returns what it says of `input`.
fn read_all(name: &str, flags: &str, features: &str, input: &str) -> String {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("rust/proofs/accelerators/Cargo.toml");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("accelerators").join(name);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "build",
        "--quiet",
        "--locked",
        "--config",
        "profile.dev.opt-level=1",
        "--features",
        features,
    ]);
    cargo.arg("--manifest-path").arg(here).arg("--target-dir").arg(&target);
    succeed(cargo.env("RUSTFLAGS", flags));
    let mut reader = Command::new(target.join("debug/accelerators"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the reader starts");
    let mut stdin = reader.stdin.take().expect("a pipe");
    let input = input.to_owned();
    let writer = thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = reader.wait_with_output().expect("the reader ends");
    writer.join().expect("the writer ends").expect("the reader takes all");
    assert!(output.status.success(), "{name}: {}", output.status);
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn every_body_is_read_alike_without_each_accelerator() {
    let mut input = String::new();
    for (_, http_status, body) in bodies() {
        write!(input, "{http_status} ").unwrap();
        body.iter().for_each(|byte| write!(input, "{byte:02x}").unwrap());
        input.push('\n');
    }
    let complete = read_all("complete", "", "", &input);
    assert_eq!(complete.lines().count(), bodies().count());
    assert!(complete.lines().all(|line| line.ends_with(" 0")), "a split is read otherwise");
    assert!(read_all("simd", "", "mixerr/simd", &input) == complete, "with simd");
    // The workspace's lint knows the same names, so that what the code has no switch for does not compile.
    let lints = std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    for accelerator in ["copy_string", "read_members", "skip_string", "skip_tokens"] {
        assert!(lints.contains(&format!("\\\"{accelerator}\\\"")), "{accelerator} is not an accelerator");
        let flags = format!("--cfg mixerr_without=\"{accelerator}\"");
        assert!(read_all(accelerator, &flags, "", &input) == complete, "without {accelerator}");
    }
}
