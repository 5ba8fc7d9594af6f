//! Writes the code constants of the C and C++ headers from the catalog: `cargo run -p mixerr-tests --bin codes`. Its
//! test fails if they are stale.

use std::path::{Path, PathBuf};

use mixerr::CATALOG;

/// A file that contains the constants between two markers, and the function that renders them.
struct Target {
    file: &'static str,
    render: fn() -> String,
}

const TARGETS: [Target; 2] = [
    Target { file: "include/mixerr_codes.h", render: c_constants },
    Target { file: "include/mixerr.hpp", render: cpp_enumerators },
];

const BEGIN: &str = "/* The catalog's codes, ascending. */\n";
const END: &str = "/* The end of the catalog's codes. */\n";

fn main() {
    for target in TARGETS {
        std::fs::write(path(target.file), fresh(&target)).expect("a file that can be written");
    }
}

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)
}

/// Returns the text of a file with the constants of the catalog.
fn fresh(target: &Target) -> String {
    let text = std::fs::read_to_string(path(target.file)).expect("a file that can be read");
    let (before, rest) = text.split_once(BEGIN).expect("the marker before the constants");
    let (_, after) = rest.split_once(END).expect("the marker after the constants");
    format!("{before}{BEGIN}{}{END}{after}", (target.render)())
}

fn c_constants() -> String {
    CATALOG
        .iter()
        .map(|entry| {
            let name = format!("MIXERR_CODE_{}", entry.name);
            format!("#define {name:<44} {:>7} /**< {} */\n", entry.code.0, entry.description)
        })
        .collect()
}

fn cpp_enumerators() -> String {
    CATALOG
        .iter()
        .map(|entry| {
            let name = entry.name.to_lowercase();
            format!("    {name:<30} = {:>7}, ///< {}\n", entry.code.0, entry.description)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_the_catalog_s() {
        for target in TARGETS {
            let text = std::fs::read_to_string(path(target.file)).expect("a file that can be read");
            assert_eq!(
                text,
                fresh(&target),
                "{} is stale: cargo run -p mixerr-tests --bin codes",
                target.file
            );
        }
    }
}
