//! The texts of a response while they are read.

use core::ffi::c_char;

use mixerr::binding::Buffer;

use crate::pointer;

/// The room for a text and its NUL.
pub(crate) type Room = [c_char; 129];

/// How much of a [`Room`] is in use.
#[derive(Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) length: u16,
    pub(crate) is_cut: bool,
}

impl Kept {
    pub(crate) const NOTHING: Self = Self { length: 0, is_cut: false };
}

/// A text that is being read, and the room it goes to.
pub(crate) struct Text<'a> {
    pub(crate) room: &'a mut Room,
    pub(crate) kept: Kept,
}

impl Text<'_> {
    /// The bytes that have been read.
    pub(crate) fn bytes(&self) -> &[u8] {
        pointer::as_bytes(self.room).get(..self.kept.length.into()).unwrap_or_default()
    }
}

impl Buffer for Text<'_> {
    fn clear(&mut self) {
        self.kept = Kept::NOTHING;
    }

    #[inline]
    fn spare(&mut self) -> &mut [u8] {
        // The last byte is the NUL's.
        let [room @ .., _] = self.room;
        match pointer::as_bytes_mut(room).get_mut(self.kept.length.into()..) {
            Some(spare) if !self.kept.is_cut => spare,
            _ => &mut [],
        }
    }

    #[inline]
    fn take(&mut self, count: usize) {
        self.kept.length = self.kept.length.wrapping_add(count as u16);
    }

    #[inline]
    fn cut(&mut self) {
        self.kept.is_cut = true;
    }
}
