//! HTTP dates (RFC 9110, section 5.6.7).

use super::digits::read_decimal;

const DAYS: &[u8; 21] = b"MonTueWedThuFriSatSun";
const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
/// The form of a date; every byte but `?` must be equal.
const FORM: &[u8; 29] = b"???, ?? ??? ???? ??:??:?? GMT";

/// Returns the seconds since 1970 of an `IMF-fixdate` from 1970 to 2105, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Returns `None` for every other form, the two obsolete ones included. The day of the week is not compared with the date.
pub(super) fn http_date(text: &[u8]) -> Option<u32> {
    if text.len() != FORM.len() || text.iter().zip(FORM).any(|(byte, form)| *form != b'?' && byte != form) {
        return None;
    }
    number_of(text.get(..3)?, DAYS)?;
    let month = number_of(text.get(8..11)?, MONTHS)?;
    let number = |start: usize, len| read_decimal(text.get(start..)?.get(..len)?);
    let (day, year) = (number(5, 2)?, number(12, 4)?);
    let (hour, minute, second) = (number(17, 2)?, number(20, 2)?, number(23, 2)?);
    // A leap second is the second 60.
    if !(1970..=2105).contains(&year) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // 2000 was a leap year, and 2100 is none.
    let is_leap = year % 4 == 0 && year != 2100;
    let len = |month: u32| match month {
        2 => 28_u32.wrapping_add(is_leap.into()),
        _ => 30_u32.wrapping_add(month.wrapping_add(month >> 3) & 1),
    };
    if !(1..=len(month)).contains(&day) {
        return None;
    }
    let leap_days = (year.wrapping_sub(1969) / 4).wrapping_sub(u32::from(year > 2100));
    let mut days = year.wrapping_sub(1970).wrapping_mul(365).wrapping_add(leap_days);
    for earlier in 1..month {
        days = days.wrapping_add(len(earlier));
    }
    let hours = days.wrapping_add(day).wrapping_sub(1).wrapping_mul(24).wrapping_add(hour);
    Some(hours.wrapping_mul(60).wrapping_add(minute).wrapping_mul(60).wrapping_add(second))
}

/// Returns the number of a name of three letters among others, from 1.
fn number_of(name: &[u8], names: &[u8]) -> Option<u32> {
    let index = names.chunks_exact(3).position(|known| known == name)?;
    Some((index as u32).wrapping_add(1))
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::format;

    use super::http_date;

    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [(&str, u32); 12] = [
        ("Jan", 31),
        ("Feb", 28),
        ("Mar", 31),
        ("Apr", 30),
        ("May", 31),
        ("Jun", 30),
        ("Jul", 31),
        ("Aug", 31),
        ("Sep", 30),
        ("Oct", 31),
        ("Nov", 30),
        ("Dec", 31),
    ];

    /// Every day from 1970 to 2105, counted one by one.
    #[test]
    fn http_date_counts_every_day() {
        let mut days = 0_u32;
        for year in 1970..=2105_u32 {
            for (index, (month, len)) in MONTHS.iter().enumerate() {
                let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
                let len = len + u32::from(index == 1 && is_leap);
                for day in 0..=32 {
                    let name = DAYS[(days + 3) as usize % 7];
                    let date = format!("{name}, {day:02} {month} {year} 23:59:58 GMT");
                    let expected = (1..=len).contains(&day).then(|| days * 86_400 + 86_398);
                    assert_eq!(http_date(date.as_bytes()), expected, "{date}");
                    days += u32::from(expected.is_some());
                }
            }
        }
        assert_eq!(http_date(b"Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
    }

    #[test]
    fn http_date_refuses_every_other_form() {
        for date in [
            "",
            "0",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 gmt",
            "sun, 06 Nov 1994 08:49:37 GMT",
            "Son, 06 Nov 1994 08:49:37 GMT",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 94 08:49:37 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:61 GMT",
            "Sun, 06 Nov 1969 08:49:37 GMT",
            "Sun, 06 Nov 2106 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(http_date(date.as_bytes()), None, "{date}");
        }
        assert_eq!(http_date(b"Sun, 06 Nov 1994 08:49:60 GMT"), Some(784_111_800));
    }
}
