//! HTTP dates (RFC 9110, section 5.6.7).

const DAYS: [&[u8; 3]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
const MONTHS: [(&[u8; 3], u32); 12] = [
    (b"Jan", 31),
    (b"Feb", 28),
    (b"Mar", 31),
    (b"Apr", 30),
    (b"May", 31),
    (b"Jun", 30),
    (b"Jul", 31),
    (b"Aug", 31),
    (b"Sep", 30),
    (b"Oct", 31),
    (b"Nov", 30),
    (b"Dec", 31),
];

/// Returns the seconds since 1970 of an `IMF-fixdate` from 1970 to 2105, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// Returns `None` for every other form, the two obsolete ones included. The day of the week is not compared with the date.
pub(super) fn http_date(text: &[u8]) -> Option<u32> {
    let text: &[u8; 29] = text.try_into().ok()?;
    let [n0, n1, n2, b',', b' ', d0, d1, b' ', m0, m1, m2, b' ', y0, y1, y2, y3, b' ', time @ ..] = text
    else {
        return None;
    };
    let [h0, h1, b':', min0, min1, b':', s0, s1, b' ', b'G', b'M', b'T'] = time else { return None };
    DAYS.iter().find(|day| ***day == [*n0, *n1, *n2])?;
    let month = MONTHS.iter().position(|(month, _)| **month == [*m0, *m1, *m2])?;
    let year = two_digits(*y0, *y1)?.wrapping_mul(100).wrapping_add(two_digits(*y2, *y3)?);
    let (day, hour) = (two_digits(*d0, *d1)?, two_digits(*h0, *h1)?);
    let (minute, second) = (two_digits(*min0, *min1)?, two_digits(*s0, *s1)?);
    // A leap second is the second 60.
    if !(1970..=2105).contains(&year) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // 2000 was a leap year, and 2100 is none.
    let is_leap = year % 4 == 0 && year != 2100;
    let leap_days = (year.wrapping_sub(1969) / 4).wrapping_sub(u32::from(year > 2100));
    let mut days = year.wrapping_sub(1970).wrapping_mul(365).wrapping_add(leap_days);
    for (index, (_, len)) in MONTHS.iter().enumerate() {
        let len = len.wrapping_add(u32::from(index == 1 && is_leap));
        if index == month {
            return (1..=len).contains(&day).then(|| {
                let hours = days.wrapping_add(day).wrapping_sub(1).wrapping_mul(24).wrapping_add(hour);
                hours.wrapping_mul(60).wrapping_add(minute).wrapping_mul(60).wrapping_add(second)
            });
        }
        days = days.wrapping_add(len);
    }
    None
}

fn two_digits(tens: u8, units: u8) -> Option<u32> {
    let (tens, units) = (char::from(tens).to_digit(10)?, char::from(units).to_digit(10)?);
    Some(tens.wrapping_mul(10).wrapping_add(units))
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::format;

    use super::{DAYS, MONTHS, http_date};

    /// Every day from 1970 to 2105, counted one by one.
    #[test]
    fn http_date_counts_every_day() {
        let mut days = 0_u32;
        for year in 1970..=2105_u32 {
            for (index, (month, len)) in MONTHS.iter().enumerate() {
                let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
                let len = len + u32::from(index == 1 && is_leap);
                for day in 0..=32 {
                    let (name, month) =
                        (DAYS[(days + 3) as usize % 7], core::str::from_utf8(*month).unwrap());
                    let name = core::str::from_utf8(name).unwrap();
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
