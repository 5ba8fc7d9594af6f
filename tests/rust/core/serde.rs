//! Typed extras, envelopes and `Serialize`.

use std::collections::{BTreeMap, HashMap};

use mixerr::{ApiError, ExtraError, Outcome, WriteError, read, write_envelope};
use mixerr_tests::cases;
use serde::Deserialize;

fn with_extra(extra: &str) -> ApiError {
    match read(202, format!("{{\"error\":{{\"code\":10002,\"extra\":{extra}}}}}").as_bytes()) {
        Outcome::Api(error) => error,
        outcome => panic!("no error of the API: {outcome:?}"),
    }
}

#[derive(Debug, Deserialize, PartialEq)]
struct Field<'a> {
    field: &'a str,
    reason: heapless::String<64>,
}

#[test]
fn extra_as_reads_a_struct_and_skips_unknown_members() {
    let error =
        with_extra(r#"{"x":[[{"y":null}]],"field":"phone","reason":"in \"E.164\" \ud83d\ude00","z":1.5}"#);
    let field: Field<'_> = error.extra_as().unwrap();
    assert_eq!((field.field, field.reason.as_str()), ("phone", "in \"E.164\" 😀"));
}

#[test]
fn extra_as_reads_plain_values() {
    assert_eq!(with_extra("12").extra_as::<u8>(), Ok(12));
    assert_eq!(with_extra("-1.5").extra_as::<f64>(), Ok(-1.5));
    assert_eq!(with_extra("null").extra_as::<Option<u8>>(), Ok(None));
    assert_eq!(with_extra(r#""a\nb""#).extra_as::<String>().as_deref(), Ok("a\nb"));
    assert_eq!(with_extra("[1,2]").extra_as::<[u8; 2]>(), Ok([1, 2]));
    assert_eq!(with_extra("[true,[]]").extra_as::<(bool, Vec<u8>)>(), Ok((true, vec![])));
}

#[test]
fn extra_as_reads_maps_on_which_serde_json_core_alone_panics() {
    let error = with_extra(r#"{"a":1,"b\n":2}"#);
    let map: BTreeMap<String, u8> = error.extra_as().unwrap();
    assert_eq!(map, BTreeMap::from([("a".to_owned(), 1), ("b\n".to_owned(), 2)]));
    let error = with_extra(r#"{"a":[{"b":{"c":1}}]}"#);
    assert!(error.extra_as::<HashMap<String, Vec<HashMap<String, BTreeMap<String, u8>>>>>().is_ok());
    #[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
    struct Name(String);
    assert!(with_extra(r#"{"a":1}"#).extra_as::<BTreeMap<Name, u8>>().is_ok());
}

#[test]
fn extra_as_fails_without_a_panic_for_keys_that_are_not_strings() {
    let error = with_extra(r#"{"1":1}"#);
    assert!(matches!(error.extra_as::<BTreeMap<u32, u8>>(), Err(ExtraError::Mismatch)));
    assert!(matches!(error.extra_as::<BTreeMap<bool, u8>>(), Err(ExtraError::Mismatch)));
    assert!(matches!(error.extra_as::<BTreeMap<Option<u8>, u8>>(), Err(ExtraError::Mismatch)));
    assert!(matches!(error.extra_as::<BTreeMap<(u8, u8), u8>>(), Err(ExtraError::Mismatch)));
    assert!(matches!(error.extra_as::<serde_json::Value>(), Err(ExtraError::Mismatch)));
}

#[test]
fn extra_as_reads_enums() {
    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Plain,
        Number(u8),
        Members { a: u8 },
    }
    assert_eq!(with_extra(r#""plain""#).extra_as::<Kind>(), Ok(Kind::Plain));
    assert_eq!(with_extra(r#"{"plain":null}"#).extra_as::<Kind>(), Ok(Kind::Plain));
    assert_eq!(with_extra(r#"{"number":3}"#).extra_as::<Kind>(), Ok(Kind::Number(3)));
    assert_eq!(with_extra(r#"{"members":{"a":3}}"#).extra_as::<Kind>(), Ok(Kind::Members { a: 3 }));
    assert!(with_extra(r#""other""#).extra_as::<Kind>().is_err());
}

#[test]
fn extra_as_distinguishes_absent_truncated_and_mismatch() {
    let absent = with_extra("null");
    assert_eq!(ApiError::<8, 8>::new(1).extra_as::<u8>(), Err(ExtraError::Absent));
    assert!(matches!(absent.extra_as::<u8>(), Err(ExtraError::Mismatch)));
    let truncated = with_extra(&format!("\"{}\"", "x".repeat(200)));
    assert_eq!(truncated.extra_as::<&str>(), Err(ExtraError::Truncated));
    assert!(matches!(with_extra("300").extra_as::<u8>(), Err(ExtraError::Mismatch)));
}

#[test]
fn extra_as_survives_the_deepest_extra() {
    let error =
        with_extra(&format!(r#"{{"x":{}{},"field":"a","reason":"b"}}"#, "[".repeat(40), "]".repeat(40)));
    assert!(error.extra_as::<Field<'_>>().is_ok());
}

#[test]
fn write_envelope_reads_back_equal_for_every_case() {
    for case in cases() {
        let Outcome::Api(error) = read(case.http_status, &case.body) else { continue };
        let mut out = [0; 1024];
        let length = write_envelope(&error, &mut out).unwrap();
        let Outcome::Api(back) = read(case.http_status, &out[..length]) else { panic!("{}", case.name) };
        let mut expected = ApiError::new(error.code())
            .with_status(error.status())
            .with_http_status(case.http_status)
            .with_description(error.description());
        if !error.extra().is_empty() && !error.extra_truncated() {
            expected = expected.with_extra(error.extra()).unwrap();
        }
        assert_eq!(back, expected, "{}", case.name);
    }
}

#[test]
fn write_envelope_fails_if_the_buffer_is_too_short() {
    let error: ApiError = ApiError::new(20119);
    let mut out = [0; 128];
    let length = write_envelope(&error, &mut out).unwrap();
    for shorter in 0..length {
        assert_eq!(write_envelope(&error, &mut out[..shorter]), Err(WriteError::BufferFull), "{shorter}");
    }
    assert_eq!(write_envelope(&error, &mut out[..length]), Ok(length));
}

#[test]
fn serialize_writes_the_error_object() {
    let error = with_extra(r#"{"a":[1,-2,0.5,"b\n\"",null,true,{"c\t":{}}],"n":18446744073709551615}"#);
    let json = serde_json::to_value(&error).unwrap();
    let expected = serde_json::json!({
        "code": 10002,
        "extra": {"a": [1, -2, 0.5, "b\n\"", null, true, {"c\t": {}}], "n": 18_446_744_073_709_551_615_u64}
    });
    assert_eq!(json, expected);
}

#[test]
fn serialize_accepts_every_extra() {
    for extra in ["\"\"", "{}", "[]", "[1]", "{\"a\":null}", "1e999", "-0", "[[[]]]", "{\"a\\\"\":1}"] {
        let error: ApiError = ApiError::new(20119).with_extra(extra).unwrap();
        assert!(serde_json::to_string(&error).is_ok(), "{extra}");
        assert!(serde_json_core::to_slice(&error, &mut [0; 512]).is_ok(), "{extra}");
    }
}

#[test]
fn serialize_writes_an_entry_by_name() {
    let json = serde_json::to_value(mixerr::lookup(20119)).unwrap();
    let expected = serde_json::json!({
        "code": 20119, "status": 202, "name": "PIN_INCORRECT", "description": "PIN incorrect.", "category": "Pin",
        "action": "AskUser", "source": "Original", "payment": "Excluded"
    });
    assert_eq!(json, expected);
}

#[test]
fn extra_as_reads_options_and_newtypes() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Attempts(u8);

    #[derive(Debug, PartialEq, Deserialize)]
    struct Extra {
        attempts: Option<Attempts>,
    }

    let wrapped = with_extra(r#"{"attempts":3}"#).extra_as::<Extra>();
    assert_eq!(wrapped, Ok(Extra { attempts: Some(Attempts(3)) }));
    assert_eq!(with_extra("{}").extra_as::<Extra>(), Ok(Extra { attempts: None }));
}

#[test]
fn extra_as_reads_a_variant_of_two_fields() {
    #[derive(Debug, PartialEq, Deserialize)]
    enum Range {
        Of(u8, u8),
    }

    let range = with_extra(r#"{"Of":[1,2]}"#).extra_as::<Range>();
    assert!(matches!(range, Ok(Range::Of(1, 2))), "{range:?}");
}

#[test]
fn write_error_has_a_text() {
    assert_eq!(WriteError::BufferFull.to_string(), "the buffer is too short for the envelope");
}

#[test]
fn extra_errors_have_texts() {
    assert_eq!(ExtraError::Absent.to_string(), "the error has no extra");
    assert_eq!(ExtraError::Truncated.to_string(), "the extra was truncated");
    assert_eq!(ExtraError::Mismatch.to_string(), "the extra is of another type");
    let invalid = ApiError::<8, 8>::new(1).with_extra("").unwrap_err();
    assert_eq!(invalid.to_string(), "the extra is not one JSON value, or is nested too deeply");
}

#[test]
fn write_envelope_escapes_as_rfc_8259_requires() {
    let error: ApiError =
        ApiError::new(1).with_description("\"\\/\n\r\t\u{8}\u{c}\0\u{f}\u{10}\u{1f}\u{7f}\u{80}中");
    let mut out = [0; 256];
    let length = write_envelope(&error, &mut out).unwrap();
    let description = concat!(r#"\"\\/\n\r\t\u0008\u000c\u0000\u000f\u0010\u001f"#, "\u{7f}\u{80}中");
    let expected = format!(r#"{{"error":{{"code":1,"description":"{description}"}}}}"#);
    assert_eq!(str::from_utf8(&out[..length]), Ok(&*expected));
}

#[test]
fn serialize_leaves_out_an_absent_or_truncated_extra() {
    for error in [with_extra(&format!("\"{}\"", "x".repeat(200))), ApiError::new(10002)] {
        assert_eq!(serde_json::to_value(&error).unwrap().get("extra"), None, "{error:?}");
    }
}

#[test]
fn serialize_writes_a_number_as_an_integer_a_float_or_its_digits() {
    for (number, expected) in [
        ("0", "0"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1.8446744073709552e+19"),
        ("-1", "-1"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("-9223372036854775809", "-9.223372036854776e+18"),
        ("-0", "-0.0"),
        ("0.10", "0.1"),
        ("1e2", "100.0"),
        ("1E400", r#""1E400""#),
        ("-1e999", r#""-1e999""#),
    ] {
        let json = serde_json::to_string(&with_extra(number)).unwrap();
        assert_eq!(json, format!(r#"{{"code":10002,"extra":{expected}}}"#), "{number}");
    }
}

#[test]
fn serialize_writes_every_member_and_leaves_out_absent_ones() {
    let error: ApiError = ApiError::new(20119).with_extra("{}").unwrap();
    let json = serde_json::to_string(&error).unwrap();
    assert_eq!(json, r#"{"status":202,"code":20119,"description":"PIN incorrect.","extra":{}}"#);
    let error: ApiError = ApiError::new(1);
    assert_eq!(serde_json::to_string(&error).unwrap(), r#"{"code":1}"#);
}
