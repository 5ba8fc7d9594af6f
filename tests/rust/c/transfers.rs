//! The C ABI takes the steps that the core takes, whatever the reports are.

use std::fs;
use std::process::Command;

use mixerr_tests::build::succeed;
use mixerr_tests::transfers::random_table;

use crate::build::{Library, program, scratch};

#[test]
fn random_reports_lead_to_the_steps_of_the_core() {
    let directory = scratch("random_transfers");
    fs::write(directory.join("transfers.tsv"), random_table()).expect("a table");
    succeed(Command::new(program("transfers", "gcc", Library::Release)).arg(directory));
}
