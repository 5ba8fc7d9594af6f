//! Copies JSON without the white space between its tokens.

use super::copy_string::copy_contents;
use super::host::ON_HOST;
use crate::json::scan::{consumed, is_whitespace, skip_while, skip_whitespace, suffix};
use crate::json::text::Text;

/// Copies as much of `json` as fits to an empty text that keeps escapes.
///
/// `json` is a valid value. `is_compact` is true if it has no white space between tokens and no `\uXXXX` escape. Returns
/// false if the lexer must read it.
#[inline(never)]
pub(crate) fn copy_json(text: &mut Text<'_>, json: &[u8], is_compact: bool) -> bool {
    if ON_HOST {
        if is_compact {
            text.write(|writer| ((), writer.push_prefix(json)));
        } else {
            minify_into(text, json);
        }
        return true;
    }
    is_compact && text.write(|writer| ((), writer.push_all(json))).1
}

/// As [`copy_json`], if `json` is not compact.
fn minify_into(text: &mut Text<'_>, json: &[u8]) {
    let mut rest = skip_whitespace(json);
    // 1 if `rest` begins with the closing quote of a string, whose contents have been copied; else 0. Every turn of the loop
    // passes this quote, or the byte at which the search below ends.
    let mut quote_len = 0;
    while !rest.is_empty() {
        let tokens = suffix(rest, quote_len);
        let end = skip_while(tokens, |byte| byte != b'"' && !is_whitespace(byte));
        let contents = end.strip_prefix(b"\"");
        let run = consumed(rest, contents.unwrap_or(end));
        if !text.write(|writer| ((), writer.push_prefix(run))).1 {
            return;
        }
        (rest, quote_len) = match contents {
            Some(contents) => (copy_contents(text, contents), 1),
            None => (skip_whitespace(end), 0),
        };
        if text.is_truncated() {
            return;
        }
    }
}
