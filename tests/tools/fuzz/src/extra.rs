//! What is read out of an extra is what serde_json reads out of it.

use crate::judge_contract::Json;
use crate::read_uncut;
use mixerr::Outcome;
use serde::Deserialize;

/// What an extra mostly holds.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Typed {
    field: Option<u32>,
    list: Option<[bool; 2]>,
    other: Option<i8>,
}

/// Checks one input.
pub fn check(input: &[u8]) {
    let body = [br#"{"error":{"code":10002,"extra":"#, input, b"}}"].concat();
    let Outcome::Api(error) = read_uncut(202, &body) else { return };
    let extra: Json = match serde_json::from_str(&error.extra) {
        Ok(extra) => extra,
        Err(_) if error.extra.is_empty() => return,
        Err(failure) => panic!("{:?} is no JSON: {failure}", error.extra),
    };
    for (name, _) in extra.members() {
        assert_eq!(error.extra_string(name).as_deref(), extra.last(name, Json::string), "{name:?}");
    }
    assert_eq!(error.extra_string("no such name\0").as_deref(), extra.last("no such name\0", Json::string));
    // serde-json-core is less strict than serde_json in some ways and knows fewer escapes: what both read is equal.
    if let (Ok(ours), Ok(judged)) = (error.extra_as::<Typed>(), serde_json::from_str::<Typed>(&error.extra)) {
        assert_eq!(ours, judged, "{:?}", error.extra);
    }
}
