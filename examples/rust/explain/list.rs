//! The catalog as a table.

use std::io;

use mixerr::{CATALOG, Entry};

/// The form of the table.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Plain,
    Json,
    Markdown,
}

/// Returns the catalog, a line for each entry.
pub(crate) fn write(form: Form) -> io::Result<String> {
    let (start, separator, end) = match form {
        Form::Plain => {
            ("   CODE  STATUS  NAME                            CATEGORY  ACTION       PAYMENT\n", "\n", "\n")
        }
        Form::Json => ("[", ",\n ", "]\n"),
        Form::Markdown => (
            "| code | status | name | category | action | payment | source | description |\n\
             | ---: | ---: | --- | --- | --- | --- | --- | --- |\n",
            "\n",
            "\n",
        ),
    };
    let rows = CATALOG.iter().map(|entry| row(entry, form)).collect::<io::Result<Vec<_>>>()?;
    Ok(format!("{start}{}{end}", rows.join(separator)))
}

fn row(entry: &Entry, form: Form) -> io::Result<String> {
    let Entry { code, name, category, action, payment, source, .. } = entry;
    let (code, status) = (code.0, entry.status.map_or("-".to_owned(), |status| status.to_string()));
    Ok(match form {
        Form::Json => serde_json::to_string(entry)?,
        Form::Plain => format!("{code:>7}  {status:>6}  {name:30}  {category:8}  {action:11}  {payment}"),
        Form::Markdown => {
            let description = entry.description;
            format!(
                "| {code} | {status} | `{name}` | {category} | {action} | {payment} | {source} | {description} |"
            )
        }
    })
}
