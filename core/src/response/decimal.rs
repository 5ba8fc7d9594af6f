//! Writes numbers, without the machinery of `core::fmt`.

use core::fmt::{self, Write};

/// Writes `number` in decimal digits.
///
/// # Errors
///
/// Those of `out`.
pub fn write_decimal(number: u32, out: &mut impl Write) -> fmt::Result {
    write(number, |number| (number / 10, number % 10), out)
}

/// Writes `number` in lower-case hexadecimal digits.
pub(crate) fn write_hexadecimal(number: u32, out: &mut impl Write) -> fmt::Result {
    write(number, |number| (number >> 4, number & 0xF), out)
}

/// Writes the digits of `number`, of which `split` takes the last one off.
fn write(number: u32, split: impl Fn(u32) -> (u32, u32), out: &mut impl Write) -> fmt::Result {
    let mut digits = ['0'; 10];
    let mut rest = number;
    for digit in digits.iter_mut().rev() {
        let (front, last) = split(rest);
        *digit = char::from_digit(last, 16).unwrap_or('0');
        rest = front;
    }
    let zeros = digits.iter().take(9).take_while(|digit| **digit == '0').count();
    digits.iter().skip(zeros).try_for_each(|digit| out.write_char(*digit))
}
