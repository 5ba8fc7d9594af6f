//! Reads tables of tab-separated columns, such as those of `../script`.

/// Arrays, because core's search for a single character can panic as far as a linker sees.
const LINE_END: [char; 1] = ['\n'];
const TAB: [char; 1] = ['\t'];

/// Returns the rows of a table without its comments.
pub fn rows(table: &str) -> impl Iterator<Item = &str> {
    table.split(LINE_END).filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// Returns the columns of a row; `None` if there are not `N`.
#[must_use]
pub fn columns<const N: usize>(row: &str) -> Option<[&str; N]> {
    let mut columns = [""; N];
    let mut found = row.split(TAB);
    for column in &mut columns {
        *column = found.next()?;
    }
    found.next().is_none().then_some(columns)
}
