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

use mixerr_fuzz::seeds::{LONGEST, all, of_vectors};

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

fn write(directory: &Path) -> io::Result<()> {
    let seeds = all();
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
    println!("# Written by tests/tools/fuzz/run --seeds.");
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
