//! [`OwnBuffers`], the buffers of a reader in Rust, and [`Utf8`], the strings of an error.

use core::ops::Deref;

use heapless::Vec;

use crate::envelope::{Buffers, TextField};
use crate::json::text::Extent;

/// The default capacity for an error's description, in bytes.
pub const DESCRIPTION_CAPACITY: usize = 128;

/// The default capacity for an error's extra, in bytes.
pub const EXTRA_CAPACITY: usize = 128;

/// The buffers of a reader in Rust.
#[derive(Clone)]
pub(crate) struct OwnBuffers<const D: usize, const X: usize> {
    description: [u8; D],
    extra: [u8; X],
}

impl<const D: usize, const X: usize> OwnBuffers<D, X> {
    pub(crate) const fn new() -> Self {
        Self { description: [0; D], extra: [0; X] }
    }

    /// Copies the description to `text`.
    #[inline]
    pub(crate) fn copy_description(&self, extent: Extent, text: &mut Utf8<D>) {
        text.copy_from(&self.description, extent);
    }

    /// Copies the extra to `text`.
    #[inline]
    pub(crate) fn copy_extra(&self, extent: Extent, text: &mut Utf8<X>) {
        text.copy_from(&self.extra, extent);
    }
}

impl<const D: usize, const X: usize> Buffers for OwnBuffers<D, X> {
    #[inline(always)]
    fn buffer(&mut self, field: TextField) -> &mut [u8] {
        let buffer: &mut [u8] = match field {
            TextField::Description => &mut self.description,
            TextField::Extra => &mut self.extra,
        };
        // The rest of a longer buffer is unused.
        let capacity = buffer.len().min(i32::MAX as usize);
        buffer.get_mut(..capacity).unwrap_or_default()
    }
}

/// A string of at most `N` bytes. The parser writes valid UTF-8, which `deref` checks again because `unsafe` is forbidden.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Utf8<const N: usize>(Vec<u8, N>);

impl<const N: usize> Utf8<N> {
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Copies as many characters of `text` as fit; returns false if some do not.
    pub(crate) fn push_prefix(&mut self, text: &str) -> bool {
        text.chars()
            .all(|character| self.0.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()).is_ok())
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    #[inline(always)]
    fn copy_from(&mut self, buffer: &[u8; N], extent: Extent) {
        self.clear();
        // The extent is at most `N`.
        let _ = self.0.extend_from_slice(buffer.get(..extent.length()).unwrap_or_default());
    }
}

impl<const N: usize> Deref for Utf8<N> {
    type Target = str;

    fn deref(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}
