//! Makes altered copies of `core/src/transfer/`. Each is a module, so that one compilation has all of them.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

include!("list.rs");

/// The files to copy. All copies share the types of the other files.
const FILES: [&str; 7] =
    ["crc.rs", "machine.rs", "pacing.rs", "plan.rs", "record.rs", "state.rs", "table.rs"];
/// The modules of the shared types.
const SHARED: [&str; 4] =
    ["crate::catalog::", "crate::response::", "super::payment_outcome::", "super::step::"];

fn main() {
    let tests = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let sources = Path::new(&tests).join("../core/src/transfer");
    println!("cargo::rerun-if-changed={}", sources.display());
    println!("cargo::rerun-if-changed=rust/transfer/mutants");
    let files = FILES.map(|file| (file, fs::read_to_string(sources.join(file)).expect("the core is beside")));

    // A mutant whose text is missing fails a test, and not the build of the other mutants.
    let (fresh, stale): (Vec<_>, Vec<_>) = MUTANTS.iter().partition(|mutant| {
        let matches = |(file, text): &(&str, String)| {
            if *file == mutant.file { text.matches(mutant.from).count() } else { 0 }
        };
        files.iter().map(matches).sum::<usize>() == 1
    });
    let mut modules = String::new();
    for mutant in &fresh {
        let _ = writeln!(modules, "pub mod {} {{", mutant.name);
        for (file, text) in &files {
            let text = if *file == mutant.file { &text.replace(mutant.from, mutant.to) } else { text };
            // A copy is outside the core, so it uses the core's public paths.
            let text = SHARED.iter().fold(text.clone(), |text, module| text.replace(module, "mixerr::"));
            let text = text.replace("crate::", "mixerr::");
            let _ = writeln!(modules, "pub mod {} {{\n{text}\n}}", file.trim_end_matches(".rs"));
        }
        modules.push_str("}\n");
        let _ = writeln!(modules, "machine!({0}::state::Transfer, {0}::record::record_newer);", mutant.name);
    }
    modules.push_str("pub fn all() -> Vec<(&'static str, Box<dyn Machines>)> {\nvec![\n");
    for Mutant { name, .. } in fresh {
        let _ = writeln!(modules, "(\"{name}\", Box::<Arena<{name}::state::Transfer>>::default()),");
    }
    modules.push_str("]\n}\n");
    let stale: Vec<_> = stale.iter().map(|mutant| mutant.name).collect();
    let _ = writeln!(modules, "pub const STALE: &[&str] = &{stale:?};");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("mutants.rs"), modules).expect("OUT_DIR is writable");
}
