//! [`EnvelopeVisitor`]: finds the members of the error envelope in a body, and stores their values.

use super::data::Data;
use super::texts::{Buffers, TextField};
use crate::catalog::Code;
use crate::json::Visitor;
use crate::json::names::{ERROR_GROUP, Name, ROOT_GROUP};
use crate::json::table::{NONE, first_of_group};
use crate::json::text::{Extent, Text};

/// The part of a body to which the next byte belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Scope(u8);

impl Scope {
    /// Outside of the error object.
    pub(super) const OUTSIDE: Self = Self(0);
    /// In the error object, but in none of the values below.
    pub(super) const INSIDE: Self = Self(1);
    /// In the number that is the status.
    pub(super) const STATUS: Self = Self(2);
    /// In the number that is the code.
    pub(super) const CODE: Self = Self(3);
    /// In the string that is the description.
    pub(super) const DESCRIPTION: Self = Self(4);
    /// In the extra.
    pub(super) const EXTRA: Self = Self(5);

    /// Returns the scope of the value of a member, if that has the right type.
    #[inline(always)]
    pub(super) const fn of(name: Name) -> Self {
        match name {
            Name::Error | Name::Data => Self::INSIDE,
            Name::Status => Self::STATUS,
            Name::Code => Self::CODE,
            Name::Description => Self::DESCRIPTION,
            Name::Extra => Self::EXTRA,
        }
    }
}

/// The members that have been read, except for the bytes of the texts. A visitor of zero bytes is at the start of a body.
#[derive(Clone)]
#[repr(C)]
pub(crate) struct EnvelopeVisitor {
    pub(super) scope: Scope,
    /// The number of the root's [`Data`].
    pub(super) data: u8,
    /// A bit for each of [`numbers`](Self::numbers) that is present, and [`ERROR`](Self::ERROR).
    pub(super) present: u8,
    /// The number that is being read.
    pub(super) number: u32,
    /// `error.status` and `error.code`.
    pub(super) numbers: [u32; 2],
    /// `error.description`, and `error.extra` as compact JSON. An absent one is empty.
    pub(super) texts: [Extent; 2],
}

impl EnvelopeVisitor {
    /// The bit of a status in `present`.
    const STATUS: u8 = 1;
    /// The bit of a code.
    const CODE: u8 = 2;
    /// The bit of an `error` of the root that is not null. `data` is irrelevant then.
    const ERROR: u8 = 4;

    pub(crate) const fn new() -> Self {
        Self {
            // Not zero, for the reason in `Lexer::new`.
            number: NONE,
            numbers: [0; 2],
            texts: [Extent::EMPTY; 2],
            present: 0,
            data: Data::Absent as u8,
            scope: Scope::OUTSIDE,
        }
    }

    /// Returns the `error.code`.
    #[inline(always)]
    pub(crate) fn code(&self) -> Option<Code> {
        let [_, code] = self.numbers;
        (self.present & Self::CODE != 0).then_some(Code(code))
    }

    /// Returns the `error.status`.
    #[inline(always)]
    pub(crate) fn status(&self) -> Option<u16> {
        let [status, _] = self.numbers;
        (self.present & Self::STATUS != 0).then_some(status as u16)
    }

    /// Returns true if the last error object is complete.
    #[cfg(feature = "explain")]
    pub(crate) fn has_complete_error(&self) -> bool {
        self.present & Self::ERROR != 0 && self.scope == Scope::OUTSIDE
    }

    /// Returns the root's `data`, or `None` if the root has an `error` that is not null.
    #[inline(always)]
    pub(crate) fn data(&self) -> Option<Data> {
        (self.present & Self::ERROR == 0).then_some(Data::of(self.data))
    }

    /// Returns the extent of a text.
    #[inline(always)]
    pub(crate) const fn extent(&self, field: TextField) -> Extent {
        let [description, extra] = self.texts;
        match field {
            TextField::Description => description,
            TextField::Extra => extra,
        }
    }

    /// Returns the extent of the text to which the next byte belongs, if any.
    #[inline(always)]
    fn extent_mut(&mut self) -> Option<&mut Extent> {
        self.texts.get_mut(usize::from(self.scope.0).wrapping_sub(usize::from(Scope::DESCRIPTION.0)))
    }

    /// Returns true if the next byte belongs to the extra.
    #[inline(always)]
    pub(crate) fn is_in_extra(&self) -> bool {
        self.scope == Scope::EXTRA
    }

    /// Begins an error object, which replaces an earlier one completely.
    #[inline(always)]
    pub(super) fn begin_error(&mut self) {
        self.present = Self::ERROR;
        self.texts = [Extent::EMPTY; 2];
        self.scope = Scope::INSIDE;
    }

    /// Stores the number that has been read, if `scope` is that of a number. A status of more than 16 bits counts as absent.
    #[inline(always)]
    pub(super) fn store_number(&mut self, scope: Scope) {
        if scope == Scope::STATUS && self.number > u32::from(u16::MAX) {
            return;
        }
        let field = scope.0.wrapping_sub(Scope::STATUS.0);
        if let Some(number) = self.numbers.get_mut(usize::from(field)) {
            *number = self.number;
            self.present |= 1 << field;
        }
    }

    /// Appends a byte to the number. A number that is not an unsigned integer of 32 bits counts as absent.
    #[inline(always)]
    fn push_digit(&mut self, byte: u32) {
        // A product of 64 bits would be a call of a function on a small core.
        let digit = byte.wrapping_sub(u32::from(b'0'));
        let number = self.number.wrapping_mul(10).wrapping_add(digit);
        if digit > 9 || self.number > u32::MAX / 10 || number < digit {
            self.scope = Scope::INSIDE;
        }
        self.number = number;
    }
}

impl<B: Buffers> Visitor<B> for EnvelopeVisitor {
    #[inline(always)]
    fn begin_key(&mut self, depth: u8) -> u8 {
        match (self.scope, depth) {
            (Scope::OUTSIDE, 1) => const { first_of_group(ROOT_GROUP) },
            (Scope::INSIDE, 2) => const { first_of_group(ERROR_GROUP) },
            _ => NONE as u8,
        }
    }

    /// A value of a wrong type counts as absent.
    #[inline(always)]
    fn begin_value(&mut self, first: u32, name: Option<Name>) {
        let Some(name) = name else { return };
        let is_null = first == u32::from(b'n');
        if name == Name::Error {
            if first == u32::from(b'{') {
                self.begin_error();
            } else if !is_null {
                self.present |= Self::ERROR;
            }
            return;
        }
        if name == Name::Data {
            self.data = if is_null { Data::Null } else { Data::Present } as u8;
            return;
        }
        let is_of_its_type = match name {
            Name::Extra => true,
            Name::Description => first == u32::from(b'"'),
            // No value begins with the bytes between, `.` and `/`: the lexer has refused them.
            _ => matches!(first as u8, b'-'..=b'9'),
        };
        if is_of_its_type {
            self.scope = Scope::of(name);
            self.number = 0;
            if let Some(text) = self.extent_mut() {
                *text = Extent::EMPTY;
            }
        }
    }

    #[inline(always)]
    fn end_item(&mut self, depth: u8, end: u32) {
        if depth == 2 && self.scope != Scope::OUTSIDE {
            self.store_number(self.scope);
            self.scope = if end == u32::from(b',') { Scope::INSIDE } else { Scope::OUTSIDE };
        }
    }

    #[inline(always)]
    fn token_byte(&mut self, byte: u32) {
        if matches!(self.scope, Scope::STATUS | Scope::CODE) {
            self.push_digit(byte);
        }
    }

    #[inline(always)]
    fn keeps_json(&self) -> bool {
        self.is_in_extra()
    }

    #[inline(always)]
    fn text<'a>(&'a mut self, buffers: &'a mut B) -> Option<Text<'a>> {
        let keeps_escapes = self.is_in_extra();
        let field = if keeps_escapes { TextField::Extra } else { TextField::Description };
        Some(Text { buffer: buffers.buffer(field), extent: self.extent_mut()?, keeps_escapes })
    }
}
