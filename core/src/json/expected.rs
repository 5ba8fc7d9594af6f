//! [`Expected`]: what would be valid at the offset of a malformed body.

/// What would be valid at the offset of a malformed body, where another byte is or the body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Expected {
    /// A value.
    Value,
    /// A value or `]`.
    ValueOrEnd,
    /// A member's name.
    Name,
    /// A member's name or `}`.
    NameOrEnd,
    /// `:`.
    Colon,
    /// `,` or `]`.
    CommaOrArrayEnd,
    /// `,` or `}`.
    CommaOrObjectEnd,
    /// Nothing: the value is complete.
    EndOfBody,
    /// The rest of a string, in which control characters are escaped.
    StringByte,
    /// The rest of a character's UTF-8 sequence.
    Utf8,
    /// One of `" \ / b f n r t u` after a backslash.
    Escape,
    /// A hexadecimal digit.
    HexDigit,
    /// A digit.
    Digit,
    /// The rest of `true`, `false` or `null`.
    Literal,
}

impl core::fmt::Display for Expected {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Value => "a value",
            Self::ValueOrEnd => "a value or `]`",
            Self::Name => "a member's name",
            Self::NameOrEnd => "a member's name or `}`",
            Self::Colon => "`:`",
            Self::CommaOrArrayEnd => "`,` or `]`",
            Self::CommaOrObjectEnd => "`,` or `}`",
            Self::EndOfBody => "the end of the body",
            Self::StringByte => "a character of a string or its closing quote",
            Self::Utf8 => "the rest of a UTF-8 sequence",
            Self::Escape => "one of \" \\ / b f n r t u after the backslash",
            Self::HexDigit => "a hexadecimal digit",
            Self::Digit => "a digit",
            Self::Literal => "the rest of true, false or null",
        })
    }
}
