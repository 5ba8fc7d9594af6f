//! A transfer with any reports: it accepts those that fit, polls the same twice, and is restored from its record.

use mixerr::{Action, Ending, Match, Step, Transfer, UnexpectedStep, read};

const KEY: [u8; 16] = *b"mixerr-fuzz-key!";
const CODES: [u32; 15] =
    [404, 500, 7000, 429, 401, 911, 20140, 10006, 20119, 20117, 20125, 20111, 30100, 99999, 400];
const HINTS: [u32; 8] = [0, 0, 0, 1, 60, 3600, 3601, u32::MAX];

/// Checks one input: a byte for the PIN, and then a byte for each report, with one more for a response.
pub fn check(input: &[u8]) {
    let Some((first, reports)) = input.split_first() else { return };
    let carries_pin = first & 1 == 1;
    let with_pin = |transfer: Transfer| if carries_pin { transfer.with_pin() } else { transfer };
    let mut fingerprint = 1;
    let mut transfer = with_pin(Transfer::new(KEY, fingerprint));
    let mut reports = reports.iter();
    while let Some(report) = reports.next() {
        let step = transfer.poll();
        let before = transfer.clone();
        let restored = with_pin(Transfer::restore(&transfer.record(), fingerprint).expect("its own record"));
        check_restored(&transfer, &restored);
        let is_exchange = matches!(step, Step::Send | Step::LookUp);
        let decides = matches!(step, Step::Ask(_) | Step::Done(Ending::Unknown));
        let (fits, result) = match report % 16 {
            0 | 1 => (step == Step::Save, transfer.handle_saved()),
            2 | 3 => (matches!(step, Step::Wait(_)), transfer.handle_timeout()),
            4 => (is_exchange, transfer.handle_no_response(true)),
            5 => (is_exchange, transfer.handle_no_response(false)),
            6 => (decides, transfer.handle_decision(true)),
            7 => (decides, transfer.handle_decision(false)),
            8 => {
                let is_over = transfer.record()[4] != 1;
                (!is_exchange && !is_over, transfer.handle_expired())
            }
            9 => {
                let result = transfer.amend(fingerprint + 1);
                fingerprint += u32::from(result.is_ok());
                (decides, result)
            }
            10 => {
                // A power cut.
                transfer = restored;
                continue;
            }
            kind => {
                let number = reports.next().copied().unwrap_or_default();
                (is_exchange, respond(&mut transfer, kind, number))
            }
        };
        assert_eq!(result.is_ok(), fits, "{step:?}, {report}");
        assert!(fits || transfer == before, "a refused report changed it");
        if fits {
            check_step(&transfer);
        }
    }
}

fn respond(transfer: &mut Transfer, kind: u8, number: u8) -> Result<(), UnexpectedStep> {
    let (value, hint) = (number & 0x1F, HINTS[usize::from(number >> 5)]);
    match kind {
        11 => {
            let found = Match::from(value % 4);
            transfer.handle_response(&read(200, br#"{"data":{}}"#), found, hint)
        }
        12 => {
            let http_status = [200, 404, 429, 502][usize::from(value % 4)];
            transfer.handle_response(&read(http_status, b"<html>"), Match::Exact, hint)
        }
        _ => {
            let code = CODES[usize::from(value) % CODES.len()];
            let body = format!(r#"{{"error":{{"status":202,"code":{code}}}}}"#);
            transfer.handle_response(&read(202, body.as_bytes()), Match::Exact, hint)
        }
    }
}

fn check_step(transfer: &Transfer) {
    let step = transfer.poll();
    assert_eq!(step, transfer.poll());
    assert_eq!(transfer.key(), KEY);
    match step {
        Step::Wait(ms) => assert!(ms >= 1_000, "{ms}"),
        Step::Ask(action) => assert!(!matches!(action, Action::Report | Action::Proceed | Action::Wait)),
        Step::Done(ending) => assert_eq!(transfer.record()[4], ending as u8 + 1),
        Step::Save | Step::Send | Step::LookUp => {}
    }
}

/// A transfer without an end is restored to a save, and one with an end to its end.
fn check_restored(transfer: &Transfer, restored: &Transfer) {
    let (record, again) = (transfer.record(), restored.record());
    assert_eq!(record[8..28], again[8..28]);
    assert_eq!(record[4], again[4]);
    assert_eq!(record[6].wrapping_add(1), again[6]);
    assert!(again[5] >= record[5] && again[7] >= record[7]);
    match record[4] {
        1 => assert_eq!(restored.poll(), Step::Save),
        phase => assert!(matches!(restored.poll(), Step::Done(ending) if ending as u8 + 1 == phase)),
    }
}
