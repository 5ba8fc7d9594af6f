//! The catalog against an independent copy of the original error table, and of every action and payment.

use std::collections::HashSet;

use mixerr::Action::{
    self, AskUser, FixClock, FixRequest, Proceed, Reauthorize, Reconcile, Report, Resync, Retry, UpdateApp,
    Wait,
};
use mixerr::Category::{self, Account, Auth, Chain, Limit, Pin, Request, Server, Wallet};
use mixerr::Payment::{self, Excluded, Possible};
use mixerr::{
    ApiError, BASE_LEN, CATALOG, CATALOG_LEN, Code, Data, FaultKind, Outcome, Source, lookup, read,
};

/// The API's error table of 2018-05-05: code, status, name, category, action, payment, description. The wording is the
/// table's, except for two typos in 400 ("can’t" for "can't", "pasred" for "parsed") and the placeholders, which replace
/// examples.
#[rustfmt::skip]
const ORIGINAL: [(u32, u16, &str, Category, Action, Payment, &str); 27] = [
    (400, 202, "BAD_REQUEST_BODY", Request, FixRequest, Possible, "The request body can't be parsed as valid data."),
    (403, 202, "FORBIDDEN", Auth, FixRequest, Possible, "Forbidden."),
    (404, 202, "NOT_FOUND", Request, FixRequest, Possible, "The endpoint is not found."),
    (429, 202, "TOO_MANY_REQUESTS", Limit, Wait, Possible, "Too Many Requests."),
    (500, 500, "INTERNAL_SERVER_ERROR", Server, Retry, Possible, "Internal Server Error."),
    (7000, 500, "BLAZE_SERVER_ERROR", Server, Retry, Possible, "Blaze server error."),
    (7001, 500, "BLAZE_TIMEOUT", Server, Retry, Possible, "The blaze operation timeout."),
    (10002, 202, "INVALID_FIELD", Request, FixRequest, Possible, "The request data has invalid field."),
    (10003, 202, "SMS_DELIVERY_FAILED", Account, Wait, Possible, "Failed to deliver SMS to {phone}."),
    (20110, 202, "INVALID_PHONE_NUMBER", Account, AskUser, Possible, "Invalid phone number {phone}"),
    (20111, 202, "INSUFFICIENT_IDENTITY_NUMBERS", Account, Report, Possible, "Insufficient identity numbers."),
    (20112, 202, "INVALID_INVITATION_CODE", Account, AskUser, Possible, "Invalid invitation code."),
    (20113, 202, "INVALID_VERIFICATION_CODE", Account, AskUser, Possible, "Invalid phone verification code."),
    (20114, 202, "EXPIRED_VERIFICATION_CODE", Account, AskUser, Possible, "Expired phone verification code."),
    (20115, 202, "INVALID_QR_CODE", Account, AskUser, Possible, "Invalid QR code."),
    (20116, 202, "GROUP_FULL", Limit, AskUser, Possible, "The group chat is full."),
    (20117, 202, "INSUFFICIENT_BALANCE", Wallet, AskUser, Excluded, "Insufficient balance."),
    (20118, 202, "INVALID_PIN_FORMAT", Pin, AskUser, Excluded, "Invalid PIN format."),
    (20119, 202, "PIN_INCORRECT", Pin, AskUser, Excluded, "PIN incorrect."),
    (20120, 202, "TRANSFER_AMOUNT_TOO_SMALL", Wallet, AskUser, Excluded, "Transfer amount too small."),
    (20121, 202, "AUTHORIZATION_CODE_EXPIRED", Auth, Reauthorize, Possible, "Authorization code expired."),
    (20122, 202, "PHONE_NUMBER_IN_USE", Account, AskUser, Possible, "Phone number used by someone else."),
    (20123, 202, "TOO_MANY_APPS", Limit, AskUser, Possible, "You have created too many apps, the maximum is {maximum}."),
    (30100, 202, "CHAIN_NOT_IN_SYNC", Chain, Wait, Excluded, "Chain not in sync."),
    (30101, 202, "PRIVATE_KEY_MISSING", Chain, Report, Possible, "Private key for {asset} missing."),
    (30102, 202, "INVALID_ADDRESS_FORMAT", Request, AskUser, Possible, "Invalid address format."),
    (30103, 202, "INSUFFICIENT_POOL", Chain, Wait, Possible, "Insufficient {asset_id} pool"),
];

/// The codes of each action, in the extended catalog.
#[rustfmt::skip]
const ACTIONS: [(Action, &[u32]); 10] = [
    (Report, &[20111, 30101]),
    (Retry, &[500, 7000, 7001, 10001, 5_003_000, 5_003_001, 5_003_002, 5_003_003, 5_003_004, 5_003_005, 5_003_006, 5_003_007, 5_003_008, 5_003_999]),
    (Wait, &[429, 10003, 10104, 10106, 10652, 20129, 30100, 30103]),
    (AskUser, &[10004, 10005, 10404, 10601, 10602, 10603, 10604, 10605, 10606, 10607, 10608, 10609, 10610, 10611, 10614, 10615, 10621, 10622, 10631, 10632, 10633, 10650, 10651, 10654, 10655, 10730, 10731, 10732, 10737, 20110, 20112, 20113, 20114, 20115, 20116, 20117, 20118, 20119, 20120, 20122, 20123, 20124, 20126, 20127, 20128, 20130, 20131, 20132, 20133, 20134, 20135, 20137, 20160, 30102, 5_002_000, 5_002_001, 5_002_002, 5_002_003]),
    (FixRequest, &[400, 403, 404, 10002, 20150, 5_001_000, 5_001_001, 5_001_002]),
    (Reauthorize, &[401, 20121]),
    (Reconcile, &[10105, 20125]),
    (Resync, &[20140]),
    (FixClock, &[911]),
    (UpdateApp, &[10006]),
];

/// The errors that exclude a payment.
const EXCLUDED: [u32; 6] = [20117, 20118, 20119, 20120, 20124, 30100];

#[test]
fn catalog_has_the_rows_of_the_original_table() {
    for (code, status, name, category, action, payment, description) in ORIGINAL {
        let entry = lookup(code).unwrap_or_else(|| panic!("{code} is missing"));
        assert_eq!((entry.code, entry.status, entry.name), (Code(code), Some(status), name));
        assert_eq!((entry.category, entry.action, entry.payment), (category, action, payment), "{code}");
        assert_eq!((entry.description, entry.source), (description, Source::Original), "{code}");
    }
}

#[test]
fn catalog_has_97_rows_or_the_27_of_the_original_table() {
    let base = CATALOG.iter().filter(|entry| entry.source == Source::Original).count();
    assert_eq!((base, BASE_LEN), (27, 27));
    assert_eq!(CATALOG.len(), CATALOG_LEN);
    assert_eq!(CATALOG_LEN, if cfg!(feature = "extended") { 97 } else { 27 });
}

#[cfg(feature = "extended")]
#[test]
fn catalog_has_19_34_and_17_rows_of_the_other_sources() {
    let count = |source| CATALOG.iter().filter(|entry| entry.source == source).count();
    assert_eq!([Source::Docs, Source::Apps, Source::Calls].map(count), [19, 34, 17]);
}

#[cfg(feature = "extended")]
#[test]
fn every_row_has_its_action() {
    assert_eq!(ACTIONS.iter().map(|(_, codes)| codes.len()).sum::<usize>(), CATALOG.len());
    for (action, codes) in ACTIONS {
        for code in codes {
            assert_eq!(lookup(*code).map(|entry| entry.action), Some(action), "{code}");
        }
    }
}

#[test]
fn six_rows_exclude_a_payment() {
    for entry in &CATALOG {
        let expected = if EXCLUDED.contains(&entry.code.as_u32()) { Excluded } else { Possible };
        assert_eq!(entry.payment, expected, "{entry}");
    }
}

#[test]
fn from_name_finds_every_constant() {
    for entry in &CATALOG {
        assert_eq!(Code::from_name(entry.name), Some(entry.code), "{entry}");
    }
    assert_eq!(Code::from_name("TRANSFER_ALREADY_PAID"), Some(Code(20125)));
    for name in ["", "PIN", "pin_incorrect", "PIN_INCORRECT ", "20119", "PIN_INCORRECTS"] {
        assert_eq!(Code::from_name(name), None, "{name}");
    }
}

#[test]
fn catalog_ascends_by_code() {
    assert!(CATALOG.windows(2).all(|pair| pair[0].code < pair[1].code));
}

#[test]
fn catalog_names_and_texts_have_their_form() {
    let names: HashSet<_> = CATALOG.iter().map(|entry| entry.name).collect();
    assert_eq!(names.len(), CATALOG.len());
    for entry in &CATALOG {
        assert!(entry.name.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'_')), "{entry}");
        assert!(!entry.description.is_empty() && entry.description.is_ascii(), "{entry}");
        assert!(matches!(entry.status, None | Some(202 | 500)), "{entry}");
        assert_ne!(entry.action, Proceed, "{entry}");
    }
}

#[test]
fn lookup_finds_every_row_alone() {
    let codes =
        (0..=40_000).chain(5_000_000..=5_009_999).chain([100_000, 50_010_000, u32::MAX - 1, u32::MAX]);
    for code in codes {
        let row = CATALOG.iter().find(|entry| entry.code == code);
        assert_eq!(lookup(code), row, "{code}");
    }
}

#[test]
fn constants_of_code_exist_without_extended() {
    assert_eq!(Code::BAD_REQUEST_BODY, 400);
    assert_eq!(Code::PIN_INCORRECT, 20119);
    assert_eq!(Code::TRANSFER_ALREADY_PAID, 20125);
    assert_eq!(Code::CALL_TIMEOUT, 5_003_999);
    assert_eq!(lookup(Code::TRANSFER_ALREADY_PAID).is_some(), cfg!(feature = "extended"));
}

#[test]
fn entry_display_has_code_name_and_description() {
    assert_eq!(
        CATALOG[0].to_string(),
        "400 BAD_REQUEST_BODY: The request body can't be parsed as valid data."
    );
}

#[test]
fn entry_debug_has_every_field() {
    let entry = lookup(20119).unwrap();
    let expected = concat!(
        "Entry { code: Code(20119), status: Some(202), name: \"PIN_INCORRECT\", description: \"PIN incorrect.\", ",
        "category: Pin, action: AskUser, source: Original, payment: Excluded }"
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
fn payment_is_possible_unless_an_error_of_the_api_excludes_it() {
    for code in (0..=40_000).chain(5_000_000..=5_004_000).chain([u32::MAX]) {
        let excluded = EXCLUDED.contains(&code) && (code != 20124 || cfg!(feature = "extended"));
        let expected = if excluded { Excluded } else { Possible };
        let error: ApiError = ApiError::new(code);
        assert_eq!(error.payment(), expected, "{code}");
        assert_eq!(Outcome::Api(error).payment(), expected, "{code}");
    }
    for (http_status, body) in [
        (200, "{}"),
        (200, r#"{"data":{}}"#),
        (204, ""),
        (500, "{}"),
        (200, "<html>"),
        (202, r#"{"error":{"code":20136}}"#),
        (202, r#"{"error":{"code":20119"#),
        (202, r#"{"error":{"code":"20119"}}"#),
    ] {
        assert_eq!(read(http_status, body.as_bytes()).payment(), Possible, "{body}");
    }
}

/// A second copy of the table of actions, for every HTTP status.
#[test]
fn fault_has_the_action_of_its_http_status_and_kind() {
    let malformed = match read(0, b"") {
        Outcome::NotFromApi(fault) => fault.kind,
        outcome => panic!("{outcome:?}"),
    };
    for http_status in 0..=u16::MAX {
        for (kind, is_damage) in [
            (malformed, true),
            (FaultKind::TooDeep { offset: 64 }, true),
            (FaultKind::Origin, true),
            (FaultKind::Foreign, false),
            (FaultKind::Http, false),
        ] {
            let mut fault = match read(502, b"") {
                Outcome::NotFromApi(fault) => fault,
                outcome => panic!("{outcome:?}"),
            };
            (fault.http_status, fault.kind) = (http_status, kind);
            let expected = match http_status {
                429 => Wait,
                408 | 421 | 425 => Retry,
                400 | 405 | 413 | 414 | 415 | 431 => FixRequest,
                511 => Report,
                _ if http_status / 100 == 5 => Retry,
                0 | 200..=209 if is_damage => Retry,
                _ => Report,
            };
            assert_eq!(fault.action(), expected, "{fault}");
        }
    }
}

#[test]
fn numbers_of_the_enums_are_the_c_abi_s() {
    let actions = [
        Report,
        Proceed,
        Retry,
        Wait,
        AskUser,
        FixRequest,
        Reauthorize,
        Reconcile,
        Resync,
        FixClock,
        UpdateApp,
    ];
    assert_eq!(Action::ALL, actions);
    assert_eq!(actions.map(|action| action as u8), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert_eq!([Possible as u8, Excluded as u8], [0, 1]);
    assert_eq!([Data::Absent as u8, Data::Null as u8, Data::Present as u8], [0, 1, 2]);
    let sources = [Source::Original, Source::Docs, Source::Apps, Source::Calls];
    assert_eq!(sources.map(|source| source as u8), [0, 1, 2, 3]);
    assert_eq!(sources.map(Source::name), ["Original", "Docs", "Apps", "Calls"]);
}

#[test]
fn advice_is_a_different_sentence_for_each_action() {
    let sentences: HashSet<_> = Action::ALL.iter().map(|action| action.advice()).collect();
    assert_eq!(sentences.len(), Action::ALL.len());
    for sentence in sentences {
        assert!(sentence.starts_with(char::is_uppercase) && sentence.ends_with('.'), "{sentence}");
    }
}
