//! [`Wallet`]: a payment from the PIN to its end, whatever the API answers.

use mixerr::{Action, ApiError, Category, Code, Outcome, Payment, Reader};

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
    /// The API refused the only request so far, or none was sent. The payment keeps its trace id: see [`Wallet::resume`].
    NotPaid(TraceId),
    /// It may be paid. The payment keeps its trace id: see [`Wallet::resume`].
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
    /// One for the life of the payment.
    trace: TraceId,
    /// Whether a payment request may have been sent, in this run or before a reset.
    is_sent: bool,
    /// Whether it may have paid: false only if it was the first and its answer excludes a payment.
    is_open: bool,
    /// Whether the API refused the PIN while an earlier request may have paid: look, then ask again.
    is_pin_wrong: bool,
    is_paid: bool,
    requests: u32,
}

impl<'a, T: Transport, P: Panel> Wallet<'a, T, P> {
    /// Begins a payment: makes its trace id, the only one that it ever has. The same amount to the same receiver after
    /// [`Ending::NotPaid`] or [`Ending::Open`] is the same payment: resume it, or it may be paid twice.
    pub fn new(transport: T, mut panel: P, amount: &'a str) -> Self {
        let trace = panel.new_trace();
        Self { is_sent: false, is_open: false, ..Self::resume(transport, panel, amount, trace) }
    }

    /// Goes on with a payment, in a later attempt or after a reset, with its stored trace id and amount: the server pays
    /// a trace id at most once.
    pub const fn resume(transport: T, panel: P, amount: &'a str, trace: TraceId) -> Self {
        Self {
            transport,
            panel,
            amount,
            pin: Pin([0; 6]),
            trace,
            is_sent: true,
            is_open: true,
            is_pin_wrong: false,
            is_paid: false,
            requests: 0,
        }
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
        if self.is_paid {
            self.show_text("Paid."); // not an error from before, after which a person would pay once more
            Ending::Paid
        } else if self.is_open {
            Ending::Open(self.trace)
        } else {
            Ending::NotPaid(self.trace)
        }
    }

    fn ask_pin(&mut self) -> Step {
        self.is_pin_wrong = false;
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
        let is_first = !self.is_sent;
        self.is_sent = true;
        self.is_open = true;
        self.requests = self.requests.saturating_add(1);
        let request = Request::Pay { trace: self.trace, amount: self.amount, pin: &self.pin };
        let Some(exchange) = Self::exchange(&mut self.transport, request, self.trace) else {
            return self.after_loss(Step::Pay);
        };
        self.log(&exchange.answer);
        // Such an error says that its own request did not pay. An earlier one may have.
        if is_first && exchange.answer.payment() == Payment::Excluded {
            self.is_open = false;
        }
        self.follow(&exchange, Step::Pay)
    }

    /// Looks whether the transfer is there. That it is not is no proof that it will not be.
    fn read_transfer(&mut self) -> Step {
        self.requests = self.requests.saturating_add(1);
        let request = Request::Read { trace: self.trace };
        let Some(exchange) = Self::exchange(&mut self.transport, request, self.trace) else {
            return self.after_loss(Step::Read);
        };
        self.log(&exchange.answer);
        match (exchange.answer.action(), &exchange.answer) {
            (Action::Proceed | Action::Retry | Action::Wait, _) => self.follow(&exchange, Step::Read),
            (_, Outcome::Api(error)) if self.is_pin_wrong && error.code() == Code::NOT_FOUND => Step::AskPin,
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
                self.is_pin_wrong = error.entry().is_some_and(|entry| entry.category == Category::Pin);
                if self.is_open {
                    self.again(Step::Read, PAUSE) // an earlier request may have paid, and then no PIN is needed
                } else if self.is_pin_wrong {
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
