//! Every event of one transfer: the caller, its storage, the power, the network, the bank, and a person.

use std::rc::Rc;

use mixerr::{Action, Ending, Match, RestoreError, Step};

use super::bank::{Bank, Flight, Holder, Params, Stage};
use super::event::{Event, Fate};
use super::judge::{self, Broken, Judge};
use super::machines::{Call, Id, Machines};
use super::responses::{self, Seen};
use super::setup::{Assumptions, Setup};
use super::storage::{BLANK, NEWER_VERSION, OF_ANOTHER, Records, Slot, TORN, is_own};

/// The device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Power {
    On(Id),
    Off,
    /// A person must examine the storage.
    Refuses,
}

/// One state of the device and its surroundings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct World {
    pub(crate) power: Power,
    pub(crate) bank: Bank,
    pub(crate) flight: Flight,
    pub(crate) judge: Judge,
    slots: [Slot; 2],
    /// The requested parameters.
    params: Params,
    amended: bool,
    requests: u8,
    decisions: u8,
    cuts: u8,
}

impl World {
    /// Returns the requested parameters.
    pub(crate) const fn params(&self) -> Params {
        self.params
    }
}

/// A world with its machine.
pub(crate) struct Explorer<'a> {
    pub(crate) setup: Setup,
    pub(crate) machines: &'a mut dyn Machines,
    records: Records,
    strange: Rc<[Seen]>,
    possible: Rc<[Seen]>,
    refusals: Rc<[Seen]>,
    look_up_noise: Rc<[Seen]>,
    not_found: Rc<[Seen]>,
}

/// Receives each event, with the state after it or the rule that it breaks.
pub(crate) type Emit<'a> = dyn FnMut(Event, Result<World, Broken>) + 'a;

impl<'a> Explorer<'a> {
    pub(crate) fn new(setup: Setup, machines: &'a mut dyn Machines) -> Self {
        let kinds = setup.responses;
        let mut refusals = responses::possible_refusals();
        refusals.extend(responses::excluded());
        let records = Records::new(machines);
        Self {
            setup,
            machines,
            records,
            strange: kinds.select(responses::strange()),
            possible: kinds.select(responses::possible()),
            refusals: kinds.select(refusals),
            look_up_noise: kinds.select(responses::look_up_noise()),
            not_found: kinds.select(responses::not_found()),
        }
    }

    pub(crate) fn start(&mut self) -> World {
        let slots = if self.setup.assumptions.own_slots { [BLANK; 2] } else { [OF_ANOTHER, BLANK] };
        World {
            power: Power::On(self.machines.start(Params::First.fingerprint(), self.setup.carries_pin)),
            bank: Bank::new(),
            flight: Flight::EMPTY,
            judge: Judge::new(),
            slots,
            params: Params::First,
            amended: false,
            requests: 0,
            decisions: 0,
            cuts: 0,
        }
    }

    /// Emits every event that can happen next.
    pub(crate) fn successors(&mut self, world: World, emit: &mut Emit<'_>) {
        let asked = world.params;
        let mut emit = |event, after: Result<World, Broken>| {
            let checked = after.and_then(|world| world.judge.check(world.bank, world.params).map(|()| world));
            emit(event, checked);
        };
        self.surroundings(world, &mut emit);
        match world.power {
            Power::Refuses => {}
            Power::Off => {
                let (event, after) = self.power_on(world);
                emit(event, after);
                for slot in [TORN, NEWER_VERSION, OF_ANOTHER] {
                    if self.setup.spoils && world.slots != [slot, BLANK] {
                        emit(Event::Spoiled, Ok(World { slots: [slot, BLANK], ..world }));
                    }
                }
            }
            Power::On(id) => {
                if world.cuts < self.setup.max_cuts {
                    emit(Event::Cut("between calls"), Ok(cut(world)));
                }
                match self.machines.poll(id) {
                    Step::Save => self.save(world, id, &mut emit),
                    Step::Wait(ms) => {
                        let mut after = self.report(world, id, Call::Timeout);
                        let paused = after.judge.paused(ms);
                        emit(Event::Waited(ms), paused.map(|()| after));
                        self.expire(world, id, &mut emit);
                    }
                    Step::Send if world.requests < self.setup.max_requests => {
                        self.send(world, id, &mut emit);
                    }
                    Step::LookUp if world.requests < self.setup.max_requests => {
                        self.look_up(world, id, asked, &mut emit);
                    }
                    Step::Send | Step::LookUp => {}
                    Step::Ask(action) => self.ask(world, id, Some(action), &mut emit),
                    Step::Done(Ending::Unknown) => self.ask(world, id, None, &mut emit),
                    Step::Done(ending) => self.claim(world, id, ending, &mut emit),
                }
            }
        }
    }

    /// Emits the events that do not involve the caller.
    fn surroundings(&self, world: World, emit: &mut Emit<'_>) {
        let Assumptions { pays_once, .. } = self.setup.assumptions;
        for (request, flight) in world.flight.arrivals() {
            // The API refuses it, or its token has expired.
            emit(Event::Arrived(request), Ok(World { flight, ..world }));
            for bank in world.bank.executions(request, self.setup.safe, pays_once) {
                emit(Event::Arrived(request), Ok(World { flight, bank, ..world }));
            }
        }
        if let Some(bank) = world.bank.progress() {
            emit(Event::BecameFinal, Ok(World { bank, ..world }));
        }
        if self.setup.occupied && world.bank.holder == Holder::Nobody {
            emit(Event::Taken, Ok(World { bank: world.bank.hold(Holder::Other), ..world }));
        }
    }

    /// Starts the caller from its storage after a power cut.
    fn power_on(&mut self, world: World) -> (Event, Result<World, Broken>) {
        let [first, second] = self.records.get(world.slots);
        let newest = usize::from(self.machines.newer(&second, &first));
        let record = [first, second][newest];
        let pin = self.setup.carries_pin;
        let mut restored = self.machines.restore(&record, world.params.fingerprint(), pin);
        let mut params = world.params;
        if restored == Err(RestoreError::OtherRequest) && world.amended {
            params = params.other();
            restored = self.machines.restore(&record, params.fingerprint(), pin);
        }
        // Only two blank slots prove that nothing was sent.
        let is_blank = [first, second].iter().all(|record| {
            self.machines.restore(record, params.fingerprint(), pin) == Err(RestoreError::Blank)
        });
        match restored {
            Ok(id) => {
                let after = World { power: Power::On(id), params, ..world };
                let own = is_own(world.slots[newest]);
                (Event::Started("restored"), if own { Ok(after) } else { Err(judge::FALSE_START) })
            }
            Err(_) if is_blank => {
                let id = self.machines.start(params.fingerprint(), pin);
                let mut after = World { power: Power::On(id), ..world };
                after.judge.started_anew();
                let blank = world.slots == [BLANK; 2];
                (Event::Started("anew"), if blank { Ok(after) } else { Err(judge::FALSE_START) })
            }
            Err(_) if world.slots.iter().any(|slot| is_own(*slot)) => {
                (Event::Started("nothing that fits"), Err(judge::STUCK))
            }
            Err(_) => (Event::Started("a person must look"), Ok(World { power: Power::Refuses, ..world })),
        }
    }

    fn save(&mut self, world: World, id: Id, emit: &mut Emit<'_>) {
        let Assumptions { durable_save, atomic_write, .. } = self.setup.assumptions;
        let [first, second] = self.records.get(world.slots);
        let older = if self.machines.newer(&second, &first) || !atomic_write { 0 } else { 1 };
        let record = self.machines.record(id);
        let number = self.records.number(&record);
        let with = |slot: Slot| {
            let mut slots = world.slots;
            slots[older] = slot;
            World { slots, ..world }
        };
        let mut with_number = with(number);
        if !self.setup.keeps_older && is_own(with_number.slots[1 - older]) {
            with_number.slots = [number, BLANK];
        }
        let mut after = self.report(with_number, id, Call::Saved);
        let counted = after.judge.saved();
        emit(Event::Saved, counted.map(|()| after));
        if !durable_save {
            emit(Event::Saved, counted.map(|()| World { slots: world.slots, ..after }));
        }
        if world.cuts < self.setup.max_cuts {
            let mut written = with_number;
            let counted = written.judge.saved();
            emit(Event::Cut("after the write"), counted.map(|()| cut(written)));
            let torn = if atomic_write { TORN } else { BLANK };
            emit(Event::Cut("in the write"), Ok(cut(with(torn))));
        }
        self.expire(world, id, emit);
    }

    fn send(&mut self, world: World, id: Id, emit: &mut Emit<'_>) {
        let mut begun = World { requests: world.requests + 1, ..world };
        if let Err(rule) = begun.judge.requested(true, self.setup.budget()) {
            return emit(Event::Sent { fate: Fate::Late, saw: responses::NO_RESPONSE }, Err(rule));
        }
        let Assumptions { pays_once, no_replay, .. } = self.setup.assumptions;
        let request = world.params;
        self.seen(begun, id, Fate::NeverLeft, responses::NEVER_LEFT, emit);
        let late = if self.setup.late { world.flight.with(request) } else { None };
        // The caller cannot know what happened to the request.
        let executions = world.bank.executions(request, self.setup.safe, pays_once);
        let mut fates = vec![(Fate::Lost, begun)];
        fates.extend(late.map(|flight| (Fate::Late, World { flight, ..begun })));
        for bank in &executions {
            let done = World { bank: *bank, ..begun };
            fates.push((Fate::Executed, done));
            fates.extend(late.map(|flight| (Fate::ExecutedAndLateAgain, World { flight, ..done })));
        }
        for (fate, after) in fates.clone() {
            for saw in &*Rc::clone(&self.strange) {
                self.seen(after, id, fate, *saw, emit);
            }
            if world.cuts < self.setup.max_cuts {
                let mut after = cut(after);
                let counted = if self.setup.carries_pin { after.judge.attempt() } else { Ok(()) };
                emit(Event::Cut("in the exchange"), counted.map(|()| after));
            }
        }
        // The API executed the request, now or earlier. It reports this, or another error.
        let answered = fates.into_iter().filter(|(_, after)| after.bank.holder != Holder::Nobody);
        for (fate, after) in answered {
            for saw in self.truth(after.bank, request).iter().chain(&*Rc::clone(&self.possible)) {
                self.seen(after, id, fate.answered(), *saw, emit);
            }
        }
        // The API refused the request. Earlier requests may have any fate.
        for saw in Rc::clone(&self.refusals).iter().chain(&*Rc::clone(&self.possible)) {
            self.seen(begun, id, Fate::Refused, *saw, emit);
            if let Some(flight) = late
                && (!saw.is_excluded() || !no_replay)
            {
                self.seen(World { flight, ..begun }, id, Fate::RefusedAndLateAgain, *saw, emit);
            }
        }
    }

    /// Emits the event that the caller reports the response to a payment.
    fn seen(&mut self, world: World, id: Id, fate: Fate, saw: Seen, emit: &mut Emit<'_>) {
        let mut after = self.report(world, id, saw.call);
        after.judge.saw_of_payment(saw);
        let intact = saw.error().is_some() || saw.is_receipt();
        let costs = saw.may_have_arrived() && (!intact || saw.is_wrong_pin());
        let counted = if self.setup.carries_pin && costs { after.judge.attempt() } else { Ok(()) };
        emit(Event::Sent { fate, saw }, counted.map(|()| after));
    }

    /// Returns how the transfer that holds the key matches the requested one, as the API reports it truthfully.
    pub(crate) fn truth(&self, bank: Bank, asked: Params) -> Option<Seen> {
        let same = |params| params == asked || !self.setup.assumptions.full_receipt;
        match bank.holder {
            Holder::Nobody => None,
            Holder::Ours(params, Stage::Final) if same(params) => {
                Some(responses::success("paid", Match::Exact))
            }
            Holder::Ours(params, _) if same(params) => Some(responses::success("not final", Match::Pending)),
            Holder::Ours(..) => Some(responses::success("other parameters", Match::Conflict)),
            Holder::Other => Some(responses::success("somebody else's", Match::Conflict)),
        }
    }

    fn look_up(&mut self, world: World, id: Id, asked: Params, emit: &mut Emit<'_>) {
        let mut begun = World { requests: world.requests + 1, ..world };
        if let Err(rule) = begun.judge.requested(false, self.setup.budget()) {
            return emit(Event::LookedUp(responses::NO_RESPONSE), Err(rule));
        }
        let stale = !world.bank.replicated || !self.setup.assumptions.fresh_look_up;
        let mut all: Vec<Seen> = self.truth(world.bank, asked).into_iter().collect();
        if all.is_empty() || stale {
            all.extend(self.not_found.iter());
        }
        if let Holder::Ours(params, Stage::Final) = world.bank.holder
            && stale
            && self.setup.safe
        {
            all.extend(self.truth(Bank::new().hold(Holder::Ours(params, Stage::Signed)), asked));
        }
        if self.setup.joined && world.bank.holder == Holder::Nobody {
            let bank = world.bank.hold(Holder::Ours(asked, Stage::Signed));
            let saw = responses::success("signed by another copy of the wallet", Match::Pending);
            let mut after = self.report(World { bank, ..begun }, id, saw.call);
            after.judge.saw_of_look_up(saw);
            emit(Event::LookedUp(saw), Ok(after));
        }
        all.extend(self.look_up_noise.iter());
        for saw in all {
            let mut after = self.report(begun, id, saw.call);
            after.judge.saw_of_look_up(saw);
            emit(Event::LookedUp(saw), Ok(after));
        }
        if world.cuts < self.setup.max_cuts {
            emit(Event::Cut("in the exchange"), Ok(cut(begun)));
        }
    }

    fn ask(&mut self, world: World, id: Id, asked: Option<Action>, emit: &mut Emit<'_>) {
        if let Err(rule) = world.judge.asks(asked) {
            return emit(Event::Decided { asked, go: true }, Err(rule));
        }
        for go in [true, false] {
            let mut after = self.report(world, id, Call::Decision(go));
            after.judge.decided(asked, go);
            after.decisions += u8::from(after.power != world.power);
            if after.decisions <= self.setup.max_decisions {
                emit(Event::Decided { asked, go }, Ok(after));
            }
        }
        if self.setup.amends && !world.amended {
            let params = world.params.other();
            let after = self.report(world, id, Call::Amend(params.fingerprint()));
            emit(Event::Amended, Ok(World { params, amended: true, ..after }));
        }
        self.expire(world, id, emit);
    }

    /// Emits the event that all tokens have expired. Every replica then has every executed request.
    fn expire(&mut self, world: World, id: Id, emit: &mut Emit<'_>) {
        let (expired, accepted) = self.machines.call(id, Call::Expired);
        if !self.setup.expires || !accepted {
            return;
        }
        let bank = Bank { replicated: true, ..world.bank };
        let flight = if self.setup.assumptions.true_expiry { Flight::EMPTY } else { world.flight };
        let mut after = World { power: Power::On(expired), bank, flight, ..world };
        let unknown = Step::Done(Ending::Unknown);
        if self.machines.poll(id) != unknown {
            return emit(Event::Expired, Ok(after));
        }
        after.judge.resumed();
        let is_unknown = self.machines.poll(expired) == unknown;
        emit(Event::Expired, if is_unknown { Err(judge::NOT_LOOKED_UP) } else { Ok(after) });
    }

    /// Emits the claim of an end, which the saved record must contain.
    fn claim(&mut self, world: World, id: Id, ending: Ending, emit: &mut Emit<'_>) {
        if world.judge.has_ended() {
            return;
        }
        let mut after = world;
        after.judge.claim(ending);
        let restarted = self.power_on(World { power: Power::Off, ..world }).1;
        let kept = matches!(restarted, Ok(World { power: Power::On(restored), .. })
            if self.machines.poll(restored) == self.machines.poll(id));
        emit(Event::Claimed(ending), if kept { Ok(after) } else { Err(judge::CLAIM_NOT_SAVED) });
    }

    fn report(&mut self, world: World, id: Id, call: Call) -> World {
        World { power: Power::On(self.machines.call(id, call).0), ..world }
    }
}

fn cut(mut world: World) -> World {
    world.judge.cut();
    world.power = Power::Off;
    world.cuts += 1;
    world
}
