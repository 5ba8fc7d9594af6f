//! Questions about the catalog: a code, a name, or all of it.

use mixerr::{CATALOG, Code};

/// What an argument asks for.
pub(crate) enum Question {
    List,
    Code(Code),
    /// A name or number that cannot be looked up, and why.
    Unknown(String),
    /// It is something else: an answer, or what people paste of one.
    None,
}

/// Recognizes a question about the catalog.
pub(crate) fn recognize(text: &str) -> Question {
    let text = text.trim();
    if text == "list" {
        return Question::List;
    }
    if is_digits(text) {
        return match number(text) {
            Some(code) => Question::Code(Code(code)),
            None => Question::Unknown(format!("no code is greater than {}", u32::MAX)),
        };
    }
    // A word that is no JSON by itself can only be a name.
    let is_word = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    if !is_word || matches!(text, "true" | "false" | "null") {
        return Question::None;
    }
    match CATALOG.iter().find(|entry| entry.name.eq_ignore_ascii_case(text)) {
        Some(entry) => Question::Code(entry.code),
        None => Question::Unknown(unknown(text)),
    }
}

/// Tells whether `text` is a bare number or a name of the catalog, and so no answer.
pub(crate) fn names_code(text: &str) -> bool {
    let text = text.trim();
    is_digits(text) || CATALOG.iter().any(|entry| entry.name.eq_ignore_ascii_case(text))
}

/// Returns the number that `text` is, if it is nothing but a number of 32 bits.
pub(crate) fn number(text: &str) -> Option<u32> {
    if is_digits(text) { text.parse().ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Says that there is no such name, and which ones are like it.
fn unknown(text: &str) -> String {
    /// No name is longer than this.
    const LONGEST: usize = 40;
    /// Nothing shorter is taken for a part of a name.
    const SHORTEST: usize = 3;
    /// How many names are told.
    const TOLD: usize = 3;
    let start: String = text.chars().take(LONGEST).collect();
    let asked = start.to_ascii_uppercase();
    let is_part = |name: &str| asked.len() >= SHORTEST && name.contains(&asked);
    let mut alike: Vec<(usize, &str)> = CATALOG
        .iter()
        .map(|entry| (if is_part(entry.name) { 0 } else { edits(&asked, entry.name) }, entry.name))
        .filter(|(edits, _)| *edits <= asked.len() / 4)
        .collect();
    alike.sort();
    let alike: Vec<&str> = alike.iter().take(TOLD).map(|(_, name)| *name).collect();
    if alike.is_empty() {
        format!("no code is named {start}; see explain list")
    } else {
        format!("no code is named {start}; did you mean {}?", alike.join(", "))
    }
}

/// Returns how many letters must be inserted, removed or replaced to make one text of another.
fn edits(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.bytes().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (above, wanted) in row.iter_mut().skip(1).zip(other.bytes()) {
            let replaced = diagonal + usize::from(letter != wanted);
            diagonal = *above;
            left = replaced.min(left + 1).min(*above + 1);
            *above = left;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}
