//! A body that arrives in pieces, which the fuzzer chooses, gives the same outcome as the whole one.

use crate::answer;
use mixerr::{Outcome, read};
use mixerr_tests::read_pieces;

/// Checks one input.
pub fn check(input: &[u8]) {
    // The first bytes tell the sizes of the pieces, in turn; a size of 0 is a piece without bytes.
    let Some((sizes, input)) = input.split_at_checked(4) else { return };
    let (http_status, body) = answer(input);
    let whole = read(http_status, body);
    assert_eq!(read_pieces(http_status, pieces(body, sizes)), whole);
    assert_eq!(read_pieces(http_status, body.chunks(1)), whole);
    let small: Outcome<7, 9> = read_pieces(http_status, [body]);
    assert_eq!(read_pieces::<7, 9>(http_status, pieces(body, sizes)), small);
    assert_eq!(small.action(), whole.action());
}

/// Returns the pieces of a body, whose sizes are taken in turn.
pub(crate) fn pieces<'a>(body: &'a [u8], sizes: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = body;
    // All sizes may be 0: then the rest comes at once.
    sizes.iter().cycle().enumerate().map_while(move |(place, &size)| {
        let size = if place < 64 { usize::from(size) } else { rest.len() };
        let (piece, tail) = rest.split_at(size.min(rest.len()));
        let is_over = rest.is_empty() && place > 0;
        rest = tail;
        (!is_over).then_some(piece)
    })
}
