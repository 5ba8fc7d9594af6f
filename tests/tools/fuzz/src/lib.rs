//! The fuzz targets, one a module, and how an input is an answer.

pub mod abi;
pub mod envelope;
pub mod extra;
pub mod judge;
#[path = "../../../rust/core/judge_contract.rs"]
mod judge_contract;
pub mod seeds;
#[path = "../../../rust/core/serde_judge.rs"]
mod serde_judge;
pub mod splits;
pub mod whole;

use mixerr::Outcome;
use mixerr_tests::read_pieces;

/// The targets by name.
pub const TARGETS: [(&str, fn(&[u8])); 6] = [
    ("abi", abi::check),
    ("envelope", envelope::check),
    ("extra", extra::check),
    ("judge", judge::check),
    ("splits", splits::check),
    ("whole", whole::check),
];

/// The HTTP statuses on which something depends; every other one may come too.
const HTTP_STATUSES: [u16; 16] =
    [0, 200, 202, 204, 209, 210, 301, 400, 401, 403, 404, 429, 500, 502, 599, 600];

/// Splits an input into an HTTP status, which its first byte tells, and a body.
pub fn answer(input: &[u8]) -> (u16, &[u8]) {
    match input.split_first() {
        Some((&first, body)) if usize::from(first) < HTTP_STATUSES.len() => {
            (HTTP_STATUSES[usize::from(first)], body)
        }
        Some((&first, body)) => (u16::from(first) * 257, body),
        None => (0, &[]),
    }
}

/// Makes an input of an answer, for the corpus.
#[must_use]
pub fn input(http_status: u16, body: &[u8]) -> Vec<u8> {
    let place = HTTP_STATUSES.iter().position(|known| *known == http_status);
    let first = place.and_then(|place| u8::try_from(place).ok()).unwrap_or((http_status / 257) as u8);
    [&[first][..], body].concat()
}

/// Reads with capacities that hold everything that a fuzzer sends.
#[must_use]
pub fn read_uncut(http_status: u16, body: &[u8]) -> Outcome<65536, 65536> {
    read_pieces(http_status, [body])
}
