//! Reads small integers.

#[cfg(target_pointer_width = "64")]
use super::swar::splat;

/// Reads an integer from 1 to 99999999; returns it and the rest.
///
/// Returns `None` for any other value, and for a number that may continue in the next chunk.
#[inline(always)]
pub(crate) fn read_integer(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let [b'1'..=b'9', ..] = bytes else { return None };
    #[cfg(target_pointer_width = "64")]
    if let Some(word) = bytes.first_chunk() {
        let (number, len) = leading_digits(u64::from_le_bytes(*word));
        return end(number, bytes.get(len..)?);
    }
    let mut rest = bytes;
    let mut number: u32 = 0;
    for _ in 0..9 {
        let [byte, tail @ ..] = rest else { return None };
        if !byte.is_ascii_digit() {
            return end(number, rest);
        }
        number = number.wrapping_mul(10).wrapping_add(u32::from(byte & 0xF));
        rest = tail;
    }
    None
}

/// Returns `number` if it ends before `rest`.
///
/// White space, a comma or a brace may follow. Any other byte up to the comma is not valid after a value, so the lexer
/// reports it.
#[inline(always)]
fn end(number: u32, rest: &[u8]) -> Option<(u32, &[u8])> {
    matches!(rest, [..=b',' | b'}', ..]).then_some((number, rest))
}

/// Returns the number that a word begins with, and the number of its digits, at least one. The first digit is the lowest
/// byte.
#[cfg(target_pointer_width = "64")]
#[inline(always)]
fn leading_digits(word: u64) -> (u32, usize) {
    // A digit becomes its value. The high bit marks the first byte that is not a digit, and perhaps bytes after it.
    let values = word ^ splat(0x30);
    let marks = (values | values.wrapping_add(splat(0x76))) & splat(0x80);
    let bits = marks.trailing_zeros() & !7;
    // The last digit moves to the top. Then neighbours are combined: two digits, four, and all eight.
    let digits = values.wrapping_shl(bits.wrapping_neg());
    let twos = digits.wrapping_mul(10).wrapping_add(digits >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = twos.wrapping_mul(100).wrapping_add(twos >> 16) & 0x0000_FFFF_0000_FFFF;
    let number = fours.wrapping_mul(10_000).wrapping_add(fours >> 32);
    (number as u32, (bits >> 3) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_integer_reads_it_or_leaves_it_whatever_byte_follows() {
        let fills = [b"00000000000000000000", b",,,,,,,,,,,,,,,,,,,,"];
        for (digits, fill) in ["1", "12", "20119", "8765432", "12345678"]
            .into_iter()
            .flat_map(|digits| fills.map(|fill| (digits, fill)))
        {
            let mut bytes = *fill;
            bytes[..digits.len()].copy_from_slice(digits.as_bytes());
            for end in 0..=u8::MAX {
                bytes[digits.len()] = end;
                for len in digits.len() + 1..bytes.len() {
                    let expected = (digits.parse().unwrap(), &bytes[digits.len()..len]);
                    match read_integer(&bytes[..len]) {
                        None => assert!(
                            !matches!(end, b' ' | b'\t' | b'\n' | b'\r' | b',' | b'}'),
                            "{digits} {end}"
                        ),
                        read => assert!(end.is_ascii_digit() || read == Some(expected), "{digits} {end}"),
                    }
                }
            }
        }
    }

    #[test]
    fn read_integer_refuses_what_is_not_a_small_integer_or_may_continue() {
        for bytes in
            ["", "0", "0,", "-1,", "x", "1", "12345678", "123456789,", "12345678901,", "1.5,", "1e5,", "1E5,"]
        {
            assert_eq!(read_integer(bytes.as_bytes()), None, "{bytes}");
        }
    }
}
