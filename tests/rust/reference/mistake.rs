//! Mistakes that the reference makes when a test asks for one: the bodies must find each.

macro_rules! mistakes {
    ($($name:ident)*) => {
        /// A mistake that a reader of responses could make.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Mistake {
            $($name,)*
        }

        impl Mistake {
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

mistakes! {
    // JSON
    FormFeedIsWhiteSpace
    LeadingZero
    FractionWithoutDigits
    ExponentWithoutDigits
    TrailingComma
    EscapeX
    UpperCaseU
    ControlCharacterInString
    DeleteRefused
    Overlong2
    Overlong3
    Overlong4
    SurrogateBytes
    Beyond10Ffff
    CutCharacterAtItsStart
    LoneSurrogateRefused
    HighSurrogateTakesTheNextEscape
    Depth63
    Depth65
    DepthWithoutArrays
    // The envelope
    KeysAreNotDecoded
    KeysWithoutCase
    FirstError
    FirstCode
    FirstStatus
    FirstDescription
    FirstExtra
    FirstData
    LastErrorEvenIfNotAnObject
    LastCodeEvenIfNotANumber
    MembersOfAllErrors
    CodeWraps
    StatusWraps
    CodeWithExponent
    CodeIsNegativeZero
    CodeInString
    NullIsAnError
    ForeignIsSuccess
    // Texts
    DescriptionOneLess
    DescriptionOneMore
    ExtraOneLess
    ExtraOneMore
    FullIsTruncated
    ExtraKeepsWhiteSpace
    ExtraKeepsLongEscapes
    ExtraDecodesC1
    ExtraSplitsAnEscape
    ExtraDecodesSlash
    ExtraDecodesQuote
    NullExtraIsAbsent
    // HTTP
    NoContentIsMalformed
    WebSocketIsHttp
    Http210IsSuccess
}
