/* The parameters of a transfer. */
#ifndef PAYMENT_H
#define PAYMENT_H

#include "mixerr.h"

/* The parameters and the idempotency key, as NUL-terminated strings.
 *
 * A record contains only the key and a fingerprint, so the program stores the payment, too. For each payment:
 *
 * 1. If a payment is stored, continue that one.
 * 2. Erase both slots: storage_erase. Their records are of a deleted payment.
 * 3. Store the payment durably. It must not be lost while it is open.
 * 4. wallet_pay; after a restart or an unknown end, the same again.
 * 5. Delete the stored payment after its known end; after a conflict, only if a person agrees. The slots stay: a payment
 *    without a record looks as if nothing was sent. */
struct payment {
    const char *trace_id;    /* a random UUID, made once per payment with the hardware's random number generator */
    const char *asset_id;    /* the asset's id */
    const char *opponent_id; /* the receiver's user id */
    const char *amount;      /* a decimal number, such as `1.5` */
};

/* Returns the fingerprint of the key and the parameters. */
uint32_t payment_fingerprint(const struct payment *payment);

/* Initialises the receipt that recognizes this transfer in a response. Returns MIXERR_STATUS_INVALID_MEMBER if the
 * amount is not a decimal number. */
mixerr_status payment_receipt(const struct payment *payment, mixerr_receipt *out_receipt);

#endif
