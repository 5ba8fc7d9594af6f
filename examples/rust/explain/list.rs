//! The catalog as a table, for people, machines and the README.

use std::io::{self, Write};

use mixerr::{CATALOG, Entry};

/// How the catalog is written.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Plain,
    Json,
    Markdown,
}

pub(crate) fn write(out: &mut dyn Write, form: Form) -> io::Result<()> {
    match form {
        Form::Plain => write_plain(out),
        Form::Json => write_json(out),
        Form::Markdown => write_markdown(out),
    }
}

/// The documented status, or a dash.
fn status(entry: &Entry) -> String {
    entry.status.map_or("-".to_owned(), |status| status.to_string())
}

/// What a terminal of 80 columns has room for; the name says what the description says.
fn write_plain(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "   CODE  STATUS  {:30}  {:8}  {:11}  PAYMENT", "NAME", "CATEGORY", "ACTION")?;
    for entry in &CATALOG {
        let Entry { code, name, category, action, payment, .. } = entry;
        let (code, status) = (code.0, status(entry));
        writeln!(out, "{code:>7}  {status:>6}  {name:30}  {category:8}  {action:11}  {payment}")?;
    }
    Ok(())
}

/// An array with an entry a line.
fn write_json(out: &mut dyn Write) -> io::Result<()> {
    for (row, entry) in CATALOG.iter().enumerate() {
        let opening = if row == 0 { "[" } else { ",\n " };
        write!(out, "{opening}{}", crate::json::text(entry)?)?;
    }
    writeln!(out, "]")
}

fn write_markdown(out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| code | status | name | category | action | payment | source | description |")?;
    writeln!(out, "| ---: | ---: | --- | --- | --- | --- | --- | --- |")?;
    for entry in &CATALOG {
        let Entry { code, name, category, action, payment, source, .. } = entry;
        let (status, description) = (status(entry), markdown(entry.description));
        writeln!(
            out,
            "| {code} | {status} | `{name}` | {category} | {action} | {payment} | {source} | {description} |"
        )?;
    }
    Ok(())
}

/// Keeps a text from ending its cell, opening a tag or marking itself up.
fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '|' | '\\' | '`' | '*' | '<' | '[') {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}
