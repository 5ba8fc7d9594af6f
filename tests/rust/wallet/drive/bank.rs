//! The bank: which transfer holds a key, and which requests are still on their way.

/// The stage of a transaction. A legacy transfer is spent at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// Recorded. Only another request pays it.
    Unspent,
    /// Paid later without another request.
    Signed,
    /// Paid.
    Spent,
}

/// The transfer that holds a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holder {
    Ours(Stage),
    /// Another transfer, which was there before.
    Other,
}

/// When a request is executed that nothing waits for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Arrival {
    /// After the response to the next request.
    Soon,
    /// After the wallet has stopped for good.
    AtTheEnd,
}

/// It pays each key once.
pub(super) struct Bank {
    held: Vec<(String, Holder)>,
    on_their_way: Vec<(String, Arrival)>,
    /// A signed transaction is paid at the end only.
    pub(super) is_slow: bool,
}

impl Bank {
    pub(super) fn new(occupied: Option<&str>) -> Self {
        let held = occupied.map(|key| (key.to_owned(), Holder::Other)).into_iter().collect();
        Self { held, on_their_way: Vec::new(), is_slow: false }
    }

    pub(super) fn holder(&self, key: &str) -> Option<Holder> {
        self.held.iter().find(|(held, _)| held == key).map(|(_, holder)| *holder)
    }

    /// Executes a request. A key that is held is not paid again.
    pub(super) fn execute(&mut self, key: &str, to: Stage) {
        match self.held.iter_mut().find(|(held, _)| held == key) {
            None => self.held.push((key.to_owned(), Holder::Ours(to))),
            Some((_, Holder::Ours(stage))) => *stage = to.max(*stage),
            Some((_, Holder::Other)) => {}
        }
    }

    pub(super) fn delay(&mut self, key: &str, arrival: Arrival) {
        self.on_their_way.push((key.to_owned(), arrival));
    }

    /// Time passes, as much as one exchange takes.
    pub(super) fn pass(&mut self, is_at_the_end: bool) {
        for (_, holder) in &mut self.held {
            if *holder == Holder::Ours(Stage::Signed) && (is_at_the_end || !self.is_slow) {
                *holder = Holder::Ours(Stage::Spent);
            }
        }
        let (arrived, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.on_their_way)
            .into_iter()
            .partition(|(_, arrival)| is_at_the_end || *arrival == Arrival::Soon);
        self.on_their_way = waiting;
        for (key, _) in arrived {
            self.execute(&key, Stage::Spent);
        }
    }

    /// Returns how many transfers of the wallet are recorded, under any key.
    pub(super) fn transfers(&self) -> usize {
        self.held.iter().filter(|(_, holder)| matches!(holder, Holder::Ours(_))).count()
    }
}
