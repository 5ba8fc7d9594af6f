//! Strings that stand whole in a chunk.

use crate::{escape, scan, utf8};

/// What a string is made of.
pub(crate) enum Piece<'a> {
    /// ASCII that stands for itself.
    Plain(&'a [u8]),
    /// A character of several bytes.
    Character(char),
    /// An escape: the character it stands for, and the letter or the four digits that were sent.
    Escape(char, &'a [u8]),
}

/// Reads the rest of a string, which is told in pieces; returns what follows its closing quote.
///
/// `None` if the string is not whole or not valid.
#[inline(always)]
pub(crate) fn string<'a>(bytes: &'a [u8], mut tell: impl FnMut(Piece<'a>)) -> Option<&'a [u8]> {
    let mut rest = bytes;
    loop {
        let mut end = rest;
        if !rest.starts_with(b"\\") {
            end = scan::after_plain(rest);
            tell(Piece::Plain(scan::front(rest, end)));
        }
        rest = match end {
            [b'"', tail @ ..] => return Some(tail),
            [b'\\', b'u', tail @ ..] => {
                let (character, digits, tail) = long_escape(tail)?;
                tell(Piece::Escape(character, digits));
                tail
            }
            [b'\\', tail @ ..] => {
                let (letter, tail) = tail.split_at_checked(1)?;
                tell(Piece::Escape(escape::short(*letter.first()?)?, letter));
                tail
            }
            _ => {
                let (character, tail) = utf8::character(end)?;
                tell(Piece::Character(character));
                tail
            }
        };
    }
}

/// Reads the digits of `\uXXXX`, and a second escape if they are the first half of a surrogate pair. Returns the
/// character, the first digits, and what follows. A surrogate without its other half becomes U+FFFD.
fn long_escape(bytes: &[u8]) -> Option<(char, &[u8; 4], &[u8])> {
    let (digits, tail) = bytes.split_first_chunk()?;
    let unit = escape::hex(digits)?;
    if let Some(character) = char::from_u32(unit.into()) {
        return Some((character, digits, tail));
    }
    let second = tail.strip_prefix(b"\\u").and_then(|tail| tail.split_first_chunk());
    if let (0xD800..0xDC00, Some((second, tail))) = (unit, second) {
        if let Some(low @ 0xDC00..0xE000) = escape::hex(second) {
            return Some((char::from_u32(escape::surrogate_pair(unit, low))?, digits, tail));
        }
    }
    Some((char::REPLACEMENT_CHARACTER, digits, tail))
}
