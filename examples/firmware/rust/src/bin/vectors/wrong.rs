//! Rows that say something wrong, to show that the check finds it.

use crate::check;

/// Makes a row of an error, or of a page, with one column other than it should be.
macro_rules! row {
    (error, $outcome:literal $code:literal $status:literal $entry:literal $action:literal $description:literal
        $extra:literal $cut:literal $fault:literal $offset:literal) => {
        concat!(
            "name\t202\t",
            r#"{"error":{"status":202,"code":20119,"description":"a\\\\b","extra":1}}"#,
            "\t",
            $outcome,
            "\t",
            $code,
            "\t",
            $status,
            "\t",
            $entry,
            "\t",
            $action,
            "\t",
            $description,
            "\t",
            $extra,
            "\t",
            $cut,
            "\t",
            $fault,
            "\t",
            $offset
        )
    };
    (page, $offset:literal) => {
        concat!("name\t502\t[\\{3*<}\tnot_from_api\t-\t-\t-\tRetry\t-\t-\t-\tmalformed\t", $offset)
    };
}

/// Rows, each with the first of its columns that is wrong; a row with `""` is right.
#[rustfmt::skip]
pub(crate) const ROWS: [(&str, &str); 15] = [
    ("",                  row!(error, "api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("outcome",           row!(error, "success" "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("code",              row!(error, "api"     "20118" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("status",            row!(error, "api"     "20119" "-"   "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("entry",             row!(error, "api"     "20119" "202" "-"             "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("action",            row!(error, "api"     "20119" "202" "PIN_INCORRECT" "Retry"   r"a\\b"  "1" "-" "-"    "-")),
    ("description",       row!(error, "api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\"   "1" "-" "-"    "-")),
    ("description",       row!(error, "api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\bc" "1" "-" "-"    "-")),
    ("extra",             row!(error, "api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "2" "-" "-"    "-")),
    ("cut",               row!(error, "api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "d" "-"    "-")),
    ("fault",             row!(error, "api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "http" "-")),
    ("offset",            row!(error, "api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "0")),
    ("",                  row!(page, "1")),
    ("offset",            row!(page, "2")),
    ("number of columns", "name\t200\t{}\tsuccess"),
];

/// Returns how many of the rows are not judged as they should be.
pub(crate) fn missed() -> usize {
    ROWS.iter().filter(|(column, row)| check::first_wrong(row).unwrap_or_default() != *column).count()
}
