//! Enumerates every run with at most a number of failures.

/// The choices of a run. 0 is the choice without a failure.
pub(super) struct Choices {
    /// What was chosen, and the number of alternatives.
    path: Vec<(usize, usize)>,
    position: usize,
    /// The most failures in one run.
    failures: usize,
    runs: u32,
}

impl Choices {
    pub(super) const fn new(failures: usize) -> Self {
        Self { path: Vec::new(), position: 0, failures, runs: 0 }
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
                return true;
            }
        }
        false
    }

    /// Returns the number of complete runs.
    pub(super) const fn runs(&self) -> u32 {
        self.runs
    }
}

#[test]
fn choices_are_every_run_with_at_most_two_failures() {
    let mut choices = Choices::new(2);
    let mut runs = Vec::new();
    loop {
        runs.push([choices.choose(3), choices.choose(3), choices.choose(2)]);
        if !choices.advance() {
            break;
        }
    }
    let failures = |run: &[usize; 3]| run.iter().filter(|choice| **choice > 0).count();
    runs.sort_unstable();
    runs.dedup();
    assert!(runs.iter().all(|run| failures(run) <= 2));
    // Of 3 * 3 * 2 runs, 2 * 2 * 1 have three failures.
    assert_eq!((runs.len(), choices.runs()), (14, 14));
}
