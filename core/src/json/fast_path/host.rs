//! [`ON_HOST`]: where speed matters more than flash.

/// True where flash is no concern: with pointers of 64 bits. Elsewhere the lexer reads what is rare.
pub(crate) const ON_HOST: bool = cfg!(target_pointer_width = "64");
