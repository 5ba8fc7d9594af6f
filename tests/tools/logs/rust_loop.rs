//! Times `mixerr::read_columns` over a log: `rust_loop DIRECTORY TIMES` prints the processor's nanoseconds for each reading.
//!
//! The directory has the files `http_status`, `offsets` (32 bits) and `bodies`, in the byte order of the machine.

use std::hint::black_box;
use std::path::Path;
use std::{env, fs};

use mixerr::{Outcome, read_columns};

unsafe extern "C" {
    safe fn clock() -> std::ffi::c_long;
}

/// Returns the processor time of this process in microseconds, as C's `clock` does on a POSIX system.
fn processor_time() -> i64 {
    clock()
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [directory, times] = arguments.as_slice() else { panic!("usage: rust_loop DIRECTORY TIMES") };
    let file = |name: &str| fs::read(Path::new(directory).join(name)).expect("a file");
    let (http_status, offsets, bodies) = (file("http_status"), file("offsets"), file("bodies"));
    let http_status: Vec<u16> =
        http_status.chunks_exact(2).map(|two| u16::from_ne_bytes([two[0], two[1]])).collect();
    let offsets: Vec<i32> = offsets
        .chunks_exact(4)
        .map(|four| i32::from_ne_bytes(four.try_into().expect("four bytes")))
        .collect();
    let mut actions = vec![0_u8; http_status.len()];
    let mut codes = vec![0_u32; http_status.len()];
    for _ in 0..times.parse::<u32>().expect("a number") {
        let begun = processor_time();
        let outcomes = read_columns(&http_status, &offsets, &bodies, None).expect("valid columns");
        for ((outcome, action), code) in outcomes.zip(&mut actions).zip(&mut codes) {
            let outcome = outcome.expect("a response");
            *action = outcome.action() as u8;
            *code = if let Outcome::Api(error) = &outcome { error.code().as_u32() } else { 0 };
        }
        println!("{}", 1000 * (processor_time() - begun));
        black_box((&actions, &codes));
    }
}
