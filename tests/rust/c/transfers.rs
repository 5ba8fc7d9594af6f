//! The C ABI takes the steps that the core takes, whatever the reports are.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use mixerr_tests::build::succeed;
use mixerr_tests::transfers::{record, report, start, step};

use crate::build::{Library, program, scratch};

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

#[test]
fn random_reports_lead_to_the_steps_of_the_core() {
    let mut random = Random(0x9e37_79b9);
    let (mut table, mut ends) = (String::new(), 0);
    for row in 0..ROWS {
        let start_column = if random.below(2) == 0 { "new" } else { "new+pin" };
        let mut transfer = start(start_column);
        let mut steps = step(&transfer);
        for _ in 0..STEPS {
            let word = REPORTS[random.below(REPORTS.len())];
            let refused = if report(&mut transfer, word).is_ok() { "" } else { "!" };
            let _ = write!(steps, " {refused}{word} {}", step(&transfer));
        }
        ends += usize::from(step(&transfer).starts_with("DONE"));
        let _ = writeln!(table, "row_{row}\t{start_column}\t{steps}\t{}", record(&transfer));
    }
    assert!(ends > ROWS / 10, "only {ends} transfers ended");
    let directory = scratch("random_transfers");
    fs::write(directory.join("transfers.tsv"), table).expect("a table");
    succeed(Command::new(program("transfers", "gcc", Library::Release)).arg(directory));
}
