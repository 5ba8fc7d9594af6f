//! Makes the payments of the table, and measures the stack of the wallet.

use mixerr::Ending;
use wallet::script::{Chip, Scenario, Screen, Server, print, scenarios};
use wallet::storage::Storage;
use wallet::{Error, Panel, Payment, Wallet, board};

/// The steps of a [`Payment`] until its ending.
fn pay(
    payment: &Payment<'_>,
    server: &mut Server,
    screen: &mut Screen,
    chip: &mut Chip,
    stack: &mut usize,
) -> Result<Ending, Error> {
    if !chip.has_payment() {
        Storage::new(&mut *chip).erase()?;
        chip.store_payment()?;
    }
    let mut storage = Storage::new(chip);
    let (result, bytes) = board::with_stack(|| Wallet::new(server, screen, &mut storage).pay(payment));
    *stack = bytes.max(*stack);
    result
}

/// Pays, and starts the device again after each power cut. Returns true if the ending is true.
fn run(scenario: &Scenario, chip: &mut Chip, stack: &mut usize) -> bool {
    print(format_args!("== {}", scenario.title));
    let mut server = Server::new(scenario);
    let mut screen = Screen::new(scenario);
    chip.begin(scenario);
    let result = loop {
        let result = pay(&scenario.payment, &mut server, &mut screen, chip, stack);
        let is_deleted = match result {
            Ok(Ending::Paid | Ending::NotPaid) => true,
            Ok(Ending::Conflict) => screen.confirm(),
            _ => false,
        };
        let is_cut = matches!(result, Err(Error::Flash)) || is_deleted && chip.delete_payment().is_err();
        if !is_cut {
            break result;
        }
        print(format_args!("-- restart"));
        // It was deleted after its end was shown.
        if is_deleted && !chip.has_payment() {
            break result;
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
    let mut chip = Chip::new();
    for scenario in scenarios() {
        let Some(scenario) = scenario else { return (false, stack) };
        is_good &= run(&scenario, &mut chip, &mut stack);
    }
    (is_good, stack)
}
