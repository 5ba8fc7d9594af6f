//! Pays once in every scenario and prints what happens.
#![no_std]
#![no_main]

mod scenarios;

use mixerr::{Ending, Transfer, fingerprint};
use wallet::script::{AMOUNT, ASSET_ID, Chip, OPPONENT_ID, Scenario, Screen, Server, print};
use wallet::storage::{Record, Storage};
use wallet::{Error, Payment, Wallet, board};

const fn payment(scenario: &Scenario) -> Payment<'_> {
    Payment { trace_id: scenario.trace_id, asset_id: ASSET_ID, opponent_id: OPPONENT_ID, amount: AMOUNT }
}

/// Pays, and starts the device again after each power cut. Returns true if the ending is true.
fn run(scenario: &Scenario, storage: &mut Storage<Chip>) -> bool {
    print(format_args!("== {}", scenario.title));
    let mut server = Server::new(scenario);
    let mut screen = Screen::new(scenario);
    let result = loop {
        match Wallet::new(&mut server, &mut screen, storage).pay(&payment(scenario)) {
            Err(Error::Flash) => print(format_args!("-- restart")),
            result => break result,
        }
    };
    let executed = if server.is_paid() { "executed" } else { "not executed" };
    match &result {
        Ok(ending) => print(format_args!("ending: {ending:?} (the transfer was {executed})\n")),
        Err(error) => print(format_args!("refused: {error}\n")),
    }
    match result {
        Ok(Ending::Paid) => server.is_paid(),
        Ok(Ending::NotPaid) | Err(_) => !server.is_paid(),
        Ok(_) => true,
    }
}

/// Returns a flash with the record of a later version of the library.
fn later_version(scenario: &Scenario) -> Chip {
    let mut record: Record = Transfer::new([0; 16], payment(scenario).fingerprint()).record();
    let [_, _, _, version, ..] = &mut record;
    *version = version.saturating_add(1);
    // A fingerprint is a CRC-32, as the record's.
    if let Some((content, crc)) = record.split_last_chunk_mut::<4>() {
        *crc = fingerprint(content).to_le_bytes();
    }
    Chip::with_record(record)
}

#[cfg_attr(target_arch = "arm", cortex_m_rt::entry)]
#[cfg_attr(target_arch = "riscv32", riscv_rt::entry)]
fn main() -> ! {
    let mut is_good = true;
    for scenario in scenarios::RESPONSES.iter().chain(&scenarios::CUTS) {
        is_good &= run(scenario, &mut Storage::new(Chip::new(scenario.cuts)));
    }
    let mut storage = Storage::new(Chip::new(&[]));
    for scenario in [&scenarios::OPEN, &scenarios::OTHER, &scenarios::CONTINUED, &scenarios::OTHER] {
        is_good &= run(scenario, &mut storage);
    }
    let later = &scenarios::LATER_VERSION;
    is_good &= run(later, &mut Storage::new(later_version(later)));
    #[cfg(feature = "panic")]
    assert!(core::hint::black_box(true));
    board::end(is_good)
}
