//! The fields of a transfer and of a receipt, for a binding that computes their check sum.

use core::mem::{offset_of, size_of};

use super::receipt::Receipt;
use super::receipt_visitor::ReceiptVisitor;
use super::state::Transfer;
use crate::json::{Lexer, Nesting};

/// The offset and the length of the fields of a [`Transfer`], in bytes. None of these bytes is padding.
pub const TRANSFER_FIELDS: [(usize, usize); 1] = [(0, size_of::<Transfer>())];

/// The same of a [`Receipt`].
#[expect(clippy::arithmetic_side_effects, reason = "the compiler evaluates it")]
pub const RECEIPT_FIELDS: [(usize, usize); 3] = {
    let nesting = offset_of!(Receipt, lexer.nesting);
    let visitor = offset_of!(Receipt, lexer.visitor);
    // The state, the depth and two more bytes; the containers, and the lexer's next byte; the rest of the lexer.
    [
        (nesting, 4),
        (nesting + size_of::<Nesting>() - 8, 9),
        (visitor, size_of::<ReceiptVisitor>() + 3 * size_of::<u32>()),
    ]
};

#[expect(clippy::arithmetic_side_effects, reason = "the compiler evaluates it")]
const _: () = {
    assert!(offset_of!(Nesting, state) == 0 && offset_of!(Nesting, name) == 2);
    let end = offset_of!(Lexer<ReceiptVisitor>, visitor) + size_of::<ReceiptVisitor>() + 3 * size_of::<u32>();
    assert!(size_of::<Lexer<ReceiptVisitor>>() - end < align_of::<Lexer<ReceiptVisitor>>());
};
