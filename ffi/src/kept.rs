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

    /// Takes all of `bytes`, for which there must be room.
    #[inline]
    fn take(&mut self, bytes: &[u8]) {
        let place = self.room.iter_mut().skip(self.kept.length.into());
        place.zip(bytes).for_each(|(to, from)| *to = *from as c_char);
        self.kept.length = self.kept.length.wrapping_add(bytes.len() as u16);
    }
}

impl Buffer for Text<'_> {
    fn clear(&mut self) {
        self.kept = Kept::NOTHING;
    }

    fn room(&self) -> usize {
        // The last byte is the NUL's.
        if self.kept.is_cut { 0 } else { (self.room.len() - 1).saturating_sub(self.kept.length.into()) }
    }

    fn cut(&mut self) {
        self.kept.is_cut = true;
    }

    #[inline]
    fn push(&mut self, character: char) {
        let has_room = self.room() > 0;
        match self.room.get_mut(usize::from(self.kept.length)) {
            Some(place) if has_room && character.is_ascii() => {
                *place = character as u8 as c_char;
                self.kept.length = self.kept.length.wrapping_add(1);
            }
            _ => self.push_whole(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }

    #[inline]
    fn push_ascii(&mut self, run: &[u8]) {
        match run.get(..self.room()) {
            None => self.take(run),
            // No more than that fits.
            Some(front) => {
                self.kept.is_cut |= front.len() < run.len();
                self.take(front);
            }
        }
    }
}
