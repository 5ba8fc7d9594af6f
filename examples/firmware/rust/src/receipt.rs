//! [`Receipt`]: whether an answer names the transfer that it should be about.

/// Follows an answer's strings and brackets to the one place where the API names a transfer:
/// `{"data":{"trace_id":"..."}}`.
///
/// "No error" is not yet "paid": the network that a device is on may answer for the API, in JSON too, and a proxy may
/// send a request back. So a trace id counts nowhere else: not deeper, not in arrays, not in texts. A name or an id with
/// an escape in it is not taken for what it stands for, which the API never writes: then the transfer is not named.
///
/// It relies on JSON, so it counts only if mixerr calls the same bytes a success.
pub struct Receipt<'a> {
    trace_id: &'a [u8],
    /// What of the text that is looked for is still to come; `None` after another byte.
    rest: Option<&'a [u8]>,
    /// How many containers are open.
    depth: u32,
    /// How many of them lead to the transfer: the root, and in it `data`.
    inside: u32,
    /// The value here is on that way, or the id itself.
    is_wanted: bool,
    place: Place,
    /// How many members `trace_id` have not had the id as their value.
    unproven: u32,
    is_named: bool,
}

enum Place {
    BetweenTexts,
    InText,
    AfterBackslash,
}

impl<'a> Receipt<'a> {
    /// Returns the receipt of an answer that should name `trace_id`.
    pub const fn new(trace_id: &'a [u8]) -> Self {
        Self {
            trace_id,
            rest: None,
            depth: 0,
            inside: 0,
            is_wanted: true,
            place: Place::BetweenTexts,
            unproven: 0,
            is_named: false,
        }
    }

    /// Looks at the next bytes of the answer, in pieces of any size.
    pub fn feed(&mut self, chunk: &[u8]) {
        for byte in chunk {
            match self.place {
                Place::BetweenTexts => self.feed_between(*byte),
                Place::InText => self.feed_text(*byte),
                Place::AfterBackslash => self.place = Place::InText,
            }
        }
    }

    /// Whether the answer, now at its end, has named the transfer, and no other one.
    pub const fn is_named(&self) -> bool {
        self.is_named && self.unproven == 0
    }

    /// Returns the text that would lead on from here.
    fn looked_for(&self) -> Option<&'a [u8]> {
        match self.depth {
            depth if depth != self.inside => None,
            1 => Some(b"data"),
            2 if self.is_wanted => Some(self.trace_id),
            2 => Some(b"trace_id"),
            _ => None,
        }
    }

    /// Whether the last text was the one looked for, to its end.
    fn is_match(&self) -> bool {
        self.rest.is_some_and(<[u8]>::is_empty)
    }

    fn feed_text(&mut self, byte: u8) {
        match byte {
            b'\\' => {
                self.place = Place::AfterBackslash;
                self.rest = None;
            }
            b'"' => {
                self.place = Place::BetweenTexts;
                if self.is_wanted && self.depth == 2 && self.is_match() {
                    self.is_named = true;
                    self.unproven = self.unproven.saturating_sub(1);
                }
            }
            _ => self.rest = self.rest.and_then(|rest| rest.strip_prefix(&[byte])),
        }
    }

    fn feed_between(&mut self, byte: u8) {
        match byte {
            b'"' => {
                self.place = Place::InText;
                self.rest = self.looked_for();
            }
            b':' => self.end_name(),
            b'{' | b'[' => {
                self.depth = self.depth.saturating_add(1);
                if self.is_wanted {
                    self.inside = self.depth;
                }
                self.is_wanted = false;
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                self.inside = self.inside.min(self.depth);
            }
            b',' => self.is_wanted = false,
            // White space; or a literal or a number, which is no id.
            _ => {}
        }
    }

    /// A colon stands behind a member's name, and nowhere else: so an array leads to nothing.
    fn end_name(&mut self) {
        self.is_wanted = self.is_match();
        if self.is_wanted && self.depth == 1 {
            self.is_named = false; // another `data`: the last one counts, as in other parsers
        } else if self.is_wanted {
            self.unproven = self.unproven.saturating_add(1); // until its value is the id
        }
    }
}
