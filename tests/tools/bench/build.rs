//! Writes the catalog as other kinds of table, and links cJSON.

use std::fmt::Write as _;
use std::path::Path;

use mixerr::CATALOG;

fn main() {
    let mut map = phf_codegen::Map::new();
    let mut arms = String::new();
    for (index, entry) in CATALOG.iter().enumerate() {
        let (code, entry) = (entry.code.as_u32(), format!("&CATALOG[{index}]"));
        writeln!(arms, "{code} => Some({entry}),").expect("a string takes what is written");
        map.entry(code, entry);
    }
    let map = map.build();
    let tables = format!(
        "fn by_match(code: u32) -> Option<&'static Entry> {{ match code {{ {arms} _ => None }} }}\n\
         static PERFECT: phf::Map<u32, &Entry> = {map};\n"
    );
    let path = Path::new(&std::env::var("OUT_DIR").expect("cargo sets it")).join("tables.rs");
    std::fs::write(path, tables).expect("a writable directory");
    println!("cargo::rustc-link-lib=cjson");
    println!("cargo::rerun-if-changed=build.rs");
}
