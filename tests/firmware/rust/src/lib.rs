//! Checks the tables of `tests/vectors` on a board. The programs run in QEMU from the directory of the Rust wallet, which
//! assigns a board to each target.
#![no_std]
#![deny(missing_docs)]

mod decode;

use mixerr::{Outcome, Reader};
use wallet::board;
use wallet::script::print;
use wallet::table::rows;

pub use decode::{BadEscape, Decoded, decode, decode_into, for_each_chunk};
pub use wallet::table::columns;

/// Checks every row of a table, prints the result, and ends the program.
///
/// `first_wrong` returns the first column of a row that does not say what mixerr does. `wrong` has rows with the column
/// that it must name, `""` for a right row.
pub fn check(
    name: &str,
    table: &str,
    wrong: &[(&str, &str)],
    first_wrong: impl Fn(&str) -> Option<&'static str>,
) -> ! {
    let missed = wrong.iter().filter(|(column, row)| first_wrong(row).unwrap_or_default() != *column).count();
    print(format_args!("wrong rows: {} cases, {missed} missed", wrong.len()));
    let mut cases = 0_u32;
    let mut failed = 0_u32;
    for row in rows(table) {
        cases = cases.saturating_add(1);
        if let Some(column) = first_wrong(row) {
            failed = failed.saturating_add(1);
            print(format_args!("FAILED, {column}: {row}"));
        }
    }
    print(format_args!("{name}: {cases} cases, {failed} failed"));
    board::end(cases > 0 && failed == 0 && missed == 0)
}

/// Reads the body that a column stands for.
///
/// # Errors
///
/// [`BadEscape`] if the column has one.
pub fn read(http_status: u16, column: &str) -> Result<Outcome, BadEscape> {
    let mut reader: Reader = Reader::new();
    for_each_chunk(column, |chunk| reader.feed(chunk))?;
    Ok(reader.finish(http_status))
}
