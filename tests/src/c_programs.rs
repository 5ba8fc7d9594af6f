//! The C programs of `tests/c`.

/// Options of GCC and clang.
pub const WARNINGS: [&str; 5] = ["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror"];

/// The programs and their sources.
const PROGRAMS: [(&str, &[&str]); 14] = [
    ("answers", &["answers", "vectors", "tsv", "check"]),
    ("catalog", &["catalog"]),
    ("columns", &["columns", "vectors", "tsv", "check"]),
    ("layout", &["layout"]),
    ("load", &["load"]),
    ("lookup", &["lookup"]),
    (
        "misuse",
        &[
            "misuse",
            "misuse_read",
            "misuse_columns",
            "misuse_reader",
            "misuse_texts",
            "misuse_explain",
            "misuse_forged",
            "misuse_overwritten",
            "misuse_unread",
            "misuse_names",
            "misuse_transfer",
            "misuse_receipt",
            "guard",
            "text_functions",
            "check",
        ],
    ),
    ("overrun", &["overrun"]),
    ("power_cut", &["power_cut", "vectors", "tsv", "check"]),
    ("race", &["race"]),
    ("receipts", &["receipts", "tsv", "check"]),
    ("texts", &["texts", "texts_properties", "texts_worst", "vectors", "tsv", "check"]),
    ("transfers", &["transfers", "tsv", "check"]),
    ("threads", &["threads", "vectors", "tsv", "check"]),
];

/// Returns the sources of a program, as names of files of `tests/c` without `.c`.
///
/// # Panics
///
/// If there is no such program.
#[must_use]
pub fn sources(name: &str) -> &'static [&'static str] {
    PROGRAMS.iter().find(|(program, _)| *program == name).expect("a program").1
}
