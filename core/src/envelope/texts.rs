//! [`TextField`] and [`Buffers`]: the texts of an error, and the buffers that they are written to.

/// One of the texts of an error.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TextField {
    /// The description.
    Description,
    /// The extra, as compact JSON.
    Extra,
}

/// The buffers for the texts of an error.
pub trait Buffers {
    /// Returns the buffer of `field`, always the same one. Its length is the capacity, at most `i32::MAX` bytes.
    ///
    /// The parser may overwrite the bytes after the text, too.
    fn buffer(&mut self, field: TextField) -> &mut [u8];
}
