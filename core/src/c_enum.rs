//! `c_enum!`, which defines the enums that C has too.

/// Defines an enum whose variants have fixed numbers, for C, and names.
macro_rules! c_enum {
    (
        $(#[$meta:meta])* $type:ident { $( $(#[$variant_meta:meta])* $variant:ident = $number:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "defmt", derive(defmt::Format))]
        #[cfg_attr(feature = "serde", derive(serde::Serialize))]
        #[repr(u8)]
        pub enum $type { $( $(#[$variant_meta])* $variant = $number, )* }

        impl $type {
            /// Every variant, ascending by number.
            pub const ALL: &'static [Self] = &[$( Self::$variant, )*];

            /// Returns the name of the variant in Rust, such as `"Report"`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => stringify!($variant), )* }
            }
        }

        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}

pub(crate) use c_enum;
