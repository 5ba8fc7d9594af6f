//! JSON made by the grammar, most of it envelopes: every byte that RFC 8259 lets a writer choose is chosen at random.

use mixerr::CATALOG;

use crate::random::Random;

/// Capacities, near which the lengths of texts are.
const LENGTHS: &[usize] = &[0, 1, 2, 3, 4, 5, 7, 8, 16, 64, 128, 128, 128];

/// Names of the envelope, and names that are nearly theirs. The more often one is listed, the more often it is written.
const ROOT: &[&str] = &[
    "error", "error", "error", "error", "data", "data", "id", "action", "Error", "errors", "erro", "dat",
    "code", "",
];
const ERROR: &[&str] = &[
    "code",
    "code",
    "code",
    "code",
    "code",
    "code",
    "code",
    "code",
    "code",
    "code",
    "status",
    "status",
    "status",
    "description",
    "description",
    "description",
    "description",
    "extra",
    "extra",
    "extra",
    "extra",
    "extra",
    "error",
    "data",
    "Code",
    "cod",
    "codes",
    "statu",
    "statuses",
    "descriptio",
    "descriptions",
    "extr",
    "extras",
    "message",
    "",
];
const EXTRA: &[&str] = &[
    "field", "reason", "field", "reason", "field", "reason", "attempts", "fiel", "fields", "reaso", "code",
    "",
];

/// The ends of the ranges of code points that differ in UTF-8, in JSON or in print.
const CHARACTERS: &[char] = &[
    ' ',
    '!',
    '#',
    '[',
    ']',
    '~',
    '\u{7F}',
    '\u{80}',
    '\u{9F}',
    '\u{A0}',
    'é',
    '\u{7FF}',
    '\u{800}',
    '\u{FFF}',
    '\u{1000}',
    '\u{2028}',
    '\u{CFFF}',
    '\u{D000}',
    '\u{D7FF}',
    '\u{E000}',
    '\u{FEFF}',
    '\u{FFFD}',
    '\u{FFFF}',
    '\u{10000}',
    '\u{3FFFF}',
    '\u{40000}',
    '\u{FFFFF}',
    '\u{100000}',
    '\u{10FFFF}',
    '😀',
    '中',
    '/',
    '\'',
];

/// Code units, most of which have a rule of their own.
const UNITS: &[u16] = &[
    0x0000, 0x0008, 0x000A, 0x001F, 0x0020, 0x0022, 0x002F, 0x005C, 0x0061, 0x007F, 0x0080, 0x009F, 0x00A0,
    0x00E9, 0x07FF, 0x0800, 0x2028, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF,
    0xD83D, 0xDE00,
];

/// Returns a JSON text, most often an envelope.
pub(crate) fn envelope(random: &mut Random) -> Vec<u8> {
    let space = *random.pick(&[0, 0, 0, 2, 8]);
    let mut writer = Writer { out: Vec::new(), random, space };
    writer.space();
    match writer.random.below(40) {
        0 => writer.value(4),
        1 | 2 => writer.deep(),
        _ => writer.object(7, Writer::root_member),
    }
    writer.space();
    writer.out
}

struct Writer<'a> {
    out: Vec<u8>,
    random: &'a mut Random,
    /// White space occurs once in so many places; 0 for never.
    space: usize,
}

impl Writer<'_> {
    fn write(&mut self, text: &str) {
        self.out.extend(text.bytes());
    }

    fn space(&mut self) {
        while self.space != 0 && self.random.once_in(self.space) {
            let byte = *self.random.pick(b" \t\n\r");
            self.out.push(byte);
        }
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.random.once_in(times)
    }

    /// Writes an object of less than `limit` members.
    fn object(&mut self, limit: usize, member: impl Fn(&mut Self)) {
        self.write("{");
        self.space();
        for index in 0..self.random.below(limit) {
            if index > 0 {
                self.write(",");
                self.space();
            }
            member(self);
            self.space();
        }
        self.write("}");
    }

    fn array(&mut self, depth: usize) {
        self.write("[");
        self.space();
        for index in 0..self.random.below(4) {
            if index > 0 {
                self.write(",");
                self.space();
            }
            self.value(depth);
            self.space();
        }
        self.write("]");
    }

    fn root_member(&mut self) {
        match self.key(ROOT) {
            "error" if !self.once_in(8) => self.object(12, Self::error_member),
            "error" if self.once_in(2) => self.write("null"),
            "data" if self.once_in(2) => self.write("null"),
            _ => self.value(4),
        }
    }

    fn error_member(&mut self) {
        let key = self.key(ERROR);
        match key {
            _ if self.once_in(12) => self.value(3),
            "code" => self.code(),
            "status" => self.status(),
            "description" => self.text(),
            "extra" if self.once_in(2) => self.object(5, Self::extra_member),
            "extra" if self.once_in(2) => self.text(),
            _ => self.value(4),
        }
    }

    fn extra_member(&mut self) {
        self.key(EXTRA);
        if self.once_in(2) { self.text() } else { self.value(3) }
    }

    /// Writes one of these keys, or any, with some characters escaped, and the colon.
    fn key(&mut self, keys: &[&'static str]) -> &'static str {
        let key = *self.random.pick(keys);
        if self.once_in(12) {
            self.string(3);
        } else {
            let escaped = if self.once_in(4) { 3 } else { 64 };
            self.write("\"");
            for byte in key.bytes() {
                if self.once_in(escaped) { self.unit(byte.into()) } else { self.out.push(byte) }
            }
            self.write("\"");
        }
        self.space();
        self.write(":");
        self.space();
        key
    }

    fn code(&mut self) {
        let code = match self.random.below(8) {
            0 => self.random.bits() as u32 >> self.random.below(32),
            1 => *self.random.pick(&[0, 1, 9, 10, 500, 7000, 99_999, 9_999_999, u32::MAX - 1, u32::MAX]),
            2 => return self.integer_beyond(u64::from(u32::MAX)),
            3 if self.once_in(2) => return self.number(),
            _ => self.random.pick(&CATALOG).code.as_u32(),
        };
        self.integer(code);
    }

    fn status(&mut self) {
        let status = match self.random.below(8) {
            0 => self.random.bits() as u16,
            1 => return self.integer_beyond(u64::from(u16::MAX)),
            2 if self.once_in(2) => return self.number(),
            _ => *self.random.pick(&[0, 1, 202, 400, 401, 403, 500, 501, 5000, u16::MAX - 1, u16::MAX]),
        };
        self.integer(status.into());
    }

    /// Writes an integer, sometimes in a form that is not its own.
    fn integer(&mut self, number: u32) {
        match self.random.below(32) {
            0 => self.write(&format!("\"{number}\"")),
            1 => self.write(&format!("{number}.0")),
            2 => self.write(&format!("{number}e0")),
            3 => self.write(&format!("-{number}")),
            _ => self.write(&number.to_string()),
        }
    }

    /// Writes an integer over `limit`, which is a power of two less one.
    fn integer_beyond(&mut self, limit: u64) {
        let code = u64::from(self.random.pick(&CATALOG).code.as_u32()) & limit;
        let wraps = u128::from(limit) + 1;
        let number = match self.random.below(6) {
            0 => wraps,
            1 => wraps * 10 + u128::from(code),
            2 => wraps * u128::from(self.random.bits()) + u128::from(code),
            3 => (1 << 64) + u128::from(code),
            4 => u128::from(limit) * 10 + 5,
            _ => wraps + u128::from(code),
        };
        self.write(&number.to_string());
    }

    fn number(&mut self) {
        if self.once_in(3) {
            self.write("-");
        }
        if self.once_in(3) {
            self.write("0")
        } else {
            self.digits("123456789")
        }
        if self.once_in(3) {
            self.write(".");
            self.digits("0123456789");
        }
        if self.once_in(3) {
            let exponent = *self.random.pick(&["e", "E", "e+", "E-", "e-"]);
            self.write(exponent);
            self.digits("0123456789");
        }
    }

    /// Writes digits, the first one of these.
    fn digits(&mut self, first: &str) {
        let digit = *self.random.pick(first.as_bytes());
        self.out.push(digit);
        let count = if self.once_in(16) { self.random.below(40) } else { self.random.below(4) };
        for _ in 0..count {
            let digit = *self.random.pick(b"0123456789");
            self.out.push(digit);
        }
    }

    fn value(&mut self, depth: usize) {
        match self.random.below(if depth == 0 { 6 } else { 9 }) {
            0 => self.write("null"),
            1 => self.write("true"),
            2 => self.write("false"),
            3 => self.number(),
            4 => self.string(9),
            5 => self.text(),
            6 => self.array(depth - 1),
            _ => self.object(4, |writer| {
                writer.key(ERROR);
                writer.value(depth - 1);
            }),
        }
    }

    /// Writes containers in one another, about as many as may be open.
    fn deep(&mut self) {
        let levels = 60 + self.random.below(8);
        let mut ends = Vec::new();
        let mut names = ["error", "extra"].iter();
        let leads = self.once_in(2);
        for _ in 0..levels {
            let name = if leads { names.next() } else { None };
            if name.is_none() && self.once_in(2) {
                self.write("[");
                ends.push("]");
            } else {
                let before = if self.once_in(3) { "\"code\":1,\"a\":[{}]," } else { "" };
                self.write(&format!("{{{before}\"{}\":", name.unwrap_or(&"a")));
                ends.push("}");
            }
            self.space();
        }
        self.value(0);
        for end in ends.iter().rev() {
            self.space();
            self.write(end);
        }
    }

    /// Writes a string whose length is near a capacity, with other characters than letters at one place.
    fn text(&mut self) {
        let length = *self.random.pick(LENGTHS);
        let others = self.random.below(6);
        let letters = length.saturating_sub(2 * others);
        let before = if self.once_in(2) { letters } else { self.random.below(letters + 1) };
        self.write("\"");
        self.letters(before);
        for _ in 0..others {
            self.character();
        }
        self.letters(letters - before);
        self.write("\"");
    }

    fn letters(&mut self, count: usize) {
        self.out.extend((b'a'..=b'z').cycle().take(count));
    }

    fn string(&mut self, limit: usize) {
        self.write("\"");
        for _ in 0..self.random.below(limit) {
            self.character();
        }
        self.write("\"");
    }

    /// Writes a character or a few, as they are or escaped.
    fn character(&mut self) {
        match self.random.below(12) {
            0..=3 => self.out.push(b'a'),
            4 | 5 => {
                let character = *self.random.pick(CHARACTERS);
                self.write(character.encode_utf8(&mut [0; 4]));
            }
            6 => {
                let letter = *self.random.pick(b"\"\\/bfnrt");
                self.out.extend([b'\\', letter]);
            }
            7 | 8 => {
                let character = *self.random.pick(CHARACTERS);
                for unit in character.encode_utf16(&mut [0; 2]) {
                    self.unit(*unit);
                }
            }
            9 => {
                let unit = self.random.bits() as u16;
                self.unit(unit);
            }
            _ => {
                for _ in 0..=self.random.below(3) {
                    let unit = *self.random.pick(UNITS);
                    self.unit(unit);
                }
            }
        }
    }

    /// Writes the escape of a code unit.
    fn unit(&mut self, unit: u16) {
        let escape = if self.once_in(2) { format!("\\u{unit:04x}") } else { format!("\\u{unit:04X}") };
        self.write(&escape);
    }
}
