//! Chooses the accelerator for what comes next, until the lexer must read a byte.

use crate::envelope::Envelope;
use crate::json::fast_path::{copy_string, skip_string, skip_tokens};
use crate::json::scan::skip_whitespace;
use crate::json::{Lexer, State, Visitor};
use crate::text::Buffers;

/// The fewest bytes for which the fast path pays.
const MIN_LEN: usize = 8;

/// Returns true if [`read`] may read something.
#[inline(always)]
pub(super) fn may_read(lexer: &Lexer<Envelope>) -> bool {
    match lexer.nesting.state {
        State::STRING => !lexer.compares_key(),
        state => state.is_between_tokens(),
    }
}

/// Reads what the accelerators can; returns the rest.
#[inline(always)]
pub(super) fn read<'a>(lexer: &mut Lexer<Envelope>, bytes: &'a [u8], buffers: &mut impl Buffers) -> &'a [u8] {
    let mut rest = bytes;
    if rest.len() < MIN_LEN {
        return rest;
    }
    if lexer.nesting.state == State::STRING {
        rest = read_string(lexer, rest, buffers);
    }
    if find_members(lexer, &mut rest) {
        rest = lexer.visitor.read_members(&mut lexer.nesting, rest, buffers);
    }
    rest
}

/// Advances `rest` to between two requested members; returns false if the lexer must read the next byte.
#[inline(always)]
fn find_members(lexer: &mut Lexer<Envelope>, rest: &mut &[u8]) -> bool {
    let nesting = &mut lexer.nesting;
    if nesting.is_new_root() {
        if let [b'{', tail @ ..] = skip_whitespace(rest) {
            *rest = tail;
            return nesting.open(true, State::KEY_OR_END);
        }
    }
    if !nesting.state.is_between_tokens() || nesting.awaits_member() {
        return false;
    }
    let Some(depth) = lexer.visitor.member_depth() else { return false };
    if nesting.is_between_members(depth) {
        return true;
    }
    // A root that is an array has no members: it is skipped to its end.
    let is_in_root_array = nesting.depth <= depth && !nesting.in_object();
    let end = skip_tokens(*nesting, rest, if is_in_root_array { 0 } else { depth });
    (*nesting, *rest) = (end.at, end.rest);
    nesting.is_between_members(depth)
}

/// Reads as much of a string's rest as the chunk contains, with its closing quote.
#[inline(always)]
fn read_string<'a>(lexer: &mut Lexer<Envelope>, bytes: &'a [u8], buffers: &mut impl Buffers) -> &'a [u8] {
    if lexer.compares_key() || lexer.awaits_low_surrogate() {
        return bytes;
    }
    let rest = match lexer.visitor.text(buffers) {
        Some(mut text) if !text.is_truncated() => copy_string(&mut text, bytes),
        _ => skip_string(bytes).0,
    };
    match rest {
        [b'"', tail @ ..] if !lexer.visitor.keeps_tokens() => {
            lexer.nesting.end_string();
            tail
        }
        _ => rest,
    }
}
