//! Asserts the layout of the structs, as the C header does.

use core::mem::offset_of;

use crate::catalog::mixerr_entry;
use crate::types::{
    mixerr_columns, mixerr_head, mixerr_next, mixerr_reader, mixerr_receipt, mixerr_response, mixerr_transfer,
};

const WIDE: bool = size_of::<usize>() == 8;

/// Returns the first number if pointers have 8 bytes, and the second one if they have 4.
const fn by_width(wide: usize, narrow: usize) -> usize {
    if WIDE { wide } else { narrow }
}

const _: () = {
    assert!(WIDE || size_of::<usize>() == 4);
    assert!(size_of::<mixerr_entry>() == by_width(32, 20));
    assert!(offset_of!(mixerr_entry, code) == 0);
    assert!(offset_of!(mixerr_entry, status) == 4);
    assert!(offset_of!(mixerr_entry, category) == 6);
    assert!(offset_of!(mixerr_entry, action) == 7);
    assert!(offset_of!(mixerr_entry, source) == 8);
    assert!(offset_of!(mixerr_entry, payment) == 9);
    assert!(offset_of!(mixerr_entry, name) == by_width(16, 12));
    assert!(offset_of!(mixerr_entry, description) == by_width(24, 16));

    assert!(size_of::<mixerr_response>() == by_width(296, 288));
    assert!(offset_of!(mixerr_response, outcome) == 0);
    assert!(offset_of!(mixerr_response, action) == 1);
    assert!(offset_of!(mixerr_response, fault) == 2);
    assert!(offset_of!(mixerr_response, payment) == 3);
    assert!(offset_of!(mixerr_response, data) == 4);
    assert!(offset_of!(mixerr_response, description_truncated) == 5);
    assert!(offset_of!(mixerr_response, extra_truncated) == 6);
    assert!(offset_of!(mixerr_response, http_status) == 8);
    assert!(offset_of!(mixerr_response, status) == 10);
    assert!(offset_of!(mixerr_response, code) == 12);
    assert!(offset_of!(mixerr_response, fault_offset) == 16);
    assert!(offset_of!(mixerr_response, entry) == by_width(24, 20));
    assert!(offset_of!(mixerr_response, description_len) == by_width(32, 24));
    assert!(offset_of!(mixerr_response, extra_len) == by_width(34, 26));
    assert!(offset_of!(mixerr_response, description) == by_width(36, 28));
    assert!(offset_of!(mixerr_response, extra) == by_width(165, 157));

    assert!(size_of::<mixerr_reader>() == 344);
    assert!(size_of::<mixerr_head>() == 40);
    assert!(size_of::<mixerr_receipt>() == 576);

    assert!(size_of::<mixerr_transfer>() == 48);
    assert!(size_of::<mixerr_next>() == 8);
    assert!(offset_of!(mixerr_next, step) == 0);
    assert!(offset_of!(mixerr_next, ending) == 1);
    assert!(offset_of!(mixerr_next, action) == 2);
    assert!(offset_of!(mixerr_next, wait_ms) == 4);

    assert!(size_of::<mixerr_columns>() == by_width(64, 32));
    assert!(offset_of!(mixerr_columns, outcome) == 0);
    assert!(offset_of!(mixerr_columns, action) == by_width(8, 4));
    assert!(offset_of!(mixerr_columns, fault) == by_width(16, 8));
    assert!(offset_of!(mixerr_columns, payment) == by_width(24, 12));
    assert!(offset_of!(mixerr_columns, data) == by_width(32, 16));
    assert!(offset_of!(mixerr_columns, status) == by_width(40, 20));
    assert!(offset_of!(mixerr_columns, code) == by_width(48, 24));
    assert!(offset_of!(mixerr_columns, fault_offset) == by_width(56, 28));
};
