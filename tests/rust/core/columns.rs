//! `read_columns` returns what `read` does, except for the texts.

use mixerr::{Code, InvalidColumns, Outcome, read, read_columns};
use mixerr_tests::{cases, sentences};

/// The parts of an outcome that do not depend on its capacities.
fn parts<const D: usize, const X: usize>(outcome: &Outcome<D, X>) -> (String, Option<(Code, Option<u16>)>) {
    match outcome {
        Outcome::Success(_) | Outcome::NotFromApi(_) => (format!("{outcome:?}"), None),
        Outcome::Api(error) => {
            (format!("{} {}", error.action(), error.payment()), Some((error.code(), error.status())))
        }
    }
}

/// A log of every body of the tables: HTTP statuses, offsets and bodies.
fn log() -> (Vec<u16>, Vec<i64>, Vec<u8>) {
    let (mut http_status, mut offsets, mut bodies) = (Vec::new(), vec![0], Vec::new());
    let sentences = sentences().into_iter().map(|sentence| (200, sentence.body));
    for (status, body) in cases().into_iter().map(|case| (case.http_status, case.body)).chain(sentences) {
        http_status.push(status);
        bodies.extend(body);
        offsets.push(bodies.len() as i64);
    }
    (http_status, offsets, bodies)
}

#[test]
fn rows_have_the_outcomes_of_read() {
    let (http_status, offsets, bodies) = log();
    let narrow: Vec<i32> = offsets.iter().map(|offset| i32::try_from(*offset).unwrap()).collect();
    let bitmap: Vec<u8> = (0..=http_status.len() as u32).map(|byte| (byte * 37 + 11) as u8).collect();
    for first in 0..64 {
        let validity = Some((bitmap.as_slice(), first));
        let wide = read_columns(&http_status, &offsets, &bodies, validity).unwrap();
        let narrow = read_columns(&http_status, &narrow, &bodies, validity).unwrap();
        assert_eq!((wide.len(), narrow.len()), (http_status.len(), http_status.len()));
        let rows: Vec<_> = wide.zip(narrow).collect();
        assert_eq!(rows.len(), http_status.len());
        for (row, (wide, narrow)) in rows.into_iter().enumerate() {
            assert_eq!(wide, narrow);
            let bit = first + row;
            let is_valid = bitmap[bit / 8] >> (bit % 8) & 1 == 1;
            let body = &bodies[offsets[row] as usize..offsets[row + 1] as usize];
            let expected = is_valid.then(|| parts(&read(http_status[row], body)));
            assert_eq!(wide.as_ref().map(parts), expected, "row {row}, bit {bit}");
        }
    }
}

/// Returns the error of three rows with these offsets into five bytes.
fn error_of(offsets: &[i32]) -> Option<InvalidColumns> {
    read_columns(&[200; 3], offsets, b"{}1[]", None).err()
}

#[test]
fn offsets_must_ascend_within_the_bodies() {
    assert_eq!(error_of(&[0, 2, 3, 5]), None);
    assert_eq!(error_of(&[5, 5, 5, 5]), None);
    for offsets in [[-1, 2, 3, 5], [3, 2, 3, 5], [0, 3, 2, 5], [0, 2, 6, 5], [0, 2, 3, 6], [0, 2, 3, -1]] {
        assert_eq!(error_of(&offsets), Some(InvalidColumns::Offset), "{offsets:?}");
    }
}

#[test]
fn columns_must_have_the_same_length() {
    for offsets in [&[][..], &[0], &[0, 2, 3], &[0, 2, 3, 5, 5]] {
        assert_eq!(error_of(offsets), Some(InvalidColumns::Length), "{offsets:?}");
    }
    let with_validity =
        |bitmap: &[u8], first| read_columns(&[200; 3], &[0, 2, 3, 5], b"{}1[]", Some((bitmap, first))).err();
    for (bitmap, first) in [(&[][..], 0), (&[7], 6), (&[7], usize::MAX), (&[7], usize::MAX - 1)] {
        assert_eq!(with_validity(bitmap, first), Some(InvalidColumns::Length), "{first}");
    }
    assert_eq!(with_validity(&[7], 5), None);
}

#[test]
fn no_rows_need_no_offsets() {
    assert_eq!(read_columns::<i32>(&[], &[], b"", None).unwrap().count(), 0);
    assert_eq!(read_columns(&[], &[0], b"", None).unwrap().count(), 0);
}
