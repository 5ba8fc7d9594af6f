//! Gives the shared library its soname, whose number is that of the ABI.

/// As `MIXERR_ABI_VERSION`, which a test compares.
const ABI_VERSION: u32 = 1;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let soname = match &*std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default() {
        // An app's package holds no file whose name goes on behind ".so".
        "android" => "libmixerr.so".to_owned(),
        "linux" | "freebsd" | "netbsd" | "openbsd" | "dragonfly" => format!("libmixerr.so.{ABI_VERSION}"),
        _ => return,
    };
    println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,{soname}");
}
