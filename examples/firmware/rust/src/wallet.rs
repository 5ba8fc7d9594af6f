//! [`Wallet`]: one payment, from the PIN to a known end.
//!
//! It uses the legacy API, `/transfers`, because its requests carry a PIN, which a person enters on the device.

use mixerr::{Action, Ending, Receipt, RestoreError, Step, Transfer, UnexpectedStep, key_from_uuid};

use crate::error::Error;
use crate::exchange::{Response, exchange};
use crate::panel::{Panel, Pin};
use crate::payment::Payment;
use crate::report;
use crate::storage::{Flash, Storage};
use crate::transport::{NoResponse, Request, Transport};

/// A wallet and its hardware.
pub struct Wallet<'a, T, P, F> {
    transport: &'a mut T,
    panel: &'a mut P,
    storage: &'a mut Storage<F>,
    pin: Option<Pin>,
}

impl<'a, T: Transport, P: Panel, F: Flash> Wallet<'a, T, P, F> {
    /// Returns a wallet after a start of the device.
    pub const fn new(transport: &'a mut T, panel: &'a mut P, storage: &'a mut Storage<F>) -> Self {
        Self { transport, panel, storage, pin: None }
    }

    /// Pays, or continues a payment that was stopped by a power cut or has no known end. [`Payment`] has the steps before
    /// and after it.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn pay(&mut self, payment: &Payment<'_>) -> Result<Ending, Error> {
        let mut receipt = payment.receipt_of_key();
        payment.require_in(&mut receipt)?;
        // Nothing was sent.
        let Some(mut transfer) = self.begin(payment)? else { return Ok(Ending::NotPaid) };
        loop {
            match transfer.poll() {
                // The record is durable before each request, so a restart knows that the request may have paid.
                Step::Save => {
                    self.storage.write(&transfer.record())?;
                    transfer.handle_saved()?;
                }
                // The pause differs from device to device, so they do not all return at the same time.
                Step::Wait(ms) => {
                    self.panel.sleep(ms);
                    transfer.handle_timeout()?;
                }
                step @ (Step::Send | Step::LookUp) => {
                    self.request(step, payment, &mut receipt, &mut transfer)?;
                }
                // Each entered PIN is sent at most twice. The account is locked after five wrong ones.
                Step::Ask(action) => transfer.handle_decision(self.ask(action))?,
                // The end is not known. The record stays, so the payment is continued now or after a restart.
                Step::Done(Ending::Unknown) => {
                    report::text(self.panel, "Perhaps paid. Do not pay again: continue it later.");
                    if !self.panel.confirm() {
                        return Ok(Ending::Unknown);
                    }
                    transfer.handle_decision(true)?;
                }
                // The end is known. The record stays until the payment is deleted, so a restart shows the same end.
                Step::Done(ending) => {
                    report::text(
                        self.panel,
                        match ending {
                            Ending::Paid => "Paid. Do not pay again.",
                            Ending::NotPaid => "Not paid, and will not be. You may pay again.",
                            _ => "Another transfer has this trace id. Read the history before you pay again.",
                        },
                    );
                    return Ok(ending);
                }
            }
        }
    }

    /// Returns the payment's transfer: a new one only if nothing was ever saved; `None` if then no PIN is entered.
    // Inlined, the frames of all functions would add up. A `Receipt` has 576 bytes, and a `Reader` or an `Outcome` 300.
    #[inline(never)]
    fn begin(&mut self, payment: &Payment<'_>) -> Result<Option<Transfer>, Error> {
        let fingerprint = payment.fingerprint();
        let key = key_from_uuid(payment.trace_id).ok_or(Error::Payment)?;
        let new = Transfer::new(key, fingerprint);
        let transfer = match self.storage.restore(fingerprint) {
            Err(RestoreError::Blank) => {
                self.pin = self.panel.ask_pin();
                return Ok(self.pin.is_some().then(|| new.with_pin()));
            }
            // The first write was cut off, or the flash is worn. The payment may be open, so a look-up comes first.
            Err(RestoreError::Damaged) => Transfer::restore(&new.record(), fingerprint)?,
            restored => restored?,
        };
        // Another payment may have the same fingerprint, which has only 4 bytes.
        if transfer.key() != key {
            return Err(RestoreError::OtherRequest.into());
        }
        Ok(Some(transfer.with_pin()))
    }

    /// Sends a request, and reports its response. Only a success that the receipt confirms is a payment.
    #[inline(never)]
    fn request(
        &mut self,
        step: Step,
        payment: &Payment<'_>,
        receipt: &mut Receipt,
        transfer: &mut Transfer,
    ) -> Result<(), UnexpectedStep> {
        let request = match (step, &self.pin) {
            (Step::Send, Some(pin)) => Request::Pay { payment, pin },
            (Step::Send, None) => return transfer.handle_no_response(false),
            _ => Request::LookUp { trace_id: payment.trace_id },
        };
        let mut response = Response::default();
        if let Err(NoResponse { may_have_arrived }) =
            exchange(self.transport, &request, receipt, &mut response)
        {
            let what = if may_have_arrived { "may have arrived" } else { "was not sent" };
            self.panel.log(format_args!("no response: the request {what}"));
            return transfer.handle_no_response(may_have_arrived);
        }
        report::response(self.panel, &response);
        transfer.handle_response(&response.outcome, response.found, response.retry_after_s)
    }

    /// Returns true if the person has done what the action names.
    fn ask(&mut self, action: Action) -> bool {
        match action {
            Action::AskUser => {
                self.pin = self.panel.ask_pin();
                self.pin.is_some()
            }
            // The parameters of a payment are fixed.
            Action::FixRequest => false,
            _ => self.panel.confirm(),
        }
    }
}
