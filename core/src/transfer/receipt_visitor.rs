//! Finds the transfer's members in a body, and compares their values.

use super::member::{Comparison, Member, ReceiptError, Rule};
use super::step::Match;
use crate::json::Visitor;
use crate::json::names::Name;
use crate::json::table::NONE;
use crate::json::text::{Extent, Text};
use crate::response::Hash64;

/// The members that a receipt compares besides the key.
pub const RECEIPT_MEMBERS: usize = 4;

/// The depth of the root's members, and of those of `data` if it is an object or an array of objects.
const ROOT_DEPTH: u8 = 1;
const OBJECT_DEPTH: u8 = 2;
const ELEMENT_DEPTH: u8 = 3;

/// The name of the root's member in which a transfer is.
const DATA: Hash64 = Hash64::of(b"data");

/// The bit of the key among the members.
const KEY: u8 = 1;

/// Bytes of a text are taken in blocks, out of a buffer of two.
const BLOCK: usize = 16;
/// The lexer may take back so many bytes: an escape of six and, if it is a low surrogate, the three of its high one.
const ROLL_BACK: usize = 9;

/// The text that is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Scope {
    /// None that is compared.
    Elsewhere,
    Key,
    Value,
}

/// How well an object matches, in ascending order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum Rank {
    None,
    Conflict,
    Pending,
    Exact,
}

#[derive(Clone)]
// The small fields are first, because a Cortex-M reaches the first 32 bytes by short instructions. There is no padding,
// because bindings compute a check sum of all bytes.
#[repr(C)]
pub(super) struct ReceiptVisitor {
    scope: Scope,
    /// The depth of the members that are compared; 0 outside of `data`.
    member_depth: u8,
    /// The best match so far.
    best: Rank,
    /// The member whose value is read.
    member: u8,
    /// The members that are texts in the present object, a bit each; and those that have their value.
    texts: u8,
    equal: u8,
    /// The members in use, the key included.
    members_len: u8,
    reserved: [u8; 5],
    extent: Extent,
    buffer: [[u8; BLOCK]; 2],
    comparison: Comparison,
    members: [Member; RECEIPT_MEMBERS + 1],
}

const _: () = assert!(
    size_of::<ReceiptVisitor>()
        == 16 + 2 * BLOCK + size_of::<Comparison>() + (RECEIPT_MEMBERS + 1) * size_of::<Member>(),
    "padding"
);

impl ReceiptVisitor {
    /// Returns a visitor without members, of which the key is the first.
    pub(super) const fn new() -> Self {
        Self {
            scope: Scope::Elsewhere,
            member_depth: 0,
            best: Rank::None,
            member: 0,
            texts: 0,
            equal: 0,
            members_len: 0,
            reserved: [0; 5],
            extent: Extent::EMPTY,
            buffer: [[0; BLOCK]; 2],
            comparison: Comparison::new(),
            members: [const { Member::unused() }; RECEIPT_MEMBERS + 1],
        }
    }

    /// Forgets the body, and keeps the members.
    pub(super) fn reset(&mut self) {
        self.scope = Scope::Elsewhere;
        self.begin_data(0);
    }

    /// Returns the member with this name, among those in use.
    fn find(&self, name: Hash64) -> Option<usize> {
        self.members.iter().take(self.members_len.into()).position(|member| member.is_named(name))
    }

    /// Adds a member.
    pub(super) fn add(&mut self, rule: Rule, name: &[u8], value: &[u8]) -> Result<(), ReceiptError> {
        let name = Hash64::of(name);
        if self.find(name).is_some() {
            return Err(ReceiptError::Repeated);
        }
        let slot = self.members.get_mut(usize::from(self.members_len)).ok_or(ReceiptError::TooMany)?;
        slot.set(rule, name, value)?;
        self.members_len = self.members_len.wrapping_add(1);
        Ok(())
    }

    /// Returns the match of the complete body.
    pub(super) const fn found(&self) -> Match {
        match self.best {
            Rank::None => Match::None,
            Rank::Conflict => Match::Conflict,
            Rank::Pending => Match::Pending,
            Rank::Exact => Match::Exact,
        }
    }

    /// `data` begins, which replaces an earlier one.
    fn begin_data(&mut self, member_depth: u8) {
        self.member_depth = member_depth;
        self.best = Rank::None;
        self.begin_object();
    }

    fn begin_object(&mut self) {
        (self.texts, self.equal) = (0, 0);
    }

    fn begin_text(&mut self, scope: Scope) {
        self.scope = scope;
        self.extent = Extent::EMPTY;
        self.comparison = Comparison::new();
    }

    /// Takes the first bytes of the buffer.
    #[inline(never)]
    fn take(&mut self, count: usize) {
        let member = match self.scope {
            Scope::Value => self.members.get(usize::from(self.member)),
            Scope::Elsewhere | Scope::Key => None,
        };
        for byte in self.buffer.as_flattened().iter().take(count) {
            self.comparison.push(*byte, member);
        }
    }

    /// The text is complete: takes the rest of it.
    fn end_text(&mut self) {
        self.take(self.extent.length());
        self.scope = Scope::Elsewhere;
    }

    /// A key is complete, and its value begins.
    fn begin_member(&mut self, first: u32) {
        let name = self.comparison.hash;
        if self.member_depth == 0 {
            if name == DATA {
                self.begin_data(match first as u8 {
                    b'{' => OBJECT_DEPTH,
                    b'[' => ELEMENT_DEPTH,
                    _ => 0,
                });
            }
            return;
        }
        let Some(member) = self.find(name) else { return };
        // It replaces an earlier one of the same name.
        self.member = member as u8;
        self.texts &= !self.bit();
        self.equal &= !self.bit();
        if first == u32::from(b'"') {
            self.begin_text(Scope::Value);
        }
    }

    /// Returns the bit of the member whose value is read.
    const fn bit(&self) -> u8 {
        1 << (self.member & 7)
    }

    /// The value of a member is complete.
    fn end_value(&mut self) {
        self.end_text();
        self.texts |= self.bit();
        if self.members.get(usize::from(self.member)).is_some_and(|member| self.comparison.is_equal(member)) {
            self.equal |= self.bit();
        }
    }

    /// Returns how well the present object matches.
    fn rank(&self) -> Rank {
        if self.equal & KEY == 0 {
            return Rank::None;
        }
        let (mut rank, mut bit) = (Rank::Exact, KEY);
        for member in self.members.iter().take(self.members_len.into()) {
            let is_equal = self.equal & bit != 0;
            let is_text = self.texts & bit != 0;
            bit <<= 1;
            match member.rule {
                _ if is_equal => {}
                Rule::Final => rank = rank.min(Rank::Pending),
                _ if is_text => return Rank::Conflict,
                _ => rank = Rank::None,
            }
        }
        rank
    }
}

impl<B> Visitor<B> for ReceiptVisitor {
    #[inline(always)]
    fn begin_key(&mut self, depth: u8) -> u8 {
        if depth == ROOT_DEPTH || depth == self.member_depth {
            self.begin_text(Scope::Key);
        }
        NONE as u8
    }

    #[inline(always)]
    fn begin_value(&mut self, first: u32, _: Option<Name>) {
        if self.scope == Scope::Key {
            self.end_text();
            self.begin_member(first);
        }
    }

    #[inline(always)]
    fn end_item(&mut self, depth: u8, end: u32) {
        if self.scope == Scope::Value {
            self.end_value();
        }
        // The end of an object; or that of an array, in which no member was found.
        if depth == self.member_depth && end != u32::from(b',') {
            self.best = self.best.max(self.rank());
            self.begin_object();
        }
        if depth == ROOT_DEPTH {
            self.member_depth = 0;
        }
    }

    #[inline(always)]
    fn token_byte(&mut self, _: u32) {}

    #[inline(always)]
    fn keeps_json(&self) -> bool {
        false
    }

    #[inline(always)]
    fn text<'a>(&'a mut self, _: &'a mut B) -> Option<Text<'a>> {
        if self.scope == Scope::Elsewhere {
            return None;
        }
        let has_block = self.extent.length() >= const { BLOCK + ROLL_BACK };
        if has_block {
            self.take(BLOCK);
            let [first, second] = &mut self.buffer;
            *first = *second;
        }
        let mut text =
            Text { buffer: self.buffer.as_flattened_mut(), extent: &mut self.extent, keeps_escapes: false };
        if has_block {
            text.roll_back(BLOCK as u32);
        }
        Some(text)
    }
}
