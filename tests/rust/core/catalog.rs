//! The catalog against an independent copy of the original error table.

use std::collections::HashSet;

use mixerr::Action::{self, AskUser, FixRequest, Reauthorize, Report, Retry, Wait};
use mixerr::Category::{self, Account, Auth, Chain, Limit, Pin, Request, Server, Wallet};
use mixerr::Trace::{self, Discard, Keep};
use mixerr::{ApiError, BASE_LEN, CATALOG, CATALOG_LEN, Code, Edition, Outcome, lookup, read};

/// The API's error table of 2018-05-05: code, status, name, category, action, trace, description. The wording is the
/// table's, but for the two typos in 400 ("can’t" for "can't", "pasred" for "parsed") and the examples that stand for
/// what the server fills in.
#[rustfmt::skip]
const ORIGINAL: [(u32, u16, &str, Category, Action, Trace, &str); 27] = [
    (400, 202, "BAD_REQUEST_BODY", Request, FixRequest, Keep, "The request body can't be parsed as valid data."),
    (403, 202, "FORBIDDEN", Auth, FixRequest, Keep, "Forbidden."),
    (404, 202, "NOT_FOUND", Request, FixRequest, Keep, "The endpoint is not found."),
    (429, 202, "TOO_MANY_REQUESTS", Limit, Wait, Keep, "Too Many Requests."),
    (500, 500, "INTERNAL_SERVER_ERROR", Server, Retry, Keep, "Internal Server Error."),
    (7000, 500, "BLAZE_SERVER_ERROR", Server, Retry, Keep, "Blaze server error."),
    (7001, 500, "BLAZE_TIMEOUT", Server, Retry, Keep, "The blaze operation timeout."),
    (10002, 202, "INVALID_FIELD", Request, FixRequest, Keep, "The request data has invalid field."),
    (10003, 202, "SMS_DELIVERY_FAILED", Account, Wait, Keep, "Failed to deliver SMS to {phone}."),
    (20110, 202, "INVALID_PHONE_NUMBER", Account, AskUser, Keep, "Invalid phone number {phone}"),
    (20111, 202, "INSUFFICIENT_IDENTITY_NUMBERS", Account, Report, Keep, "Insufficient identity numbers."),
    (20112, 202, "INVALID_INVITATION_CODE", Account, AskUser, Keep, "Invalid invitation code."),
    (20113, 202, "INVALID_VERIFICATION_CODE", Account, AskUser, Keep, "Invalid phone verification code."),
    (20114, 202, "EXPIRED_VERIFICATION_CODE", Account, AskUser, Keep, "Expired phone verification code."),
    (20115, 202, "INVALID_QR_CODE", Account, AskUser, Keep, "Invalid QR code."),
    (20116, 202, "GROUP_FULL", Limit, AskUser, Keep, "The group chat is full."),
    (20117, 202, "INSUFFICIENT_BALANCE", Wallet, AskUser, Discard, "Insufficient balance."),
    (20118, 202, "INVALID_PIN_FORMAT", Pin, FixRequest, Discard, "Invalid PIN format."),
    (20119, 202, "PIN_INCORRECT", Pin, AskUser, Discard, "PIN incorrect."),
    (20120, 202, "TRANSFER_AMOUNT_TOO_SMALL", Wallet, AskUser, Discard, "Transfer amount too small."),
    (20121, 202, "AUTHORIZATION_CODE_EXPIRED", Auth, Reauthorize, Keep, "Authorization code expired."),
    (20122, 202, "PHONE_NUMBER_IN_USE", Account, AskUser, Keep, "Phone number used by someone else."),
    (20123, 202, "TOO_MANY_APPS", Limit, AskUser, Keep, "You have created too many apps, the maximum is {maximum}."),
    (30100, 202, "CHAIN_NOT_IN_SYNC", Chain, Wait, Discard, "Chain not in sync."),
    (30101, 202, "PRIVATE_KEY_MISSING", Chain, Report, Keep, "Private key for {asset} missing."),
    (30102, 202, "INVALID_ADDRESS_FORMAT", Request, AskUser, Keep, "Invalid address format."),
    (30103, 202, "INSUFFICIENT_POOL", Chain, Wait, Keep, "Insufficient {asset_id} pool"),
];

#[test]
fn catalog_has_the_rows_of_the_original_table() {
    for (code, status, name, category, action, trace, description) in ORIGINAL {
        let entry = lookup(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert_eq!((entry.code, entry.status, entry.name), (Code(code), Some(status), name));
        assert_eq!((entry.category, entry.action, entry.trace), (category, action, trace), "{code}");
        assert_eq!((entry.description, entry.edition), (description, Edition::V2018), "{code}");
    }
}

#[test]
fn catalog_has_97_rows_or_the_27_of_the_original_table() {
    let base = CATALOG.iter().filter(|entry| entry.edition == Edition::V2018).count();
    assert_eq!((base, BASE_LEN), (27, 27));
    assert_eq!(CATALOG.len(), CATALOG_LEN);
    assert_eq!(CATALOG_LEN, if cfg!(feature = "extended") { 97 } else { 27 });
}

#[cfg(feature = "extended")]
#[test]
fn catalog_has_19_34_and_17_rows_of_the_other_editions() {
    let count = |edition| CATALOG.iter().filter(|entry| entry.edition == edition).count();
    assert_eq!([Edition::Docs, Edition::Apps, Edition::Calls].map(count), [19, 34, 17]);
}

#[test]
fn catalog_ascends_by_code() {
    assert!(CATALOG.windows(2).all(|pair| pair[0].code < pair[1].code));
}

#[test]
fn catalog_names_and_texts_are_fit_for_programs_and_people() {
    let names: HashSet<_> = CATALOG.iter().map(|entry| entry.name).collect();
    assert_eq!(names.len(), CATALOG.len());
    for entry in &CATALOG {
        assert!(entry.name.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'_')), "{entry}");
        assert!(!entry.description.is_empty() && entry.description.is_ascii(), "{entry}");
        assert!(matches!(entry.status, None | Some(202 | 500)), "{entry}");
        assert_ne!(entry.action, Action::None, "{entry}");
    }
}

#[test]
fn lookup_finds_every_row_and_nothing_else() {
    let codes =
        (0..=40_000).chain(5_000_000..=5_009_999).chain([100_000, 50_010_000, u32::MAX - 1, u32::MAX]);
    for code in codes {
        let row = CATALOG.iter().find(|entry| entry.code == code);
        assert_eq!(lookup(code), row, "{code}");
    }
}

#[test]
fn constants_of_code_exist_whatever_the_features() {
    assert_eq!(Code::BAD_REQUEST_BODY, 400);
    assert_eq!(Code::PIN_INCORRECT, 20119);
    assert_eq!(Code::TRANSFER_ALREADY_PAID, 20125);
    assert_eq!(Code::CALL_TIMEOUT, 5_003_999);
    assert_eq!(lookup(Code::TRANSFER_ALREADY_PAID).is_some(), cfg!(feature = "extended"));
}

#[cfg(feature = "extended")]
#[test]
fn extended_rows_have_the_actions_that_no_base_row_has() {
    let action = |code| lookup(code).map(|entry| entry.action);
    assert_eq!(action(911), Some(Action::FixClock));
    assert_eq!(action(10006), Some(Action::UpdateApp));
    assert_eq!(action(20125), Some(Action::Reconcile));
    assert_eq!(action(20140), Some(Action::Resync));
}

#[test]
fn entry_displays_its_code_name_and_description() {
    assert_eq!(
        CATALOG[0].to_string(),
        "400 BAD_REQUEST_BODY: The request body can't be parsed as valid data."
    );
}

#[test]
fn entry_debugs_as_what_it_holds() {
    let entry = lookup(20119).unwrap();
    let expected = concat!(
        "Entry { code: Code(20119), status: Some(202), name: \"PIN_INCORRECT\", description: \"PIN incorrect.\", ",
        "category: Pin, action: AskUser, edition: V2018, trace: Discard }"
    );
    assert_eq!(format!("{entry:?}"), expected);
}

#[test]
fn code_is_its_number() {
    assert_eq!(Code::PIN_INCORRECT.as_u32(), 20119);
    assert_eq!(u32::from(Code::PIN_INCORRECT), 20119);
    assert_eq!(Code::from(20119), Code::PIN_INCORRECT);
}

#[test]
fn trace_is_keep_unless_the_catalog_says_discard() {
    for entry in &CATALOG {
        let error: ApiError = ApiError::new(entry.code);
        assert_eq!(error.trace(), entry.trace);
        assert_eq!(Outcome::Api(error).trace(), entry.trace);
    }
    let unlisted: ApiError = ApiError::new(1);
    assert_eq!(unlisted.trace(), Trace::Keep);
    for (http_status, body) in
        [(200, "{}"), (500, "{}"), (200, "<html>"), (202, r#"{"error":{"code":20136}}"#)]
    {
        assert_eq!(read(http_status, body.as_bytes()).trace(), Trace::Keep, "{body}");
    }
}

#[test]
fn advice_is_a_sentence_of_its_own_for_each_action() {
    let sentences: HashSet<_> = Action::ALL.iter().map(|action| action.advice()).collect();
    assert_eq!(sentences.len(), Action::ALL.len());
    for sentence in sentences {
        assert!(sentence.starts_with(char::is_uppercase) && sentence.ends_with('.'), "{sentence}");
    }
}
