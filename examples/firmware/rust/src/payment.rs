//! [`Payment`]: the parameters of a transfer.

use mixerr::{Receipt, ReceiptError, fingerprint};

/// The parameters of a transfer and its idempotency key.
///
/// A record contains only the key and a fingerprint, so the program stores the payment, too. For each payment:
///
/// 1. If a payment is stored, continue that one.
/// 2. Erase both slots: [`Storage::erase`](crate::storage::Storage::erase). Their records are of a deleted payment.
/// 3. Store the payment durably. It must not be lost while it is open.
/// 4. [`Wallet::pay`](crate::Wallet::pay); after a restart or an unknown end, the same again.
/// 5. Delete the stored payment after its known end; after a conflict, only if a person agrees. The slots stay: a payment
///    without a record looks as if nothing was sent.
pub struct Payment<'a> {
    /// A random UUID, made once per payment with the hardware's random number generator.
    pub trace_id: &'a str,
    /// The asset's id.
    pub asset_id: &'a str,
    /// The receiver's user id.
    pub opponent_id: &'a str,
    /// A decimal number, such as `1.5`.
    pub amount: &'a str,
}

/// Three UUIDs, an amount of 64 digits and a point, and four separators.
const LONGEST: usize = 3 * 36 + 65 + 4;

impl Payment<'_> {
    /// Returns the fingerprint of the key and the parameters.
    #[must_use]
    pub fn fingerprint(&self) -> u32 {
        let mut request = [0; LONGEST];
        let texts = [self.trace_id, self.asset_id, self.opponent_id, self.amount];
        let bytes = texts.iter().flat_map(|text| text.bytes().chain([b' ']));
        for (slot, byte) in request.iter_mut().zip(bytes) {
            *slot = byte;
        }
        fingerprint(&request)
    }

    /// Returns the receipt of the key.
    #[must_use]
    #[inline(never)]
    pub fn receipt_of_key(&self) -> Receipt {
        Receipt::new("trace_id", self.trace_id)
    }

    /// Adds the parameters to the receipt of the key. It then recognizes this transfer in a response.
    ///
    /// # Errors
    ///
    /// [`ReceiptError::NotDecimal`] if the amount is not a decimal number.
    pub fn require_in(&self, receipt: &mut Receipt) -> Result<(), ReceiptError> {
        // In place: each step of the builder would move the receipt, and needs its size on the stack.
        receipt.add_required("asset_id", self.asset_id)?;
        receipt.add_required("opponent_id", self.opponent_id)?;
        receipt.add_required_decimal("amount", self.amount)
    }
}
