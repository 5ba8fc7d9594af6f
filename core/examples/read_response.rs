//! Reads a response's body from stdin, and prints what to do: `read_response HTTP_STATUS < body.json`

use std::error::Error;
use std::io::Read;
use std::process::ExitCode;

use mixerr::{Action, Reader};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let usage = "usage: read_response HTTP_STATUS < body.json";
    let http_status = std::env::args().nth(1).ok_or(usage)?.parse()?;

    // Feed the body to a reader in chunks of any size.
    let mut reader: Reader = Reader::new();
    let mut chunk = [0; 512];
    loop {
        // If this fails, drop the body: it may look complete.
        match std::io::stdin().read(&mut chunk)? {
            0 => break,
            length => reader.feed(&chunk[..length]),
        }
    }
    // Finish with the HTTP status, or 0 for a WebSocket frame.
    let outcome = reader.finish(http_status);
    // Log the outcome. `description` may contain a phone number.
    println!("{outcome}");
    // Decide by the action, not by the code.
    println!(
        "{}",
        match outcome.action() {
            Action::Proceed => "success",
            Action::Retry | Action::Wait => "pause, then send the same request again",
            Action::Reconcile => "look the transfer up: it may be paid",
            Action::AskUser => "ask the user, and do not retry automatically",
            _ => "show it",
        }
    );
    Ok(ExitCode::from(u8::from(!outcome.is_success())))
}
