//! serde_json's tree.

use serde_json::Value;

use crate::{Parser, Said};

/// serde_json, into a tree that is then asked.
pub struct SerdeJsonValue;

impl Parser for SerdeJsonValue {
    fn read<T>(body: &[u8], tell: impl FnOnce(Said<'_>) -> T) -> T {
        let Ok(value) = serde_json::from_slice::<Value>(body) else {
            return tell(Said::Refused);
        };
        let error = &value["error"];
        match error["code"].as_u64().map(u32::try_from) {
            Some(Ok(code)) => {
                tell(Said::Error { code, description: error["description"].as_str().unwrap_or_default() })
            }
            _ if error.is_null() => tell(Said::Success),
            _ => tell(Said::Refused),
        }
    }

    fn accepts(body: &[u8]) -> bool {
        serde_json::from_slice::<Value>(body).is_ok()
    }
}
