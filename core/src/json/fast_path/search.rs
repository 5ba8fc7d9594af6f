//! The searches for bytes: by SIMD where the feature is on, else by words.

#[cfg(feature = "simd")]
pub(super) use super::simd::find_special;
#[cfg(feature = "simd")]
pub(crate) use super::simd::skip_unescaped;
#[cfg(not(feature = "simd"))]
pub(super) use super::swar::find_special;
pub(crate) use super::swar::skip_indentation;
#[cfg(not(feature = "simd"))]
pub(crate) use super::swar::skip_unescaped;
