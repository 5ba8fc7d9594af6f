//! Writes the code constants of the C and C++ headers from the catalog: `cargo run -p mixerr-tests --bin codes`. Its
//! test fails if they are stale.

use std::path::{Path, PathBuf};

use mixerr::CATALOG;

/// A file that contains the constants between two markers, and the function that renders them.
struct Place {
    file: &'static str,
    render: fn() -> String,
}

const PLACES: [Place; 2] = [
    Place { file: "include/mixerr_codes.h", render: c_constants },
    Place { file: "include/mixerr.hpp", render: cpp_enumerators },
];

const BEGIN: &str = "/* The catalog's codes, ascending. */\n";
const END: &str = "/* The end of the catalog's codes. */\n";

fn main() {
    for place in PLACES {
        std::fs::write(path(place.file), fresh(&place)).expect("a file that can be written");
    }
}

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)
}

/// Returns the text of a file with the constants of the catalog.
fn fresh(place: &Place) -> String {
    let text = std::fs::read_to_string(path(place.file)).expect("a file that can be read");
    let (before, rest) = text.split_once(BEGIN).expect("the marker before the constants");
    let (_, after) = rest.split_once(END).expect("the marker after the constants");
    format!("{before}{BEGIN}{}{END}{after}", (place.render)())
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
        for place in PLACES {
            let text = std::fs::read_to_string(path(place.file)).expect("a file that can be read");
            assert_eq!(text, fresh(&place), "{} is stale: cargo run -p mixerr-tests --bin codes", place.file);
        }
    }
}
