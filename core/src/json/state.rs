//! What may stand at a byte: the lexer's states, and what of them a fault reports.

/// Why the lexer stopped before the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A byte that cannot stand where it stands, or a body that was cut.
    Malformed(Expected),
    /// A bracket that opens one container more than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
}

/// What may stand at a byte of a JSON text where something else stood, or nothing.
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

/// Where the lexer stands between two bytes.
///
/// The order tells: values may begin up to `ValueOrEnd`, white space may stand up to `EndOfBody`, numbers come last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(crate) enum State {
    Value,
    ValueOrEnd,
    Name,
    NameOrEnd,
    Colon,
    CommaOrArrayEnd,
    CommaOrObjectEnd,
    EndOfBody,
    String,
    /// In a character of several bytes.
    Utf8,
    Escape,
    HexDigit,
    Literal,
    /// Before the first byte of a number, which is at once behind it.
    Number,
    /// After the `-` of a number.
    Minus,
    /// After a leading `0`, which no digit may follow.
    Zero,
    Integer,
    Point,
    Fraction,
    /// After `e` or `E`.
    Exponent,
    ExponentSign,
    ExponentDigits,
}

impl State {
    pub(in crate::json) const fn expected(self) -> Expected {
        match self {
            Self::Value => Expected::Value,
            Self::ValueOrEnd => Expected::ValueOrEnd,
            Self::Name => Expected::Name,
            Self::NameOrEnd => Expected::NameOrEnd,
            Self::Colon => Expected::Colon,
            Self::CommaOrArrayEnd => Expected::CommaOrArrayEnd,
            Self::CommaOrObjectEnd => Expected::CommaOrObjectEnd,
            Self::EndOfBody => Expected::EndOfBody,
            Self::String => Expected::StringByte,
            Self::Utf8 => Expected::Utf8,
            Self::Escape => Expected::Escape,
            Self::HexDigit => Expected::HexDigit,
            Self::Literal => Expected::Literal,
            _ => Expected::Digit,
        }
    }

    /// Returns where a number stands after one more `byte`, or `None` if that byte does not belong to it.
    pub(in crate::json) const fn after_digit(self, byte: u8) -> Option<Self> {
        Some(match (byte, self) {
            (b'0', Self::Number | Self::Minus) => Self::Zero,
            (b'0'..=b'9', Self::Number | Self::Minus | Self::Integer) => Self::Integer,
            (b'0'..=b'9', Self::Point | Self::Fraction) => Self::Fraction,
            (b'0'..=b'9', Self::Exponent | Self::ExponentSign | Self::ExponentDigits) => Self::ExponentDigits,
            (b'.', Self::Zero | Self::Integer) => Self::Point,
            (b'e' | b'E', Self::Zero | Self::Integer | Self::Fraction) => Self::Exponent,
            (b'+' | b'-', Self::Exponent) => Self::ExponentSign,
            (b'-', Self::Number) => Self::Minus,
            _ => return None,
        })
    }

    /// Tells whether white space may stand here.
    #[cfg(not(feature = "small"))]
    pub(in crate::json) const fn is_between_tokens(self) -> bool {
        self as u8 <= Self::EndOfBody as u8
    }

    /// Tells whether a number is complete as it stands.
    pub(in crate::json) const fn ends_number(self) -> bool {
        matches!(self, Self::Zero | Self::Integer | Self::Fraction | Self::ExponentDigits)
    }
}
