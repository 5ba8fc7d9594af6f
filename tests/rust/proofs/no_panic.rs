//! No panic can be reached: an image of `image/` links only if that is so.

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Builds the image with the real cargo and links it with the real `cc`; returns what the linker said, if it refused.
fn link(features: &str, level: &str) -> Result<(), String> {
    // All images share the dependencies of their level. Each replaces the one before.
    static BUILDS: Mutex<()> = Mutex::new(());
    let _build = BUILDS.lock().unwrap_or_else(PoisonError::into_inner);
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("rust/proofs/image/Cargo.toml");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no_panic");
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--release", "--locked", "--features", features])
        .arg("--manifest-path")
        .arg(manifest)
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level)
        .status()
        .expect("cargo runs");
    assert!(built.success(), "the image does not compile");
    let linked = Command::new("cc")
        .arg("-Wl,--gc-sections")
        .arg("-o")
        .arg(target.join("image"))
        .arg(target.join("release/libno_panic.a"))
        .output()
        .expect("cc runs: install gcc");
    if linked.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&linked.stderr).into_owned()) }
}

#[test]
fn link_succeeds_because_no_panic_can_be_reached() {
    for features in ["", "small", "simd"] {
        for level in ["3", "z"] {
            assert_eq!(link(features, level), Ok(()), "features {features}, opt-level {level}");
        }
    }
}

mod long {
    use super::link;

    #[test]
    #[ignore = "tests/run --long"]
    fn link_succeeds_at_every_other_optimization_level() {
        for features in ["", "small", "simd"] {
            for level in ["1", "2", "s"] {
                assert_eq!(link(features, level), Ok(()), "features {features}, opt-level {level}");
            }
        }
    }
}

#[test]
fn link_fails_when_a_panic_can_be_reached() {
    let refusal = link("panic", "3").expect_err("the image with a panic links: the proof proves nothing");
    assert!(refusal.contains("a_panic_can_be_reached"), "{refusal}");
}
