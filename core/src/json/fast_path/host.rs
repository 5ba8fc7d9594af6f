//! [`ON_HOST`]: whether speed matters more than flash.

/// True with pointers of 64 bits. Elsewhere flash is scarce, so the lexer reads what is rare.
pub(crate) const ON_HOST: bool = cfg!(target_pointer_width = "64");
