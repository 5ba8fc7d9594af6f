//! Texts of errors and faults: field, reason, detail, strings of the extra, log lines, `Debug`.

use std::collections::HashSet;
use std::error::Error as _;
use std::fmt::{self, Write};

use mixerr::raw::{ErrorRef, Parser};
use mixerr::{
    ApiError, Code, Error, Explainer, Fault, FaultKind, Head, InvalidColumns, Outcome, Receipt, ReceiptError,
    RestoreError, UnexpectedStep, explain, read, write_envelope,
};
use mixerr_tests::{bodies, cases, read_pieces};

fn api_error(error: &str) -> ApiError {
    match read(202, format!("{{\"error\":{{{error}}}}}").as_bytes()) {
        Outcome::Api(error) => error,
        outcome => panic!("no error of the API: {outcome:?}"),
    }
}

fn fault(http_status: u16, body: &[u8]) -> Fault {
    match read(http_status, body) {
        Outcome::NotFromApi(fault) => fault,
        outcome => panic!("no fault: {outcome:?}"),
    }
}

fn with_extra(extra: &str) -> ApiError {
    api_error(&format!("\"code\":10002,\"extra\":{extra}"))
}

#[test]
fn field_and_reason_are_found_in_any_order() {
    let error = with_extra(r#"{ "reason" : "too small", "x":[1,{"field":"no"}], "field" : "amount" }"#);
    assert_eq!((error.field(), error.reason()), (Some("amount"), Some("too small")));
}

#[test]
fn field_is_none_unless_the_extra_has_it_as_a_string() {
    for extra in
        ["null", "12", "\"field\"", "[\"field\",\"x\"]", "{}", r#"{"field":1}"#, r#"{"a":{"field":"x"}}"#]
    {
        assert_eq!(with_extra(extra).field(), None, "{extra}");
    }
    assert_eq!(api_error("\"code\":10002").field(), None);
}

#[test]
fn field_is_the_last_string_of_that_name() {
    assert_eq!(with_extra(r#"{"field":"a","field":"b","field":3}"#).field(), Some("b"));
}

#[test]
fn field_is_found_in_an_extra_that_is_truncated_after_it() {
    let error = with_extra(&format!(r#"{{"field":"amount","reason":"{}"}}"#, "x".repeat(200)));
    assert!(error.extra_truncated());
    assert_eq!((error.field(), error.reason()), (Some("amount"), None));
}

#[test]
fn field_is_not_fooled_by_brackets_and_quotes_in_strings() {
    let error = with_extra(r#"{"a":"}],\"field\":\"no\"","b":["]"],"field":"yes"}"#);
    assert_eq!(error.field(), Some("yes"));
}

#[test]
fn field_may_end_with_a_backslash() {
    let error = with_extra(r#"{"a\\":"\\","field":"x\\"}"#);
    assert_eq!(error.field(), Some(r"x\\"));
    assert_eq!(error.extra_string("field").as_deref(), Some(r"x\"));
}

#[test]
fn extra_string_decodes_escapes() {
    let error = with_extra(r#"{"a":"\"\\\/\b\f\n\r\t\u0001\u0022\u4e2d\ud83d\ude00"}"#);
    assert_eq!(error.extra_string("a").as_deref(), Some("\"\\/\u{8}\u{c}\n\r\t\u{1}\"中😀"));
}

#[test]
fn extra_string_decodes_keys() {
    let error = with_extra(r#"{"a\"b\n":"1","\u0063":"2","":"3"}"#);
    assert_eq!(error.extra_string("a\"b\n").as_deref(), Some("1"));
    assert_eq!(error.extra_string("c").as_deref(), Some("2"));
    assert_eq!(error.extra_string("").as_deref(), Some("3"));
    assert_eq!(error.extra_string("b"), None);
}

#[test]
fn extra_string_is_none_unless_an_object_has_a_complete_string_there() {
    for extra in ["null", "12", "\"a\"", "[\"a\"]", "{}", r#"{"a":1}"#, r#"{"b":{"a":"x"}}"#, r#"{"b":"a"}"#]
    {
        assert_eq!(with_extra(extra).extra_string("a"), None, "{extra}");
    }
    let truncated = with_extra(&format!(r#"{{"a":"{}"}}"#, "x".repeat(200)));
    assert_eq!(truncated.extra_string("a"), None);
    assert_eq!(api_error("\"code\":10002").extra_string("a"), None);
}

#[test]
fn detail_is_the_text_for_the_placeholder() {
    let detail = |code: u32, description: &str| {
        let error = api_error(&format!("\"code\":{code},\"description\":\"{description}\""));
        error.detail().map(str::to_owned)
    };
    assert_eq!(detail(10003, "Failed to deliver SMS to +8613800138000.").as_deref(), Some("+8613800138000"));
    assert_eq!(detail(20110, "Invalid phone number +8613800138000").as_deref(), Some("+8613800138000"));
    assert_eq!(detail(20123, "You have created too many apps, the maximum is 10.").as_deref(), Some("10"));
    assert_eq!(detail(30101, "Private key for XYZ missing.").as_deref(), Some("XYZ"));
    assert_eq!(
        detail(30103, "Insufficient 965e5c6e-434c-3fa9-b780-c50f43cd955c pool").as_deref(),
        Some("965e5c6e-434c-3fa9-b780-c50f43cd955c")
    );
}

#[test]
fn detail_is_none_without_a_placeholder_or_with_another_text() {
    assert_eq!(ApiError::<128, 128>::new(10003).detail(), None);
    assert_eq!(ApiError::<128, 128>::new(30103).detail(), None);
    assert_eq!(api_error("\"code\":20119,\"description\":\"PIN incorrect.\"").detail(), None);
    assert_eq!(api_error("\"code\":30101,\"description\":\"Private key missing.\"").detail(), None);
    assert_eq!(api_error("\"code\":30101,\"description\":\"Private key for  missing.\"").detail(), None);
    assert_eq!(api_error("\"code\":30101").detail(), None);
    assert_eq!(api_error("\"code\":1,\"description\":\"Private key for XYZ missing.\"").detail(), None);
}

#[test]
fn detail_is_none_if_the_description_is_truncated() {
    let error =
        api_error(&format!("\"code\":20110,\"description\":\"Invalid phone number +{}\"", "1".repeat(200)));
    assert_eq!(error.detail(), None);
}

#[test]
fn display_has_code_name_and_catalog_text() {
    let error = api_error("\"code\":20119,\"description\":\"PIN incorrect.\"");
    assert_eq!(error.to_string(), "20119 PIN_INCORRECT: PIN incorrect.");
    assert_eq!(api_error("\"code\":12").to_string(), "12 (not in the catalog)");
}

#[test]
fn display_has_the_extra() {
    let error = api_error(r#""code":10002,"extra":{ "field": "amount", "max": "100" }"#);
    assert_eq!(
        error.to_string(),
        r#"10002 INVALID_FIELD: The request data has invalid field. extra {"field":"amount","max":"***"}"#
    );
}

#[test]
fn display_marks_truncated_texts() {
    let (text, kept) = ("x".repeat(200), "x".repeat(128));
    let error = api_error(&format!(r#""code":12,"description":"{text}","extra":{text:?}"#));
    assert_eq!(error.to_string(), format!("12 (not in the catalog) [{kept}]... extra \"{}...", &kept[1..]));
}

#[test]
fn display_masks_digits_of_the_server_s_text() {
    let error = api_error("\"code\":20110,\"description\":\"Invalid phone number +8613800138000\"");
    assert_eq!(
        error.to_string(),
        "20110 INVALID_PHONE_NUMBER: Invalid phone number {phone} [Invalid phone number +*************]"
    );
}

#[test]
fn display_and_debug_mask_digits_of_every_script() {
    for phone in ["+8613800138000", "+８６１３８", "٨٦١٣", "\\u0038\\u0036", "八six\\n86", "²³½Ⅷ"]
    {
        let words = format!(
            "\"code\":20110,\"description\":\"{phone}\",\"extra\":{{\"phone\":\"{phone}\",\"n\":8613800}}"
        );
        let error = api_error(&words);
        let display = error.to_string().replace("20110", "");
        let debug = format!("{error:?} {error:#?}").replace("20110", "").replace("202", "");
        assert!(!display.contains(char::is_numeric), "{display}");
        assert!(!debug.contains(char::is_numeric), "{debug}");
    }
}

#[test]
fn display_and_debug_are_one_line() {
    let error =
        api_error(r#""code":403,"description":"a\nERROR\r\u001b[2J\u0085\u2028b\u202e","extra":"x\u0000""#);
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains(char::is_control) && !text.contains(['\u{2028}', '\u{202e}']), "{text:?}");
    }
}

#[test]
fn debug_of_an_outcome_and_a_reader_is_safe_too() {
    let body = br#"{"error":{"code":10003,"description":"Failed to deliver SMS to +8613800138000."}}"#;
    assert!(!format!("{:?}", read(202, body)).contains("8613800138000"));
    let mut reader: mixerr::Reader = mixerr::Reader::new();
    reader.feed(&body[..70]);
    assert_eq!(format!("{reader:?}"), "Reader { offset: 70, .. }");
}

#[test]
fn fault_display_has_kind_offset_and_http_status() {
    assert_eq!(
        fault(200, b"<html>").to_string(),
        "not from the API: malformed JSON at byte 0, expected a value (HTTP 200)"
    );
    assert_eq!(fault(502, b"{}").to_string(), "not from the API: JSON without an error (HTTP 502)");
    assert_eq!(
        fault(200, br#"{"error":1}"#).to_string(),
        "not from the API: an error of another form (HTTP 200)"
    );
    assert_eq!(
        fault(200, "[".repeat(70).as_bytes()).to_string(),
        "not from the API: too many levels of nesting at byte 64 (HTTP 200)"
    );
}

#[test]
fn outcome_display_is_that_of_its_variant() {
    for (http_status, body, text) in [
        (200, "{}", "success without data"),
        (200, r#"{"data":null}"#, "success, data is null"),
        (200, r#"{"data":1}"#, "success with data"),
        (202, r#"{"error":{"code":20119}}"#, "20119 PIN_INCORRECT: PIN incorrect."),
        (502, "{}", "not from the API: JSON without an error (HTTP 502)"),
    ] {
        assert_eq!(read(http_status, body.as_bytes()).to_string(), text);
    }
}

#[test]
fn error_display_is_short_and_its_source_has_the_details() {
    for (http_status, body, text) in [
        (202, r#"{"error":{"code":20119,"description":"86138"}}"#, "API error 20119 PIN_INCORRECT"),
        (202, r#"{"error":{"code":12}}"#, "API error 12"),
        (200, "{", "not from the API: malformed JSON (HTTP 200)"),
        (200, r#"{"error":1}"#, "not from the API: an error of another form (HTTP 200)"),
        (502, "{}", "not from the API: JSON without an error (HTTP 502)"),
        (0, &"[".repeat(65), "not from the API: too many levels of nesting (HTTP 0)"),
    ] {
        let outcome: Outcome = read(http_status, body.as_bytes());
        let error = outcome.clone().into_result().unwrap_err();
        assert_eq!(error.to_string(), text);
        let source = error.source().expect("the details");
        assert_eq!(source.to_string(), outcome.to_string());
        match outcome {
            Outcome::Api(error) => assert_eq!(source.downcast_ref::<ApiError>(), Some(&error)),
            Outcome::NotFromApi(fault) => assert_eq!(source.downcast_ref::<Fault>(), Some(&fault)),
            Outcome::Success(_) => panic!("{body}"),
        }
    }
}

#[test]
fn error_converts_for_the_question_mark() {
    fn boxed(http_status: u16, body: &[u8]) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        read(http_status, body).into_result()?;
        Ok(())
    }
    assert!(boxed(200, b"{}").is_ok());
    let error = boxed(202, br#"{"error":{"code":20117}}"#).unwrap_err();
    let error = error.downcast_ref::<Error>().expect("ours");
    assert_eq!(*error, Error::from(ApiError::new(20117).with_status(None).with_description("")));
    let error = boxed(502, b"").unwrap_err();
    assert_eq!(*error.downcast_ref::<Error>().expect("ours"), Error::from(fault(502, b"")));
}

#[test]
fn default_outcome_has_the_action_report() {
    let outcome: Outcome = Outcome::default();
    assert_eq!((outcome.action(), outcome.payment()), (mixerr::Action::Report, mixerr::Payment::Possible));
    assert!(!outcome.is_success());
}

#[test]
fn equal_outcomes_have_equal_hashes() {
    let outcomes: Vec<Outcome> = cases().iter().map(|case| read(case.http_status, &case.body)).collect();
    let hashed: HashSet<&Outcome> = outcomes.iter().collect();
    let mut different: Vec<&Outcome> = Vec::new();
    for outcome in &outcomes {
        if !different.contains(&outcome) {
            different.push(outcome);
        }
    }
    assert_eq!(hashed.len(), different.len());
}

#[test]
fn new_error_has_the_catalog_s_status_and_description() {
    let error: ApiError = ApiError::new(7000);
    assert_eq!((error.status(), error.description()), (Some(500), "Blaze server error."));
    let error = ApiError::<5, 0>::new(20119);
    assert_eq!((error.description(), error.description_truncated()), ("PIN i", true));
    let error: ApiError = ApiError::new(3);
    assert_eq!((error.status(), error.description()), (None, ""));
}

#[test]
fn built_error_has_the_given_values() {
    let error: ApiError = ApiError::new(Code::PIN_INCORRECT)
        .with_status(403)
        .with_http_status(500)
        .with_description("ünö")
        .with_extra("{ \"a\" : \"\\u4e2d\\n\" }\n")
        .unwrap();
    assert_eq!((error.code(), error.status(), error.http_status()), (Code::PIN_INCORRECT, Some(403), 500));
    assert_eq!((error.description(), error.description_truncated()), ("ünö", false));
    assert_eq!((error.extra(), error.extra_truncated()), (r#"{"a":"中\n"}"#, false));
    let error = error.with_status(None).with_description("").with_extra("null").unwrap();
    assert_eq!((error.status(), error.description(), error.extra()), (None, "", "null"));
}

#[test]
fn built_error_truncates_as_a_reader_does() {
    for text in ["x", "12345", "123456", "1234é", "12345é", "😀", "1😀", "12😀", "é\u{0}é", "中中中"]
    {
        let built = ApiError::<5, 7>::new(1).with_description(text).with_extra(&format!("{text:?}"));
        let Ok(built) = built else {
            assert!(text.contains('\0'), "{text}");
            continue;
        };
        let body = format!(r#"{{"error":{{"code":1,"description":{text:?},"extra":{text:?}}}}}"#);
        let Outcome::Api(read) = read_pieces::<5, 7>(202, [body.as_bytes()]) else { panic!("{body}") };
        assert_eq!(built, read, "{text}");
    }
}

#[test]
fn built_error_rejects_an_extra_that_is_not_one_json_value() {
    for extra in [
        "",
        " ",
        "{",
        "nope",
        "01",
        "1 2",
        "{\"a\":}",
        "\"a",
        "\"\n\"",
        "1}}",
        "1,\"code\":7",
        "null,\"extra\":2",
        "1},\"error\":{\"code\":1",
        "1},\"error\":{\"code\":0,\"extra\":1",
        "}",
        "]",
        "\u{feff}1",
    ] {
        assert!(ApiError::<8, 8>::new(1).with_extra(extra).is_err(), "{extra}");
    }
}

#[test]
fn built_error_rejects_an_extra_that_is_too_deep_for_an_envelope() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for depth in 1..=62 {
        assert!(ApiError::<8, 8>::new(1).with_extra(&nested(depth)).is_ok(), "{depth}");
    }
    for depth in 63..=70 {
        assert!(ApiError::<8, 8>::new(1).with_extra(&nested(depth)).is_err(), "{depth}");
    }
}

#[test]
fn built_error_accepts_an_envelope_as_extra() {
    let envelope = r#"{"error":{"code":7,"description":"x","extra":[1]}}"#;
    let error = ApiError::<64, 64>::new(1).with_description("y").with_extra(envelope).unwrap();
    assert_eq!((error.code(), error.description(), error.extra()), (Code(1), "y", envelope));
}

#[test]
fn built_error_reads_back_equal_from_its_envelope() {
    for case in cases() {
        let Outcome::Api(error) = read(case.http_status, &case.body) else { continue };
        if error.description_truncated() || error.extra_truncated() {
            continue;
        }
        let mut built = ApiError::new(error.code())
            .with_status(error.status())
            .with_http_status(case.http_status)
            .with_description(error.description());
        if !error.extra().is_empty() {
            built = built.with_extra(error.extra()).unwrap();
        }
        assert_eq!(built, error, "{}", case.name);
    }
}

#[test]
fn extra_string_is_a_str_whose_debug_masks_digits() {
    let string = with_extra(r#"{"a":"+86 \"x\""}"#).extra_string("a").unwrap();
    assert_eq!(string, "+86 \"x\"");
    assert_eq!(string, *"+86 \"x\"");
    assert_eq!((string.as_str(), string.as_ref(), string.len()), (&*string, &*string, 7));
    assert_eq!(string.to_string(), "+86 \"x\"");
    assert_eq!(format!("{string:?}"), r#""+** \"x\"""#);
    assert_ne!(string, "+86");
    assert_ne!(string, *"+86");
}

#[test]
fn fault_display_has_what_would_be_valid() {
    for (body, expected) in [
        ("[1,", "a value"),
        ("[", "a value or `]`"),
        ("{\"a\":1,", "a member's name"),
        ("{", "a member's name or `}`"),
        ("{\"a\"", "`:`"),
        ("[1 ", "`,` or `]`"),
        ("{\"a\":1 ", "`,` or `}`"),
        ("1 2", "the end of the body"),
        ("\"a\n", "a character of a string or its closing quote"),
        ("\"\\q", "one of \" \\ / b f n r t u after the backslash"),
        ("\"\\u12x", "a hexadecimal digit"),
        ("1.", "a digit"),
        ("trUe", "the rest of true, false or null"),
    ] {
        let text = fault(200, body.as_bytes()).to_string();
        assert!(text.contains(&format!(", expected {expected} (")), "{body}: {text}");
    }
    assert!(fault(200, b"\"\xe4\xb8\"").to_string().contains("expected the rest of a UTF-8 sequence"));
}

#[test]
fn fault_offset_is_0_for_a_fault_without_an_offset() {
    let offset = |http_status, body: &[u8]| fault(http_status, body).offset();
    assert_eq!(offset(200, b"[1"), 2);
    assert_eq!(offset(200, "[".repeat(65).as_bytes()), 64);
    assert_eq!(offset(200, b"{\"error\":1}"), 0);
    assert_eq!(offset(500, b"{}"), 0);
}

#[test]
fn debug_escapes_quotes_and_backslashes_as_str_does() {
    for text in ["x\", extra: \"y", "x\\", "\\\"", "a\\n\n\r\t\u{7f}\u{1b}", "中😀"] {
        let error: ApiError = ApiError::new(403).with_description(text).with_extra("\"\\\\\"").unwrap();
        assert!(format!("{error:?}").contains(&format!("description: {text:?}, ")), "{error:?}");
        assert!(format!("{error:?}").contains(r#"extra: "\"\\\\\"", "#), "{error:?}");
    }
}

#[test]
fn display_escapes_the_delimiters_in_a_description() {
    let error: ApiError =
        ApiError::new(403).with_description(r#"x] extra {"a":"\n"} [y..."#).with_extra("[1]").unwrap();
    assert_eq!(error.to_string(), r#"403 FORBIDDEN: Forbidden. [x\] extra {"a":"\\n"} [y...] extra [*]"#);
    assert_eq!(
        ApiError::<128, 128>::new(403).with_description("x\\").to_string(),
        r"403 FORBIDDEN: Forbidden. [x\\]"
    );
}

#[test]
fn display_masks_digits_that_are_letters_symbols_or_tags() {
    for digit in ["一", "十", "〇", "㊿", "①", "❶", "Ⅷ", "½", "🔟", "㏠", "🈔", "𝟗", "\u{e0031}"]
    {
        let error: ApiError = ApiError::new(403).with_description(&format!("<{digit}>"));
        assert_eq!(error.to_string(), "403 FORBIDDEN: Forbidden. [<*>]", "{digit:?}");
    }
}

#[test]
fn display_escapes_what_cannot_be_seen_or_reorders_text() {
    for hidden in
        "\u{ad}\u{34f}\u{600}\u{61c}\u{70f}\u{890}\u{8e2}\u{115f}\u{180e}\u{200b}\u{202e}\u{206a}\u{3164}\
                   \u{fe0f}\u{feff}\u{fff9}\u{110bd}\u{13430}\u{1bca0}\u{1d173}\u{e0041}\u{e0100}"
            .chars()
    {
        let error: ApiError = ApiError::new(403).with_description(&format!("a{hidden}b"));
        let expected = format!("403 FORBIDDEN: Forbidden. [a{}b]", hidden.escape_unicode());
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn display_escapes_white_space_but_spaces() {
    let body = br#"{"error":{"code":20119,"description":"a\tb\nc\rd"}}"#;
    let Outcome::Api(error) = read(202, body) as Outcome else { panic!("no error") };
    assert_eq!(error.to_string(), r"20119 PIN_INCORRECT: PIN incorrect. [a\tb\nc\rd]");
}

#[test]
fn display_of_errors_differs_and_is_a_part_of_a_sentence() {
    let errors: [&dyn std::error::Error; 10] = [
        &InvalidColumns::Length,
        &InvalidColumns::Offset,
        &ReceiptError::TooMany,
        &ReceiptError::Repeated,
        &ReceiptError::NotDecimal,
        &UnexpectedStep,
        &RestoreError::Blank,
        &RestoreError::Damaged,
        &RestoreError::Newer,
        &RestoreError::OtherRequest,
    ];
    let texts: HashSet<_> = errors.iter().map(|error| error.to_string()).collect();
    assert_eq!(texts.len(), errors.len());
    for text in &texts {
        assert!(text.starts_with(|first: char| first.is_ascii_lowercase()) && !text.ends_with('.'), "{text}");
    }
}

#[test]
fn display_of_a_restore_error_warns_unless_the_record_is_blank() {
    for error in [RestoreError::Damaged, RestoreError::Newer, RestoreError::OtherRequest] {
        assert!(error.to_string().ends_with(": a payment may be open"), "{error}");
    }
    assert!(!RestoreError::Blank.to_string().contains("payment"));
}

#[test]
fn debug_names_the_type_and_shows_no_key() {
    const KEY: &str = "c6d0c728-2624-429b-8e0d-d9d19b6592f1";
    let body = format!(r#"{{"data":{{"trace_id":"{KEY}"}}}}"#);
    let (mut head, mut receipt) = (Head::new(Some(KEY)), Receipt::new("trace_id", KEY));
    head.field("X-Request-Id", KEY);
    receipt.feed(body.as_bytes());
    let mut explainer = Explainer::new(Some(200));
    explainer.feed(body.as_bytes(), 0, true);
    let explanation = explain(Some(200), body.as_bytes());
    for (text, expected) in [
        (format!("{head:?}"), "Head { origin: Api, retry_after_s: 0, .. }"),
        (format!("{receipt:?}"), "Receipt { .. }"),
        (format!("{explainer:?}"), "Explainer { .. }"),
        (format!("{explanation:?}"), "Explanation { outcome: Some(Success(Present)), .. }"),
    ] {
        assert_eq!(text, expected);
    }
}

#[test]
fn reader_default_is_new() {
    assert_eq!(
        mixerr::Reader::<128, 128>::default().finish(200),
        mixerr::Reader::<128, 128>::new().finish(200)
    );
}

#[test]
fn parser_default_is_new() {
    assert_eq!(Parser::default().finish(200), Parser::new().finish(200));
}

/// A writer with a capacity in bytes.
struct Capacity(usize);

impl Write for Capacity {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(fmt::Error)?;
        Ok(())
    }
}

/// Checks that a text is written if it fits, and that every smaller capacity is an error.
fn check_capacity(text: &dyn fmt::Display) {
    let length = text.to_string().len();
    for capacity in 0..length {
        assert!(write!(Capacity(capacity), "{text}").is_err(), "{text} fits in {capacity} bytes");
    }
    assert!(write!(Capacity(length), "{text}").is_ok(), "{text} does not fit in {length} bytes");
}

#[test]
fn display_fails_if_its_writer_does() {
    for body in ["<html>", "{\"error\":1}", "{}", &"[".repeat(70)] {
        check_capacity(&fault(502, body.as_bytes()));
    }
    for error in [
        r#""code":1"#,
        r#""code":20119,"description":"PIN incorrect.""#,
        r#""code":10002,"description":"a\u0001 7\n","extra":{"a":[1]}"#,
    ] {
        check_capacity(&api_error(error));
    }
}

#[test]
fn check_first_byte_returns_the_parser_s_fault_before_the_first_value() {
    for (name, http_status, body) in bodies() {
        let parsed = match read_pieces::<0, 0>(http_status, [&*body]) {
            Outcome::NotFromApi(fault) if matches!(fault.kind, FaultKind::Malformed { .. }) => Some(fault),
            _ => None,
        };
        let is_white_space = |byte: &u8| b" \n\r\t".contains(byte);
        let expected = parsed.filter(|fault| body[..fault.offset() as usize].iter().all(is_white_space));
        assert_eq!(Fault::check_first_byte(http_status, &body), expected, "{name}");
    }
}

/// Returns the view of an error that bindings to other languages have.
fn error_ref(error: &ApiError) -> ErrorRef<'_> {
    ErrorRef {
        code: error.code(),
        status: error.status(),
        known: error.entry().map(|entry| (entry.name, entry.description)),
        description: error.description(),
        description_truncated: error.description_truncated(),
        extra: error.extra(),
        extra_truncated: error.extra_truncated(),
    }
}

#[test]
fn error_ref_agrees_with_the_error() {
    for case in cases() {
        let Outcome::Api(error) = read(case.http_status, &case.body) else { continue };
        let (mut line, mut envelope, mut buffer) = (String::new(), String::new(), [0; 1024]);
        let view = error_ref(&error);
        view.write_log_line(&mut line).unwrap();
        assert_eq!(line, error.to_string(), "{}", case.name);
        view.write_envelope(&mut envelope).unwrap();
        let length = write_envelope(&error, &mut buffer).unwrap();
        assert_eq!(envelope.as_bytes(), &buffer[..length], "{}", case.name);
        assert_eq!(view.detail(), error.detail(), "{}", case.name);
        for key in ["field", "reason", "a", ""] {
            let string = view.extra_string(key).map(String::from_iter);
            assert_eq!(string.as_deref(), error.extra_string(key).as_deref(), "{}: {key}", case.name);
        }
    }
}
