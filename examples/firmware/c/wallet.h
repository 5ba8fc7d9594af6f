/* One payment, from the PIN to a known end. */
#ifndef WALLET_H
#define WALLET_H

#include "mixerr.h"
#include "payment.h"

/* Pays, or continues a payment that was stopped by a power cut or has no known end. payment.h has the steps before and
 * after it.
 *
 * Returns:
 * - MIXERR_STATUS_OK: the end is written, a mixerr_ending. After MIXERR_ENDING_UNKNOWN, also if the flash failed, call
 *   again with the same payment;
 * - MIXERR_STATUS_INVALID_KEY, MIXERR_STATUS_INVALID_MEMBER: the trace id is not a UUID, or the amount is not a decimal
 *   number. Nothing was sent;
 * - MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST, MIXERR_STATUS_RECORD_NEWER: the stored record is of another payment, or of
 *   a later firmware. Nothing was sent, and that payment may be open;
 * - another status: a fault of this program. */
mixerr_status wallet_pay(const struct payment *payment, uint8_t *out_ending);

#endif
