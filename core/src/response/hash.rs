//! [`Hash64`]: a hash that is stored instead of a text.

/// FNV-1a with 64 bits, a byte at a time.
///
/// It does not resist an adversary, and need not: who sends another text with the same hash could send the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Hash64(pub(crate) u64);

impl Hash64 {
    /// The hash of no bytes.
    pub(crate) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// Appends a byte to the text.
    #[must_use]
    pub(crate) const fn with(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// Returns the hash of a text.
    pub(crate) const fn of(text: &[u8]) -> Self {
        let (mut hash, mut rest) = (Self::EMPTY, text);
        while let [byte, tail @ ..] = rest {
            hash = hash.with(*byte);
            rest = tail;
        }
        hash
    }
}

impl Hash64 {
    /// Returns the hash of a text in lower case.
    pub(crate) fn of_lower_case(text: &[u8]) -> Self {
        text.iter().fold(Self::EMPTY, |hash, byte| hash.with(byte.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::Hash64;

    #[test]
    fn hash_is_that_of_the_published_test_vectors() {
        for (text, hash) in
            [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)]
        {
            assert_eq!(Hash64::of(text.as_bytes()), Hash64(hash), "{text}");
        }
    }
}
