//! The catalog as a table, for people, machines and the README.

use std::io::{self, Write};

use mixerr::{CATALOG, Entry};

pub(crate) fn write(out: &mut impl Write, json: bool, markdown: bool) -> io::Result<()> {
    match (json, markdown) {
        (true, _) => write_json(out),
        (_, true) => write_markdown(out),
        _ => write_plain(out),
    }
}

/// The documented status, or a dash.
fn status(entry: &Entry) -> String {
    entry.status.map_or("-".to_owned(), |status| status.to_string())
}

fn write_plain(out: &mut impl Write) -> io::Result<()> {
    for entry in &CATALOG {
        let Entry { code, name, action, description, .. } = entry;
        writeln!(out, "{:>7}  {:>3}  {name:31} {action:11}  {description}", code.0, status(entry))?;
    }
    Ok(())
}

fn write_json(out: &mut impl Write) -> io::Result<()> {
    for (row, entry) in CATALOG.iter().enumerate() {
        let opening = if row == 0 { "[" } else { ",\n " };
        write!(out, "{opening}{}", crate::json::value(entry))?;
    }
    writeln!(out, "]")
}

fn write_markdown(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "| code | status | name | category | action | trace | edition | description |")?;
    writeln!(out, "| ---: | ---: | --- | --- | --- | --- | --- | --- |")?;
    for entry in &CATALOG {
        let Entry { code, name, category, action, trace, edition, description, .. } = entry;
        let status = status(entry);
        writeln!(
            out,
            "| {code} | {status} | `{name}` | {category} | {action} | {trace} | {edition} | {description} |"
        )?;
    }
    Ok(())
}
