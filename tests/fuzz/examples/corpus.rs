//! The seeds of the fuzz targets: the tables of tests/vectors, and what fuzzing has found beyond them (`seeds.tsv`).
//!
//! ```text
//! corpus write DIRECTORY    writes an input a file, in a directory for each target
//! corpus table DIRECTORY    prints the inputs of such directories that the tables do not have, as seeds.tsv holds them
//! ```

use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::Path;
use std::process::ExitCode;

use mixerr_fuzz::input;
use mixerr_tests::{bodies, decode};

/// A target and an input of it.
type Seed = (String, Vec<u8>);

/// Longer inputs slow all others down.
const LONGEST: usize = 1024;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["write", directory] => write(Path::new(directory)),
        ["table", directory] => print(Path::new(directory)),
        _ => {
            eprintln!("usage: corpus write|table DIRECTORY");
            return ExitCode::from(64);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("corpus: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the seeds that the tables of tests/vectors make.
fn of_vectors() -> BTreeSet<Seed> {
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

fn write(directory: &Path) -> io::Result<()> {
    let seeds: BTreeSet<Seed> = of_vectors().into_iter().chain(found()).collect();
    for (target, input) in &seeds {
        let directory = directory.join(target);
        fs::create_dir_all(&directory)?;
        let mut hasher = DefaultHasher::new();
        input.hash(&mut hasher);
        fs::write(directory.join(format!("{:016x}", hasher.finish())), input)?;
    }
    println!("{} inputs", seeds.len());
    Ok(())
}

fn print(directory: &Path) -> io::Result<()> {
    let known = of_vectors();
    let mut seeds = BTreeSet::new();
    for target in fs::read_dir(directory)? {
        let target = target?;
        let name = target.file_name().to_string_lossy().into_owned();
        for file in fs::read_dir(target.path())? {
            seeds.insert((name.clone(), fs::read(file?.path())?));
        }
    }
    println!(
        "# What fuzzing has found beyond the tables: a target and an input, escaped as in tests/vectors."
    );
    println!("# Written by tests/fuzz/run --seeds.");
    for (target, input) in seeds.difference(&known).filter(|(_, input)| input.len() <= LONGEST) {
        println!("{target}\t{}", escaped(input));
    }
    Ok(())
}

/// Writes bytes as the tables do.
fn escaped(bytes: &[u8]) -> String {
    let escape = |&byte: &u8| match byte {
        b'\\' => "\\\\".to_owned(),
        b'\t' => "\\t".to_owned(),
        b'\n' => "\\n".to_owned(),
        b'\r' => "\\r".to_owned(),
        0x20..0x7F => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    bytes.iter().map(escape).collect()
}
