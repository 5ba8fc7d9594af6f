//! Runs a transfer by the words of `transfers.tsv`.

use std::fmt::Write as _;

use mixerr::{Match, Step, Transfer, UnexpectedStep, fingerprint, key_from_uuid, read};

/// A payment, step by step: a row of `transfers.tsv`.
#[derive(Clone, Debug)]
pub struct TransferCase {
    /// The name of the row.
    pub name: String,
    /// How the transfer starts.
    pub start: String,
    /// A step, and then in turn a report and a step.
    pub steps: String,
    /// The last record in hexadecimal.
    pub record: String,
}

/// Returns the rows of `transfers.tsv`.
#[must_use]
pub fn transfers() -> Vec<TransferCase> {
    crate::table("transfers.tsv", include_str!("../vectors/transfers.tsv"), |row| {
        let [name, start, steps, record] = row.columns::<4>().map(str::to_owned);
        TransferCase { name, start, steps, record }
    })
}

/// Starts a transfer by the column `start`.
///
/// # Panics
///
/// If the column is wrong, or the record is refused.
#[must_use]
pub fn start(column: &str) -> Transfer {
    let (start, carries_pin) = column.strip_suffix("+pin").map_or((column, false), |start| (start, true));
    let request = fingerprint(b"request");
    let transfer = if start == "new" {
        let key = key_from_uuid("4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f");
        Transfer::new(key.expect("a UUID"), request)
    } else {
        let bytes = start.as_bytes().chunks(2).map(|digits| str::from_utf8(digits).expect("ASCII"));
        let record: Vec<u8> = bytes.map(|digits| u8::from_str_radix(digits, 16).expect("digits")).collect();
        Transfer::restore(&record.try_into().expect("32 bytes"), request).expect("a record")
    };
    if carries_pin { transfer.with_pin() } else { transfer }
}

/// Returns the present step.
#[must_use]
pub fn step(transfer: &Transfer) -> String {
    match transfer.poll() {
        Step::Save => "SAVE".into(),
        Step::Wait(ms) => format!("WAIT={ms}"),
        Step::Send => "SEND".into(),
        Step::LookUp => "LOOK_UP".into(),
        Step::Ask(action) => format!("ASK={}", upper_snake(action.name())),
        Step::Done(ending) => {
            format!("DONE={},{}", upper_snake(ending.name()), upper_snake(transfer.action().name()))
        }
    }
}

/// Reports something to a transfer.
///
/// # Errors
///
/// As the transfer's function.
///
/// # Panics
///
/// If there is no such report.
pub fn report(transfer: &mut Transfer, report: &str) -> Result<(), UnexpectedStep> {
    let (report, hint) = report.split_once('@').unwrap_or((report, "0"));
    let hint = hint.parse().expect("seconds");
    let (kind, value) = report.split_once('=').unwrap_or((report, ""));
    match kind {
        "saved" => transfer.handle_saved(),
        "timeout" => transfer.handle_timeout(),
        "lost" => transfer.handle_no_response(true),
        "unsent" => transfer.handle_no_response(false),
        "yes" => transfer.handle_decision(true),
        "no" => transfer.handle_decision(false),
        "expired" => transfer.handle_expired(),
        "amend" => transfer.amend(fingerprint(b"amended")),
        "success" => {
            let found = Match::ALL.iter().find(|found| upper_snake(found.name()) == value);
            transfer.handle_response(&read(200, br#"{"data":{}}"#), *found.expect("a match"), hint)
        }
        "api" => {
            let body = format!(r#"{{"error":{{"status":202,"code":{value}}}}}"#);
            transfer.handle_response(&read(202, body.as_bytes()), Match::Exact, hint)
        }
        "page" => {
            let outcome = read(value.parse().expect("an HTTP status"), b"<html>");
            transfer.handle_response(&outcome, Match::Exact, hint)
        }
        _ => panic!("no such report: {report}"),
    }
}

/// Returns the record in hexadecimal.
#[must_use]
pub fn record(transfer: &Transfer) -> String {
    transfer.record().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns a table like `transfers.tsv`, of random reports and the steps of the core; the same in each run.
///
/// A third of the rows restore the record of an earlier one.
///
/// # Panics
///
/// If too few transfers end.
#[must_use]
pub fn random_table() -> String {
    let mut random = Random(0x9e37_79b9);
    let (mut table, mut ends, mut saved) = (String::new(), 0, "new".to_owned());
    for row in 0..ROWS {
        let mut start_column = if random.below(3) == 0 { saved.clone() } else { "new".to_owned() };
        if random.below(2) == 0 {
            start_column.push_str("+pin");
        }
        let mut transfer = start(&start_column);
        let mut steps = step(&transfer);
        for _ in 0..STEPS {
            let word = REPORTS[random.below(REPORTS.len())];
            let refused = if report(&mut transfer, word).is_ok() { "" } else { "!" };
            let _ = write!(steps, " {refused}{word} {}", step(&transfer));
        }
        ends += usize::from(step(&transfer).starts_with("DONE"));
        let last = record(&transfer);
        let _ = writeln!(table, "row_{row}\t{start_column}\t{steps}\t{last}");
        // `start` restores records of the first request alone.
        if !steps.contains(" amend ") {
            saved = last;
        }
    }
    assert!(ends > ROWS / 10, "only {ends} transfers ended");
    table
}

const ROWS: usize = 2_000;
const STEPS: usize = 40;

/// What is reported. Most of it fits the steps that a transfer stays at for long.
const REPORTS: [&str; 24] = [
    "saved",
    "saved",
    "saved",
    "timeout",
    "timeout",
    "timeout",
    "lost",
    "lost",
    "unsent",
    "yes",
    "yes",
    "no",
    "expired",
    "amend",
    "success=NONE",
    "success=PENDING",
    "success=CONFLICT",
    "api=404",
    "api=20119",
    "api=401",
    "api=20125",
    "api=500@30",
    "page=502",
    "api=429@3601",
];

/// A xorshift generator, the same in each run.
struct Random(u32);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0 as usize % bound
    }
}

/// Converts `AskUser` to `ASK_USER`.
fn upper_snake(name: &str) -> String {
    let mut upper = String::new();
    for (index, letter) in name.char_indices() {
        if index > 0 && letter.is_ascii_uppercase() {
            upper.push('_');
        }
        upper.push(letter.to_ascii_uppercase());
    }
    upper
}
