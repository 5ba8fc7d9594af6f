//! Every body of some parts, up to a length.

/// Bodies that are a frame around parts in every order.
pub(crate) struct Space {
    /// The body, with a `@` where the parts are.
    frame: &'static str,
    parts: &'static [&'static [u8]],
    separator: &'static str,
    /// The number of parts at most, in the quick form and in the long one.
    pub(crate) most: [u32; 2],
}

macro_rules! parts {
    ($($part:literal)*) => { &[$($part,)*] };
}

pub(crate) const SPACES: &[Space] = &[
    // Structure.
    Space {
        frame: "@",
        parts: parts!(b"{" b"}" b"[" b"]" b"\"" b":" b"," b"\\" b"u" b"0" b"1" b"-" b"." b"e" b" "),
        separator: "",
        most: [3, 6],
    },
    // Literals.
    Space {
        frame: "[@]",
        parts: parts!(b"t" b"r" b"u" b"e" b"f" b"a" b"l" b"s" b"n"),
        separator: "",
        most: [3, 6],
    },
    // Numbers.
    Space {
        frame: r#"{"error":{"code":1,"code":@,"status":@}}"#,
        parts: parts!(b"0" b"1" b"9" b"-" b"+" b"." b"e" b"E" b" "),
        separator: "",
        most: [3, 6],
    },
    // UTF-8.
    Space {
        frame: r#"{"error":{"code":1,"description":"@","extra":"@"}}"#,
        parts: parts!(b"\x7F" b"\x80" b"\x8F" b"\x90" b"\x9F" b"\xA0" b"\xBF" b"\xC1" b"\xC2" b"\xDF" b"\xE0" b"\xE1"
            b"\xED" b"\xEF" b"\xF0" b"\xF1" b"\xF4" b"\xF5" b"\""),
        separator: "",
        most: [2, 4],
    },
    // Escapes.
    Space {
        frame: r#"{"error":{"code":1,"description":"@","extra":{"field":"@"}}}"#,
        parts: parts!(b"\\" b"u" b"d83d" b"de00" b"\\ud800" b"\\udFFF" b"\\u0022" b"\\u00e9" b"002F" b"n" b"/" b"\""),
        separator: "",
        most: [3, 6],
    },
    // The names of members.
    Space {
        frame: r#"{"@":{"code":1}}"#,
        parts: parts!(b"e" b"err" b"r" b"or" b"o" b"\\u0065" b"\\u0072" b"data" b"\\"),
        separator: "",
        most: [3, 6],
    },
    // Members of the root.
    Space {
        frame: "{@}",
        parts: parts!(b"\"error\":{\"code\":1,\"status\":2}" b"\"error\":{\"code\":3,\"extra\":[4]}" b"\"error\":{}"
            b"\"error\":null" b"\"error\":\"\"" b"\"data\":null" b"\"data\":[{\"error\":5}]" b"\"a\":{\"data\":6}"),
        separator: ",",
        most: [4, 6],
    },
    // Members of the error.
    Space {
        frame: r#"{"error":{@}}"#,
        parts: parts!(b"\"code\":1" b"\"code\":20119" b"\"code\":null" b"\"status\":500" b"\"status\":65536"
            b"\"description\":\"d\"" b"\"description\":\"\"" b"\"description\":{\"code\":2}" b"\"extra\":null"
            b"\"extra\":{\"field\":\"f\",\"field\":1}" b"\"extra\":\"\\u0022\""),
        separator: ",",
        most: [3, 6],
    },
];

impl Space {
    /// Returns the number of bodies of at most `most` parts.
    pub(crate) fn len(&self, most: u32) -> u64 {
        (0..=most).map(|count| (self.parts.len() as u64).pow(count)).sum()
    }

    /// Returns the body of this index: those of fewer parts come first.
    pub(crate) fn body(&self, index: u64) -> Vec<u8> {
        let base = self.parts.len() as u64;
        let (mut index, mut count) = (index, 0);
        while index >= base.pow(count) {
            index -= base.pow(count);
            count += 1;
        }
        let parts: Vec<&[u8]> =
            (0..count).map(|place| self.parts[(index / base.pow(place) % base) as usize]).collect();
        let joined = parts.join(self.separator.as_bytes());
        let frames: Vec<&[u8]> = self.frame.split('@').map(str::as_bytes).collect();
        frames.join(joined.as_slice())
    }
}
