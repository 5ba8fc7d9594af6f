//! Makes altered copies of `core/src/transfer/`, a module each, so that the compiler checks them once with the test.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

include!("list.rs");

/// The files of the machine; the others have the words that all copies share.
const FILES: [&str; 6] = ["crc.rs", "machine.rs", "pacing.rs", "plan.rs", "record.rs", "table.rs"];

fn main() {
    let tests = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let sources = Path::new(&tests).join("../core/src/transfer");
    println!("cargo::rerun-if-changed={}", sources.display());
    println!("cargo::rerun-if-changed=rust/transfer/mutants");
    let files = FILES.map(|file| (file, fs::read_to_string(sources.join(file)).expect("the core is beside")));

    let mut modules = String::new();
    for mutant in MUTANTS {
        let _ = writeln!(modules, "pub mod {} {{", mutant.name);
        for (file, text) in &files {
            let text = if *file == mutant.file { mutant.apply(text) } else { text.clone() };
            // A copy is outside the core, and uses what the core exports.
            let text = text.replace("crate::", "mixerr::");
            let _ = writeln!(modules, "pub mod {} {{\n{text}\n}}", file.trim_end_matches(".rs"));
        }
        modules.push_str("}\n");
        let _ =
            writeln!(modules, "machine!({0}::machine::Transfer, {0}::record::record_newer);", mutant.name);
    }
    modules.push_str("pub fn all() -> Vec<(&'static str, Box<dyn Machines>)> {\nvec![\n");
    for Mutant { name, .. } in MUTANTS {
        let _ = writeln!(modules, "(\"{name}\", Box::<Arena<{name}::machine::Transfer>>::default()),");
    }
    modules.push_str("]\n}\n");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("mutants.rs"), modules).expect("OUT_DIR is writable");
}

impl Mutant {
    fn apply(&self, text: &str) -> String {
        let Self { name, file, from, to } = self;
        assert_eq!(text.matches(from).count(), 1, "mutant {name}: {file} must have {from:?} once");
        text.replace(from, to)
    }
}
