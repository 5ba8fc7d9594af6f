//! What a head says of its fields is what a reference says that reads them one by one.

use mixerr::{Head, Origin, Outcome, read};

/// A time on the clock of the device, in milliseconds.
const NOW_MS: i64 = 1_764_312_313_000;

/// Checks one input: lines, of which the first is the sent id, empty for none, and the others are fields.
pub fn check(input: &[u8]) {
    let mut lines = input.split(|byte| *byte == b'\n');
    let sent = lines.next().and_then(|line| std::str::from_utf8(line).ok()).filter(|line| !line.is_empty());
    let fields: Vec<(&[u8], &[u8])> = lines
        .filter_map(|line| {
            let colon = line.iter().position(|byte| *byte == b':')?;
            Some((&line[..colon], &line[colon + 1..]))
        })
        .collect();
    let mut head = Head::new(sent);
    for (name, value) in &fields {
        head.field(name, value);
    }
    let values = |name: &str| {
        let is_named = |field: &&(&[u8], &[u8])| field.0.eq_ignore_ascii_case(name.as_bytes());
        fields.iter().filter(is_named).map(|(_, value)| value.trim_ascii()).collect::<Vec<_>>()
    };
    let echoes = values("x-request-id");
    let origin = match sent {
        None => Origin::Unknown,
        Some(sent)
            if !echoes.is_empty() && echoes.iter().all(|echo| *echo == sent.as_bytes().trim_ascii()) =>
        {
            Origin::Api
        }
        Some(_) => Origin::Other,
    };
    assert_eq!(head.origin(), origin);
    assert_eq!(head.retry_after_s(), retry_after_s(&values("retry-after"), &values("date")));
    let server_ms = values("x-server-time").iter().rev().find_map(|value| server_ms(value));
    assert_eq!(head.skew_ms(NOW_MS), server_ms.map(|server_ms| NOW_MS - server_ms));
    let mut outcome = read(202, br#"{"error":{"status":202,"code":20119}}"#);
    head.refine(202, &mut outcome, NOW_MS);
    assert_eq!(matches!(outcome, Outcome::NotFromApi(_)), origin == Origin::Other);
}

/// The last value that is valid counts: seconds, or a date if there is a `Date`.
fn retry_after_s(hints: &[&[u8]], dates: &[&[u8]]) -> u32 {
    let now = dates.iter().rev().find_map(|date| http_date(date)).filter(|date| *date != 0);
    let hint = hints.iter().rev().find_map(|hint| {
        seconds(hint).or_else(|| {
            let date = http_date(hint).filter(|date| *date != 0)?;
            Some(u32::try_from(date.saturating_sub(now?)).expect("up to 2105"))
        })
    });
    hint.unwrap_or(0)
}

fn seconds(text: &[u8]) -> Option<u32> {
    let is_number = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    is_number.then(|| std::str::from_utf8(text).expect("digits").parse().unwrap_or(u32::MAX))
}

fn server_ms(text: &[u8]) -> Option<i64> {
    let nanoseconds = std::str::from_utf8(text).ok().filter(|_| text.iter().all(u8::is_ascii_digit))?;
    let is_valid = text.len() == 19 && !nanoseconds.starts_with('0');
    is_valid.then(|| (nanoseconds.parse::<u64>().expect("19 digits") / 1_000_000).cast_signed())
}

/// Returns the seconds since 1970 of an `IMF-fixdate`.
fn http_date(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok().filter(|text| text.is_ascii() && text.len() == 29)?;
    let [day_name, day, month, year, time, zone] = text.split(' ').collect::<Vec<_>>().try_into().ok()?;
    let number = |digits: &str, len: usize| {
        let is_number = digits.len() == len && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| digits.parse::<u64>().expect("digits"))
    };
    let [hour, minute, second] = time.split(':').collect::<Vec<_>>().try_into().ok()?;
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == month)?;
    let (day, year) = (number(day, 2)?, number(year, 4)?);
    let is_leap =
        |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let len = |year, month: usize| match month {
        1 => 28 + u64::from(is_leap(year)),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    };
    let is_valid = ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"].contains(&day_name)
        && zone == "GMT"
        && (1970..=2105).contains(&year)
        && (1..=len(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    let years: u64 = (1970..year).map(|year| 365 + u64::from(is_leap(year))).sum();
    let days = years + (0..month).map(|month| len(year, month)).sum::<u64>() + day - 1;
    is_valid.then_some(days * 86_400 + hour * 3_600 + minute * 60 + second)
}
