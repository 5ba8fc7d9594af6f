//! [`Wallet`]: a payment from the PIN to its end, whatever the API answers.

use mixerr::{Action, ApiError, Category, Outcome, Payment, Reader};

use crate::display::{COLUMNS, Display, ROWS};
use crate::panel::{Panel, Pin};
use crate::receipt::Receipt;
use crate::trace::TraceId;
use crate::transport::{Request, Transport};

/// No more of a description is kept than the display can show.
const DESCRIPTION: usize = COLUMNS * ROWS;
const EXTRA: usize = 64;
type Answer = Outcome<DESCRIPTION, EXTRA>;

/// What came of a request.
struct Exchange {
    answer: Answer,
    /// Whether the answer names the transfer: no other success is believed.
    is_named: bool,
}

/// In bytes: a transfer takes less than one kilobyte, and JSON may go on for ever.
const LONGEST_BODY: usize = 16 * 1024;
/// How often a payment is sent or read before the person is told to try later.
const MOST_REQUESTS: u32 = 4;
/// The pause before a request is sent again, in seconds; it doubles every time.
const PAUSE: u32 = 1;
/// The same where the API asks for a pause.
const LONG_PAUSE: u32 = 15;

/// How a payment ended.
pub enum Ending {
    /// It is paid.
    Paid,
    /// It is not paid: its trace id had one request only, which surely paid nothing. A new payment is a new transfer.
    NotPaid,
    /// It may be paid: only with this trace id may it be sent again.
    Open(TraceId),
}

/// What the wallet does next.
enum Step {
    AskPin,
    Pay,
    Read,
    End,
}

/// A payment and the hardware it needs.
pub struct Wallet<'a, T, P> {
    transport: T,
    panel: P,
    amount: &'a str,
    pin: Pin,
    /// The trace id of a request that may have paid, for all that is known.
    trace: Option<TraceId>,
    is_paid: bool,
    requests: u32,
}

impl<'a, T: Transport, P: Panel> Wallet<'a, T, P> {
    /// Returns a payment that has not begun.
    pub const fn new(transport: T, panel: P, amount: &'a str) -> Self {
        Self { transport, panel, amount, pin: Pin([0; 6]), trace: None, is_paid: false, requests: 0 }
    }

    /// Returns a payment of which an earlier run may have sent a request, and that was not settled then: with the trace
    /// id that was kept, of [`Ending::Open`] or before a reset, and the amount that it was made for.
    pub fn resume(transport: T, panel: P, amount: &'a str, trace: TraceId) -> Self {
        Self { trace: Some(trace), ..Self::new(transport, panel, amount) }
    }

    /// Pays.
    pub fn pay(mut self) -> Ending {
        let mut step = Step::AskPin;
        loop {
            step = match step {
                Step::AskPin => self.ask_pin(),
                Step::Pay => self.send_payment(),
                Step::Read => self.read_transfer(),
                Step::End => break,
            };
        }
        match self.trace {
            _ if self.is_paid => {
                self.show_text("Paid."); // not an error from before, after which a person would pay once more
                Ending::Paid
            }
            Some(trace) => Ending::Open(trace),
            None => Ending::NotPaid,
        }
    }

    fn ask_pin(&mut self) -> Step {
        match self.panel.ask_pin() {
            Some(pin) => {
                self.pin = pin;
                self.requests = 0;
                Step::Pay
            }
            None => Step::End,
        }
    }

    /// Sends a request about `trace` and reads its answer as it comes; `None` if the connection was lost, or the answer
    /// has no end.
    fn exchange(transport: &mut T, request: Request<'_>, trace: TraceId) -> Option<Exchange> {
        let http_status = transport.send(request).ok()?;
        let mut reader = Reader::<DESCRIPTION, EXTRA>::new();
        let trace_id = trace.text();
        let mut receipt = Receipt::new(&trace_id);
        let mut left = LONGEST_BODY;
        loop {
            let chunk = transport.receive().ok()?;
            left = left.checked_sub(chunk.len())?;
            reader.feed(chunk);
            receipt.feed(chunk);
            // Of a page of some web server, no more is needed than what tells it from an answer.
            if chunk.is_empty() || reader.is_faulty() {
                return Some(Exchange { answer: reader.finish(http_status), is_named: receipt.is_named() });
            }
        }
    }

    fn send_payment(&mut self) -> Step {
        let open = self.trace;
        let trace = open.unwrap_or_else(|| self.panel.new_trace());
        self.trace = Some(trace);
        self.requests = self.requests.saturating_add(1);
        let request = Request::Pay { trace, amount: self.amount, pin: &self.pin };
        let Some(exchange) = Self::exchange(&mut self.transport, request, trace) else {
            return self.after_loss(Step::Pay);
        };
        self.log(&exchange.answer);
        if exchange.answer.payment() == Payment::Excluded {
            if open.is_some() {
                // That is a fact about this request. An earlier one with the same trace id may have paid. But the person
                // must learn of it: who does not know that the PIN was wrong enters it again.
                if let Outcome::Api(error) = &exchange.answer {
                    self.show(error);
                }
                return self.again(Step::Read, PAUSE);
            }
            // No other request has ever had this trace id, in this run or before a reset: so nothing is paid.
            self.trace = None;
            self.panel.log(format_args!("not paid: this was the only request with this trace id"));
        }
        self.follow(&exchange, Step::Pay)
    }

    /// Looks whether the transfer is there. That it is not is no proof that it will not be.
    fn read_transfer(&mut self) -> Step {
        let Some(trace) = self.trace else { return Step::End };
        self.requests = self.requests.saturating_add(1);
        let Some(exchange) = Self::exchange(&mut self.transport, Request::Read { trace }, trace) else {
            return self.after_loss(Step::Read);
        };
        self.log(&exchange.answer);
        match exchange.answer.action() {
            Action::Proceed | Action::Retry | Action::Wait => self.follow(&exchange, Step::Read),
            _ => {
                self.show_text("It is not known whether this is paid. Look again later.");
                Step::End
            }
        }
    }

    fn after_loss(&mut self, step: Step) -> Step {
        self.panel.log(format_args!("no whole answer"));
        self.again(step, PAUSE)
    }

    /// Does what the answer to `step` asks for. The `match` is complete, so that no new action is overlooked.
    fn follow(&mut self, Exchange { answer, is_named }: &Exchange, step: Step) -> Step {
        match (answer.action(), answer) {
            (Action::Proceed, _) if *is_named => {
                self.is_paid = true;
                Step::End
            }
            (Action::Proceed, _) => {
                self.panel.log(format_args!("not about this transfer"));
                self.show_text("Not an answer of Mixin. Check the network.");
                Step::End
            }
            (Action::Retry, _) => self.again(step, PAUSE),
            (Action::Wait, _) => self.again(step, LONG_PAUSE),
            (Action::Reconcile, _) => self.again(Step::Read, PAUSE),
            (Action::AskUser, Outcome::Api(error)) => {
                self.show(error);
                // The PIN is all that a person can change here; another amount is another payment.
                if error.entry().is_some_and(|entry| entry.category == Category::Pin) {
                    Step::AskPin
                } else {
                    Step::End
                }
            }
            (
                Action::AskUser
                | Action::FixRequest
                | Action::Reauthorize
                | Action::Resync
                | Action::FixClock
                | Action::UpdateApp
                | Action::Report,
                _,
            ) => {
                match answer {
                    Outcome::Api(error) => self.show(error),
                    _ => self.show_text("Not an answer of Mixin. Check the network."),
                }
                Step::End
            }
        }
    }

    /// Goes to `step` after a pause, with the same trace id, unless there were too many requests.
    fn again(&mut self, step: Step, pause: u32) -> Step {
        if self.requests >= MOST_REQUESTS {
            self.show_text("No answer of Mixin. Try again later: nothing is paid twice.");
            return Step::End;
        }
        self.panel.pause(pause << self.requests.saturating_sub(1).min(7));
        step
    }

    fn log(&mut self, answer: &Answer) {
        let action = answer.action().name();
        match answer {
            Outcome::Success(_) => self.panel.log(format_args!("success -> {action}")),
            Outcome::Api(error) => self.panel.log(format_args!("{error} -> {action}")),
            Outcome::NotFromApi(fault) => self.panel.log(format_args!("{fault} -> {action}")),
        }
    }

    /// Shows the error in the server's words, or the catalog's if it sent none.
    fn show(&mut self, error: &ApiError<DESCRIPTION, EXTRA>) {
        let mut page = Display::new();
        page.write("Error");
        page.write_number(error.code().as_u32());
        page.end_row();
        if error.description().is_empty() {
            page.write(error.entry().map_or("Unknown error.", |entry| entry.description));
        } else {
            page.write(error.description());
        }
        if error.description_truncated() {
            page.write_dots();
        }
        self.panel.show(&page);
    }

    fn show_text(&mut self, text: &str) {
        let mut page = Display::new();
        page.write(text);
        self.panel.show(&page);
    }
}
