//! Runs a table and prints what came of it.

use wallet::script::print;
use wallet::{board, table};

use crate::{check, wrong};

/// Checks every row, and before them that wrong ones are found.
pub(crate) fn all(rows: &str) -> ! {
    let missed = wrong::missed();
    print(format_args!("wrong columns: {} cases, {missed} missed", wrong::ROWS.len()));
    let mut cases = 0_u32;
    let mut failed = 0_u32;
    for row in table::rows(rows) {
        cases = cases.saturating_add(1);
        if let Some(column) = check::first_wrong(row) {
            failed = failed.saturating_add(1);
            print(format_args!("FAILED, {column}: {row}"));
        }
    }
    print(format_args!("vectors: {cases} cases, {failed} failed"));
    board::end(cases > 0 && failed == 0 && missed == 0)
}
