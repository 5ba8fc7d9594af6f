//! Writes what is generated from the catalog: the code constants of the C and C++ headers, and the table of
//! `core/CATALOG.md`. `cargo run -p mixerr-tests --bin codes`. Its test fails if a file is stale.

use std::path::{Path, PathBuf};

use mixerr::{CATALOG, Entry};

/// A file that contains generated lines between two markers, and the function that renders them.
struct Target {
    file: &'static str,
    markers: [&'static str; 2],
    render: fn() -> String,
}

const IN_CODE: [&str; 2] =
    ["/* The catalog's codes, ascending. */\n", "/* The end of the catalog's codes. */\n"];
const IN_MARKDOWN: [&str; 2] = ["<!-- catalog -->\n", "<!-- /catalog -->\n"];

const TARGETS: [Target; 3] = [
    Target { file: "include/mixerr_codes.h", markers: IN_CODE, render: c_constants },
    Target { file: "include/mixerr.hpp", markers: IN_CODE, render: cpp_enumerators },
    Target { file: "core/CATALOG.md", markers: IN_MARKDOWN, render: markdown_table },
];

fn main() {
    for target in TARGETS {
        std::fs::write(path(target.file), fresh(&target)).expect("a file that can be written");
    }
}

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file)
}

/// Returns the text of a file with the lines of the catalog.
fn fresh(target: &Target) -> String {
    let text = std::fs::read_to_string(path(target.file)).expect("a file that can be read");
    let [begin, end] = target.markers;
    let (before, rest) = text.split_once(begin).expect("the marker before the lines");
    let (_, after) = rest.split_once(end).expect("the marker after the lines");
    format!("{before}{begin}{}{end}{after}", (target.render)())
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

fn markdown_table() -> String {
    let head = "| code | status | name | category | action | payment | source | description |\n\
                | ---: | ---: | --- | --- | --- | --- | --- | --- |\n";
    let rows = CATALOG.iter().map(|entry| {
        let Entry { code, name, category, action, payment, source, description, .. } = entry;
        let status = entry.status.map_or("-".to_owned(), |status| status.to_string());
        format!("| {code} | {status} | `{name}` | {category} | {action} | {payment} | {source} | {description} |\n")
    });
    head.to_owned() + &rows.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_lines_are_the_catalog_s() {
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
