//! The inputs that fuzzing begins with: the tables of tests/vectors, and what fuzzing found beyond them (`seeds.tsv`).

use std::collections::BTreeSet;

use mixerr_tests::transfers::{TransferCase, transfers};
use mixerr_tests::{bodies, decode, heads, pasted, receipts};

use crate::explain::NO_STATUS;
use crate::input;
use crate::receipt_contract::KEY;

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
    for case in receipts() {
        // With the members of the target's receipt, so that some match.
        let body =
            String::from_utf8_lossy(&case.body).replace("asset_id", "hash").replace("opponent_id", "memo");
        let key = String::from_utf8_lossy(&case.key[1]).into_owned();
        let body = body.replace(&key, KEY).into_bytes();
        seeds.insert(("receipt".to_owned(), [&[3, 1, 0, 7][..], &body].concat()));
    }
    for case in heads() {
        let mut lines = case.sent.unwrap_or_default().into_bytes();
        for (name, value) in case.fields {
            lines.extend([&b"\n"[..], &name, b":", &value].concat());
        }
        seeds.insert(("head".to_owned(), lines));
    }
    for case in pasted() {
        let input = case
            .http_status
            .map_or_else(|| [&[NO_STATUS][..], &case.text].concat(), |status| input(status, &case.text));
        seeds.insert(("explain".to_owned(), input));
    }
    for case in transfers() {
        seeds.insert(("transfer".to_owned(), reports(&case)));
    }
    seeds.retain(|(_, input)| input.len() <= LONGEST);
    seeds
}

/// An input of the target `transfer`: the reports of a row.
fn reports(case: &TransferCase) -> Vec<u8> {
    let mut input = vec![u8::from(case.start.ends_with("+pin"))];
    for report in case.steps.split(' ').skip(1).step_by(2) {
        let (kind, value) = report.split_once('=').unwrap_or((report, ""));
        let value = value.split('@').next().unwrap_or_default();
        let at = |values: &[&str]| values.iter().position(|known| *known == value).unwrap_or(0) as u8;
        input.extend(match kind {
            "saved" => vec![0],
            "timeout" => vec![2],
            "lost" => vec![4],
            "unsent" => vec![5],
            "yes" => vec![6],
            "no" => vec![7],
            "expired" => vec![8],
            "amend" => vec![9],
            "success" => vec![11, at(&["NONE", "EXACT", "CONFLICT", "PENDING"])],
            "page" => vec![12, at(&["200", "404", "429", "502"])],
            _ => {
                vec![13, at(&["404", "500", "7000", "429", "401", "911", "20140", "10006", "20119", "20117"])]
            }
        });
    }
    input
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
