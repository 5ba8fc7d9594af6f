//! Reads and writes numbers in digits, without the code size of `core::fmt` and `core::num`.

use core::fmt::{self, Write};

/// Writes `number` in decimal digits.
///
/// # Errors
///
/// Those of `out`.
pub fn write_decimal(number: u32, out: &mut impl Write) -> fmt::Result {
    write_digits(number, |number| (number / 10, number % 10), out)
}

/// Writes `number` in lower-case hexadecimal digits.
pub(super) fn write_hexadecimal(number: u32, out: &mut impl Write) -> fmt::Result {
    write_digits(number, |number| (number >> 4, number & 0xF), out)
}

/// Writes the digits of `number`; `split` returns the number without its last digit, and that digit.
fn write_digits(number: u32, split: impl Fn(u32) -> (u32, u32), out: &mut impl Write) -> fmt::Result {
    // `u32::MAX` has ten decimal digits.
    let mut digits = ['0'; 10];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        let (others, last) = split(rest);
        *digit = char::from_digit(last, 16).unwrap_or('0');
        rest = others;
    }
    let leading_zeros = digits.iter().take(9).take_while(|digit| **digit == '0').count();
    digits.iter().skip(leading_zeros).try_for_each(|digit| out.write_char(*digit))
}

/// Reads a number of decimal digits alone; it saturates at `u32::MAX`.
pub(crate) fn read_decimal(text: &[u8]) -> Option<u32> {
    if text.is_empty() {
        return None;
    }
    let mut number = 0_u32;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.saturating_mul(10).saturating_add(digit.into());
    }
    Some(number)
}
