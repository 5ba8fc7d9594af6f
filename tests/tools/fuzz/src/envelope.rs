//! An error that is written as an envelope reads back equal, and as equal bytes; so does one that is built of its parts.

use crate::answer;
use mixerr::{ApiError, Outcome, WriteError, read, write_envelope};

/// Checks one input.
pub fn check(input: &[u8]) {
    let (http_status, body) = answer(input);
    let Outcome::Api(error) = read(http_status, body) else { return };
    let mut out = [0xA5; 968];
    let length = write_envelope(&error, &mut out).expect("968 bytes are always enough");
    let Outcome::Api(again) = read(http_status, &out[..length]) else { panic!("it is no error any more") };
    assert_eq!(
        (again.code(), again.status(), again.description()),
        (error.code(), error.status(), error.description())
    );
    let mut built = ApiError::new(error.code())
        .with_status(error.status())
        .with_http_status(http_status)
        .with_description(error.description());
    if !error.extra_truncated() {
        assert_eq!(again.extra(), error.extra());
        if !error.extra().is_empty() {
            built = built.with_extra(error.extra()).expect("an extra that was read");
        }
    }
    assert_eq!(built, again);
    assert_eq!(again.action(), error.action());
    let mut second = [0; 968];
    let second_length = write_envelope(&again, &mut second).expect("as long as the first");
    assert_eq!(second[..second_length], out[..length]);
    // One byte less is an error.
    let short = write_envelope(&error, &mut second[..length - 1]);
    assert!(matches!(short, Err(WriteError::BufferFull)), "{short:?}");
}
