//! Gives the shared library its soname, whose number is that of the ABI.

/// As `MIXERR_ABI_VERSION`, which a test compares.
const ABI_VERSION: u32 = 1;

fn main() {
    let target_os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(&*target_os, "linux" | "android" | "freebsd" | "netbsd" | "openbsd") {
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libmixerr.so.{ABI_VERSION}");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
