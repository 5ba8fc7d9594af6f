//! The fuzz targets, one a module, and how an input is an answer.

pub mod abi;
pub mod envelope;
pub mod explain;
pub mod extra;
pub mod head;
pub mod judge;
#[path = "../../../rust/core/judge_contract.rs"]
mod judge_contract;
pub mod receipt;
#[path = "../../../rust/core/receipt_contract.rs"]
mod receipt_contract;
pub mod seeds;
#[path = "../../../rust/core/serde_judge.rs"]
mod serde_judge;
pub mod splits;
pub mod transfer;
pub mod whole;

use mixerr::Outcome;
use mixerr_tests::read_pieces;

/// A target: its name, and what checks an input.
pub type Target = (&'static str, fn(&[u8]));

/// The targets.
pub const TARGETS: [Target; 10] = [
    ("abi", abi::check),
    ("envelope", envelope::check),
    ("explain", explain::check),
    ("extra", extra::check),
    ("head", head::check),
    ("judge", judge::check),
    ("receipt", receipt::check),
    ("splits", splits::check),
    ("transfer", transfer::check),
    ("whole", whole::check),
];

/// The HTTP statuses on which something depends: the first byte of an input chooses one. The order is that of the
/// corpus: new ones go to the end.
const HTTP_STATUSES: [u16; 24] = [
    0, 200, 202, 204, 209, 210, 301, 400, 401, 403, 404, 429, 500, 502, 599, 600, 205, 405, 408, 413, 421,
    425, 431, 511,
];

/// A first byte after which two bytes are the HTTP status, the higher one first.
const ANY_STATUS: u8 = 0xFF;

/// Splits an input into an HTTP status and a body.
pub fn answer(input: &[u8]) -> (u16, &[u8]) {
    match input {
        [ANY_STATUS, high, low, body @ ..] => (u16::from_be_bytes([*high, *low]), body),
        [first, body @ ..] => {
            let known = HTTP_STATUSES.get(usize::from(*first)).copied();
            (known.unwrap_or(u16::from(*first) * 257), body)
        }
        [] => (0, &[]),
    }
}

/// Returns the input that [`answer`] splits into these.
#[must_use]
pub fn input(http_status: u16, body: &[u8]) -> Vec<u8> {
    let place = HTTP_STATUSES.iter().position(|known| *known == http_status);
    match place.and_then(|place| u8::try_from(place).ok()) {
        Some(first) => [&[first][..], body].concat(),
        None => [&[ANY_STATUS][..], &http_status.to_be_bytes(), body].concat(),
    }
}

/// Reads with capacities that hold everything that a fuzzer sends.
#[must_use]
pub fn read_uncut(http_status: u16, body: &[u8]) -> Outcome<65536, 65536> {
    read_pieces(http_status, [body])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answer_splits_what_input_makes() {
        for (name, http_status, body) in mixerr_tests::bodies() {
            assert_eq!(answer(&input(http_status, &body)), (http_status, &body[..]), "{name}");
        }
    }
}
