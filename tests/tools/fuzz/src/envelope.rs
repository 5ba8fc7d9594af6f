//! An error that is written as an envelope reads back equal, and as equal bytes.

use crate::answer;
use mixerr::{Outcome, WriteError, read, write_envelope};

/// Checks one input.
pub fn check(input: &[u8]) {
    let (http_status, body) = answer(input);
    let Outcome::Api(error) = read(http_status, body) else { return };
    let mut out = [0xA5; 968];
    let length = write_envelope(&error, &mut out).expect("968 bytes are always enough");
    let Outcome::Api(again) = read(http_status, &out[..length]) else { panic!("it is no error any more") };
    assert_eq!(
        (again.code, again.status, &again.description),
        (error.code, error.status, &error.description)
    );
    if !error.extra_cut {
        assert_eq!(again.extra, error.extra);
    }
    assert_eq!(again.action(), error.action());
    let mut second = [0; 968];
    let second_length = write_envelope(&again, &mut second).expect("as long as the first");
    assert_eq!(second[..second_length], out[..length]);
    // One byte less is too little, and is told.
    let short = write_envelope(&error, &mut second[..length - 1]);
    assert!(matches!(short, Err(WriteError::BufferFull)), "{short:?}");
}
