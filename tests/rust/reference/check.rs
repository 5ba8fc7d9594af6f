//! Reads a body in every way that the library has, and compares each with the reference.

use mixerr::{
    DESCRIPTION_CAPACITY, EXTRA_CAPACITY, Expected, Fault, FaultKind, Outcome, Reader, read, read_into,
};

use crate::answer::{Answer, Kind};
use crate::mistake::Mistake;
use crate::random::Random;
use crate::reference::{Meaning, meaning};

const DEFAULT: (usize, usize) = (DESCRIPTION_CAPACITY, EXTRA_CAPACITY);

/// Reads a body in the chunks between these offsets. The offset of a byte that is not valid is the reference's.
type ReadChunks = fn(u16, &[u8], &[usize], Option<usize>) -> Result<Answer, String>;

macro_rules! readers {
    ($(($description:literal, $extra:literal))*) => {
        &[$((($description, $extra), read_chunks::<$description, $extra>),)*]
    };
}

/// Readers by their capacities.
const READERS: &[((usize, usize), ReadChunks)] = readers! {
    (0, 0) (0, 1) (1, 0) (1, 2) (2, 3) (3, 1) (4, 5) (5, 4) (7, 8) (8, 7) (16, 16) (64, 16) (16, 64) (128, 128) (129, 127)
    (300, 400)
};

/// Returns the answer of `read` if every reading of the body is the reference's, or else what differs.
///
/// `used` is any outcome, which must not matter to `read_into`.
pub(crate) fn check(
    http_status: u16,
    body: &[u8],
    random: &mut Random,
    used: &mut Outcome,
    mistake: Option<Mistake>,
) -> Result<Answer, String> {
    let meaning = meaning(http_status, body, mistake);
    let expected = meaning.answer(http_status, DEFAULT, mistake);
    equal("read", &Answer::from(&read(http_status, body)), &expected)?;
    read_into(http_status, body, used);
    equal("read_into", &Answer::from(&*used), &expected)?;

    let fault = fault_offset(&meaning).filter(|offset| *offset < body.len());
    let at_once = Fault::check_first_byte(http_status, body).map(|fault| (fault.http_status, fault.kind));
    equal("Fault::check_first_byte", &at_once, &fault_at_once(http_status, body, &expected))?;

    let bytes: Vec<usize> = (0..=body.len()).collect();
    let whole = [0, body.len()];
    let (few, many) = (cuts(body.len(), random), cuts(body.len(), random));
    for cuts in [&bytes, &few, &many, whole.as_slice()] {
        let (capacities, read_chunks) = random.pick(READERS);
        let name = || format!("Reader of capacities {capacities:?}, chunks between {cuts:?}");
        let actual =
            read_chunks(http_status, body, cuts, fault).map_err(|why| format!("{}: {why}", name()))?;
        let expected = meaning.answer(http_status, *capacities, mistake);
        if actual != expected {
            return Err(differ(&name(), &actual, &expected));
        }
    }
    Ok(expected)
}

fn equal<T: PartialEq + std::fmt::Debug>(name: &str, actual: &T, expected: &T) -> Result<(), String> {
    if actual == expected {
        return Ok(());
    }
    Err(differ(name, actual, expected))
}

fn differ<T: std::fmt::Debug>(name: &str, actual: &T, expected: &T) -> String {
    format!("{name}\n  mixerr:    {actual:?}\n  reference: {expected:?}")
}

/// Returns ascending offsets from 0 to `length`. Two that are equal are an empty chunk.
fn cuts(length: usize, random: &mut Random) -> Vec<usize> {
    let most = *random.pick(&[1, 2, 8, 40, length + 1]);
    let mut cuts = vec![0];
    let mut at = 0;
    while at < length {
        at = (at + random.below(most + 1)).min(length);
        cuts.push(at);
    }
    cuts
}

fn read_chunks<const D: usize, const X: usize>(
    http_status: u16,
    body: &[u8],
    cuts: &[usize],
    fault: Option<usize>,
) -> Result<Answer, String> {
    let mut reader = Reader::<D, X>::new();
    for chunk in cuts.windows(2) {
        reader.feed(&body[chunk[0]..chunk[1]]);
        let is_faulty = fault.is_some_and(|offset| offset < chunk[1]);
        if reader.is_faulty() != is_faulty {
            return Err(format!("is_faulty() is {} after {} bytes", reader.is_faulty(), chunk[1]));
        }
    }
    Ok(Answer::from(&reader.finish(http_status)))
}

/// Returns the offset of the first byte that is not valid, the end of a truncated body included.
fn fault_offset(meaning: &Meaning) -> Option<usize> {
    match meaning {
        Meaning::NotFromApi(FaultKind::Malformed { offset, .. } | FaultKind::TooDeep { offset }) => {
            Some(*offset as usize)
        }
        _ => None,
    }
}

/// Returns the fault of a body in which no value begins.
fn fault_at_once(http_status: u16, body: &[u8], expected: &Answer) -> Option<(u16, FaultKind)> {
    let first = body.iter().position(|byte| !b" \t\n\r".contains(byte)).unwrap_or(body.len());
    match expected.kind {
        Kind::NotFromApi(_, kind @ FaultKind::Malformed { offset, expected: Expected::Value })
            if offset as usize == first =>
        {
            Some((http_status, kind))
        }
        _ => None,
    }
}
