//! Rows that say something wrong, to show that the check finds it.

use crate::check;

/// Makes a row of an error.
macro_rules! error {
    ($outcome:literal $code:literal $status:literal $entry:literal $action:literal $description:literal
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
}

/// Makes a row of a text that is no JSON.
macro_rules! text {
    ($offset:literal) => {
        concat!("name\t502\t[\\{3*<}\tnot_from_api\t-\t-\t-\tRetry\t-\t-\t-\tmalformed\t", $offset)
    };
}

/// The first column that is wrong in a row, `""` if none is, and the row.
#[rustfmt::skip]
pub(crate) const ROWS: [(&str, &str); 15] = [
    ("",            error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("outcome",     error!("success" "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("code",        error!("api"     "20118" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("status",      error!("api"     "20119" "-"   "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("entry",       error!("api"     "20119" "202" "-"             "AskUser" r"a\\b"  "1" "-" "-"    "-")),
    ("action",      error!("api"     "20119" "202" "PIN_INCORRECT" "Retry"   r"a\\b"  "1" "-" "-"    "-")),
    ("description", error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\"   "1" "-" "-"    "-")),
    ("description", error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\bc" "1" "-" "-"    "-")),
    ("extra",       error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "2" "-" "-"    "-")),
    ("cut",         error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "d" "-"    "-")),
    ("fault",       error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "http" "-")),
    ("offset",      error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" r"a\\b"  "1" "-" "-"    "0")),
    ("",            text!("1")),
    ("offset",      text!("2")),
    ("number of columns", "name\t200\t{}\tsuccess"),
];

/// Returns how many of the rows are not judged as they should be.
pub(crate) fn missed() -> usize {
    ROWS.iter().filter(|(column, row)| check::first_wrong(row).unwrap_or_default() != *column).count()
}
