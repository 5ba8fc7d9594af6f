//! The library compared with a reference: a slow reader that is written from RFC 8259, the documentation and DESIGN.md,
//! not from the library's code.
//!
//! `MIXERR_BODIES` and `MIXERR_SEED` set the number of random bodies and their seed. With `--nocapture` the counts of
//! bodies by kind are printed.

mod answer;
mod bodies;
mod check;
mod counts;
mod exhaustive;
mod grammar;
mod json;
mod mistake;
mod random;
mod reference;

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use mixerr::Outcome;

use bodies::Source;
use counts::{Counts, LEAST};
use exhaustive::SPACES;
use mistake::Mistake;
use random::Random;

/// Random bodies of the quick loop.
const QUICK: u64 = 100_000;

const SEED: u64 = 1;

/// Returns the body of an index.
type Body<'a> = &'a (dyn Fn(&mut Random, u64) -> (Source, Vec<u8>) + Sync);

/// Bodies by index, and the mistake that the reference makes.
struct Bodies<'a> {
    seed: u64,
    body: Body<'a>,
    mistake: Option<Mistake>,
}

impl Bodies<'_> {
    /// Checks one body, and counts it.
    fn check(&self, index: u64, used: &mut Outcome, counts: &mut Counts) -> Result<(), String> {
        let mut random = Random::new(self.seed, index);
        let (source, body) = (self.body)(&mut random, index);
        let http_status = bodies::http_status(&mut random);
        match check::check(http_status, &body, &mut self.splits(index), used, self.mistake) {
            Ok(answer) => counts.add(source, &answer),
            Err(_) => return Err(self.explain(index, http_status, body)),
        }
        Ok(())
    }

    /// Returns the generator of a body's splits, which are the same for a part of the body.
    fn splits(&self, index: u64) -> Random {
        Random::new(!self.seed, index)
    }

    /// Returns what differs, for the body and for one that is as short as bytes can be left out of it.
    fn explain(&self, index: u64, http_status: u16, body: Vec<u8>) -> String {
        let why = |body: &[u8]| {
            check::check(http_status, body, &mut self.splits(index), &mut Outcome::default(), self.mistake)
                .err()
        };
        let mut short = body.clone();
        let mut length = body.len();
        while length > 0 {
            let mut at = 0;
            while at + length <= short.len() {
                let shorter = [&short[..at], &short[at + length..]].concat();
                if why(&shorter).is_some() { short = shorter } else { at += 1 }
            }
            length /= 2;
        }
        [body, short]
            .map(|body| {
                let why =
                    why(&body).unwrap_or_else(|| "not by itself, only after the bodies before".to_owned());
                format!(
                    "seed {}, body {index}, HTTP {http_status}: b\"{}\"\n{why}",
                    self.seed,
                    body.escape_ascii()
                )
            })
            .join("\n")
    }

    /// Checks bodies on every processor.
    fn check_all(&self, count: u64) -> Counts {
        const AT_ONCE: u64 = 256;
        let next = AtomicU64::new(0);
        let work = || {
            let (mut used, mut counts) = (Outcome::default(), Counts::default());
            loop {
                let from = next.fetch_add(AT_ONCE, Ordering::Relaxed);
                if from >= count {
                    return Ok(counts);
                }
                for index in from..count.min(from + AT_ONCE) {
                    self.check(index, &mut used, &mut counts)
                        .inspect_err(|_| next.store(count, Ordering::Relaxed))?;
                }
            }
        };
        let mut all = Counts::default();
        thread::scope(|scope| {
            let threads = thread::available_parallelism().map_or(1, usize::from);
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            for thread in threads {
                match thread.join().unwrap() {
                    Ok(counts) => all.merge(counts),
                    Err::<_, String>(why) => panic!("mixerr and the reference differ\n{why}"),
                }
            }
        });
        all
    }
}

fn variable(name: &str) -> Option<u64> {
    Some(std::env::var(name).ok()?.parse().unwrap_or_else(|_| panic!("{name} is not a number")))
}

fn random_bodies(seed: u64, mistake: Option<Mistake>) -> Bodies<'static> {
    Bodies { seed, body: &|random, _| bodies::body(random), mistake }
}

fn check_random_bodies(default_count: u64) {
    let count = variable("MIXERR_BODIES").unwrap_or(default_count);
    let counts = random_bodies(variable("MIXERR_SEED").unwrap_or(SEED), None).check_all(count);
    println!("{counts}");
    for (of_10_000, name) in LEAST {
        let least = count * of_10_000 / 10_000;
        assert!(counts.of(name) >= least, "{name}: less than {least} of {count} bodies\n{counts}");
    }
}

fn check_every_body(form: usize) {
    for space in SPACES {
        let body = |_: &mut Random, index| (Source::Exhaustive, space.body(index));
        let count = space.len(space.most[form]);
        println!("{}", Bodies { seed: SEED, body: &body, mistake: None }.check_all(count));
    }
}

#[test]
fn random_bodies_read_as_by_the_reference() {
    check_random_bodies(QUICK);
}

#[test]
fn every_short_body_reads_as_by_the_reference() {
    check_every_body(0);
}

#[test]
fn planted_mistakes_are_found_by_the_quick_bodies() {
    let mut used = Outcome::default();
    for mistake in Mistake::ALL {
        let bodies = random_bodies(SEED, Some(*mistake));
        let found = (0..QUICK).find(|index| bodies.check(*index, &mut used, &mut Counts::default()).is_err());
        println!("{mistake:?}: {found:?}");
        let index = found.unwrap_or_else(|| panic!("{mistake:?} is not found by {QUICK} bodies"));
        random_bodies(SEED, None).check(index, &mut used, &mut Counts::default()).unwrap();
    }
}

mod long {
    #[test]
    #[ignore = "tests/run --long"]
    fn random_bodies_read_as_by_the_reference() {
        super::check_random_bodies(10_000_000);
    }

    #[test]
    #[ignore = "tests/run --long"]
    fn every_short_body_reads_as_by_the_reference() {
        super::check_every_body(1);
    }
}
