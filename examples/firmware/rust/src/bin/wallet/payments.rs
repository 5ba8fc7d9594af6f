//! Makes the payments of the table, and measures the stack of the wallet.

use mixerr::Ending;
use wallet::script::{Chip, Scenario, Screen, Server, print, scenarios};
use wallet::storage::Storage;
use wallet::{Error, Wallet, board};

/// Pays, and starts the device again after each power cut. Returns true if the ending is true.
fn run(scenario: &Scenario, storage: &mut Storage<Chip>, stack: &mut usize) -> bool {
    print(format_args!("== {}", scenario.title));
    let mut server = Server::new(scenario);
    let mut screen = Screen::new(scenario);
    let result = loop {
        let (result, bytes) =
            board::with_stack(|| Wallet::new(&mut server, &mut screen, storage).pay(&scenario.payment));
        *stack = bytes.max(*stack);
        match result {
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

/// Makes all payments. Returns true if every ending is true, and the bytes of stack that the wallet needed.
pub(crate) fn run_all() -> (bool, usize) {
    let mut is_good = true;
    let mut stack = 0;
    let mut storage = Storage::new(Chip::new());
    for scenario in scenarios() {
        let Some(scenario) = scenario else { return (false, stack) };
        storage = Storage::new(storage.into_flash().of(&scenario));
        is_good &= run(&scenario, &mut storage, &mut stack);
    }
    (is_good, stack)
}
