//! The bodies: those of `tests/tools/figures/bodies/`, and some that grow.

/// Returns the body of this name: a file's path, `size:BYTES` or `depth:LEVELS`.
///
/// # Panics
///
/// If there is no such body.
#[must_use]
pub fn body(name: &str) -> Vec<u8> {
    match name.split_once(':') {
        Some(("size", bytes)) => success(bytes.parse().expect("a number of bytes")),
        Some(("depth", levels)) => nested(levels.parse().expect("a number of levels")),
        _ => std::fs::read(name).unwrap_or_else(|error| panic!("{name}: {error}")),
    }
}

/// A success of so many bytes: a list of snapshots as the API sends them, and a memo that fills it up.
fn success(bytes: usize) -> Vec<u8> {
    const HEAD: &str = r#"{"data":["#;
    const SNAPSHOT: &str = concat!(
        r#"{"type":"snapshot","snapshot_id":"53185961-4148-57b2-b743-3c6db2714c76","amount":"-0.01","#,
        r#""confirmations":12,"has_more":true,"memo":"order \"0\" is on its way","opponent":null},"#
    );
    const TAIL: &str = r#"{"memo":""}]}"#;
    let room = bytes.checked_sub(HEAD.len() + TAIL.len()).expect("room for the least success");
    let mut body = HEAD.to_owned() + &SNAPSHOT.repeat(room / SNAPSHOT.len());
    body.push_str(&TAIL.replace("\"\"", &format!("\"{}\"", "x".repeat(room % SNAPSHOT.len()))));
    body.into_bytes()
}

/// A success whose arrays lie in each other: so many levels, the outer object being one.
fn nested(levels: usize) -> Vec<u8> {
    let arrays = levels.checked_sub(1).expect("a level for the object");
    if arrays == 0 {
        return br#"{"data":0}"#.to_vec();
    }
    format!(r#"{{"data":{}0{}}}"#, "[".repeat(arrays), "]".repeat(arrays)).into_bytes()
}

#[cfg(test)]
mod tests {
    use mixerr::{Outcome, read};

    use super::*;

    #[test]
    fn success_has_the_size_that_was_asked_for() {
        for size in [1 << 10, 1 << 16, 1 << 20] {
            let body = success(size);
            assert_eq!(body.len(), size);
            assert_eq!(read(200, &body), Outcome::Success);
        }
    }

    #[test]
    fn nested_has_the_depth_that_was_asked_for() {
        let deepest = usize::from(mixerr::MAX_DEPTH);
        for levels in 1..=deepest {
            assert_eq!(read(200, &nested(levels)), Outcome::Success);
        }
        assert_ne!(read(200, &nested(deepest + 1)), Outcome::Success);
    }
}
