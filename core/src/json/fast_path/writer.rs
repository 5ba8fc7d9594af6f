//! Writes text into a buffer.

use super::host::ON_HOST;
use super::search::find_special;
#[cfg(feature = "simd")]
use super::swar;
use crate::json::scan::is_unescaped;

/// The part of a buffer that is still free.
pub(crate) struct Writer<'a> {
    spare: &'a mut [u8],
}

impl<'a> Writer<'a> {
    pub(crate) const fn new(spare: &'a mut [u8]) -> Self {
        Self { spare }
    }

    /// Returns the number of bytes that are still free.
    #[inline(always)]
    pub(crate) const fn spare_len(&self) -> usize {
        self.spare.len()
    }

    #[inline(always)]
    pub(super) const fn is_full(&self) -> bool {
        self.spare.is_empty()
    }

    #[inline(always)]
    fn commit(&mut self, count: usize) {
        self.spare = core::mem::take(&mut self.spare).get_mut(count..).unwrap_or_default();
    }

    /// Copies unescaped ASCII from the front of `bytes`, as much as fits; returns the rest.
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

    /// Copies bytes from the front of `rest`, `N` at a time, up to the first one that `find` finds.
    ///
    /// Returns false if less than `N` bytes are left, or free.
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
                *rest = rest.get(index..).unwrap_or_default();
                return true;
            }
            self.commit(N);
            *rest = tail;
        }
        false
    }

    /// Copies all of `run`; returns false if it does not fit.
    #[inline(always)]
    pub(crate) fn push_all(&mut self, run: &[u8]) -> bool {
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

    /// Copies as many characters of `run` as fit, which is well-formed UTF-8; returns false if some do not.
    ///
    /// A short escape is a character, too.
    #[inline(always)]
    pub(crate) fn push_prefix(&mut self, run: &[u8]) -> bool {
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

    /// Copies the first `len` bytes, four at most; returns false if they do not fit.
    #[inline(always)]
    pub(super) fn push_front(&mut self, bytes: &[u8], len: usize) -> bool {
        if let (Some(four), Some(slot)) = (bytes.first_chunk::<4>(), self.spare.first_chunk_mut()) {
            *slot = *four;
            self.commit(len);
            return true;
        }
        self.push_all(bytes.get(..len).unwrap_or_default())
    }

    /// Writes one character; returns false if it does not fit.
    #[inline(always)]
    pub(super) fn push(&mut self, scalar: u32) -> bool {
        let (encoded, len) = encode(scalar);
        self.push_front(&encoded, len)
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
    use super::encode;

    #[test]
    fn encode_agrees_with_core_for_every_character() {
        for character in '\0'..=char::MAX {
            let (bytes, len) = encode(character.into());
            assert_eq!(&bytes[..len], character.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
}
