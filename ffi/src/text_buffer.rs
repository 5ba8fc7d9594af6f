//! The buffers for the description and the extra of a response.

use core::mem::offset_of;

use mixerr::raw::{Buffers, TextField};

use crate::types::{MIXERR_DESCRIPTION_CAPACITY, MIXERR_EXTRA_CAPACITY, mixerr_response};

/// The size of a buffer: its capacity and a NUL.
pub(crate) const LEN: usize = MIXERR_DESCRIPTION_CAPACITY + 1;
const _: () = assert!(MIXERR_EXTRA_CAPACITY + 1 == LEN);

/// The description and the extra, laid out as in a response.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct TextBuffers(pub(crate) [[u8; LEN]; 2]);

const _: () = assert!(offset_of!(mixerr_response, extra) == offset_of!(mixerr_response, description) + LEN);

impl Buffers for TextBuffers {
    #[inline(always)]
    fn buffer(&mut self, field: TextField) -> &mut [u8] {
        match self.0.get_mut(field as usize) {
            // The last byte is for the NUL.
            Some([capacity @ .., _]) => capacity,
            None => &mut [],
        }
    }
}
