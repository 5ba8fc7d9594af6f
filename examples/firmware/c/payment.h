/* The parameters of a transfer. */
#ifndef PAYMENT_H
#define PAYMENT_H

#include "mixerr.h"

/* The parameters and the idempotency key, as NUL-terminated strings.
 *
 * The caller stores them durably before the first wallet_pay, and deletes them after its known end. A power cut must
 * not lose them, because a record contains only the key and a fingerprint. One payment is stored at a time. */
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
