//! A truncated body is never an error of the API, nor a success.

use mixerr::read;
use mixerr_tests::{bodies, places, stop};

use crate::serde_judge;

#[test]
fn read_accepts_a_truncated_body_only_if_it_is_json() {
    for (_, http_status, body) in bodies() {
        for length in places(body.len(), 50) {
            serde_judge::check(&read(http_status, &body[..length]), &body[..length]);
        }
    }
}

#[test]
fn read_never_accepts_a_container_without_its_last_bracket() {
    for (name, http_status, body) in bodies().filter(|(_, _, body)| serde_judge::is_json(body)) {
        let Some((b'}' | b']', unclosed)) = body.trim_ascii_end().split_last() else { continue };
        for length in places(unclosed.len(), 500) {
            if length == 0 && matches!(http_status, 204 | 205) {
                continue;
            }
            let outcome = read(http_status, &unclosed[..length]);
            assert!(stop(&outcome).is_some(), "{name}, cut at {length}: {outcome:?}");
        }
    }
}

#[test]
fn read_reports_a_truncated_body_at_its_end_or_at_an_earlier_fault() {
    for (name, http_status, body) in bodies() {
        let fault = stop(&read(http_status, &body)).map_or(body.len(), |offset| offset as usize);
        for length in places(body.len(), 500) {
            if let Some(offset) = stop(&read(http_status, &body[..length])) {
                assert_eq!(offset as usize, length.min(fault), "{name}, cut at {length}");
            }
        }
    }
}
