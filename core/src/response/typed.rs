//! An extra as any `serde::Deserialize` type, through serde-json-core.
//!
//! serde-json-core reads only compact JSON of bounded nesting, which the parser has checked. Version 0.7 panics when a
//! map's key is requested as any type but `&str`, which `BTreeMap<String, _>` does; [`Guard`] prevents that.

use core::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json_core::de as json;

use super::api_error::ApiError;

/// The error of [`ApiError::extra_as`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ExtraError {
    /// The error has no extra.
    Absent,
    /// The extra was longer than its capacity, so that it is not valid JSON.
    Truncated,
    /// The extra is not of the requested type.
    Mismatch,
}

impl fmt::Display for ExtraError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "the error has no extra",
            Self::Truncated => "the extra was truncated",
            Self::Mismatch => "the extra is of another type",
        })
    }
}

impl core::error::Error for ExtraError {}

impl<const D: usize, const X: usize> ApiError<D, X> {
    /// Returns the extra as a `T`.
    ///
    /// Members that `T` does not have are skipped. A `&str` in `T` borrows from [`extra`](Self::extra), so the string must
    /// not have escapes; an owned string (`heapless::String`, `std`'s `String`) may have them. serde-json-core does not
    /// support types that accept any value: `#[serde(untagged)]`, `#[serde(flatten)]`, `serde_json::Value`.
    ///
    /// # Errors
    ///
    /// - [`ExtraError::Absent`] if the error has no extra.
    /// - [`ExtraError::Truncated`] if the extra was longer than `X` bytes.
    /// - [`ExtraError::Mismatch`] if the extra is not a `T`.
    ///
    /// ```
    /// use mixerr::{Outcome, read};
    ///
    /// #[derive(serde::Deserialize)]
    /// struct Attempts {
    ///     attempts: u8,
    /// }
    ///
    /// let body = br#"{"error":{"code":20119,"extra":{"attempts":3}}}"#;
    /// let Outcome::Api(error) = read(202, body) else { panic!() };
    /// assert_eq!(error.extra_as::<Attempts>()?.attempts, 3);
    /// # Ok::<(), mixerr::ExtraError>(())
    /// ```
    pub fn extra_as<'a, T: Deserialize<'a>>(&'a self) -> Result<T, ExtraError> {
        if self.extra_truncated {
            return Err(ExtraError::Truncated);
        }
        if self.extra.is_empty() {
            return Err(ExtraError::Absent);
        }
        let mut unescaped = [0; X];
        let mut deserializer = json::Deserializer::new(self.extra.as_bytes(), Some(&mut unescaped));
        let value = T::deserialize(Guard(&mut deserializer)).map_err(|_| ExtraError::Mismatch)?;
        deserializer.end().map_err(|_| ExtraError::Mismatch)?;
        Ok(value)
    }
}

/// Forwards every call, and wraps every key of a map at any depth in a [`Key`].
struct Guard<T>(T);

/// A map's key, which is always requested as a string.
struct Key<T>(T);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Key<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_str(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Key<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, key: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Key(key))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Guard<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Guard(value))
    }
}

macro_rules! deserialize {
    ($( $method:ident($($argument:ident: $type:ty),*) )*) => { $(
        fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method($($argument,)* Guard(visitor))
        }
    )* };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Guard<D> {
    type Error = D::Error;

    deserialize! {
        deserialize_any() deserialize_bool()
        deserialize_i8() deserialize_i16() deserialize_i32() deserialize_i64() deserialize_i128()
        deserialize_u8() deserialize_u16() deserialize_u32() deserialize_u64() deserialize_u128()
        deserialize_f32() deserialize_f64() deserialize_char() deserialize_str() deserialize_string()
        deserialize_bytes() deserialize_byte_buf() deserialize_option() deserialize_unit()
        deserialize_unit_struct(name: &'static str)
        deserialize_newtype_struct(name: &'static str)
        deserialize_seq() deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_map()
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_enum(name: &'static str, variants: &'static [&'static str])
        deserialize_identifier() deserialize_ignored_any()
    }
}

macro_rules! visit {
    ($( $method:ident($type:ty) )*) => { $(
        fn $method<E: serde::de::Error>(self, value: $type) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )* };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Guard<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    visit! {
        visit_bool(bool) visit_i8(i8) visit_i16(i16) visit_i32(i32) visit_i64(i64)
        visit_u8(u8) visit_u16(u16) visit_u32(u32) visit_u64(u64) visit_f32(f32) visit_f64(f64)
        visit_char(char) visit_str(&str) visit_borrowed_str(&'de str)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Guard(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Guard(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Guard(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Guard(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Guard(variant))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Guard<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Guard(seed))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Guard<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(Key(seed))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Guard(seed))
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Guard<A> {
    type Error = A::Error;
    type Variant = Guard<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, variant) = self.0.variant_seed(Key(seed))?;
        Ok((name, Guard(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Guard<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Guard(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(len, Guard(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.struct_variant(fields, Guard(visitor))
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use serde::de::{Expected, IgnoredAny};
    use std::string::ToString;

    use super::*;

    /// serde-json-core drops the text of an error, so no other test can reach it.
    #[test]
    fn guard_expects_what_its_visitor_expects() {
        let expected: &dyn Expected = &Guard(IgnoredAny);
        assert_eq!(expected.to_string(), "anything at all");
    }
}
