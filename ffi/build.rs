//! Sets the soname of the shared library, whose number is that of the ABI.

/// Equal to `MIXERR_ABI_VERSION`, as a test checks.
const ABI_VERSION: u32 = 1;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let soname = match &*std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default() {
        // The package of an Android app cannot contain a file whose name continues after ".so".
        "android" => "libmixerr.so".to_owned(),
        "linux" | "freebsd" | "netbsd" | "openbsd" | "dragonfly" => format!("libmixerr.so.{ABI_VERSION}"),
        _ => return,
    };
    println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,{soname}");
}
