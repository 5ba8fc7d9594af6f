//! Altered copies of the wallets. The drive must find each.

use std::time::Instant;

use mixerr_tests::build::root;

use super::world::Setup;
use super::{FEW, LEGACY, SAFE, SAFE_FEW, SAFE_OCCUPIED, Wallet, drive, firmware, process};

/// A change to one file of a wallet.
pub(super) struct Mutant {
    pub(super) name: &'static str,
    file: &'static str,
    /// It occurs once.
    text: &'static str,
    altered: &'static str,
}

/// No change.
pub(super) const NONE: Mutant = Mutant { name: "none", file: "", text: "", altered: "" };

impl Mutant {
    /// Returns the altered text of a file.
    pub(super) fn text(&self, file: &str) -> String {
        let text = std::fs::read_to_string(root().join(file)).expect(file);
        if file != self.file {
            return text;
        }
        assert_eq!(text.matches(self.text).count(), 1, "{}: {}", self.name, self.text);
        text.replace(self.text, self.altered)
    }
}

macro_rules! mutants {
    ($($name:literal, $file:literal, $text:literal => $altered:literal;)*) => {
        [$(Mutant { name: $name, file: $file, text: $text, altered: $altered }),*]
    };
}

const RUST_FIRMWARE: [Mutant; 7] = mutants! {
    "erased before the payment is deleted", "examples/firmware/rust/src/wallet.rs",
        "                    return Ok(ending);" =>
        "                    self.storage.erase()?;
                    return Ok(ending);";
    "a slot is not erased", "examples/firmware/rust/src/storage.rs",
        "        self.flash.erase(Slot::First)?;" => "";
    "no save", "examples/firmware/rust/src/wallet.rs",
        "self.storage.write(&transfer.record())?;" => "";
    "404 is not paid", "examples/firmware/rust/src/wallet.rs",
        "        transfer.handle_response(&response.outcome" =>
        "        if matches!(&response.outcome, mixerr::Outcome::Api(error) if error.code() == mixerr::Code::NOT_FOUND) {
            *transfer = Transfer::new([0; 16], 0);
            transfer.handle_saved()?;
            return transfer.handle_response(&mixerr::read(202, br#\"{\"error\":{\"code\":20117}}\"#), mixerr::Match::None, 0).and_then(|()| transfer.handle_decision(false));
        }
        transfer.handle_response(&response.outcome";
    "every success is a receipt", "examples/firmware/rust/src/exchange.rs",
        "receipt.matches(&response.outcome)" => "Match::Exact";
    "no look-up after a restart", "examples/firmware/rust/src/wallet.rs",
        "            Err(RestoreError::Blank) => {" => "            Err(RestoreError::Blank) | Ok(_) => {";
    "a lost request was not sent", "examples/firmware/rust/src/wallet.rs",
        "transfer.handle_no_response(may_have_arrived)" => "transfer.handle_no_response(false)";
};

const C_FIRMWARE: [Mutant; 7] = mutants! {
    "erased before the payment is deleted", "examples/firmware/c/wallet.c",
        "                *out_ending = next.ending;" =>
        "                *out_ending = storage_erase() ? next.ending : MIXERR_ENDING_UNKNOWN;";
    "a slot is not erased", "examples/firmware/c/storage.c",
        "flash_erase(FLASH_FIRST) && " => "";
    "no save", "examples/firmware/c/wallet.c",
        "if (status != MIXERR_STATUS_OK || !storage_write(record)) {" => "if (status != MIXERR_STATUS_OK) {";
    "every success is a receipt", "examples/firmware/c/exchange.c",
        "mixerr_receipt_match(receipt, &out->response)" => "MIXERR_MATCH_EXACT";
    "no look-up after a restart", "examples/firmware/c/wallet.c",
        "*out_is_new = status == MIXERR_STATUS_RECORD_BLANK;" =>
        "*out_is_new = true; status = mixerr_transfer_init(&transfer, key, fingerprint, true);";
    "a lost request was not sent", "examples/firmware/c/exchange.c",
        "*out_may_have_arrived = http_status != TRANSPORT_NOT_SENT;" => "*out_may_have_arrived = false;";
    "a response without the echo", "examples/firmware/c/exchange.c",
        "mixerr_head_refine(&head, NO_CLOCK, &out->response) != MIXERR_STATUS_OK" => "false";
};

const C_WALLET: [Mutant; 9] = mutants! {
    "no save", "examples/c/wallet/wallet.c",
        "check_file(store_save(wallet->path, record));" => "check_file(true);";
    "404 is not paid", "examples/c/wallet/wallet.c",
        "check(mixerr_transfer_handle_response(" =>
        "if (body == NULL && http.response.code == MIXERR_CODE_NOT_FOUND) { puts(\"NOT_PAID\"); exit(2); } check(mixerr_transfer_handle_response(";
    "every success is a receipt", "examples/c/wallet/http.c",
        "mixerr_receipt_match(incoming->receipt, &out->response)" => "MIXERR_MATCH_EXACT";
    "a new key for each retry", "examples/c/wallet/wallet.c",
        "/* A real wallet" => "{ static int sent; wallet->request[12] += sent++ != 0; } /* A real wallet";
    "no look-up after a restart", "examples/c/wallet/wallet.c",
        "if (exists) {" => "if (false) {";
    "HTTP 200 is paid", "examples/c/wallet/wallet.c",
        "check(mixerr_transfer_handle_response(" =>
        "if (http.response.http_status == 200) { puts(\"PAID\"); exit(0); } check(mixerr_transfer_handle_response(";
    "a broken connection was not sent", "examples/c/wallet/http.c",
        "        return true;\n    }\n}" => "        return false;\n    }\n}";
    "no sync of the record", "examples/c/wallet/store.c",
        "!sync_and_close(file) || !is_written" => "close(file) != 0 || !is_written";
    "no sync of the directory", "examples/c/wallet/store.c",
        "return file >= 0 && sync_and_close(file);" => "return file >= 0 && close(file) == 0;";
};

const BOT: [Mutant; 7] = mutants! {
    "no save", "examples/python/bot.py", "store.save(bytes(transfer))" => "bytes(transfer)";
    "404 is not paid", "examples/python/bot.py",
        "        transfer.handle_response(response, receipt, head.retry_after)\n" =>
        "        transfer.handle_response(response, receipt, head.retry_after)\n        if method == \"GET\" and response.code == 404:\n            print(\"NOT_PAID\")\n            sys.exit(2)\n";
    "the receipt has the key only", "examples/python/bot.py",
        "receipt.require(\"transaction_hash\", transaction_hash).wait_for" => "receipt.wait_for";
    "a new key for each retry", "examples/python/bot.py",
        "/safe/transactions\", body)" =>
        "/safe/transactions\", json.dumps([{\"request_id\": str(uuid.uuid4()), \"raw\": raw}]).encode())";
    "no look-up after a restart", "examples/python/bot.py",
        "transfer = mixerr.Transfer.restore(record, request=body, trace_id=request_id)" =>
        "transfer = mixerr.Transfer(request_id, request=body)";
    "signed is paid", "examples/python/bot.py", ".wait_for(\"state\", \"spent\")" => "";
    "a broken connection was not sent", "examples/python/bot.py",
        "handle_no_response(may_have_arrived=True)" => "handle_no_response(may_have_arrived=False)";
};

/// Most mutants exceed a limit before they claim something false. Here only a false claim counts.
const LEGACY_CLAIMS: Setup = Setup { only_claims: true, ..LEGACY };
const FEW_CLAIMS: Setup = Setup { only_claims: true, ..FEW };

/// Drives each mutant until a run breaks a rule, and prints that rule.
fn expect_found<W: Wallet>(name: &str, mutants: &[Mutant], build: fn(&Mutant) -> W, setups: &[Setup]) {
    let mut missed = Vec::new();
    for mutant in mutants {
        let start = Instant::now();
        let mut wallet = build(mutant);
        match setups.iter().find_map(|setup| drive(&mut wallet, setup).err()) {
            Some(broken) => {
                let rule = broken.lines().next().unwrap_or_default();
                println!("{name:14} {:34} {rule} ({:.0} s)", mutant.name, start.elapsed().as_secs_f32());
            }
            None => missed.push(mutant.name),
        }
    }
    assert!(missed.is_empty(), "{name}: not found: {missed:?}");
}

mod long {
    use super::*;

    #[test]
    #[ignore = "tests/run --long"]
    fn every_mutant_of_the_rust_firmware_is_found() {
        expect_found("Rust firmware", &RUST_FIRMWARE, firmware::rust, &[LEGACY_CLAIMS, FEW_CLAIMS]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn every_mutant_of_the_c_firmware_is_found() {
        expect_found("C firmware", &C_FIRMWARE, firmware::c, &[LEGACY_CLAIMS, FEW_CLAIMS]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn every_mutant_of_the_c_wallet_is_found() {
        expect_found("C wallet", &C_WALLET, process::c, &[LEGACY_CLAIMS, FEW_CLAIMS]);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn every_mutant_of_the_bot_is_found() {
        expect_found("Python bot", &BOT, process::bot, &[SAFE_OCCUPIED, SAFE, SAFE_FEW]);
    }
}
