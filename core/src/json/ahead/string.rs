//! Strings that stand whole in a chunk.

use crate::{escape, scan, utf8};

/// What a string is made of.
pub(crate) enum Piece<'a> {
    /// Well-formed UTF-8 that stands for itself.
    Text(&'a [u8]),
    /// An escape: the character it stands for, and the letter or the four digits that were sent, of a surrogate pair the
    /// first four.
    Escape(char, &'a [u8]),
}

/// Reads the rest of a string, which is told in pieces; returns what follows its closing quote.
///
/// `None` if the string is not whole or not valid.
#[inline(always)]
pub(crate) fn string<'a>(bytes: &'a [u8], tell: impl FnMut(Piece<'a>)) -> Option<&'a [u8]> {
    pieces(bytes, tell).strip_prefix(b"\"")
}

/// Reads on in a string, up to its closing quote or to the first character or escape that is not whole or not valid;
/// returns what is left.
#[inline(always)]
pub(crate) fn pieces<'a>(bytes: &'a [u8], mut tell: impl FnMut(Piece<'a>)) -> &'a [u8] {
    let mut rest = bytes;
    loop {
        if !rest.starts_with(b"\\") {
            let end = after_text(rest);
            tell(Piece::Text(scan::front(rest, end)));
            rest = end;
        }
        let Some((character, sent, tail)) = rest.strip_prefix(b"\\").and_then(escape) else { return rest };
        tell(Piece::Escape(character, sent));
        rest = tail;
    }
}

/// Returns `bytes` from the first one on that does not stand for itself.
#[inline(always)]
fn after_text(bytes: &[u8]) -> &[u8] {
    match scan::after_plain(bytes) {
        rest @ [0x80..=0xFF, ..] => after_mixed_text(rest),
        rest => rest,
    }
}

/// As [`after_text`], of a text that begins with a character of several bytes.
#[inline(never)]
fn after_mixed_text(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    while let Some(tail) = utf8::after_character(rest) {
        rest = match tail {
            [0x80..=0xFF, ..] => tail,
            _ => scan::after_plain(tail),
        };
    }
    rest
}

/// Reads an escape behind its backslash: returns the character, what was sent, and what follows.
#[inline(always)]
fn escape(bytes: &[u8]) -> Option<(char, &[u8], &[u8])> {
    if let [b'u', tail @ ..] = bytes {
        let (character, digits, tail) = long_escape(tail)?;
        return Some((character, digits, tail));
    }
    let (letter, tail) = bytes.split_at_checked(1)?;
    Some((escape::short(*letter.first()?)?, letter, tail))
}

/// Reads the digits of `\uXXXX`, and a second escape if they are the first half of a surrogate pair. Returns the
/// character, the first digits, and what follows. A surrogate without its other half becomes U+FFFD. `None` also if the
/// other half may be still to come.
#[cfg_attr(target_pointer_width = "64", inline(always))]
fn long_escape(bytes: &[u8]) -> Option<(char, &[u8; 4], &[u8])> {
    let (digits, tail) = bytes.split_first_chunk()?;
    let unit = escape::hex(digits)?;
    if let Some(character) = char::from_u32(unit.into()) {
        return Some((character, digits, tail));
    }
    match (unit, tail) {
        (0xD800..0xDC00, [] | [b'\\']) => return None,
        (0xD800..0xDC00, [b'\\', b'u', tail @ ..]) => {
            let (second, tail) = tail.split_first_chunk()?;
            if let Some(low @ 0xDC00..0xE000) = escape::hex(second) {
                return Some((char::from_u32(escape::surrogate_pair(unit, low))?, digits, tail));
            }
        }
        _ => {}
    }
    Some((char::REPLACEMENT_CHARACTER, digits, tail))
}
