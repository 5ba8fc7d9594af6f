//! The parsers, one a file.

mod c;
mod hifijson;
mod mixerr;
mod picojson;
mod typed;
mod value;

use std::hint::black_box;

use self::c::{CJson, Yyjson, YyjsonPool};
use self::hifijson::Hifijson;
use self::mixerr::{Chunks, Mixerr};
use self::picojson::Picojson;
use self::typed::{SerdeJson, SerdeJsonCore, SimdJson, SonicRs};
use self::value::SerdeJsonValue;
use crate::{Parser, Said};

/// A parser as a value.
#[derive(Clone, Copy)]
pub struct Row {
    /// Its name.
    pub name: &'static str,
    /// [`Parser::read`], the entry of the code looked up.
    pub read: fn(&[u8]),
    /// [`Parser::read`], in the words of [`Said`]'s Debug.
    pub say: fn(&[u8]) -> String,
    /// [`Parser::accepts`].
    pub accepts: fn(&[u8]) -> bool,
}

/// The parsers, which read a complete body.
pub const PARSERS: [Row; 11] = [
    row::<Mixerr>("mixerr"),
    row::<SerdeJson>("serde_json, typed"),
    row::<SerdeJsonValue>("serde_json, Value"),
    row::<SerdeJsonCore>("serde-json-core"),
    row::<Picojson>("picojson"),
    row::<Hifijson>("hifijson"),
    row::<SonicRs>("sonic-rs"),
    row::<SimdJson>("simd-json"),
    row::<CJson>("cJSON"),
    row::<Yyjson>("yyjson"),
    row::<YyjsonPool>("yyjson, pool"),
];

/// mixerr, by the bytes of a chunk.
pub const CHUNKS: [Row; 9] = [
    row::<Chunks<1>>("1"),
    row::<Chunks<2>>("2"),
    row::<Chunks<4>>("4"),
    row::<Chunks<16>>("16"),
    row::<Chunks<64>>("64"),
    row::<Chunks<256>>("256"),
    row::<Chunks<1024>>("1024"),
    row::<Chunks<8192>>("8192"),
    row::<Chunks<65536>>("65536"),
];

const fn row<P: Parser>(name: &'static str) -> Row {
    Row {
        name,
        read: |body| P::read(black_box(body), keep),
        say: |body| P::read(body, |said| format!("{said:?}")),
        accepts: P::accepts,
    }
}

/// Looks up the code. The compiler cannot remove it as unused.
fn keep(said: Said<'_>) {
    if let Said::Error { code, .. } = said {
        black_box(::mixerr::lookup(code));
    }
    black_box(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bodies::body;

    fn figure_body(name: &str) -> Vec<u8> {
        body(&format!("{}/../figures/bodies/{name}", env!("CARGO_MANIFEST_DIR")))
    }

    #[test]
    fn every_parser_says_the_same_of_the_bodies_that_are_measured() {
        let error = |code, description: &str| format!("{:?}", Said::Error { code, description });
        for (name, said) in [
            ("a.json", error(20119, "PIN incorrect.")),
            ("b.json", error(500, "Internal Server Error")),
            ("c.json", error(10002, "The request body can't be parsed as valid data.")),
            ("d.json", error(20119, "中文 PIN 😀🔒 \"incorrect\".")),
            ("e.json", "Success".to_owned()),
            ("f.html", "Refused".to_owned()),
        ] {
            for parser in PARSERS {
                // It reads no surrogate pairs.
                let refused = name == "d.json" && parser.name == "serde-json-core";
                let said = if refused { "Refused" } else { &said };
                assert_eq!((parser.say)(&figure_body(name)), said, "{}, {name}", parser.name);
            }
        }
    }

    #[test]
    fn every_parser_says_the_same_of_the_bodies_that_nothing_was_tuned_for() {
        let error = |code, description: &str| format!("{:?}", Said::Error { code, description });
        let invalid_field = error(10002, "The request data has invalid field.");
        for (name, said) in [
            ("assets", "Success"),
            ("data_null", "Success"),
            ("error_after_data", &error(20119, "PIN incorrect.")),
            ("error_chinese", &error(20117, "余额不足，请充值后再试。")),
            ("error_escaped_extra", &invalid_field),
            ("error_nested_extra", &invalid_field),
            ("safe_transaction", "Success"),
            ("snapshot", "Success"),
            ("user", "Success"),
            ("user_pretty", "Success"),
        ] {
            let body = body(&format!("{}/bodies/{name}.json", env!("CARGO_MANIFEST_DIR")));
            for parser in PARSERS {
                // It reads no surrogate pairs.
                let refused = name == "error_escaped_extra" && parser.name == "serde-json-core";
                let said = if refused { "Refused" } else { said };
                assert_eq!((parser.say)(&body), said, "{}, {name}", parser.name);
            }
        }
    }

    #[test]
    fn every_parser_takes_what_grows_for_a_success() {
        for name in ["size:1024", "size:1048576", "depth:1", "depth:64"] {
            for parser in PARSERS.iter().chain(&CHUNKS) {
                // Its buffer for escapes is not emptied from one string to the next.
                let refused = name == "size:1048576" && parser.name == "picojson";
                let said = if refused { "Refused" } else { "Success" };
                assert_eq!((parser.say)(&body(name)), said, "{}, {name}", parser.name);
            }
        }
    }
}
