//! The Python package in the installed CPython reads the tables. It needs no other package.

use std::path::Path;
use std::process::Command;

use mixerr_tests::build::{libraries, succeed};
use mixerr_tests::{cases, sentences};

#[test]
fn package_reads_the_tables() {
    let library = libraries(env!("CARGO_TARGET_TMPDIR")).join("libmixerr.so");
    let package = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ffi/python/src");
    let mut python = Command::new("python3");
    python.arg("tests/python/quick.py").envs([("MIXERR_LIBRARY", library), ("PYTHONPATH", package)]);
    let printed = succeed(&mut python).stdout;
    let expected = format!("{} cases\n", cases().len() + sentences().len());
    assert_eq!(String::from_utf8_lossy(&printed), expected);
}
