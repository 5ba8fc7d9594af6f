//! The buffers of the texts of a response.

use core::mem::offset_of;

use mixerr::raw::{Buffers, TextField};

use crate::types::mixerr_response;

/// A text and its NUL.
pub(crate) const LEN: usize = 129;

/// The buffers of the description and the extra, as a response ends with them.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct TextBuffers(pub(crate) [[u8; LEN]; 2]);

const _: () = assert!(offset_of!(mixerr_response, extra) == offset_of!(mixerr_response, description) + LEN);

impl Buffers for TextBuffers {
    #[inline(always)]
    fn buffer(&mut self, field: TextField) -> &mut [u8] {
        match self.0.get_mut(field as usize) {
            // The last byte is the NUL's.
            Some([capacity @ .., _]) => capacity,
            None => &mut [],
        }
    }
}
