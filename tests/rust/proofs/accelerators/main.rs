//! Reads bodies from stdin, a line each: the HTTP status, and the body in hexadecimal digits. Prints a line for each: what
//! the body is, and how many of its splits are something else.

use std::io::{BufRead, stdin};

use mixerr::{Outcome, Reader, read};

fn main() {
    for line in stdin().lock().lines() {
        let line = line.expect("a line");
        let (http_status, digits) = line.split_once(' ').expect("a status and a body");
        let http_status = http_status.parse().expect("a status");
        let body: Vec<u8> = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| u8::from_str_radix(str::from_utf8(pair).expect("ASCII"), 16).expect("digits"))
            .collect();
        let whole = read(http_status, &body);
        // Longer bodies consist of equal repeats, which the chunks split everywhere.
        let splits = if body.len() > 2048 { 30 } else { 300 };
        let in_two = (1..body.len().min(splits)).map(|split| [&body[..split], &body[split..]].into_iter());
        let others = in_two.filter(|chunks| read_chunks(http_status, chunks.clone()) != whole).count()
            + (1..=17).filter(|size| read_chunks(http_status, body.chunks(*size)) != whole).count();
        println!("{whole:?} {others}");
    }
}

fn read_chunks<'a>(http_status: u16, chunks: impl Iterator<Item = &'a [u8]>) -> Outcome {
    let mut reader: Reader = Reader::new();
    chunks.for_each(|chunk| reader.feed(chunk));
    reader.finish(http_status)
}
