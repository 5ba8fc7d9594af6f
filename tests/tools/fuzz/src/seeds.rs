//! The inputs that fuzzing begins with: the tables of tests/vectors, and what fuzzing found beyond them (`seeds.tsv`).

use std::collections::BTreeSet;

use mixerr_tests::{bodies, decode};

use crate::input;

/// A target's name and an input of it.
pub type Seed = (String, Vec<u8>);

/// The length in bytes of the longest input: longer ones slow all others down.
pub const LONGEST: usize = 1024;

/// Returns every seed.
#[must_use]
pub fn all() -> BTreeSet<Seed> {
    of_vectors().into_iter().chain(found()).collect()
}

/// Returns the seeds that the tables of tests/vectors make.
#[must_use]
pub fn of_vectors() -> BTreeSet<Seed> {
    let mut seeds = BTreeSet::new();
    for (_, http_status, body) in bodies().filter(|(_, _, body)| body.len() <= LONGEST) {
        let answer = input(http_status, &body);
        for target in ["whole", "judge", "envelope"] {
            seeds.insert((target.to_owned(), answer.clone()));
        }
        seeds.insert(("splits".to_owned(), [&[3, 1, 0, 7][..], &answer].concat()));
        seeds.insert(("extra".to_owned(), body.clone()));
        if body.len() < 256 {
            seeds.insert(("abi".to_owned(), program(http_status, &body)));
        }
    }
    seeds
}

/// A program for the target `abi`: the body goes to the block's end, is read whole and in two pieces, and every text
/// is made of the response.
fn program(http_status: u16, body: &[u8]) -> Vec<u8> {
    let length = body.len() as u8;
    let [high, low] = http_status.to_be_bytes();
    let half = length / 2;
    let mut program = [&[0, length][..], body, &[0x86, 0]].concat();
    program.extend([2, high, low, 0, length, 0x86, 0, 0x80, 0]);
    program.extend([3, 0x82, 0, 4, 0x82, 0, 0, half, 0x86, 0]);
    program.extend([4, 0x82, 0, 0, length - half, 0x46, half, 6, high, low, 0x82, 0, 0x80, 0]);
    for operation in 7..=10 {
        program.extend([operation, 0x80, 0, 0x86, 0, 4, 0, 0x84, 0, 0x83, 0xF8]);
    }
    program
}

fn found() -> BTreeSet<Seed> {
    let rows = include_str!("../seeds.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.map(|row| {
        let (target, input) = row.split_once('\t').expect("a target and an input");
        (target.to_owned(), decode(input).expect("escapes as in tests/vectors"))
    })
    .collect()
}
