//! Reads with the lexer, byte by byte, until an accelerator may read.

use crate::envelope::{Buffers, EnvelopeVisitor};
#[cfg(not(feature = "small"))]
use crate::json::fast_path::ON_HOST;
use crate::json::{Lexer, State, Visitor, scan};

/// The length of a chunk from which on the fast path is faster.
#[cfg(not(feature = "small"))]
pub(super) const MIN_LEN: usize = 8;

/// Returns true if an accelerator may read the next byte.
#[cfg(not(feature = "small"))]
#[inline(always)]
pub(super) fn may_read(lexer: &Lexer<EnvelopeVisitor>) -> bool {
    match lexer.nesting.state {
        State::STRING => !lexer.compares_key() && (!ON_HOST || !lexer.awaits_low_surrogate()),
        state => {
            state.is_between_tokens()
                && (!ON_HOST || !lexer.nesting.awaits_known_value() && lexer.visitor.member_depth().is_some())
        }
    }
}

/// Reads with the lexer, until an accelerator may read the rest. Returns the number of valid bytes.
#[cfg_attr(not(target_pointer_width = "64"), inline(always))]
#[cfg_attr(target_pointer_width = "64", inline(never))]
pub(super) fn read_bytes(
    lexer: &mut Lexer<EnvelopeVisitor>,
    bytes: &[u8],
    buffers: &mut impl Buffers,
) -> usize {
    let mut read = 0_usize;
    loop {
        let is_in_string = lexer.nesting.state == State::STRING && (COMPARES_KEYS || !lexer.compares_key());
        if SKIPS_TEXT && is_in_string && lexer.visitor.text(buffers).is_none() {
            while let Some(byte) = bytes.get(read).filter(|byte| scan::is_unescaped(**byte)) {
                lexer.compare_key(*byte);
                read = read.wrapping_add(1);
            }
        }
        let Some(byte) = bytes.get(read) else { break };
        if !lexer.step(*byte, buffers) {
            break;
        }
        read = read.wrapping_add(1);
        #[cfg(not(feature = "small"))]
        if bytes.len().wrapping_sub(read) >= MIN_LEN && may_read(lexer) {
            break;
        }
    }
    lexer.advance(read);
    read
}

/// True if text that goes to no buffer is skipped without the lexer's steps. On 32 bits the fast path does that.
const SKIPS_TEXT: bool = COMPARES_KEYS || cfg!(feature = "small");
/// True if that includes the keys that are compared.
const COMPARES_KEYS: bool = cfg!(target_pointer_width = "64");
