//! The parsers that fill a type of serde's.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::{Parser, Said};

/// The envelope, as a user of serde would write it down: what is asked for, and nothing else.
#[derive(Deserialize)]
struct Envelope<D> {
    error: Option<Error<D>>,
}

#[derive(Deserialize)]
struct Error<D> {
    code: u32,
    description: Option<D>,
}

/// A string that is borrowed if it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl AsRef<str> for Text<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

fn said<D: AsRef<str>, E>(envelope: &Result<Envelope<D>, E>) -> Said<'_> {
    match envelope {
        Err(_) => Said::Refused,
        Ok(Envelope { error: None }) => Said::Success,
        Ok(Envelope { error: Some(Error { code, description }) }) => {
            Said::Error { code: *code, description: description.as_ref().map_or("", AsRef::as_ref) }
        }
    }
}

/// serde_json.
pub struct SerdeJson;

impl Parser for SerdeJson {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        tell(said(&serde_json::from_slice::<Envelope<Text<'_>>>(body)))
    }

    fn accepts(body: &[u8]) -> bool {
        serde_json::from_slice::<IgnoredAny>(body).is_ok()
    }
}

/// serde-json-core, with a buffer for escapes.
pub struct SerdeJsonCore;

impl Parser for SerdeJsonCore {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        let envelope =
            serde_json_core::from_slice_escaped::<Envelope<heapless::String<128>>>(body, &mut [0; 128]);
        tell(said(&envelope.map(|(envelope, _)| envelope)))
    }

    fn accepts(body: &[u8]) -> bool {
        serde_json_core::from_slice_escaped::<IgnoredAny>(body, &mut [0; 128]).is_ok()
    }
}

/// sonic-rs.
pub struct SonicRs;

impl Parser for SonicRs {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        tell(said(&sonic_rs::from_slice::<Envelope<Text<'_>>>(body)))
    }

    fn accepts(body: &[u8]) -> bool {
        sonic_rs::from_slice::<IgnoredAny>(body).is_ok()
    }
}

/// simd-json, which writes into the body: it gets a copy.
pub struct SimdJson;

impl Parser for SimdJson {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        let mut body = body.to_vec();
        tell(said(&simd_json::from_slice::<Envelope<Text<'_>>>(&mut body)))
    }

    fn accepts(body: &[u8]) -> bool {
        simd_json::from_slice::<IgnoredAny>(&mut body.to_vec()).is_ok()
    }
}
