//! Runs the table of heads on the board: what the fields of a response's head prove.
#![no_std]
#![no_main]

use mixerr::{FaultKind, Head, Origin, Outcome, Payment};

const HEADS: &str = include_str!("../../../vectors/heads.tsv");

/// In bytes. The longest value of the table has 301.
const LONGEST_TEXT: usize = 320;

/// Arrays, because core's search for a single character can panic as far as a linker sees.
const BAR: [char; 1] = ['|'];
const COLON: [char; 1] = [':'];

/// Reads the fields, `NAME:VALUE`, separated by `|`.
fn read_fields(head: &mut Head, fields: &str) -> Option<()> {
    for field in fields.split(BAR).filter(|field| !field.is_empty()) {
        let (name, value) = field.split_at_checked(field.find(COLON)?)?;
        let mut buffers = [[0; LONGEST_TEXT]; 2];
        let [for_name, for_value] = &mut buffers;
        head.field(
            firmware_tests::decode_into(name, for_name)?,
            firmware_tests::decode_into(value.get(1..)?, for_value)?,
        );
    }
    Some(())
}

/// Returns the words of an outcome in the table.
fn words(outcome: &Outcome) -> [&'static str; 4] {
    let (kind, fault) = match outcome {
        Outcome::Success(_) => ("success", "-"),
        Outcome::Api(_) => ("api", "-"),
        Outcome::NotFromApi(fault) => {
            let fault = match fault.kind {
                FaultKind::Malformed { .. } => "malformed",
                FaultKind::Foreign => "foreign",
                FaultKind::Http => "http",
                FaultKind::Origin => "origin",
                FaultKind::TooDeep { .. } => "too_deep",
            };
            ("not_from_api", fault)
        }
    };
    let payment = match outcome.payment() {
        Payment::Possible => "possible",
        Payment::Excluded => "excluded",
    };
    [kind, fault, outcome.action().name(), payment]
}

/// Returns the first column of a row that does not say what mixerr does.
fn first_wrong(row: &str) -> Option<&'static str> {
    let Some([_, sent, fields, now, http_status, body, origin, retry_after, skew, expected @ ..]) =
        firmware_tests::columns::<13>(row)
    else {
        return Some("number of columns");
    };
    let (Ok(now_ms), Ok(http_status)) = (now.parse(), http_status.parse()) else { return Some("number") };
    let Ok(mut outcome) = firmware_tests::read(http_status, body) else { return Some("body") };
    let mut buffer = [0; LONGEST_TEXT];
    let Some(Ok(id)) = firmware_tests::decode_into(sent, &mut buffer).map(core::str::from_utf8) else {
        return Some("sent");
    };
    let mut head = Head::new((sent != "-").then_some(id));
    if read_fields(&mut head, fields).is_none() {
        return Some("fields");
    }
    head.refine(http_status, &mut outcome, now_ms);
    // A head without fields changes nothing.
    Head::new(None).refine(http_status, &mut outcome, now_ms);
    let found = match head.origin() {
        Origin::Unknown => "unknown",
        Origin::Api => "api",
        Origin::Other => "other",
    };
    let is_skew = head.skew_ms(now_ms).map_or(skew == "-", |ms| skew.parse() == Ok(ms));
    let columns = [
        ("origin", found == origin),
        ("retry after", retry_after.parse() == Ok(head.retry_after_s())),
        ("skew", is_skew),
        ("outcome, fault, action or payment", words(&outcome) == expected),
    ];
    columns.iter().find(|(_, is_right)| !is_right).map(|(name, _)| *name)
}

#[rustfmt::skip]
const WRONG: [(&str, &str); 7] = [
    ("",                  "name\tx\tX-Request-Id: x\t0\t200\t{}\tapi\t0\t-\tsuccess\t-\tProceed\tpossible"),
    ("origin",            "name\tx\tX-Request-Id: x\t0\t200\t{}\tother\t0\t-\tsuccess\t-\tProceed\tpossible"),
    ("retry after",       "name\t-\tRetry-After: 1\t0\t200\t{}\tunknown\t2\t-\tsuccess\t-\tProceed\tpossible"),
    ("skew",              "name\t-\tX-Server-Time: 1764312313000000000\t1764312313000\t200\t{}\tunknown\t0\t1\tsuccess\t-\tProceed\tpossible"),
    ("outcome, fault, action or payment", "name\t-\t\t0\t200\t{}\tunknown\t0\t-\tsuccess\t-\tRetry\tpossible"),
    ("fields",            "name\t-\tDate\t0\t200\t{}\tunknown\t0\t-\tsuccess\t-\tProceed\tpossible"),
    ("number of columns", "name\t-\t\t0\t200\t{}\tunknown"),
];

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    firmware_tests::check("heads", HEADS, &WRONG, first_wrong)
}
