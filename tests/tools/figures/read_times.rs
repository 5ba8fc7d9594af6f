//! Reads a body many times, for valgrind to count the instructions; or prints the sizes of the types.
//!
//! `read_times FILE HTTP_STATUS TIMES` or `read_times sizes`

use std::hint::black_box;
use std::process::ExitCode;

use mixerr::{ApiError, CATALOG, Entry, Fault, Outcome, Reader, read};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [word] if word == "sizes" => print_sizes(),
        [file, http_status, times] => {
            let body = std::fs::read(file).expect("a readable file");
            let http_status = http_status.parse().expect("an HTTP status");
            for _ in 0..times.parse().expect("a number of times") {
                read_once(black_box(http_status), black_box(&body));
            }
        }
        _ => {
            eprintln!("usage: read_times FILE HTTP_STATUS TIMES | sizes");
            return ExitCode::from(64);
        }
    }
    ExitCode::SUCCESS
}

/// The whole job: bytes in; outcome, code, entry and description out.
fn read_once(http_status: u16, body: &[u8]) {
    let outcome = read(http_status, body);
    if let Outcome::Api(error) = &outcome {
        black_box((error.code(), error.entry(), error.description()));
    }
    black_box(&outcome);
}

fn print_sizes() {
    println!("Reader {}", size_of::<Reader>());
    println!("Reader<32, 0> {}", size_of::<Reader<32, 0>>());
    println!("ApiError {}", size_of::<ApiError>());
    println!("ApiError<32, 0> {}", size_of::<ApiError<32, 0>>());
    println!("Outcome {}", size_of::<Outcome>());
    println!("Fault {}", size_of::<Fault>());
    println!("Entry {}", size_of::<Entry>());
    println!("CATALOG {}", size_of_val(&CATALOG));
}
