//! Reads a body many times, for valgrind to count the instructions; or prints the sizes of the types.
//!
//! `read_times FILE HTTP_STATUS TIMES [CHUNK]` or `read_times sizes`; CHUNK is the bytes of a chunk, not 0

use std::hint::black_box;
use std::process::ExitCode;

use mixerr::{ApiError, CATALOG, Entry, Fault, Outcome, Reader, read};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [word] if word == "sizes" => print_sizes(),
        [file, http_status, times, chunk @ ..] if chunk.len() < 2 => {
            let body = std::fs::read(file).expect("a readable file");
            let http_status = http_status.parse().expect("an HTTP status");
            let chunk = chunk.first().map(|bytes| bytes.parse().expect("a number of bytes"));
            for _ in 0..times.parse().expect("a number of times") {
                match chunk {
                    Some(bytes) => keep(&read_in_chunks(black_box(http_status), black_box(&body), bytes)),
                    None => keep(&read(black_box(http_status), black_box(&body))),
                }
            }
        }
        _ => {
            eprintln!("usage: read_times FILE HTTP_STATUS TIMES [CHUNK] | sizes");
            return ExitCode::from(64);
        }
    }
    ExitCode::SUCCESS
}

/// Reads a body that arrives in chunks of so many bytes.
#[inline(never)]
fn read_in_chunks(http_status: u16, body: &[u8], bytes: usize) -> Outcome {
    let mut reader = Reader::new();
    for chunk in body.chunks(bytes) {
        reader.feed(chunk);
    }
    reader.finish(http_status)
}

/// The rest of the job: code, entry and description out.
fn keep(outcome: &Outcome) {
    if let Outcome::Api(error) = outcome {
        black_box((error.code(), error.entry(), error.description()));
    }
    black_box(outcome);
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
