//! mixerr, which says more than it is asked here: the status, the extra, where a fault lies, and what to do.

use mixerr::{FaultKind, Outcome, Reader, read};

use crate::{Parser, Said};

/// The whole body at once.
pub struct Mixerr;

impl Parser for Mixerr {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        tell(said(&read(200, body)))
    }

    fn accepts(body: &[u8]) -> bool {
        is_json(&read(200, body))
    }
}

/// The body in pieces of so many bytes.
pub struct Pieces<const N: usize>;

impl<const N: usize> Parser for Pieces<N> {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        tell(said(&in_pieces(body, N)))
    }

    fn accepts(body: &[u8]) -> bool {
        is_json(&in_pieces(body, N))
    }
}

fn in_pieces(body: &[u8], size: usize) -> Outcome {
    let mut reader = Reader::new();
    for piece in body.chunks(size) {
        reader.feed(piece);
    }
    reader.finish(200)
}

fn said(outcome: &Outcome) -> Said<'_> {
    match outcome {
        Outcome::Success => Said::Success,
        Outcome::Api(error) => {
            Said::Error { code: error.code.as_u32(), description: error.description.as_str() }
        }
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
