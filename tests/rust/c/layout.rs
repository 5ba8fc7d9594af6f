//! Structs and enums are the same for a C compiler, the header and the library.

use std::fs;
use std::mem::offset_of;

use crate::build::printed;
use mixerr_tests::build::root;

/// The structs of the library. The crate has a panic handler, so a test cannot depend on it.
#[expect(dead_code, unreachable_pub, reason = "only the structs are looked at")]
#[path = "../../../ffi/src/types.rs"]
mod types;

use types::{
    mixerr_columns, mixerr_head, mixerr_next, mixerr_reader, mixerr_receipt, mixerr_response, mixerr_transfer,
};

use crate::catalog::mixerr_entry;

fn size_of_field<S, F>(_: impl Fn(&S) -> &F) -> usize {
    size_of::<F>()
}

/// Pushes the lines that `tests/c/layout.c` prints for a struct. A missing field does not compile.
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
    layout!(lines, mixerr_head { opaque });
    layout!(lines, mixerr_receipt { opaque });
    layout!(lines, mixerr_transfer { opaque });
    layout!(lines, mixerr_next { step, ending, action, wait_ms });
    layout!(lines, mixerr_columns { outcome, action, fault, payment, data, status, code, fault_offset });
    lines.push("mixerr_status: 1 bytes".into());
    let printed = printed("layout", &[]);
    let got: Vec<&str> = printed.lines().filter(|line| !line.starts_with("MIXERR_")).collect();
    assert_eq!(got, lines);
}

/// Returns the constants of the enums in a C program, such as `MIXERR_ACTION_ASK_USER = 4`, and their names.
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
