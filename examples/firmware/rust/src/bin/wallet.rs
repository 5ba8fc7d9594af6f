//! Pays once in every scenario and prints what happens.
#![no_std]
#![no_main]

use wallet::board;
use wallet::script::Reply::{Answer, Broken, Endless, Silence};
use wallet::script::{Scenario, Screen, Server, print};
use wallet::trace::TraceId;
use wallet::{Ending, Wallet};

const PAID: &str = r#"{"data":{"type":"transfer","trace_id":"00000000-0000-4000-8000-000000000001"}}"#;
const PAID_ANOTHER: &str =
    r#"{"data":{"type":"transfer","trace_id":"00000000-0000-4000-8000-000000000002"}}"#;
const PORTAL: &str = r#"{"login":"http://10.0.0.1/"}"#;
const ECHO: &str = concat!(
    r#"{"request":{"amount":"1.5","trace_id":"00000000-0000-4000-8000-000000000001"},"#,
    r#""data":{"memo":"00000000-0000-4000-8000-000000000001"}}"#,
);
const PIN_INCORRECT: &str = r#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;
const POOR: &str = r#"{"error":{"status":202,"code":20117,"description":"Insufficient balance."}}"#;
const BEHIND: &str = r#"{"error":{"status":202,"code":30100,"description":"Chain not in sync."}}"#;
const NOT_FOUND: &str = r#"{"error":{"status":202,"code":404,"description":"The endpoint is not found."}}"#;
const BLAZE: &str = r#"{"error":{"status":500,"code":7000,"description":"Blaze server error."}}"#;
const HTML: &str = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
const WRONG_FIELD: &str = concat!(
    r#"{"error":{"status":202,"code":10002,"description":"Invalid destination "#,
    r#"0x1234567890abcdef1234567890abcdef12345678.","extra":{"field":"destination","reason":"checksum"}}}"#,
);
const LONG: &str = concat!(
    r#"{"error":{"status":202,"code":29999,"description":"The amount of this transfer is more than what is "#,
    r#"left of today\u2019s limit, \ud83d\udeab and the limit cannot be raised before the identity of the "#,
    r#"account's holder has been verified again by a person.","extra":{"field":"amount"}}}"#,
);

const SCENARIOS: [Scenario; 20] = [
    Scenario { title: "success", replies: &[Answer(200, PAID)], pins: 1 },
    Scenario {
        title: "wrong PIN, then success with the same trace id",
        replies: &[Answer(202, PIN_INCORRECT), Answer(200, PAID)],
        pins: 2,
    },
    Scenario {
        title: "wrong PIN twice: reads the transfer before it asks for a third",
        replies: &[
            Answer(202, PIN_INCORRECT),
            Answer(202, PIN_INCORRECT),
            Answer(202, NOT_FOUND),
            Answer(200, PAID),
        ],
        pins: 3,
    },
    Scenario {
        title: "chain not in sync twice, then success with the same trace id",
        replies: &[Answer(202, BEHIND), Answer(202, BEHIND), Answer(200, PAID)],
        pins: 1,
    },
    Scenario {
        title: "server error at HTTP 500, then success",
        replies: &[Answer(500, BLAZE), Answer(200, PAID)],
        pins: 1,
    },
    Scenario {
        title: "page of a web server, then success",
        replies: &[Answer(502, HTML), Answer(200, PAID)],
        pins: 1,
    },
    Scenario { title: "insufficient balance", replies: &[Answer(202, POOR)], pins: 1 },
    Scenario {
        title: "too many requests, then success",
        replies: &[Answer(429, ""), Answer(200, PAID)],
        pins: 1,
    },
    Scenario { title: "wrong field", replies: &[Answer(202, WRONG_FIELD)], pins: 1 },
    Scenario { title: "long description, truncated to the display", replies: &[Answer(202, LONG)], pins: 1 },
    Scenario {
        title: "answer cut off, then success",
        replies: &[Answer(200, r#"{"data":{"type":"tran"#), Answer(200, PAID)],
        pins: 1,
    },
    Scenario {
        title: "connection lost, then an error that speaks for the second request only",
        replies: &[Silence, Answer(202, POOR), Answer(200, PAID)],
        pins: 1,
    },
    Scenario {
        title: "connection broken after an answer that seems whole, then no trace of the transfer",
        replies: &[Broken(200, PAID), Answer(202, POOR), Answer(202, NOT_FOUND)],
        pins: 1,
    },
    Scenario {
        title: "answer without end, whole as it looks, then success",
        replies: &[Endless(200, PAID), Answer(200, PAID)],
        pins: 1,
    },
    Scenario { title: "captive portal that answers in JSON", replies: &[Answer(200, PORTAL)], pins: 1 },
    Scenario { title: "success that names another transfer", replies: &[Answer(200, PAID_ANOTHER)], pins: 1 },
    Scenario {
        title: "request sent back: to know a trace id is not to be paid",
        replies: &[Answer(200, ECHO)],
        pins: 1,
    },
    Scenario {
        title: "connection lost, then the request sent back where the transfer is read",
        replies: &[Silence, Answer(202, POOR), Answer(200, ECHO)],
        pins: 1,
    },
    Scenario { title: "no answer at all", replies: &[], pins: 1 },
    Scenario { title: "wrong PIN, then no more", replies: &[Answer(202, PIN_INCORRECT)], pins: 1 },
];

/// The first request's answer was lost, and so was the power.
const RESUMED: Scenario = Scenario {
    title: "resumed after a reset: the lost answer was a payment",
    replies: &[Answer(202, POOR), Answer(200, PAID)],
    pins: 1,
};

/// The same, and the PIN is wrong: the person learns it, and the trace id stays the same.
const RESUMED_BY_A_WRONG_PIN: Scenario = Scenario {
    title: "resumed after a reset with a wrong PIN: reads the transfer, then sends the same again",
    replies: &[Answer(202, PIN_INCORRECT), Answer(202, NOT_FOUND), Answer(200, PAID)],
    pins: 2,
};

fn tell(ending: &Ending) {
    match ending {
        Ending::Paid => print(format_args!("paid\n")),
        Ending::NotPaid(trace) => print(format_args!("not paid: keeps {trace}\n")),
        Ending::Open(trace) => print(format_args!("may be paid: keeps {trace}\n")),
    }
}

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    for scenario in &SCENARIOS {
        print(format_args!("== {}", scenario.title));
        tell(&Wallet::new(Server::new(scenario), Screen::new(scenario), "1.5").pay());
    }
    let kept = TraceId([0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, 0, 0, 0, 0, 0, 0, 1]);
    for scenario in [&RESUMED, &RESUMED_BY_A_WRONG_PIN] {
        print(format_args!("== {}", scenario.title));
        tell(&Wallet::resume(Server::new(scenario), Screen::new(scenario), "1.5", kept).pay());
    }
    #[cfg(feature = "panic")]
    assert!(core::hint::black_box(true));
    board::end(true)
}
