//! Finds and decodes the strings in a captured `extra`, which is compact JSON that the lexer has checked.

use heapless::String;

/// Returns the last string at `key` of an object, still escaped, or `None` if there is none.
///
/// `extra` may be a prefix of an object; a string that is cut is not found.
pub(crate) fn member<'a>(extra: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = extra.strip_prefix('{')?;
    let mut found = None;
    while let Some((name, after)) = string(rest) {
        let value = after.strip_prefix(':').unwrap_or_default();
        if let Some((text, _)) = string(value)
            && same(name, key)
        {
            found = Some(text);
        }
        rest = skip(value);
    }
    found
}

/// Splits a string off the front of `json`: what stands between its quotes, and what follows it.
fn string(json: &str) -> Option<(&str, &str)> {
    let text = json.strip_prefix('"')?;
    let mut escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        is_end
    })?;
    let (inside, quote) = text.split_at_checked(end)?;
    Some((inside, quote.get(1..)?))
}

/// Returns what follows the value at the front of `json` and its comma: the next member, if any.
fn skip(json: &str) -> &str {
    let mut depth = 0_usize;
    let mut rest = json;
    loop {
        if let Some((_, after)) = string(rest) {
            rest = after;
        }
        let mut characters = rest.chars();
        match characters.next() {
            Some(',') if depth == 0 => return characters.as_str(),
            Some('{' | '[') => depth = depth.saturating_add(1),
            Some('}' | ']') if depth > 0 => depth = depth.saturating_sub(1),
            Some('"' | '}' | ']') | None => return "",
            Some(_) => {}
        }
        rest = characters.as_str();
    }
}

/// Tells whether an escaped name is `key`.
fn same(name: &str, key: &str) -> bool {
    Unescape(name).eq(key.chars().map(Some))
}

/// Decodes an escaped string; `None` if it has more than `N` bytes.
pub(crate) fn decode<const N: usize>(escaped: &str) -> Option<String<N>> {
    let mut decoded = String::new();
    for character in Unescape(escaped) {
        decoded.push(character?).ok()?;
    }
    Some(decoded)
}

/// The characters of an escaped string; `None` for an escape that stands for no character.
struct Unescape<'a>(&'a str);

impl Iterator for Unescape<'_> {
    type Item = Option<char>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.0.chars();
        let character = match rest.next()? {
            '\\' => match rest.next() {
                Some(plain @ ('"' | '\\' | '/')) => Some(plain),
                Some('b') => Some('\u{8}'),
                Some('f') => Some('\u{c}'),
                Some('n') => Some('\n'),
                Some('r') => Some('\r'),
                Some('t') => Some('\t'),
                Some('u') => (0..4)
                    .try_fold(0, |unit, _| Some(unit << 4 | rest.next()?.to_digit(16)?))
                    .and_then(char::from_u32),
                _ => None,
            },
            plain => Some(plain),
        };
        self.0 = rest.as_str();
        Some(character)
    }
}
