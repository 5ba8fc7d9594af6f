//! The transition table: the step after each report.

use mixerr::{
    Action, Code, Ending, Match, Outcome, Payment, PaymentOutcome, Step, Transfer, UnexpectedStep, read,
};

const REQUEST: u32 = 1;
/// The actions that ask a person or a program, and then send again.
const ASKING: [Action; 6] = [
    Action::AskUser,
    Action::FixRequest,
    Action::Reauthorize,
    Action::FixClock,
    Action::Resync,
    Action::UpdateApp,
];
const PAGE: PaymentOutcome = PaymentOutcome::NotFromApi { action: Action::Retry };

fn possible(action: Action) -> PaymentOutcome {
    PaymentOutcome::Api { code: Code(1), action, payment: Payment::Possible }
}

fn excluded(action: Action) -> PaymentOutcome {
    PaymentOutcome::Api { code: Code(1), action, payment: Payment::Excluded }
}

fn not_found() -> PaymentOutcome {
    PaymentOutcome::from(&read(202, br#"{"error":{"status":202,"code":404}}"#))
}

/// A transfer with short functions for reports.
struct Run(Transfer);

impl Run {
    fn new() -> Self {
        Self(Transfer::new([7; 16], REQUEST))
    }

    fn with_pin() -> Self {
        Self(Transfer::new([7; 16], REQUEST).with_pin())
    }

    fn restored(self, carries_pin: bool) -> Self {
        let restored = Transfer::restore(&self.0.record(), REQUEST).unwrap();
        Self(if carries_pin { restored.with_pin() } else { restored })
    }

    /// Saves and waits. Returns the first other step.
    fn next(&mut self) -> Step {
        loop {
            match self.0.poll() {
                Step::Save => self.0.handle_saved().unwrap(),
                Step::Wait(_) => self.0.handle_timeout().unwrap(),
                step => return step,
            }
        }
    }

    /// Saves. Returns true if a pause follows.
    fn pauses(&mut self) -> bool {
        if self.0.poll() == Step::Save {
            self.0.handle_saved().unwrap();
        }
        matches!(self.0.poll(), Step::Wait(_))
    }

    fn respond(&mut self, at: Step, response: PaymentOutcome, found: Match) {
        assert_eq!(self.next(), at);
        self.0.handle_response(response, found, 0).unwrap();
    }

    fn sent(mut self, response: PaymentOutcome) -> Self {
        self.respond(Step::Send, response, Match::None);
        self
    }

    fn looked_up(mut self, response: PaymentOutcome) -> Self {
        self.respond(Step::LookUp, response, Match::None);
        self
    }

    fn lost(mut self) -> Self {
        assert_eq!(self.next(), Step::Send);
        self.0.handle_no_response(true).unwrap();
        self
    }

    fn found(mut self, at: Step, found: Match) -> Self {
        self.respond(at, PaymentOutcome::Success, found);
        self
    }

    fn decided(mut self, go: bool) -> Self {
        assert!(matches!(self.next(), Step::Ask(_) | Step::Done(Ending::Unknown)), "{:?}", self.0.poll());
        self.0.handle_decision(go).unwrap();
        self
    }

    fn expired(mut self) -> Self {
        self.0.handle_expired().unwrap();
        self
    }

    /// Reports that the request never left, until the step changes. Returns the number of reports.
    fn exhaust(&mut self, at: Step) -> u32 {
        let mut requests = 0;
        while self.next() == at {
            self.0.handle_no_response(false).unwrap();
            requests += 1;
        }
        requests
    }
}

#[test]
fn send_success_follows_the_receipt() {
    assert_eq!(Run::new().found(Step::Send, Match::Exact).next(), Step::Done(Ending::Paid));
    assert_eq!(Run::new().found(Step::Send, Match::Conflict).next(), Step::Done(Ending::Conflict));
    let mut run = Run::new().found(Step::Send, Match::Pending);
    assert!(run.pauses());
    assert_eq!(run.next(), Step::LookUp);
    let mut run = Run::new().found(Step::Send, Match::None);
    assert!(run.pauses());
    assert_eq!(run.next(), Step::Send);
}

#[test]
fn look_up_success_follows_the_receipt() {
    let run = || Run::new().lost().restored(false);
    assert_eq!(run().found(Step::LookUp, Match::Exact).next(), Step::Done(Ending::Paid));
    assert_eq!(run().found(Step::LookUp, Match::Conflict).next(), Step::Done(Ending::Conflict));
    for found in [Match::Pending, Match::None] {
        let mut run = run().found(Step::LookUp, found);
        assert!(run.pauses());
        assert_eq!(run.next(), Step::LookUp);
    }
}

#[test]
fn receipt_counts_for_a_success_only() {
    for response in [PAGE, possible(Action::Retry), excluded(Action::Retry)] {
        for found in [Match::Exact, Match::Conflict, Match::Pending] {
            let mut run = Run::new();
            run.respond(Step::Send, response, found);
            assert_eq!(run.next(), Step::Send);
        }
    }
}

#[test]
fn send_is_repeated_after_a_pause() {
    let repeated = [
        PAGE,
        PaymentOutcome::NotFromApi { action: Action::Report },
        PaymentOutcome::NotFromApi { action: Action::FixRequest },
        PaymentOutcome::NotFromApi { action: Action::Wait },
        possible(Action::Retry),
        possible(Action::Wait),
        excluded(Action::Retry),
        excluded(Action::Wait),
    ];
    for response in repeated {
        let mut run = Run::new().sent(response);
        assert!(run.pauses(), "{response:?}");
        assert_eq!(run.next(), Step::Send, "{response:?}");
    }
}

#[test]
fn send_out_of_budget_is_not_paid_if_settled() {
    for (mut run, requests) in [(Run::new(), 17), (Run::with_pin(), 7)] {
        assert_eq!(run.exhaust(Step::Send), requests);
        assert_eq!(run.next(), Step::Done(Ending::NotPaid));
    }
}

#[test]
fn send_out_of_budget_looks_up_once_more_if_open() {
    let mut run = Run::new().lost();
    assert_eq!(run.exhaust(Step::Send), 16);
    assert_eq!(run.exhaust(Step::LookUp), 1);
    assert_eq!(run.next(), Step::Done(Ending::Unknown));

    let mut run = Run::new().lost();
    run.exhaust(Step::Send);
    assert_eq!(run.looked_up(not_found()).next(), Step::Done(Ending::Unknown));
}

#[test]
fn send_refused_asks_if_settled_and_sends_after_a_pause() {
    for action in ASKING {
        let mut run = Run::new().sent(excluded(action));
        assert_eq!(run.0.poll(), Step::Ask(action));
        assert_eq!(run.0.action(), action);
        run = run.decided(true);
        assert!(run.pauses());
        assert_eq!(run.next(), Step::Send);
        assert_eq!(Run::new().sent(excluded(action)).decided(false).next(), Step::Done(Ending::NotPaid));
    }
}

#[test]
fn send_refused_looks_up_first_if_open() {
    for action in ASKING {
        for run in [Run::new().sent(possible(action)), Run::new().lost().sent(excluded(action))] {
            let mut run = run;
            assert!(!run.pauses());
            let mut run = run.looked_up(not_found());
            assert_eq!(run.0.poll(), Step::Ask(action));
            run = run.decided(false);
            assert_eq!(run.next(), Step::Done(Ending::Unknown));
        }
    }
}

#[test]
fn send_reconcile_looks_up_even_if_settled_and_then_asks_to_fix() {
    for response in [possible(Action::Reconcile), excluded(Action::Reconcile)] {
        let mut run = Run::new().sent(response).looked_up(not_found());
        assert_eq!(run.next(), Step::Ask(Action::FixRequest));
    }
}

#[test]
fn send_report_ends() {
    assert_eq!(Run::new().sent(excluded(Action::Report)).next(), Step::Done(Ending::NotPaid));
    let mut run = Run::new().sent(possible(Action::Report)).looked_up(not_found());
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
}

#[test]
fn send_that_never_left_stays_settled() {
    let mut run = Run::new();
    assert_eq!(run.next(), Step::Send);
    run.0.handle_no_response(false).unwrap();
    assert_eq!(run.sent(excluded(Action::Report)).next(), Step::Done(Ending::NotPaid));
}

#[test]
fn look_up_raw_404_is_not_the_api_s() {
    for status in [404, 410, 403, 502] {
        let outcome: Outcome = read(status, b"<html>404 Not Found</html>");
        let mut run = Run::new().sent(possible(Action::Report)).looked_up(PaymentOutcome::from(&outcome));
        assert!(run.pauses());
        assert_eq!(run.next(), Step::LookUp);
    }
}

#[test]
fn look_up_is_repeated_until_out_of_budget() {
    for response in [PAGE, possible(Action::Retry), possible(Action::Wait)] {
        let mut run = Run::new().sent(possible(Action::AskUser));
        for _ in 0..16 {
            run = run.looked_up(response);
        }
        assert_eq!(run.next(), Step::Done(Ending::Unknown));
    }
}

#[test]
fn look_up_asks_and_does_not_ask_the_same_twice() {
    for action in [Action::Reauthorize, Action::FixClock, Action::Resync, Action::UpdateApp] {
        let mut run = Run::new().sent(possible(Action::AskUser)).looked_up(possible(action));
        assert_eq!(run.next(), Step::Ask(action));
        run = run.decided(true);
        assert!(run.pauses());
        // The plan is unchanged.
        let mut planned = Run(run.0.clone()).looked_up(not_found());
        assert_eq!(planned.next(), Step::Ask(Action::AskUser));
        assert_eq!(run.looked_up(PAGE).looked_up(possible(action)).next(), Step::Done(Ending::Unknown));
    }
}

/// Four questions at most, in any order, and none is asked again later.
#[test]
fn look_ups_in_a_row_ask_each_thing_once() {
    let actions = [Action::Reauthorize, Action::FixClock, Action::Resync, Action::UpdateApp];
    for first in 0..4 {
        let mut run = Run::new().sent(possible(Action::AskUser));
        for next in first..first + 4 {
            run = run.looked_up(possible(actions[next % 4]));
            assert_eq!(run.next(), Step::Ask(actions[next % 4]));
            run = run.decided(true);
        }
        for action in actions {
            let mut again = Run(run.0.clone()).looked_up(possible(action));
            assert_eq!(again.next(), Step::Done(Ending::Unknown), "{action}");
            // After a decision to continue, it may be asked again.
            let mut again = again.decided(true).looked_up(possible(action));
            assert_eq!(again.next(), Step::Ask(action));
        }
    }
}

#[test]
fn look_up_refused_otherwise_is_unknown() {
    for action in [Action::Report, Action::AskUser, Action::FixRequest, Action::Reconcile] {
        let mut run = Run::new().sent(possible(Action::AskUser)).looked_up(possible(action));
        assert_eq!(run.next(), Step::Done(Ending::Unknown));
        assert_eq!(run.0.action(), action);
    }
}

#[test]
fn unknown_goes_on_with_a_look_up_and_then_sends() {
    let unknown = || Run::new().sent(possible(Action::Report)).looked_up(not_found());
    let mut run = unknown().decided(true);
    assert!(run.pauses());
    let mut run = run.looked_up(not_found());
    assert!(!run.pauses());
    assert_eq!(run.next(), Step::Send);
    assert_eq!(unknown().decided(false).next(), Step::Done(Ending::Unknown));
}

#[test]
fn unknown_goes_on_with_a_new_pin() {
    let mut run = Run::with_pin().sent(possible(Action::Report)).looked_up(not_found());
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
    let mut run = run.decided(true).looked_up(not_found());
    assert_eq!(run.next(), Step::Ask(Action::AskUser));
}

#[test]
fn pending_for_ever_is_unknown_and_sent_once_more_by_a_decision() {
    let mut run = Run::new().found(Step::Send, Match::Pending);
    for _ in 0..16 {
        run = run.found(Step::LookUp, Match::Pending);
    }
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
    let mut run = run.decided(true).found(Step::LookUp, Match::Pending);
    assert!(run.pauses());
    let mut run = run.found(Step::Send, Match::Pending);
    assert_eq!(run.next(), Step::LookUp);
    assert_eq!(run.found(Step::LookUp, Match::Exact).next(), Step::Done(Ending::Paid));
}

#[test]
fn restored_looks_up_and_asks_before_it_sends() {
    for (carries_pin, action) in [(false, Action::Retry), (true, Action::AskUser)] {
        // This holds even if nothing was sent, because the record does not contain that.
        let mut run = Run::new().restored(carries_pin);
        assert_eq!(run.0.poll(), Step::Save);
        assert!(run.pauses());
        let mut run = run.looked_up(not_found());
        assert_eq!(run.next(), Step::Ask(action));
        assert_eq!(Run(run.0.clone()).decided(false).next(), Step::Done(Ending::Unknown));
        assert_eq!(run.decided(true).next(), Step::Send);
    }
}

#[test]
fn pin_is_sent_twice_at_most_without_an_intact_response() {
    let mut run = Run::with_pin().lost().sent(PAGE);
    assert!(run.pauses());
    let mut run = run.looked_up(not_found());
    assert_eq!(run.next(), Step::Ask(Action::AskUser));
    // A new PIN permits two requests again.
    assert_eq!(run.decided(true).lost().lost().next(), Step::LookUp);
}

#[test]
fn pin_is_not_used_up_by_an_error_of_the_api_or_without_a_connection() {
    let mut run = Run::with_pin().lost();
    for _ in 0..2 {
        run = run.sent(possible(Action::Retry));
    }
    assert_eq!(run.next(), Step::Send);
    run.0.handle_no_response(false).unwrap();
    assert_eq!(run.next(), Step::Send);
    assert_eq!(run.lost().next(), Step::LookUp);
}

#[test]
fn expired_and_looked_up_is_settled() {
    // At Unknown it starts a look-up.
    let unknown = || Run::new().sent(possible(Action::Report)).looked_up(not_found());
    let mut run = unknown();
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
    let mut run = run.expired();
    assert!(run.pauses());
    assert_eq!(Run(run.0.clone()).looked_up(not_found()).next(), Step::Done(Ending::NotPaid));
    assert_eq!(run.found(Step::LookUp, Match::Exact).next(), Step::Done(Ending::Paid));

    // At a question, giving up starts a look-up.
    let mut run = Run::new().lost().sent(excluded(Action::AskUser)).looked_up(not_found()).expired();
    assert_eq!(run.next(), Step::Ask(Action::AskUser));
    let mut run = run.decided(false);
    assert!(run.pauses());
    assert_eq!(run.looked_up(not_found()).next(), Step::Done(Ending::NotPaid));
}

#[test]
fn expired_is_taken_back_by_a_request_that_may_have_arrived() {
    let asked = || Run::new().lost().sent(excluded(Action::AskUser)).looked_up(not_found()).expired();
    let run = asked().decided(true).lost().sent(excluded(Action::AskUser)).looked_up(not_found());
    assert_eq!(run.decided(false).next(), Step::Done(Ending::Unknown));
    // A refused request leaves the expiry valid.
    let run = asked().decided(true).sent(excluded(Action::AskUser)).looked_up(not_found());
    assert_eq!(run.decided(false).next(), Step::Done(Ending::NotPaid));
}

#[test]
fn amended_fingerprint_is_in_the_next_record() {
    let mut run = Run::new().sent(excluded(Action::AskUser));
    let earlier = run.0.record();
    assert_eq!(run.next(), Step::Ask(Action::AskUser));
    run.0.amend(2).unwrap();
    let run = run.decided(true);
    assert_eq!(run.0.poll(), Step::Save);
    assert!(Transfer::restore(&earlier, REQUEST).is_ok());
    assert!(Transfer::restore(&run.0.record(), 2).is_ok());
    assert!(Transfer::restore(&run.0.record(), REQUEST).is_err());
}

#[test]
fn hint_of_over_an_hour_is_unknown_until_a_decision() {
    let hinted = |hint| {
        let mut run = Run::new();
        assert_eq!(run.next(), Step::Send);
        run.0.handle_response(excluded(Action::Wait), Match::None, hint).unwrap();
        run
    };
    let mut run = hinted(3_600);
    assert!(run.pauses());
    assert!(matches!(run.0.poll(), Step::Wait(3_600_000..=5_400_000)), "{:?}", run.0.poll());

    let mut run = hinted(3_601);
    // The hint is saved, so that a power cut does not undercut it.
    assert_eq!(run.0.poll(), Step::Save);
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
    let mut expired = Run(run.0.clone()).expired();
    assert!(expired.pauses());
    assert!(matches!(expired.0.poll(), Step::Wait(3_601_000..=5_401_500)), "{:?}", expired.0.poll());
    assert_eq!(expired.looked_up(not_found()).next(), Step::Done(Ending::NotPaid));
    let restored = Run(run.0.clone()).restored(false).next();
    assert_eq!(restored, Step::Done(Ending::Unknown));
    let mut going_on = Run(run.0.clone()).decided(true);
    assert!(going_on.pauses());
    assert_eq!(going_on.next(), Step::LookUp);
    // Every request was refused, so giving up ends the transfer as not paid.
    assert_eq!(run.decided(false).next(), Step::Done(Ending::NotPaid));
}

/// The record holds a hint up to 3,825 seconds. The end at `Unknown` leaves no question for later.
#[test]
fn restored_with_a_long_hint_is_unknown_until_it_is_expired() {
    let mut run = Run::with_pin();
    assert_eq!(run.next(), Step::Send);
    run.0.handle_response(possible(Action::Wait), Match::None, 43_200).unwrap();
    let mut run = run.restored(true);
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
    let mut expired = Run(run.0.clone()).expired();
    assert!(expired.pauses());
    assert!(matches!(expired.0.poll(), Step::Wait(3_825_000..=5_737_500)), "{:?}", expired.0.poll());
    assert_eq!(expired.looked_up(not_found()).next(), Step::Done(Ending::NotPaid));
    let plain = Transfer::restore(&run.0.record(), REQUEST).unwrap();
    let questions = [plain.clone(), plain.with_pin()].map(|transfer| format!("{transfer:?}"));
    assert!(questions.iter().all(|text| text.contains("question: Report")), "{questions:?}");
}

#[test]
fn hint_of_a_refusal_is_waited_for_before_the_look_up() {
    let mut run = Run::new();
    assert_eq!(run.next(), Step::Send);
    run.0.handle_response(possible(Action::AskUser), Match::None, 60).unwrap();
    assert!(run.pauses());
    assert!(matches!(run.0.poll(), Step::Wait(60_000..=90_000)), "{:?}", run.0.poll());
}

#[test]
fn pause_grows_and_survives_a_decision_and_a_restart() {
    let mut run = Run::new();
    for strikes in 0..4 {
        run = run.lost();
        assert!(run.pauses());
        let least = 1_000 << strikes;
        let Step::Wait(ms) = run.0.poll() else { unreachable!() };
        assert!((least..2 * least).contains(&ms), "{strikes}: {ms}");
    }
    // The fifth request is planned. A restart waits as after five failures whose action is Wait.
    let mut restored = Run(run.0.clone()).restored(false);
    assert!(restored.pauses());
    assert!(matches!(restored.0.poll(), Step::Wait(120_000..240_000)), "{:?}", restored.0.poll());

    run.exhaust(Step::Send);
    let mut run = run.looked_up(PAGE);
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
    let mut run = run.decided(true);
    assert!(run.pauses());
    assert!(matches!(run.0.poll(), Step::Wait(150_000..300_000)), "{:?}", run.0.poll());
}

#[test]
fn ends_accept_no_report() {
    for found in [Match::Exact, Match::Conflict] {
        let mut run = Run::new().found(Step::Send, found);
        let end = run.next();
        let before = run.0.clone();
        let reports = [
            run.0.handle_saved(),
            run.0.handle_timeout(),
            run.0.handle_response(PaymentOutcome::Success, Match::Exact, 0),
            run.0.handle_no_response(true),
            run.0.handle_decision(true),
            run.0.handle_expired(),
            run.0.amend(2),
        ];
        assert_eq!(reports, [Err(UnexpectedStep); 7]);
        assert_eq!((run.0.poll(), &run.0), (end, &before));
    }
}

#[test]
fn match_of_a_number_above_3_is_none() {
    for found in Match::ALL {
        assert_eq!(Match::from(*found as u8), *found);
    }
    for number in 4..=255 {
        assert_eq!(Match::from(number), Match::None);
    }
}

#[test]
fn transfer_is_at_most_48_bytes() {
    assert_eq!(size_of::<Transfer>(), 40);
}

/// bot-api-nodejs-client#116: a first request timed out but was executed, and the retry is answered 20119.
#[test]
fn retry_refused_after_a_lost_request_that_paid_is_paid() {
    let body = br#"{"error":{"status":202,"code":20119,"description":"PIN incorrect."}}"#;
    let run = Run::with_pin().lost().sent(PaymentOutcome::from(&read(202, body)));
    assert_eq!(run.found(Step::LookUp, Match::Exact).next(), Step::Done(Ending::Paid));
}

/// A truncated 20119 must not cause a third request with the same PIN.
#[test]
fn pin_whose_refusal_is_cut_is_sent_twice() {
    let cut = PaymentOutcome::from(&read(202, br#"{"error":{"code":20119"#));
    let mut run = Run::with_pin().sent(cut).sent(cut).looked_up(not_found());
    assert_eq!(run.next(), Step::Ask(Action::AskUser));
}

/// A look-up that shows the transfer proves that a request was recorded, so a later refusal does not settle it.
#[test]
fn pending_at_a_look_up_opens_a_settled_transfer() {
    let mut run = Run::new();
    assert_eq!(run.next(), Step::Send);
    // Refused, with a hint that is too long to wait for.
    run.0.handle_response(excluded(Action::Wait), Match::None, 7200).unwrap();
    assert_eq!(run.next(), Step::Done(Ending::Unknown));
    let run = run.decided(true).found(Step::LookUp, Match::Pending);
    let mut run = run.sent(excluded(Action::AskUser)).looked_up(not_found());
    assert_eq!(run.next(), Step::Ask(Action::AskUser));
    assert_eq!(run.decided(false).next(), Step::Done(Ending::Unknown));
}

#[test]
fn giving_up_at_the_question_of_a_look_up_ends() {
    let run = Run::new().sent(possible(Action::Report)).looked_up(not_found()).expired();
    let mut run = run.looked_up(possible(Action::Reauthorize));
    assert_eq!(run.next(), Step::Ask(Action::Reauthorize));
    assert_eq!(run.decided(false).next(), Step::Done(Ending::Unknown));
}
