//! Errors as people paste them: without the envelope, or in the words of a log.

use mixerr::Code;

use crate::input::{ApiError, Outcome};
use crate::question::number;

/// A code of fewer digits may be an HTTP status or a count, and counts only if the catalog lists it.
const LONG: usize = 5;

/// The greatest number of digits of a code.
const LONGEST: usize = 7;

/// Words before a number that tell whose code it is; a code of the API follows none of them.
const NOT_OURS: [&str; 8] = ["http", "status", "response", "exit", "rpc", "win", "os", "system"];

/// `{"status":202,"code":20117,"description":"..."}`, which was read as the error of an envelope.
///
/// Many services put a small `code` into their JSON: without anything else of the API it must be a code that is known.
pub(crate) fn object(read: Outcome) -> Option<ApiError> {
    let Outcome::Api(error) = read else { return None };
    let is_ours = error.status().is_some() || !error.description().is_empty();
    (is_ours || (error.code().0 >= 1000 && error.entry().is_some())).then_some(error)
}

/// `[202/20117] Insufficient balance.`, `ERROR 20119: PIN incorrect.`, `error code 20119`, `20119 PIN incorrect`.
///
/// `is_malformed` tells that the text is not JSON.
pub(crate) fn text(text: &str, is_malformed: bool) -> Option<ApiError> {
    let text = text.trim();
    if is_json(text, is_malformed) {
        return None;
    }
    // A page has no space there; the lines of `curl -v` have one.
    let is_page = text.starts_with('<') && !text.starts_with("< ");
    Some(text).filter(|_| !is_page).and_then(in_brackets).or_else(|| in_words(text, is_page))
}

/// Tells whether a text is JSON, or was before it was damaged. Other languages print `{ code: 20119 }` and `{'code': 1}`.
pub(crate) fn is_json(text: &str, is_malformed: bool) -> bool {
    let mut characters = text.chars().filter(|character| !character.is_whitespace());
    let opens = matches!(characters.next(), Some('{' | '['));
    opens && (!is_malformed || matches!(characters.next(), Some('"' | '{' | '[' | ']' | '}') | None))
}

/// `[status/code] description`, anywhere in a line.
fn in_brackets(text: &str) -> Option<ApiError> {
    text.split('[').skip(1).find_map(|piece| {
        let (numbers, rest) = piece.split_once(']')?;
        let (status, code) = numbers.split_once('/')?;
        let status = number(status).filter(|_| status.len() == 3)?;
        let code = number(code).filter(|value| is_code(code, *value))?;
        Some(error(code, status.try_into().ok(), rest))
    })
}

/// A number behind the word error or code, or at the very start; or anywhere, with what this library prints behind it.
///
/// In a page, nothing else than that last one counts.
fn in_words(text: &str, is_page: bool) -> Option<ApiError> {
    let (mut before_last, mut last) = (String::new(), String::new());
    let mut status = None;
    let mut rest = text;
    loop {
        let gap = rest.find(char::is_alphanumeric)?;
        let (separator, from_word) = rest.split_at_checked(gap)?;
        let end = from_word.find(|character: char| !character.is_alphanumeric()).unwrap_or(from_word.len());
        let (word, after) = from_word.split_at_checked(end)?;
        let value = number(word).filter(|_| !is_part(separator, last.is_empty(), after));
        if let Some(value) = value {
            let announced = ["error", "err", "code"].iter().any(|name| last.ends_with(name))
                && !NOT_OURS.iter().any(|name| last.starts_with(name) || before_last == *name);
            let leads = last.is_empty() && value >= 1000;
            let is_told = !is_page && (announced || leads) && is_code(word, value);
            if is_told || is_printed(value, after) {
                return Some(error(value, status, after));
            }
            if last == "status" {
                status = u16::try_from(value).ok();
            }
        }
        before_last = std::mem::replace(&mut last, word.to_ascii_lowercase());
        rest = after;
    }
}

/// Tells whether a number is the code of an error that this library has printed.
fn is_printed(value: u32, after: &str) -> bool {
    after.strip_prefix(' ').is_some_and(|after| match Code(value).entry() {
        Some(entry) => after
            .strip_prefix(entry.name)
            .and_then(|after| after.strip_prefix(": "))
            .is_some_and(|after| after.starts_with(entry.description)),
        None => after.starts_with("(not in the catalog)"),
    })
}

/// Tells whether a number can be a code.
fn is_code(digits: &str, value: u32) -> bool {
    let is_whole = digits.len() <= LONGEST && (digits.len() == 1 || !digits.starts_with('0'));
    is_whole && (digits.len() >= LONG || Code(value).entry().is_some())
}

/// Tells whether a number belongs to something greater: a negative number, a date, an address.
fn is_part(separator: &str, is_first: bool, after: &str) -> bool {
    let is_negative = separator.ends_with('-') && (is_first || separator.len() > 1);
    let mut next = after.chars();
    let goes_on = next.next().is_some_and(|character| "-.,:/".contains(character));
    is_negative || (goes_on && next.next().is_some_and(|character| character.is_ascii_digit()))
}

/// The error whose number was found, with what was said behind it.
fn error(code: u32, status: Option<u16>, rest: &str) -> ApiError {
    let name = Code(code).entry().map_or("", |entry| entry.name);
    // No status is 0, as in the C ABI.
    ApiError::new(code)
        .with_status(status.filter(|status| *status != 0))
        .with_http_status(0)
        .with_description(description(rest, name))
}

/// Returns what was said behind a code, in the same line, without the name of the code and the
/// names of the members.
fn description<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut said = rest.lines().next().unwrap_or_default();
    said = said.split_once(", extra").map_or(said, |(said, _)| said);
    for label in ["", name, "description", "message", "msg"] {
        let without_label = match said.split_at_checked(label.len()) {
            Some((start, behind)) if start.eq_ignore_ascii_case(label) => behind,
            _ => said,
        };
        let punctuation = |character: char| character.is_whitespace() || ":;,=-'\")]}>".contains(character);
        said = without_label.trim_start_matches(punctuation);
    }
    said.trim_end_matches(|character: char| character.is_whitespace() || "'\"}".contains(character))
}
