//! Writes the table of `core/src/response/log_class.rs` from Unicode's properties: `cargo run --manifest-path
//! tests/tools/unicode/Cargo.toml`. Its tests fail if the table is not fresh, or if a log line writes a character
//! otherwise; `tests/run --long` runs them. `tests/python/test_log_lines.py` compares every character in the shorter loops.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use icu_normalizer::DecomposingNormalizer;
use icu_properties::props::{
    BidiControl, DefaultIgnorableCodePoint, GeneralCategory, NumericType, VariationSelector,
};
use icu_properties::{CodePointMapData, CodePointSetData};

const FILE: &str = "../../../core/src/response/log_class.rs";
const BEGIN: &str = "#[rustfmt::skip]\n";

/// The longest range that the table can hold.
const MOST_CHARACTERS: u32 = 0x400;

fn main() {
    std::fs::write(path(), fresh()).expect("a file that can be written");
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)
}

fn is_numeric(character: char) -> bool {
    CodePointMapData::<NumericType>::new().get(character) != NumericType::None
}

/// Returns true for a digit or a number: a character with a `Numeric_Type`, or with one in its compatibility
/// decomposition. The tag digits and U+1F51F (keycap ten) have none.
fn is_masked(character: char) -> bool {
    matches!(character, '\u{e0030}'..='\u{e0039}' | '\u{1f51f}')
        || is_numeric(character)
        || DecomposingNormalizer::new_nfkd().normalize_iter(std::iter::once(character)).any(is_numeric)
}

/// Returns true for a character that can end a line, or hide or reorder text.
fn is_escaped(character: char) -> bool {
    use GeneralCategory::{Control, Format, LineSeparator, ParagraphSeparator};
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    matches!(category, Control | Format | LineSeparator | ParagraphSeparator)
        || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
        || CodePointSetData::new::<BidiControl>().contains(character)
        || CodePointSetData::new::<VariationSelector>().contains(character)
}

/// Returns the constructor in the table for a character; `None` for a plain one.
fn class(character: char) -> Option<&'static str> {
    if is_masked(character) {
        Some("masked")
    } else if is_escaped(character) {
        Some("escaped")
    } else {
        None
    }
}

/// Returns the rows of the table: class, first and last character.
fn rows() -> Vec<(&'static str, u32, u32)> {
    let mut rows: Vec<(&str, u32, u32)> = Vec::new();
    for character in '\0'..=char::MAX {
        let Some(class) = class(character) else { continue };
        let scalar = u32::from(character);
        match rows.last_mut() {
            Some((same, first, last))
                if *same == class && *last + 1 == scalar && scalar - *first < MOST_CHARACTERS =>
            {
                *last = scalar;
            }
            _ => rows.push((class, scalar, scalar)),
        }
    }
    rows
}

/// Returns the file with the table as it should be.
fn fresh() -> String {
    let text = std::fs::read_to_string(path()).expect("a file that can be read");
    let (before, _) = text.split_once(BEGIN).expect("the line before the table");
    let rows = rows();
    let mut text = format!("{before}{BEGIN}static RANGES: [u32; {}] = [\n", rows.len());
    for line in rows.chunks(4) {
        let cells = line.iter().map(|(class, first, last)| format!("{class}({first:#07x}, {last:#07x}),"));
        writeln!(text, "    {}", cells.collect::<Vec<_>>().join(" ")).expect("a string grows");
    }
    text + "];\n"
}

#[cfg(test)]
mod tests {
    use mixerr::ApiError;

    use super::*;

    #[test]
    fn table_is_fresh() {
        let text = std::fs::read_to_string(path()).expect("a file that can be read");
        assert_eq!(text, fresh(), "run tests/tools/refresh");
    }

    #[test]
    fn log_line_writes_every_character_by_its_class() {
        for character in '\0'..=char::MAX {
            let error: ApiError = ApiError::new(1).with_description(&character.to_string());
            let expected = match (class(character), character) {
                (_, ']' | '\\') => format!("\\{character}"),
                (Some("masked"), _) => "*".to_owned(),
                (Some(_), '\n' | '\r' | '\t') => character.escape_default().to_string(),
                (Some(_), _) => character.escape_unicode().to_string(),
                (None, _) => character.to_string(),
            };
            assert_eq!(error.to_string(), format!("1 (not in the catalog) [{expected}]"), "{character:?}");
        }
    }
}
