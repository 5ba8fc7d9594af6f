//! Enumerates every run with at most a number of failures, or a sample of those with the most.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The choices of a run. 0 is the choice without a failure.
pub(super) struct Choices {
    /// What was chosen, and the number of alternatives.
    path: Vec<(usize, usize)>,
    position: usize,
    /// The most failures in one run.
    failures: usize,
    /// Of the runs with the most failures, one in this number is made.
    one_in: u64,
    runs: u32,
}

impl Choices {
    pub(super) const fn new(failures: usize, one_in: u64) -> Self {
        Self { path: Vec::new(), position: 0, failures, one_in, runs: 0 }
    }

    /// Returns a number below `count`.
    pub(super) fn choose(&mut self, count: usize) -> usize {
        if self.position == self.path.len() {
            let is_free = self.left() > 0;
            self.path.push((0, if is_free { count } else { 1 }));
        }
        let (chosen, alternatives) = self.path[self.position];
        assert!(alternatives == 1 || alternatives == count, "the wallet is not deterministic");
        self.position += 1;
        chosen
    }

    /// Returns how many more failures this run may have.
    pub(super) fn left(&self) -> usize {
        self.failures - self.path[..self.position].iter().filter(|(chosen, _)| *chosen > 0).count()
    }

    /// Goes to the next run. Returns false after the last one.
    pub(super) fn advance(&mut self) -> bool {
        self.runs += 1;
        self.path.truncate(self.position);
        self.position = 0;
        while let Some((chosen, count)) = self.path.pop() {
            if chosen + 1 < count {
                self.path.push((chosen + 1, count));
                if self.is_in_the_sample() {
                    return true;
                }
            }
        }
        false
    }

    /// A run with the most failures has no further choices, so skipping it skips no other run.
    fn is_in_the_sample(&self) -> bool {
        let failures = self.path.iter().filter(|(chosen, _)| *chosen > 0).count();
        // Its keys are constant, so the sample is, too.
        let mut hasher = DefaultHasher::new();
        self.path.hash(&mut hasher);
        failures < self.failures || hasher.finish().is_multiple_of(self.one_in)
    }

    /// Returns the number of complete runs.
    pub(super) const fn runs(&self) -> u32 {
        self.runs
    }
}

/// Returns the runs of a wallet that makes these choices, in order, and checks that none is made twice.
#[cfg(test)]
fn runs<const N: usize>(mut choices: Choices, counts: [usize; N]) -> Vec<[usize; N]> {
    let mut runs = Vec::new();
    loop {
        runs.push(counts.map(|count| choices.choose(count)));
        if !choices.advance() {
            break;
        }
    }
    runs.sort_unstable();
    runs.dedup();
    assert_eq!(runs.len(), choices.runs() as usize);
    runs
}

#[cfg(test)]
fn failures(run: &[usize]) -> usize {
    run.iter().filter(|choice| **choice > 0).count()
}

#[test]
fn choices_are_every_run_with_at_most_two_failures() {
    let runs = runs(Choices::new(2, 1), [3, 3, 2]);
    assert!(runs.iter().all(|run| failures(run) <= 2));
    // Of 3 * 3 * 2 runs, 2 * 2 * 1 have three failures.
    assert_eq!(runs.len(), 14);
}

#[test]
fn choices_sample_only_the_runs_with_the_most_failures() {
    let [every, sample] = [1, 10].map(|one_in| runs(Choices::new(2, one_in), [30; 5]));
    let [few, most] =
        [1, 2].map(|count| sample.iter().filter(|run| failures(&run[..]).max(1) == count).count());
    assert_eq!(few, 1 + 5 * 29);
    assert_eq!(every.len() - few, 10 * 29 * 29);
    assert!((700..1000).contains(&most), "{most}");
    // Each pair of choices that may fail is in it.
    let pairs: std::collections::HashSet<_> = sample.iter().map(|run| run.map(|choice| choice > 0)).collect();
    assert_eq!(pairs.len(), 1 + 5 + 10);
}
