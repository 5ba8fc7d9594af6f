//! The catalog as a table.

use std::io;

use mixerr::{CATALOG, Entry};

/// Returns the catalog, a line for each entry, or as an array of JSON.
pub(crate) fn write(json: bool) -> io::Result<String> {
    if json {
        let rows = CATALOG.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
        return Ok(format!("[{}]\n", rows.join(",\n ")));
    }
    let head = format!("   CODE  STATUS  {:30}  {:8}  {:11}  PAYMENT\n", "NAME", "CATEGORY", "ACTION");
    Ok(CATALOG.iter().fold(head, |table, entry| table + &row(entry) + "\n"))
}

fn row(entry: &Entry) -> String {
    let Entry { code, name, category, action, payment, .. } = entry;
    let status = entry.status.map_or("-".to_owned(), |status| status.to_string());
    format!("{:>7}  {status:>6}  {name:30}  {category:8}  {action:11}  {payment}", code.0)
}
