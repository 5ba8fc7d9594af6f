//! [`Writer`]: writes characters to the rest of a text's buffer.

use super::host::ON_HOST;
use super::search::find_special;
#[cfg(feature = "simd")]
use super::swar;
use crate::json::scan::{is_unescaped, suffix};
use crate::json::text::{Extent, Text};

impl Text<'_> {
    /// Writes to the rest of the buffer of a text that is not truncated.
    ///
    /// `write` returns a result of its own, and false if something did not fit.
    #[inline(always)]
    pub(super) fn write<T>(&mut self, write: impl FnOnce(&mut Writer<'_>) -> (T, bool)) -> (T, bool) {
        let capacity = self.buffer.len();
        let mut writer = Writer { spare: self.buffer.get_mut(self.extent.length()..).unwrap_or_default() };
        let (result, fits) = write(&mut writer);
        *self.extent = Extent::new(capacity.wrapping_sub(writer.spare.len()), !fits);
        (result, fits)
    }
}

/// The free part of a buffer.
pub(super) struct Writer<'a> {
    spare: &'a mut [u8],
}

impl Writer<'_> {
    /// Shortens the free part by `count` bytes, which have been written.
    #[inline(always)]
    fn commit(&mut self, count: usize) {
        self.spare = core::mem::take(&mut self.spare).get_mut(count..).unwrap_or_default();
    }

    /// Copies unescaped ASCII from the start of `bytes`, as much as fits; returns the rest.
    #[inline(always)]
    pub(super) fn push_unescaped<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let mut rest = bytes;
        let is_complete = self.push_until(&mut rest, find_special);
        #[cfg(feature = "simd")]
        let is_complete = is_complete || self.push_until(&mut rest, swar::find_special);
        if !is_complete {
            self.push_until(&mut rest, |[byte]| (!is_unescaped(*byte)).then_some(0));
        }
        rest
    }

    /// Copies characters of three bytes, such as Chinese ones, from the start of `bytes`; returns the rest.
    ///
    /// Leaves characters whose first byte restricts the second one, and the last bytes.
    #[inline(always)]
    pub(super) fn push_three_byte<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let mut rest = bytes;
        while let (Some(four), Some(slot)) = (rest.first_chunk(), self.spare.first_chunk_mut()) {
            let word = u32::from_le_bytes(*four);
            if word & 0xC0_C0F0 != 0x80_80E0 || matches!(word as u8, 0xE0 | 0xED) {
                break;
            }
            *slot = *four;
            self.commit(3);
            rest = suffix(rest, 3);
        }
        rest
    }

    /// Copies bytes from the start of `rest`, `N` at a time, up to the one that `find` finds: see
    /// [`skip_until`](super::blocks::skip_until).
    ///
    /// Returns false if fewer than `N` bytes are left or free before that.
    #[inline(always)]
    fn push_until<const N: usize>(
        &mut self,
        rest: &mut &[u8],
        find: impl Fn(&[u8; N]) -> Option<usize>,
    ) -> bool {
        while let (Some((block, tail)), Some(slot)) = (rest.split_first_chunk(), self.spare.first_chunk_mut())
        {
            *slot = *block;
            if let Some(index) = find(block) {
                self.commit(index);
                *rest = suffix(rest, index);
                return true;
            }
            self.commit(N);
            *rest = tail;
        }
        false
    }

    /// Copies all of `run`; returns false if it does not fit.
    #[inline(always)]
    pub(super) fn push_all(&mut self, run: &[u8]) -> bool {
        if run.len() > self.spare.len() {
            return false;
        }
        let mut rest = run;
        // Not `copy_from_slice`, whose panic stays at some optimization levels.
        if ON_HOST {
            self.push_until(&mut rest, |_: &[u8; 8]| None);
        }
        self.push_until(&mut rest, |_: &[u8; 1]| None);
        true
    }

    /// Copies as many characters of `run` as fit; returns false if some do not.
    ///
    /// `run` is well-formed UTF-8. A short escape counts as one character.
    #[inline(always)]
    pub(super) fn push_prefix(&mut self, run: &[u8]) -> bool {
        let mut end = self.spare.len().min(run.len());
        while let Some(0x80..=0xBF) = run.get(end) {
            end = end.wrapping_sub(1);
        }
        let copied = run.get(..end).unwrap_or_default();
        if end < run.len() && copied.iter().rev().take_while(|byte| **byte == b'\\').count() & 1 == 1 {
            end = end.wrapping_sub(1);
        }
        self.push_all(run.get(..end).unwrap_or_default()) && end == run.len()
    }

    /// Copies the first `len` bytes, at most four; returns false if they do not fit.
    #[inline(always)]
    pub(super) fn push_first(&mut self, bytes: &[u8], len: usize) -> bool {
        if let (Some(four), Some(slot)) = (bytes.first_chunk::<4>(), self.spare.first_chunk_mut()) {
            *slot = *four;
            self.commit(len);
            return true;
        }
        self.push_all(bytes.get(..len).unwrap_or_default())
    }

    /// Writes one character; returns false if it does not fit.
    #[inline(always)]
    pub(super) fn push_char(&mut self, scalar: u32) -> bool {
        let (encoded, len) = encode(scalar);
        self.push_first(&encoded, len)
    }
}

/// Encodes a Unicode scalar value in UTF-8; returns the bytes and their number.
#[inline(always)]
const fn encode(scalar: u32) -> ([u8; 4], usize) {
    let last = scalar & 0x3F;
    let third = scalar >> 6 & 0x3F;
    let second = scalar >> 12 & 0x3F;
    let (bytes, len) = match scalar {
        0..0x80 => (scalar, 1),
        0x80..0x800 => (0x80C0 | scalar >> 6 | last << 8, 2),
        0x800..0x1_0000 => (0x80_80E0 | scalar >> 12 | third << 8 | last << 16, 3),
        _ => (0x8080_80F0 | scalar >> 18 | second << 8 | third << 16 | last << 24, 4),
    };
    (bytes.to_le_bytes(), len)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes to a buffer of `capacity` bytes; returns the result, and the length and truncation of the text.
    fn written<T>(
        capacity: usize,
        write: impl FnOnce(&mut Writer<'_>) -> (T, bool),
    ) -> (T, ([u8; 64], usize, bool)) {
        let (mut buffer, mut extent) = ([0; 64], Extent::EMPTY);
        let mut text = Text { buffer: &mut buffer[..capacity], extent: &mut extent, keeps_escapes: false };
        let (result, _) = text.write(write);
        let (length, is_truncated) = (extent.length(), extent.is_truncated());
        assert!(buffer[capacity..].iter().all(|byte| *byte == 0), "written after the buffer");
        (result, (buffer, length, is_truncated))
    }

    #[test]
    fn push_unescaped_stops_at_the_first_other_byte_and_at_the_capacity() {
        for len in 0..50 {
            for end in [&b"\"tail of some bytes"[..], b"\\n", b"\x1F", "\u{e9}".as_bytes(), b""] {
                let mut bytes = [b'a'; 64];
                bytes[len..][..end.len().min(14)].copy_from_slice(&end[..end.len().min(14)]);
                let bytes = &bytes[..len + end.len().min(14)];
                for capacity in 0..=64 {
                    let (rest, (buffer, length, _)) =
                        written(capacity, |writer| (writer.push_unescaped(bytes), true));
                    let copied = len.min(capacity);
                    assert_eq!((length, rest.len()), (copied, bytes.len() - copied), "{len} {capacity}");
                    assert_eq!(buffer[..copied], bytes[..copied]);
                }
            }
        }
    }

    #[test]
    fn push_prefix_copies_whole_characters_and_short_escapes() {
        let units = ["a", "\u{e9}", "\u{4e2d}", "\u{1f600}", r"\n", r"\\", r#"\""#];
        for first in units {
            for second in units {
                for third in units {
                    let (mut run, mut ends) = ([0; 16], [0; 4]);
                    let mut len = 0;
                    for (unit, end) in [first, second, third].iter().zip(&mut ends[1..]) {
                        run[len..][..unit.len()].copy_from_slice(unit.as_bytes());
                        len += unit.len();
                        *end = len;
                    }
                    for capacity in 0..=16 {
                        let ((), (buffer, length, is_truncated)) =
                            written(capacity, |writer| ((), writer.push_prefix(&run[..len])));
                        let fitting = ends.iter().copied().filter(|end| *end <= capacity).max().unwrap();
                        assert_eq!(
                            (length, is_truncated),
                            (fitting, fitting < len),
                            "{first}{second}{third}"
                        );
                        assert_eq!(buffer[..length], run[..length]);
                    }
                }
            }
        }
    }

    #[test]
    fn push_three_byte_copies_well_formed_characters_alone() {
        for first in 0..=u8::MAX {
            for second in 0..=u8::MAX {
                for third in [0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF] {
                    let bytes = [first, second, third, b'"'];
                    let is_copied = core::str::from_utf8(&bytes[..3])
                        .is_ok_and(|text| text.chars().count() == 1)
                        && !matches!(first, 0xE0 | 0xED);
                    for capacity in [3, 4] {
                        let (rest, (buffer, length, _)) =
                            written(capacity, |writer| (writer.push_three_byte(&bytes), true));
                        let copied = if is_copied && capacity == 4 { 3 } else { 0 };
                        assert_eq!((length, rest.len()), (copied, 4 - copied), "{bytes:?}");
                        assert_eq!(buffer[..copied], bytes[..copied]);
                    }
                }
            }
        }
    }

    #[test]
    fn push_all_copies_all_or_nothing() {
        for len in 0..40 {
            for capacity in 0..=40 {
                let mut run = [0; 40];
                run.iter_mut().zip(1..).for_each(|(byte, number)| *byte = number);
                let ((), (buffer, length, is_truncated)) =
                    written(capacity, |writer| ((), writer.push_all(&run[..len])));
                let copied = if len <= capacity { len } else { 0 };
                assert_eq!((length, is_truncated), (copied, len > capacity));
                assert_eq!(buffer[..copied], run[..copied]);
            }
        }
    }

    #[test]
    fn push_char_writes_a_character_or_nothing() {
        for character in
            ['\0', 'a', '\u{7f}', '\u{80}', '\u{7ff}', '\u{800}', '\u{ffff}', '\u{10000}', char::MAX]
        {
            for capacity in 0..8 {
                let ((), (buffer, length, is_truncated)) =
                    written(capacity, |writer| ((), writer.push_char(character.into())));
                let len = character.len_utf8();
                assert_eq!((length, is_truncated), (if len <= capacity { len } else { 0 }, len > capacity));
                assert_eq!(buffer[..length], character.encode_utf8(&mut [0; 4]).as_bytes()[..length]);
            }
        }
    }

    #[test]
    fn encode_agrees_with_core_for_every_character() {
        for character in '\0'..=char::MAX {
            let (bytes, len) = encode(character.into());
            assert_eq!(&bytes[..len], character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}
