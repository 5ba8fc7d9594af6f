//! What is in a `mixerr_reader`.

use core::mem::MaybeUninit;

use mixerr::binding::Parser;

use crate::kept::{Kept, Room};
use crate::pointer::Checked;
use crate::types::mixerr_reader;
use crate::vocabulary::mixerr_status;

/// A `mixerr_reader` as the library sees it. Any bytes are one, which is ready only if they begin with the mark.
#[repr(C)]
pub(crate) struct Slot {
    mark: u64,
    state: MaybeUninit<State>,
    /// The rooms of the texts, in use as far as the state tells.
    description: Room,
    extra: Room,
}

const _: () = assert!(size_of::<Slot>() <= size_of::<mixerr_reader>());
const _: () = assert!(align_of::<Slot>() == align_of::<mixerr_reader>());

/// Nothing that stands in memory by chance: neither zeros nor text nor an address.
const READY: u64 = 0x9d6d_6978_6572_72e2;

/// An answer that is being read.
pub(crate) struct State {
    pub(crate) parser: Parser,
    pub(crate) description: Kept,
    pub(crate) extra: Kept,
}

impl Slot {
    /// Puts the reader at the start of a body.
    pub(crate) fn begin(&mut self) {
        self.state.write(State { parser: Parser::new(), description: Kept::NOTHING, extra: Kept::NOTHING });
        self.mark = READY;
    }

    /// Ends the body: there is nothing to read any more.
    pub(crate) fn end(&mut self) {
        self.mark = 0;
    }

    /// Returns the answer that is being read.
    pub(crate) fn state(&self) -> Checked<&State> {
        if self.mark != READY {
            return Err(mixerr_status::ReaderNotReady);
        }
        // SAFETY: the mark stands only before a state that `begin` has written, and the caller writes into no reader.
        Ok(unsafe { self.state.assume_init_ref() })
    }

    /// Returns the rooms of the description and the extra.
    pub(crate) fn rooms(&self) -> (&Room, &Room) {
        (&self.description, &self.extra)
    }

    /// Returns the answer that is being read, and the rooms, to read on.
    pub(crate) fn parts_mut(&mut self) -> Checked<(&mut State, &mut Room, &mut Room)> {
        self.state()?;
        // SAFETY: as it has been for `state`.
        let state = unsafe { self.state.assume_init_mut() };
        Ok((state, &mut self.description, &mut self.extra))
    }
}
