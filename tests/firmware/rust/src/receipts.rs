//! Runs the table of receipts on the board: how a response matches a requested transfer.
#![no_std]
#![no_main]

use mixerr::raw::Rule;
use mixerr::{Match, Reader, Receipt};

const RECEIPTS: &str = include_str!("../../../vectors/receipts.tsv");

/// In bytes. The longest value of the table has 1,000.
const LONGEST_VALUE: usize = 1_100;

/// Arrays, because core's search for a single character can panic as far as a linker sees.
const SPACE: [char; 1] = [' '];
const RULES: [char; 3] = ['=', '#', '~'];

/// Adds a column's member to `receipt`.
fn add(receipt: &mut Receipt, member: &str) -> Option<()> {
    let (name, rest) = member.split_at_checked(member.find(RULES)?)?;
    let value = rest.get(1..)?;
    let rule = match rest.as_bytes().first()? {
        b'=' => Rule::Text,
        b'#' => Rule::Decimal,
        _ => Rule::Final,
    };
    let mut buffers = [[0; LONGEST_VALUE]; 2];
    let [for_name, for_value] = &mut buffers;
    receipt
        .add(
            rule,
            firmware_tests::decode_into(name, for_name)?,
            firmware_tests::decode_into(value, for_value)?,
        )
        .ok()
}

/// Returns how the response of a row matches, and the expected name; `None` if the row is wrong.
fn found(row: &str) -> Option<(Match, &str)> {
    let [_, key_name, key, members, http_status, body, expected] = firmware_tests::columns(row)?;
    let mut buffer = [0; LONGEST_VALUE];
    let mut receipt =
        Receipt::from_bytes(key_name.as_bytes(), firmware_tests::decode_into(key, &mut buffer)?);
    for member in members.split(SPACE).filter(|member| *member != "-") {
        add(&mut receipt, member)?;
    }
    let mut reader: Reader = Reader::new();
    let fed = firmware_tests::for_each_chunk(body, |chunk| {
        reader.feed(chunk);
        receipt.feed(chunk);
    });
    fed.ok()?;
    Some((receipt.matches(&reader.finish(http_status.parse().ok()?)), expected))
}

/// Returns the first column of a row that does not say what mixerr does.
fn first_wrong(row: &str) -> Option<&'static str> {
    let Some((found, expected)) = found(row) else { return Some("row") };
    let found = match found {
        Match::None => "none",
        Match::Exact => "exact",
        Match::Conflict => "conflict",
        Match::Pending => "pending",
    };
    (found != expected).then_some("match")
}

#[rustfmt::skip]
const WRONG: [(&str, &str); 6] = [
    ("",      "name\tk\t1\t-\t200\t{\"data\":{\"k\":\"1\"}}\texact"),
    ("match", "name\tk\t1\t-\t200\t{\"data\":{\"k\":\"1\"}}\tnone"),
    ("match", "name\tk\t1\t-\t200\t{\"data\":{\"k\":\"2\"}}\texact"),
    ("match", "name\tk\t1\ta=2\t200\t{\"data\":{\"k\":\"1\",\"a\":\"2\"}}\tconflict"),
    ("row",   "name\tk\t1\ta\t200\t{\"data\":{\"k\":\"1\"}}\texact"),
    ("row",   "name\tk\t1\t-\t200\t{\"data\":{\"k\":\"1\"}}"),
];

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    firmware_tests::check("receipts", RECEIPTS, &WRONG, first_wrong)
}
