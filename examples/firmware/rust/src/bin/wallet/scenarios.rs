//! The payments of the transcript.

use wallet::script::Reply::{
    Execute, ExecuteAnd, ExecuteAndBreak, ExecuteAndLose, ExecuteEndlessly, Intercept, Later, Lose, Offline,
    Refuse,
};
use wallet::script::{Cut, Reply, Scenario};

const PIN_INCORRECT: Reply =
    Refuse(202, r#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#);
/// A proxy truncates the body.
const PIN_INCORRECT_TRUNCATED: Reply = Refuse(202, r#"{"error":{"status":202,"code":20119"#);
const POOR: Reply =
    Refuse(202, r#"{"error":{"status":202,"code":20117,"description":"Insufficient balance."}}"#);
const BEHIND: Reply =
    Refuse(202, r#"{"error":{"status":202,"code":30100,"description":"Chain not in sync."}}"#);
const REPEATED: Reply =
    Refuse(202, r#"{"error":{"status":202,"code":20125,"description":"The transfer has been paid."}}"#);
const EXPIRED: Reply =
    Refuse(202, r#"{"error":{"status":202,"code":20121,"description":"Authorization code expired."}}"#);
const BLAZE: &str = r#"{"error":{"status":500,"code":7000,"description":"Blaze server error."}}"#;
const WEB_PAGE: &str = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
const PORTAL: &str = r#"{"login":"http://10.0.0.1/"}"#;
/// A proxy sends the request back, including its head.
const ECHO: Reply = Refuse(200, r#"{"request":{"amount":"1.5","trace_id":"@"},"data":{"memo":"@"}}"#);
/// A transfer to another receiver has the trace id.
const OTHER_TRANSFER: Reply = Refuse(
    200,
    concat!(
        r#"{"data":{"type":"transfer","trace_id":"@","asset_id":"965e5c6e-434c-3fa9-b780-c50f43cd955c","#,
        r#""opponent_id":"773e5e77-4107-45c2-b648-8fc722ed77f5","amount":"-1.5"}}"#,
    ),
);
const WRONG_FIELD: Reply = Refuse(
    202,
    concat!(
        r#"{"error":{"status":202,"code":10002,"description":"Invalid destination "#,
        r#"0x1234567890abcdef1234567890abcdef12345678.","extra":{"field":"destination","reason":"checksum"}}}"#,
    ),
);
const UNKNOWN_CODE: Reply = Refuse(
    202,
    concat!(
        r#"{"error":{"status":202,"code":29999,"description":"The amount of this transfer is more than what is "#,
        r#"left of today\u2019s limit, \ud83d\udeab and the limit cannot be raised before the identity of the "#,
        r#"account's holder has been verified again by a person.","extra":{"field":"amount"}}}"#,
    ),
);

/// Makes a scenario. Its trace id ends in `$id`.
macro_rules! scenario {
    ($id:literal, $title:literal, [$($reply:expr),*], pins $pins:literal, confirmations $confirmations:literal $(, cut $cut:expr)*) => {
        Scenario {
            title: $title,
            trace_id: concat!("3d9c0a52-6f0e-4c7b-9a41-2b6f1c0de0", $id),
            replies: &[$($reply),*],
            pins: $pins,
            confirmations: $confirmations,
            cuts: &[$($cut),*],
        }
    };
}

/// Payments without a power cut.
#[rustfmt::skip]
pub(crate) const RESPONSES: [Scenario; 25] = [
    scenario!("01", "paid", [Execute], pins 1, confirmations 0),
    scenario!("02", "wrong PIN, then paid", [PIN_INCORRECT], pins 2, confirmations 0),
    scenario!("03", "wrong PIN three times, then the person gives up",
        [PIN_INCORRECT, PIN_INCORRECT, PIN_INCORRECT], pins 3, confirmations 0),
    scenario!("04", "lost response of a payment, then 20119: it was paid",
        [ExecuteAndLose, PIN_INCORRECT], pins 1, confirmations 0),
    scenario!("05", "truncated 20119: the same PIN is sent at most twice",
        [PIN_INCORRECT_TRUNCATED, PIN_INCORRECT_TRUNCATED, Execute], pins 2, confirmations 0),
    scenario!("06", "HTTP 500 for a payment, then 20125: it was paid",
        [ExecuteAnd(500, BLAZE), REPEATED], pins 1, confirmations 0),
    scenario!("07", "20125, and another transfer has the trace id", [REPEATED, OTHER_TRANSFER], pins 1, confirmations 1),
    scenario!("08", "20125, and there is no transfer", [REPEATED, Execute], pins 1, confirmations 0),
    scenario!("09", "lost request, then insufficient balance: 404, and the person tries again",
        [Lose, POOR, Execute], pins 2, confirmations 0),
    scenario!("10", "lost request, then insufficient balance: 404, and the person gives up",
        [Lose, POOR, Execute], pins 1, confirmations 0),
    scenario!("11", "insufficient balance, and the person gives up", [POOR], pins 1, confirmations 0),
    scenario!("12", "the person enters no PIN", [], pins 0, confirmations 0),
    scenario!("13", "chain not in sync twice, then paid", [BEHIND, BEHIND], pins 1, confirmations 0),
    scenario!("14", "too many requests, then paid", [Later("60")], pins 1, confirmations 0),
    scenario!("15", "Retry-After of two hours: only a person continues", [Later("7200")], pins 2, confirmations 1),
    scenario!("16", "HTTP 502 with a web page, then paid", [ExecuteAnd(502, WEB_PAGE)], pins 1, confirmations 0),
    scenario!("17", "captive portal with JSON and HTTP 200, then paid", [Intercept(200, PORTAL)], pins 1, confirmations 0),
    scenario!("18", "request sent back: an echo is not a payment", [ECHO], pins 1, confirmations 0),
    scenario!("19", "connection lost after a body that seems complete", [ExecuteAndBreak], pins 1, confirmations 0),
    scenario!("20", "endless body that seems complete", [ExecuteEndlessly], pins 1, confirmations 0),
    scenario!("21", "no connection twice, then paid", [Offline, Offline], pins 1, confirmations 0),
    scenario!("22", "no response at all", [Lose, Lose, Lose, Lose, Lose, Lose, Lose, Lose], pins 1, confirmations 0),
    scenario!("23", "wrong field: the parameters are fixed", [WRONG_FIELD, Execute], pins 1, confirmations 0),
    scenario!("24", "unknown code, long description", [UNKNOWN_CODE, Execute], pins 1, confirmations 0),
    scenario!("25", "lost response of a payment, then expired authorization: asks, then looks up",
        [ExecuteAndLose, EXPIRED, EXPIRED], pins 1, confirmations 1),
];

/// Payments with a power cut. The first response is lost, so the record is written before each of two requests and
/// before the end, and then erased.
#[rustfmt::skip]
pub(crate) const CUTS: [Scenario; 13] = [
    scenario!("31", "power cut before the first write", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::Before(0)),
    scenario!("32", "power cut in the first write", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::During(0)),
    scenario!("33", "power cut after the first write", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::After(0)),
    scenario!("34", "power cut before the second write", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::Before(1)),
    scenario!("35", "power cut in the second write", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::During(1)),
    scenario!("36", "power cut after the second write", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::After(1)),
    scenario!("37", "power cut before the write of the end", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::Before(2)),
    scenario!("38", "power cut in the write of the end", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::During(2)),
    scenario!("39", "power cut after the write of the end", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::After(2)),
    scenario!("40", "power cut in the first erasure", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::During(3)),
    scenario!("41", "power cut in the second erasure", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::During(4)),
    scenario!("42", "power cut after the second erasure: the API executes a trace id once", [ExecuteAndLose], pins 2, confirmations 0, cut Cut::After(4)),
    scenario!("43", "power cut in the second write, and in the write after it", [ExecuteAndLose], pins 2, confirmations 0,
        cut Cut::During(1), cut Cut::During(2)),
];

/// It has no known end.
#[rustfmt::skip]
pub(crate) const OPEN: Scenario = scenario!("51", "no response, and the person gives up",
    [Lose, Lose, Lose, Lose, Lose, Lose, Lose, Lose], pins 1, confirmations 0);
/// It is refused while the first one is open.
pub(crate) const OTHER: Scenario = scenario!("52", "another payment", [], pins 1, confirmations 0);
/// It continues the first one.
pub(crate) const CONTINUED: Scenario =
    scenario!("51", "the first payment is continued", [], pins 1, confirmations 0);
/// Its record has a later version.
pub(crate) const LATER_VERSION: Scenario =
    scenario!("53", "record of a later firmware: nothing is sent", [], pins 1, confirmations 0);
