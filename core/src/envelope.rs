//! The members of the error envelope: finds them in the body and stores their values.

#[cfg(not(feature = "small"))]
mod whole;

use crate::data::Data;
use crate::entry::Code;
use crate::json::Visitor;
use crate::json::names::{ERROR_GROUP, Name, ROOT_GROUP};
use crate::json::table::{NONE, first_of_group};
use crate::text::{Buffers, Extent, Text, TextField};

/// The part of the body to which the next token belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// Outside of the error object.
    Outside,
    /// In the error object, in no value of the following.
    Inside,
    /// In a value of the right type.
    Status,
    Code,
    Description,
    Extra,
}

/// What has been read of an envelope, except for its texts.
#[derive(Clone)]
pub(crate) struct Envelope {
    /// The number that is being read.
    number: u32,
    pub(crate) code: Option<Code>,
    pub(crate) description: Extent,
    /// Compact JSON; empty when absent.
    pub(crate) extra: Extent,
    pub(crate) status: Option<u16>,
    /// Whether the root has a `data`; `None` once it has an `error` that is not null, which makes `data` irrelevant.
    pub(crate) data: Option<Data>,
    scope: Scope,
    /// The member whose value follows, if it is read.
    member: Option<Name>,
}

impl Envelope {
    pub(crate) const fn new() -> Self {
        Self {
            number: 0,
            code: None,
            description: Extent::EMPTY,
            extra: Extent::EMPTY,
            status: None,
            data: Some(Data::Absent),
            scope: Scope::Outside,
            member: None,
        }
    }

    #[inline]
    fn store_data(&mut self, data: Data) {
        self.data = self.data.map(|_| data);
    }

    /// An error object begins, which replaces an earlier one completely.
    #[inline(always)]
    fn begin_error(&mut self) {
        self.data = None;
        self.status = None;
        self.code = None;
        self.description = Extent::EMPTY;
        self.extra = Extent::EMPTY;
        self.scope = Scope::Inside;
    }

    /// Takes a byte of a number. If that is not an unsigned integer of 32 bits, it is as if absent.
    #[inline(always)]
    fn push_digit(&mut self, byte: u32) {
        // Without a product of 64 bits, which is a function of its own on a small core.
        let digit = byte.wrapping_sub(u32::from(b'0'));
        let number = self.number.wrapping_mul(10).wrapping_add(digit);
        if digit > 9 || self.number > u32::MAX / 10 || number < digit {
            self.scope = Scope::Inside;
        }
        self.number = number;
    }
}

/// An envelope and the buffers for its texts, while a chunk is read.
pub(crate) struct EnvelopeVisitor<'a, B> {
    pub(crate) envelope: &'a mut Envelope,
    pub(crate) buffers: &'a mut B,
}

impl<B: Buffers> EnvelopeVisitor<'_, B> {
    /// Returns a text.
    #[inline(always)]
    fn text_of(&mut self, field: TextField) -> Text<'_> {
        Text {
            buffer: self.buffers.buffer(field),
            extent: match field {
                TextField::Description => &mut self.envelope.description,
                TextField::Extra => &mut self.envelope.extra,
            },
            keeps_escapes: field == TextField::Extra,
        }
    }
}

impl<B: Buffers> Visitor for EnvelopeVisitor<'_, B> {
    #[inline(always)]
    fn begin_key(&mut self, depth: u8) -> u8 {
        match (self.envelope.scope, depth) {
            (Scope::Outside, 1) => const { first_of_group(ROOT_GROUP) },
            (Scope::Inside, 2) => const { first_of_group(ERROR_GROUP) },
            _ => NONE,
        }
    }

    #[inline(always)]
    fn end_key(&mut self, name: Option<Name>) {
        self.envelope.member = name;
    }

    /// A value of a wrong type is as if absent.
    #[inline(always)]
    fn begin_value(&mut self, first: u32) {
        let envelope = &mut *self.envelope;
        let Some(member) = envelope.member.take() else { return };
        match (member, first as u8) {
            (Name::Error, b'{') => envelope.begin_error(),
            (Name::Error, b'n') => {}
            (Name::Error, _) => envelope.data = None,
            (Name::Data, b'n') => envelope.store_data(Data::Null),
            (Name::Data, _) => envelope.store_data(Data::Present),
            (Name::Status, b'-' | b'0'..=b'9') => (envelope.scope, envelope.number) = (Scope::Status, 0),
            (Name::Code, b'-' | b'0'..=b'9') => (envelope.scope, envelope.number) = (Scope::Code, 0),
            (Name::Description, b'"') => {
                (envelope.scope, envelope.description) = (Scope::Description, Extent::EMPTY);
            }
            (Name::Extra, _) => (envelope.scope, envelope.extra) = (Scope::Extra, Extent::EMPTY),
            _ => {}
        }
    }

    #[inline(always)]
    fn end_item(&mut self, depth: u8, end: u32) {
        let envelope = &mut *self.envelope;
        if depth != 2 || envelope.scope == Scope::Outside {
            return;
        }
        match envelope.scope {
            Scope::Code => envelope.code = Some(Code(envelope.number)),
            Scope::Status => envelope.status = u16::try_from(envelope.number).ok().or(envelope.status),
            _ => {}
        }
        envelope.scope = if end == u32::from(b',') { Scope::Inside } else { Scope::Outside };
    }

    #[inline(always)]
    fn byte(&mut self, byte: u32) {
        match self.envelope.scope {
            Scope::Status | Scope::Code => self.envelope.push_digit(byte),
            Scope::Extra => self.text_of(TextField::Extra).push_byte(byte as u8, 1),
            _ => {}
        }
    }

    #[inline(always)]
    fn text(&mut self) -> Option<Text<'_>> {
        match self.envelope.scope {
            Scope::Description => Some(self.text_of(TextField::Description)),
            Scope::Extra => Some(self.text_of(TextField::Extra)),
            _ => None,
        }
    }
}
