//! Decimal numbers, compared by their digits: sign, leading zeros and trailing zeros do not count.

/// The comparison of a decimal number, byte by byte, with an expected one.
///
/// A number is an optional sign, and digits with at most one point between two of them. It may be of any length: only the
/// expected one is kept.
#[derive(Clone, Copy)]
#[repr(C)]
pub(super) struct Decimal {
    /// The bytes of the expected number that have been found.
    found: u8,
    has_begun: bool,
    is_fraction: bool,
    is_after_digit: bool,
    /// Not a number, or another one.
    differs: bool,
}

impl Decimal {
    pub(super) const fn new() -> Self {
        Self { found: 0, has_begun: false, is_fraction: false, is_after_digit: false, differs: false }
    }

    /// Takes the next byte. `expected` is a number without sign, leading and trailing zeros, and without a point after
    /// which nothing follows.
    pub(super) fn push(&mut self, byte: u8, expected: &[u8]) {
        let is_first = !self.has_begun;
        self.has_begun = true;
        if is_first && matches!(byte, b'-' | b'+') {
            return;
        }
        let next = expected.get(usize::from(self.found));
        let is_point = byte == b'.' && self.is_after_digit && !self.is_fraction;
        if !is_point && !byte.is_ascii_digit() {
            self.differs = true;
        }
        let is_leading_zero = byte == b'0' && self.found == 0 && !self.is_fraction;
        self.is_fraction |= is_point;
        self.is_after_digit = !is_point;
        // A trailing zero, or the point before nothing else.
        let is_trailing = next.is_none() && self.is_fraction && matches!(byte, b'0' | b'.');
        if is_leading_zero || is_trailing {
            return;
        }
        if next != Some(&byte) {
            self.differs = true;
        }
        self.found = self.found.saturating_add(1);
    }

    /// Returns true if the number, now complete, is `expected`.
    pub(super) fn is_equal(&self, expected: &[u8]) -> bool {
        !self.differs && self.is_after_digit && usize::from(self.found) == expected.len()
    }
}

/// Returns `number` as [`Decimal::push`] expects it: without sign, leading and trailing zeros. `None` if it is not a decimal
/// number.
pub(super) fn normalize(number: &[u8]) -> Option<&[u8]> {
    let unsigned = match number {
        [b'-' | b'+', unsigned @ ..] => unsigned,
        unsigned => unsigned,
    };
    let mut normal = unsigned;
    while let [b'0', rest @ ..] = normal {
        normal = rest;
    }
    if unsigned.contains(&b'.') {
        while let [rest @ .., b'0'] = normal {
            normal = rest;
        }
    }
    if let [rest @ .., b'.'] = normal {
        normal = rest;
    }
    // Everything else is checked by comparing the number with itself.
    let mut decimal = Decimal::new();
    number.iter().for_each(|byte| decimal.push(*byte, normal));
    decimal.is_equal(normal).then_some(normal)
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;
    use std::{format, vec};

    use super::{Decimal, normalize};

    fn is_equal(number: &str, expected: &str) -> bool {
        let mut decimal = Decimal::new();
        number.bytes().for_each(|byte| decimal.push(byte, expected.as_bytes()));
        decimal.is_equal(expected.as_bytes())
    }

    #[test]
    #[rustfmt::skip]
    fn normalize_drops_sign_and_zeros() {
        for (number, normal) in [
            ("1.5", "1.5"), ("-1.50", "1.5"), ("+01.5", "1.5"), ("100", "100"), ("0.05", ".05"), ("0", ""), ("-0.00", ""),
            ("10.0", "10"), ("007", "7"), ("00.10", ".1"),
        ] {
            assert_eq!(normalize(number.as_bytes()), Some(normal.as_bytes()), "{number}");
            assert!(is_equal(number, normal), "{number}");
        }
    }

    #[test]
    fn normalize_refuses_what_is_not_a_decimal_number() {
        for number in [
            "", "-", "+", ".", ".5", "5.", "-.5", "1,5", "1.5.0", "1..5", "1e5", "1.5e0", " 1", "1 ", "--1",
            "1-", "0x1", "1_0", "٣", "NaN",
        ] {
            assert_eq!(normalize(number.as_bytes()), None, "{number}");
            assert!(!is_equal(number, "") && !is_equal(number, "1.5") && !is_equal(number, "1"), "{number}");
        }
    }

    /// Numbers of up to four bytes, and a judge that counts in ten thousandths.
    #[test]
    fn is_equal_agrees_with_arithmetic() {
        let bytes = b"-01259.";
        let mut numbers = vec![String::new()];
        let mut longer = numbers.clone();
        for _ in 0..4 {
            longer = longer
                .iter()
                .flat_map(|number| bytes.iter().map(move |byte| format!("{number}{}", char::from(*byte))))
                .collect();
            numbers.extend(longer.iter().cloned());
        }
        let value = |number: &str| {
            let unsigned = number.strip_prefix('-').unwrap_or(number);
            let (integer, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
            let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            (is_digits(integer) && is_digits(fraction))
                .then(|| format!("{integer}{fraction:0<4}").parse::<u64>().unwrap())
        };
        for number in &numbers {
            assert_eq!(normalize(number.as_bytes()).is_some(), value(number).is_some(), "{number}");
        }
        for expected in ["0", "1", "1.5", "0.5", "12", "0.05", "10", "25.9"] {
            let normal = normalize(expected.as_bytes()).unwrap();
            for number in &numbers {
                let is_same = value(number) == value(expected);
                assert_eq!(
                    is_equal(number, std::str::from_utf8(normal).unwrap()),
                    is_same,
                    "{number}, {expected}"
                );
            }
        }
    }
}
