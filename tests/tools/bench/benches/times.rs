//! The wall times, by divan: each parser on each body, each way to look up.

use std::fmt;

use divan::{Bencher, black_box};
use mixerr_bench::bodies::body;
use mixerr_bench::lookup;
use mixerr_bench::parsers::{PARSERS, Row};

fn main() {
    divan::main();
}

struct Job {
    body: &'static str,
    parser: Row,
}

impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.body, self.parser.name)
    }
}

fn jobs() -> impl Iterator<Item = Job> {
    ["a.json", "b.json", "c.json", "d.json", "e.json", "f.html"]
        .into_iter()
        .flat_map(|body| PARSERS.map(|parser| Job { body, parser }))
}

// The clock's tick is some 10 ns, which is a quarter of a short job.
#[divan::bench(args = jobs(), sample_size = 128)]
fn read(bencher: Bencher<'_, '_>, job: &Job) {
    let body = body(&format!("{}/../figures/bodies/{}", env!("CARGO_MANIFEST_DIR"), job.body));
    bencher.bench(|| (job.parser.read)(black_box(&body)));
}

/// All codes: 194 searches.
#[divan::bench(args = lookup::WAYS.map(|(name, _)| name))]
fn look_up(bencher: Bencher<'_, '_>, name: &str) {
    let way = lookup::WAYS.into_iter().find(|way| way.0 == name).expect("its name").1;
    bencher.bench(|| {
        for code in lookup::codes() {
            black_box(way(black_box(code)));
        }
    });
}
