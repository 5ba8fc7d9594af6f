//! mixerr. It also returns what is not measured here: the status, the extra, the offset of a fault, and the action.

use mixerr::{FaultKind, Outcome, Reader, read};

use crate::{Parser, Said};

/// The body in one call.
pub struct Mixerr;

impl Parser for Mixerr {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        tell(said(&read(200, body)))
    }

    fn accepts(body: &[u8]) -> bool {
        is_json(&read(200, body))
    }
}

/// The body in chunks of so many bytes.
pub struct Chunks<const N: usize>;

impl<const N: usize> Parser for Chunks<N> {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        tell(said(&in_chunks(body, N)))
    }

    fn accepts(body: &[u8]) -> bool {
        is_json(&in_chunks(body, N))
    }
}

fn in_chunks(body: &[u8], size: usize) -> Outcome {
    let mut reader = Reader::new();
    for chunk in body.chunks(size) {
        reader.feed(chunk);
    }
    reader.finish(200)
}

fn said(outcome: &Outcome) -> Said<'_> {
    match outcome {
        Outcome::Success(_) => Said::Success,
        Outcome::Api(error) => Said::Error { code: error.code().as_u32(), description: error.description() },
        Outcome::NotFromApi(_) => Said::Refused,
    }
}

fn is_json(outcome: &Outcome) -> bool {
    !matches!(
        outcome,
        Outcome::NotFromApi(fault)
            if matches!(fault.kind, FaultKind::Malformed { .. } | FaultKind::TooDeep { .. })
    )
}
