//! The members of the error envelope: knows where they stand in the body and keeps what they hold.

#[cfg(not(feature = "small"))]
mod whole;

use crate::data::Data;
use crate::entry::Code;
#[cfg(not(feature = "small"))]
use crate::json::Position;
use crate::json::{Kind, Sink};
use crate::text::Buffer;

/// The members that are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    Error,
    Data,
    Status,
    Code,
    Description,
    Extra,
}

impl Member {
    /// The members of the root.
    #[cfg(not(feature = "small"))]
    const OF_ROOT: &[Self] = &[Self::Error, Self::Data];

    /// The members of the error object.
    #[cfg(not(feature = "small"))]
    const OF_ERROR: &[Self] = &[Self::Status, Self::Code, Self::Description, Self::Extra];

    const fn name(self) -> &'static [u8] {
        match self {
            Self::Error => b"error",
            Self::Data => b"data",
            Self::Status => b"status",
            Self::Code => b"code",
            Self::Description => b"description",
            Self::Extra => b"extra",
        }
    }
}

/// Where in the body the next event stands. Up to `Inside`, nothing that comes is taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Place {
    /// Outside of the error object, where nothing is read but the names of the root's members.
    Outside,
    /// In the error object, where nothing is read but the names of its members.
    Inside,
    /// In the name of a member of the root.
    RootName,
    /// In the name of a member of the error object.
    ErrorName,
    /// Before the value of a member that is read.
    Value,
    /// In a value of the right type.
    Status,
    Code,
    Description,
    Extra,
}

/// What has been read of an envelope, but for its texts.
#[derive(Clone)]
pub(crate) struct Envelope {
    /// Whether the root has a `data`; `None` once it has an `error` that is not null, which makes `data` irrelevant.
    pub(crate) data: Option<Data>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<Code>,
    place: Place,
    /// In a name: the member it may turn out to be. Before a value: whose it is.
    member: Option<Member>,
    /// The number of the name's bytes that have come.
    matched: u8,
    /// The value of the digits that have come, as long as they are an unsigned integer.
    number: Option<u32>,
}

impl Envelope {
    pub(crate) const fn new() -> Self {
        Self {
            data: Some(Data::Absent),
            status: None,
            code: None,
            place: Place::Outside,
            member: None,
            matched: 0,
            number: None,
        }
    }

    #[inline]
    fn keep_data(&mut self, data: Data) {
        self.data = self.data.map(|_| data);
    }

    fn keep_number(&mut self, member: Member, number: u32) {
        match member {
            Member::Code => self.code = Some(Code(number)),
            _ => self.status = u16::try_from(number).ok().or(self.status),
        }
    }

    /// Compares a part of a name with the one member that its first byte allows.
    fn match_part(&mut self, run: &[u8]) {
        let matched = self.matched;
        if matched == 0 {
            self.member = match (self.place, run.first()) {
                (Place::RootName, Some(b'e')) => Some(Member::Error),
                (Place::RootName, Some(b'd')) => Some(Member::Data),
                (Place::ErrorName, Some(b'c')) => Some(Member::Code),
                (Place::ErrorName, Some(b's')) => Some(Member::Status),
                (Place::ErrorName, Some(b'd')) => Some(Member::Description),
                (Place::ErrorName, Some(b'e')) => Some(Member::Extra),
                _ => None,
            };
        }
        self.member = self.member.filter(|member| {
            member.name().get(matched.into()..).is_some_and(|awaited| awaited.starts_with(run))
        });
        self.matched = matched.saturating_add(u8::try_from(run.len()).unwrap_or(u8::MAX));
    }

    /// A member of the error object has ended: keeps its number if it is of the right type.
    #[inline]
    fn end_member(&mut self) {
        match (self.place, self.number) {
            (Place::Code, Some(number)) => self.keep_number(Member::Code, number),
            (Place::Status, Some(number)) => self.keep_number(Member::Status, number),
            _ => {}
        }
        self.place = Place::Inside;
    }
}

/// An envelope and the buffers for its texts, while a chunk is read.
pub(crate) struct Filling<'a, D, X> {
    pub(crate) envelope: &'a mut Envelope,
    pub(crate) description: &'a mut D,
    /// Takes compact JSON; empty when absent.
    pub(crate) extra: &'a mut X,
}

impl<D: Buffer, X: Buffer> Filling<'_, D, X> {
    /// An error object begins, which replaces an earlier one as a whole.
    #[inline]
    fn begin_error(&mut self) {
        self.envelope.data = None;
        self.envelope.status = None;
        self.envelope.code = None;
        self.description.clear();
        self.extra.clear();
        self.envelope.place = Place::Inside;
    }

    /// The value of a member begins: a value of a wrong type is as if absent.
    #[inline]
    fn begin_value(&mut self, kind: Kind) {
        self.envelope.place = match self.envelope.member {
            Some(Member::Error) if kind == Kind::Object => return self.begin_error(),
            Some(Member::Error) => {
                self.envelope.data = self.envelope.data.filter(|_| kind == Kind::Null);
                Place::Outside
            }
            Some(Member::Data) => {
                self.envelope.keep_data(Data::of(kind));
                Place::Outside
            }
            Some(Member::Status) if kind == Kind::Number => {
                self.envelope.number = Some(0);
                Place::Status
            }
            Some(Member::Code) if kind == Kind::Number => {
                self.envelope.number = Some(0);
                Place::Code
            }
            Some(Member::Description) if kind == Kind::String => {
                self.description.clear();
                Place::Description
            }
            Some(Member::Extra) => {
                self.extra.clear();
                Place::Extra
            }
            _ => Place::Inside,
        };
    }

    /// Takes text of a name or value that is read.
    fn take_text(&mut self, run: &[u8]) {
        match self.envelope.place {
            Place::Description => self.description.push_text(run),
            Place::Extra => self.extra.push_text(run),
            _ => self.envelope.match_part(run),
        }
    }

    /// Takes a character of a name or value that is read.
    fn take_character(&mut self, character: char) {
        match self.envelope.place {
            Place::Description => self.description.push(character),
            Place::Extra => self.extra.push(character),
            _ => self.envelope.match_part(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }

    /// Takes an escape in a name or value that is read. In the extra it stays one, unless it is the long one of a
    /// character that needs none.
    fn take_escape(&mut self, character: char, sent: &[u8]) {
        match *sent {
            [letter] if self.envelope.place == Place::Extra => self.extra.push_whole(&[b'\\', letter]),
            [a, b, c, d]
                if self.envelope.place == Place::Extra
                    && (character.is_control() || matches!(character, '"' | '\\')) =>
            {
                self.extra.push_whole(&[b'\\', b'u', a, b, c, d]);
            }
            _ => self.take_character(character),
        }
    }
}

impl<D: Buffer, X: Buffer> Sink for Filling<'_, D, X> {
    #[inline]
    fn name(&mut self, depth: u8) {
        self.envelope.place = match (self.envelope.place, depth) {
            (Place::Outside, 1) => Place::RootName,
            (Place::Inside, 2) => Place::ErrorName,
            (Place::Extra, _) => return self.extra.push('"'),
            _ => return,
        };
        self.envelope.member = None;
        self.envelope.matched = 0;
    }

    #[inline]
    fn name_end(&mut self) {
        if self.envelope.place <= Place::Inside {
            return;
        }
        if self.envelope.place == Place::Extra {
            self.extra.push('"');
            return self.extra.push(':');
        }
        let matched = usize::from(self.envelope.matched);
        self.envelope.place = match self.envelope.member {
            Some(member) if member.name().len() == matched => Place::Value,
            _ if self.envelope.place == Place::RootName => Place::Outside,
            _ => Place::Inside,
        };
    }

    #[inline]
    fn value(&mut self, kind: Kind) {
        if self.envelope.place <= Place::Inside {
            return;
        }
        if self.envelope.place == Place::Value {
            self.begin_value(kind);
        }
        if self.envelope.place == Place::Extra {
            match kind {
                Kind::Object => self.extra.push('{'),
                Kind::Array => self.extra.push('['),
                Kind::String => self.extra.push('"'),
                Kind::Number | Kind::Boolean | Kind::Null => {}
            }
        }
    }

    #[inline]
    fn string_end(&mut self) {
        if self.envelope.place == Place::Extra {
            self.extra.push('"');
        }
    }

    #[inline]
    fn comma(&mut self, depth: u8) {
        if self.envelope.place <= Place::Inside {
            return;
        }
        if depth == 2 {
            self.envelope.end_member();
        } else if self.envelope.place == Place::Extra {
            self.extra.push(',');
        }
    }

    #[inline]
    fn close(&mut self, bracket: u8, depth: u8) {
        if self.envelope.place == Place::Outside {
            return;
        }
        if depth == 2 {
            self.envelope.end_member();
            self.envelope.place = Place::Outside;
        } else if self.envelope.place == Place::Extra {
            self.extra.push(char::from(bracket));
        }
    }

    #[inline]
    fn text(&mut self, run: &[u8]) {
        if self.envelope.place > Place::Inside {
            self.take_text(run);
        }
    }

    #[inline]
    fn character(&mut self, character: char) {
        if self.envelope.place > Place::Inside {
            self.take_character(character);
        }
    }

    #[inline]
    fn escape(&mut self, character: char, sent: &[u8]) {
        if self.envelope.place > Place::Inside {
            self.take_escape(character, sent);
        }
    }

    #[inline]
    fn scalar(&mut self, run: &[u8]) {
        match self.envelope.place {
            Place::Status | Place::Code => {
                self.envelope.number = self
                    .envelope
                    .number
                    .and_then(|number| run.iter().try_fold(number, |number, byte| with_digit(number, *byte)));
            }
            Place::Extra => self.extra.push_text(run),
            _ => {}
        }
    }

    #[cfg(not(feature = "small"))]
    #[inline(always)]
    fn ahead<'a>(&mut self, at: &mut Position, rest: &'a [u8]) -> &'a [u8] {
        self.read_ahead(at, rest)
    }
}

/// Returns a number with one more digit, if it is one and the number fits. Without a product of 64 bits, which is a
/// function of its own on a small core.
fn with_digit(number: u32, digit: u8) -> Option<u32> {
    let tens = if number <= u32::MAX / 10 { number.wrapping_mul(10) } else { return None };
    tens.checked_add(char::from(digit).to_digit(10)?)
}
