//! The machines under test: the transfer of the core, and altered copies of it.
//!
//! The rest of the checker refers to a state of a machine by number. So it does not depend on the types, and is
//! compiled once for all machines.

use std::collections::HashMap;
use std::hash::Hash;

use mixerr::{Match, PaymentOutcome, RECORD_SIZE, RestoreError, Step, UnexpectedStep};

use super::hash::Fast;

pub(crate) type Record = [u8; RECORD_SIZE];

/// A report of the caller to the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Call {
    Saved,
    Timeout,
    Response(PaymentOutcome, Match, u32),
    NoResponse { may_have_arrived: bool },
    Decision(bool),
    Expired,
    Amend(u32),
}

/// The functions of a machine that the checker calls.
pub(crate) trait Machine: Clone + Eq + Hash {
    fn new(fingerprint: u32, carries_pin: bool) -> Self;
    fn restore(record: &Record, fingerprint: u32, carries_pin: bool) -> Result<Self, RestoreError>;
    fn newer(record: &Record, than: &Record) -> bool;
    fn poll(&self) -> Step;
    fn record(&self) -> Record;
    fn call(&mut self, call: Call) -> Result<(), UnexpectedStep>;
}

/// Implements [`Machine`] for a type.
macro_rules! machine {
    ($transfer:ty, $record_newer:path) => {
        impl $crate::checker::machines::Machine for $transfer {
            fn new(fingerprint: u32, carries_pin: bool) -> Self {
                let transfer = Self::new([7; 16], fingerprint);
                if carries_pin { transfer.with_pin() } else { transfer }
            }

            fn restore(
                record: &$crate::checker::machines::Record,
                fingerprint: u32,
                carries_pin: bool,
            ) -> Result<Self, mixerr::RestoreError> {
                let transfer = Self::restore(record, fingerprint)?;
                Ok(if carries_pin { transfer.with_pin() } else { transfer })
            }

            fn newer(
                record: &$crate::checker::machines::Record,
                than: &$crate::checker::machines::Record,
            ) -> bool {
                $record_newer(record, than)
            }

            fn poll(&self) -> mixerr::Step {
                self.poll()
            }

            fn record(&self) -> $crate::checker::machines::Record {
                self.record()
            }

            fn call(&mut self, call: $crate::checker::machines::Call) -> Result<(), mixerr::UnexpectedStep> {
                use $crate::checker::machines::Call;
                match call {
                    Call::Saved => self.handle_saved(),
                    Call::Timeout => self.handle_timeout(),
                    Call::Response(response, found, hint) => self.handle_response(response, found, hint),
                    Call::NoResponse { may_have_arrived } => self.handle_no_response(may_have_arrived),
                    Call::Decision(go) => self.handle_decision(go),
                    Call::Expired => self.handle_expired(),
                    Call::Amend(fingerprint) => self.amend(fingerprint),
                }
            }
        }
    };
}

pub(crate) use machine;

machine!(mixerr::Transfer, mixerr::record_newer);

/// The number of a state of a machine.
pub(crate) type Id = u32;

/// All reached states of one machine.
pub(crate) trait Machines {
    fn start(&mut self, fingerprint: u32, carries_pin: bool) -> Id;
    fn restore(&mut self, record: &Record, fingerprint: u32, carries_pin: bool) -> Result<Id, RestoreError>;
    fn newer(&self, record: &Record, than: &Record) -> bool;
    fn poll(&self, id: Id) -> Step;
    fn record(&self, id: Id) -> Record;
    /// Returns the state after a report, and whether the machine accepted it.
    fn call(&mut self, id: Id, call: Call) -> (Id, bool);
    fn len(&self) -> usize;
}

/// The states of a machine by number, and the result of each report.
pub(crate) struct Arena<M> {
    states: Vec<M>,
    ids: HashMap<M, Id, Fast>,
    calls: HashMap<(Id, Call), (Id, bool), Fast>,
}

impl<M: Machine> Default for Arena<M> {
    fn default() -> Self {
        Self { states: Vec::new(), ids: HashMap::default(), calls: HashMap::default() }
    }
}

impl<M: Machine> Arena<M> {
    fn id(&mut self, machine: M) -> Id {
        if let Some(id) = self.ids.get(&machine) {
            return *id;
        }
        let id = Id::try_from(self.states.len()).expect("fewer than 2^32 states");
        self.states.push(machine.clone());
        self.ids.insert(machine, id);
        id
    }
}

impl<M: Machine> Machines for Arena<M> {
    fn start(&mut self, fingerprint: u32, carries_pin: bool) -> Id {
        self.id(M::new(fingerprint, carries_pin))
    }

    fn restore(&mut self, record: &Record, fingerprint: u32, carries_pin: bool) -> Result<Id, RestoreError> {
        M::restore(record, fingerprint, carries_pin).map(|machine| self.id(machine))
    }

    fn newer(&self, record: &Record, than: &Record) -> bool {
        M::newer(record, than)
    }

    fn poll(&self, id: Id) -> Step {
        self.states[id as usize].poll()
    }

    fn record(&self, id: Id) -> Record {
        self.states[id as usize].record()
    }

    fn call(&mut self, id: Id, call: Call) -> (Id, bool) {
        if let Some(known) = self.calls.get(&(id, call)) {
            return *known;
        }
        let mut machine = self.states[id as usize].clone();
        let accepted = machine.call(call).is_ok();
        let after = (self.id(machine), accepted);
        self.calls.insert((id, call), after);
        after
    }

    fn len(&self) -> usize {
        self.states.len()
    }
}
