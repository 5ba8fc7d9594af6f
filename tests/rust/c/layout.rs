//! Structs and enums are the same for a C compiler, the header, the library and the core.

use std::fs;
use std::mem::offset_of;

use mixerr::{Action, Category, Data, Ending, Match, Payment, Source};

use crate::build::printed;
use mixerr_tests::build::root;

/// The library's own structs: the crate brings a panic handler, and so cannot be a dependency of a test.
#[expect(dead_code, unreachable_pub, reason = "only the structs are looked at")]
#[path = "../../../ffi/src/types.rs"]
mod types;

use types::{mixerr_next, mixerr_reader, mixerr_response, mixerr_transfer};

use crate::catalog::mixerr_entry;

fn size_of_field<S, F>(_: impl Fn(&S) -> &F) -> usize {
    size_of::<F>()
}

/// Pushes the lines that `tests/c/layout.c` prints of a struct; a field that is left out does not compile.
macro_rules! layout {
    ($lines:ident, $type:ident { $($field:ident),* $(,)? }) => {
        let _ = |value: $type| {
            let $type { $($field: _),* } = value;
        };
        let (name, size, alignment) = (stringify!($type), size_of::<$type>(), align_of::<$type>());
        $lines.push(format!("{name}: {size} bytes, alignment {alignment}"));
        $(
            let (field, size) = (stringify!($field), size_of_field(|value: &$type| &value.$field));
            $lines.push(format!("{name}.{field}: {size} bytes at {}", offset_of!($type, $field)));
        )*
    };
}

#[test]
fn structs_have_the_library_s_layout() {
    let mut lines = Vec::new();
    layout!(lines, mixerr_entry { code, status, category, action, source, payment, name, description });
    layout!(
        lines,
        mixerr_response {
            outcome,
            action,
            fault,
            payment,
            data,
            description_truncated,
            extra_truncated,
            http_status,
            status,
            code,
            fault_offset,
            entry,
            description_len,
            extra_len,
            description,
            extra,
        }
    );
    layout!(lines, mixerr_reader { opaque });
    layout!(lines, mixerr_transfer { opaque });
    layout!(lines, mixerr_next { step, ending, action, wait_ms });
    lines.push("mixerr_status: 1 bytes".into());
    let printed = printed("layout", &[]);
    let got: Vec<&str> = printed.lines().filter(|line| !line.starts_with("MIXERR_")).collect();
    assert_eq!(got, lines);
}

/// Returns the constants of the enums that a program sees, as `MIXERR_ACTION_ASK_USER = 4`, and their names.
fn constants(printed: &str) -> Vec<(&str, &str)> {
    let constants = printed.lines().filter(|line| line.starts_with("MIXERR_"));
    constants.map(|line| line.split_once(", ").expect("a name")).collect()
}

#[test]
fn constants_are_the_header_s() {
    let header = fs::read_to_string(root().join("include/mixerr.h")).expect("the header");
    let printed = printed("layout", &[]);
    let got: Vec<&str> = constants(&printed).iter().map(|(constant, _)| *constant).collect();
    let lines = header.lines().map(str::trim).filter(|line| line.starts_with("MIXERR_"));
    let expected: Vec<&str> =
        lines.filter(|line| line.contains(" = ")).map(|line| line.trim_end_matches(',')).collect();
    let sorted = |mut constants: Vec<&str>| {
        constants.sort_unstable();
        constants.join("\n")
    };
    assert_eq!(sorted(got), sorted(expected));
}

#[test]
fn names_are_those_of_the_constants() {
    let printed = printed("layout", &[]);
    for (constant, name) in constants(&printed) {
        let (_, rest) = constant.split_at("MIXERR_".len());
        let (of_constant, _) =
            rest.split_once('_').and_then(|(_, rest)| rest.split_once(" = ")).expect(constant);
        assert_eq!(name, of_constant, "{constant}");
    }
}

/// `AskUser` as C writes it.
fn upper_snake(name: &str) -> String {
    let mut upper = String::new();
    for (place, letter) in name.char_indices() {
        if place > 0 && letter.is_ascii_uppercase() {
            upper.push('_');
        }
        upper.push(letter.to_ascii_uppercase());
    }
    upper
}

#[test]
fn enums_are_the_core_s() {
    let mut expected = Vec::new();
    let mut add = |kind: &str, name: &str, number: u8| {
        expected.push(format!("MIXERR_{kind}_{} = {number}", upper_snake(name)));
    };
    Action::ALL.iter().for_each(|action| add("ACTION", action.name(), *action as u8));
    Category::ALL.iter().for_each(|category| add("CATEGORY", category.name(), *category as u8));
    Source::ALL.iter().for_each(|source| add("SOURCE", source.name(), *source as u8));
    Payment::ALL.iter().for_each(|payment| add("PAYMENT", payment.name(), *payment as u8));
    Data::ALL.iter().for_each(|data| add("DATA", data.name(), *data as u8));
    Ending::ALL.iter().for_each(|ending| add("ENDING", ending.name(), *ending as u8));
    Match::ALL.iter().for_each(|found| add("MATCH", found.name(), *found as u8));
    let printed = printed("layout", &[]);
    let kinds = ["ACTION", "CATEGORY", "SOURCE", "PAYMENT", "DATA", "ENDING", "MATCH"]
        .map(|kind| format!("MIXERR_{kind}_"));
    let got: Vec<&str> = constants(&printed)
        .iter()
        .map(|(constant, _)| *constant)
        .filter(|constant| kinds.iter().any(|kind| constant.starts_with(kind)))
        .collect();
    assert_eq!(got, expected);
}
