//! Rows that say something wrong, to show that the check finds it.

/// Makes a row of these columns.
macro_rules! row {
    ($first:literal $( $column:literal )*) => { concat!($first, $( "\t", $column ),*) };
}

/// Makes a row of an error.
macro_rules! error {
    ($( $column:literal )*) => {
        row!("name" "202" r#"{"error":{"status":202,"code":20119,"description":"a\\\\b","extra":1}}"# $( $column )*)
    };
}

/// Makes a row of a text that is not JSON.
macro_rules! text {
    ($offset:literal) => {
        row!("name" "502" "[\\{3*<}" "not_from_api" "-" "-" "-" "Retry" "possible" "-" "-" "-" "-" "malformed" $offset)
    };
}

/// Makes a row of a success.
macro_rules! success {
    ($payment:literal $data:literal) => {
        row!("name" "200" "{\"data\":null}" "success" "-" "-" "-" "Proceed" $payment $data "-" "-" "-" "-" "-")
    };
}

/// The first column that is wrong in a row, `""` if none is, and the row.
#[rustfmt::skip]
pub(crate) const ROWS: [(&str, &str); 20] = [
    ("",            error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "1" "-" "-"    "-")),
    ("outcome",     error!("success" "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "1" "-" "-"    "-")),
    ("code",        error!("api"     "20118" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "1" "-" "-"    "-")),
    ("status",      error!("api"     "20119" "-"   "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "1" "-" "-"    "-")),
    ("entry",       error!("api"     "20119" "202" "-"             "AskUser" "excluded" "-"      r"a\\b"  "1" "-" "-"    "-")),
    ("action",      error!("api"     "20119" "202" "PIN_INCORRECT" "Retry"   "excluded" "-"      r"a\\b"  "1" "-" "-"    "-")),
    ("payment",     error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "possible" "-"      r"a\\b"  "1" "-" "-"    "-")),
    ("data",        error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "absent" r"a\\b"  "1" "-" "-"    "-")),
    ("description", error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\"   "1" "-" "-"    "-")),
    ("description", error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\bc" "1" "-" "-"    "-")),
    ("extra",       error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "2" "-" "-"    "-")),
    ("truncated",   error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "1" "d" "-"    "-")),
    ("fault",       error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "1" "-" "http" "-")),
    ("offset",      error!("api"     "20119" "202" "PIN_INCORRECT" "AskUser" "excluded" "-"      r"a\\b"  "1" "-" "-"    "0")),
    ("",            success!("possible" "null")),
    ("payment",     success!("excluded" "null")),
    ("data",        success!("possible" "present")),
    ("",            text!("1")),
    ("offset",      text!("2")),
    ("number of columns", "name\t200\t{}\tsuccess"),
];
