//! Every split of a body gives the outcome of the complete body.

use mixerr::{Outcome, Reader, read};
use mixerr_tests::{bodies, places, read_pieces, stop};

#[test]
fn feed_gives_the_same_outcome_for_every_two_way_split() {
    for (name, http_status, body) in bodies() {
        let whole = read(http_status, &body);
        for place in places(body.len(), 300) {
            let (head, tail) = body.split_at(place);
            assert_eq!(read_pieces(http_status, [head, tail]), whole, "{name}, split at {place}");
        }
    }
}

#[test]
fn feed_gives_the_same_outcome_for_every_three_way_split_of_a_short_body() {
    for (name, http_status, body) in bodies().filter(|(_, _, body)| body.len() <= 80) {
        let whole = read(http_status, &body);
        for second in 0..=body.len() {
            for first in 0..=second {
                let pieces = [&body[..first], &body[first..second], &body[second..]];
                assert_eq!(read_pieces(http_status, pieces), whole, "{name}, split at {first} and {second}");
            }
        }
    }
}

#[test]
fn feed_gives_the_same_outcome_byte_by_byte() {
    for (name, http_status, body) in bodies() {
        assert_eq!(read_pieces(http_status, body.chunks(1)), read(http_status, &body), "{name}");
    }
}

#[test]
fn feed_gives_the_same_outcome_in_chunks_of_every_small_size() {
    for (name, http_status, body) in bodies() {
        let whole = read(http_status, &body);
        for size in 2..=17 {
            assert_eq!(read_pieces(http_status, body.chunks(size)), whole, "{name}, chunks of {size}");
        }
    }
}

#[test]
fn feed_of_an_empty_chunk_changes_nothing() {
    for (name, http_status, body) in bodies() {
        let pieces = body.chunks(1).flat_map(|byte| [&[], byte, &[]]);
        assert_eq!(read_pieces(http_status, pieces), read(http_status, &body), "{name}");
    }
}

#[test]
fn feed_after_a_fault_changes_nothing() {
    for (name, http_status, mut body) in bodies() {
        let outcome = read(http_status, &body);
        // A truncated body could continue.
        if stop(&outcome).is_some_and(|offset| (offset as usize) < body.len()) {
            body.extend(br#"]}"}{"error":{"code":20119}}"#);
            assert_eq!(read(http_status, &body), outcome, "{name}");
        }
    }
}

#[test]
fn is_faulty_from_the_first_invalid_byte_on() {
    for (name, http_status, body) in bodies() {
        let fault = stop(&read(http_status, &body)).unwrap_or(u32::MAX);
        let mut reader = Reader::<0, 0>::new();
        for (offset, byte) in (0..).zip(&body) {
            reader.feed(&[*byte]);
            assert_eq!(reader.is_faulty(), offset >= fault, "{name} at {offset}");
        }
    }
}

#[test]
fn offset_beyond_32_bits_saturates() {
    let mut reader = Reader::<0, 0>::new();
    reader.feed(b"\"");
    let text = [b'a'; 1 << 16];
    for _ in 0..1 << 16 {
        reader.feed(&text);
    }
    reader.feed(b"\n");
    let outcome = reader.finish(200);
    assert_eq!(stop(&outcome), Some(u32::MAX));
}

/// Random numbers that are the same on every machine: xorshift (Marsaglia 2003).
struct Random(u64);

impl Random {
    /// Returns a number from 0 to `limit - 1`.
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as usize % limit
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

fn push_string(body: &mut String, random: &mut Random) {
    body.push('"');
    for _ in 0..random.below(6) {
        body.push_str(random.pick(&[
            "a",
            "a text of more than sixteen bytes",
            "2cfe1ab35a4cf1b4ea1a2d6a0fa8ae8b1d6cbd7a2c1c40fa02a5f7dbd1c1f0aa2cfe1ab35a4cf1b4",
            "é",
            "中文字符",
            "😀",
            r"\n",
            r"\\",
            r#"\""#,
            r"\u0041",
            r"\u0000",
            r"\ud83d\ude00",
            r"\ud83d",
            r"\ude00",
        ]));
    }
    body.push('"');
}

/// Appends an object or array of about `length` bytes, with white space in some.
fn push_container(body: &mut String, length: usize, random: &mut Random) {
    let spaces = random.pick(&["", "", "", " ", "\n            "]);
    let end = body.len() + length;
    let mut open = Vec::new();
    loop {
        if open.last() == Some(&'}') {
            match random.below(4) {
                0 => body.push_str("\"code\""),
                _ => push_string(body, random),
            }
            body.push_str([":", ": ", " :"][random.below(3)]);
        }
        match random.below(8) {
            _ if open.is_empty() => open.push('}'),
            0..=1 if open.len() < 40 => open.push('}'),
            2 if open.len() < 40 => open.push(']'),
            3 => body.push_str(random.pick(&[
                "0",
                "-12.5e3",
                "1234567890",
                "true",
                "false",
                "null",
                "{}",
                "[]",
            ])),
            _ => push_string(body, random),
        }
        if body.ends_with([',', ':', ' ', '\n', '{', '[']) || body.is_empty() {
            body.push(if open.last() == Some(&'}') { '{' } else { '[' });
            continue;
        }
        while random.below(5) == 0 && open.len() > 1 {
            body.extend(open.pop());
        }
        body.push_str(spaces);
        if body.len() >= end {
            body.extend(open.drain(..).rev());
            return;
        }
        body.push(',');
        body.push_str(spaces);
    }
}

#[test]
fn feed_gives_the_same_outcome_for_random_chunks_of_long_bodies() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut errors = 0;
    for number in 0..1500 {
        let mut body = String::from("{\"data\":");
        push_container(&mut body, 2000, &mut random);
        body.push_str(",\"error\":{\"x\":");
        push_container(&mut body, 500, &mut random);
        body.push_str(",\"description\":");
        push_string(&mut body, &mut random);
        body.push_str(",\"code\":20119,\"extra\":");
        push_container(&mut body, 300, &mut random);
        body.push_str("}}");
        let mut body = body.into_bytes();
        if number % 4 == 0 {
            let place = random.below(body.len());
            body[place] = b"\"\\{}[]:, a1\xC3\xED"[random.below(13)];
        }
        let whole = read_pieces::<512, 512>(202, [&body[..]]);
        errors += usize::from(matches!(whole, Outcome::Api(_)));
        for longest in [3, 10, 30, 70, 150, 600] {
            let mut rest = &body[..];
            let mut chunks = Vec::new();
            while !rest.is_empty() {
                let (chunk, tail) = rest.split_at(rest.len().min(1 + random.below(longest)));
                chunks.push(chunk);
                rest = tail;
            }
            let outcome = read_pieces(202, chunks);
            assert!(outcome == whole, "{number}: {}\n{outcome:?}\n{whole:?}", String::from_utf8_lossy(&body));
        }
    }
    assert!((1125..1500).contains(&errors), "{errors} errors");
}

/// Reads with other capacities, and compares everything but the lengths of the texts.
fn compare<const D: usize, const X: usize>() {
    for (name, http_status, body) in bodies() {
        let outcome = read_pieces::<D, X>(http_status, body.chunks(7));
        let whole = read_pieces::<4096, 4096>(http_status, [&body[..]]);
        assert_eq!(outcome.action(), whole.action(), "{name}");
        match (outcome, whole) {
            (Outcome::Success(data), Outcome::Success(expected)) => assert_eq!(data, expected, "{name}"),
            (Outcome::NotFromApi(fault), Outcome::NotFromApi(expected)) => {
                assert_eq!(fault, expected, "{name}")
            }
            (Outcome::Api(error), Outcome::Api(expected)) => {
                assert_eq!((error.code(), error.status()), (expected.code(), expected.status()), "{name}");
                compare_text(
                    &name,
                    (error.description(), error.description_truncated()),
                    expected.description(),
                );
                compare_text(&name, (error.extra(), error.extra_truncated()), expected.extra());
            }
            (outcome, expected) => panic!("{name}: {outcome:?} instead of {expected:?}"),
        }
    }
}

fn compare_text(name: &str, (text, is_truncated): (&str, bool), whole: &str) {
    assert!(whole.starts_with(text), "{name}: {text:?} does not begin {whole:?}");
    assert!(is_truncated || text == whole, "{name}: {text:?} is cut, and nothing says so");
}

#[test]
fn capacity_of_0_drops_the_texts_alone() {
    compare::<0, 0>();
}

#[test]
fn capacity_of_a_byte_keeps_a_prefix() {
    compare::<1, 1>();
}

#[test]
fn capacity_of_a_few_bytes_keeps_a_prefix() {
    compare::<2, 3>();
    compare::<100, 17>();
}

#[test]
fn capacity_for_the_description_alone_keeps_no_extra() {
    compare::<32, 0>();
}

#[test]
fn capacity_of_4096_bytes_gives_the_same_texts_in_chunks() {
    compare::<4096, 4096>();
}
