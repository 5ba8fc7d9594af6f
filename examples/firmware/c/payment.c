#include "payment.h"

#include "memory.h"

/* Three UUIDs, an amount of 64 digits and a point, and four separators. */
enum { MAX_REQUEST_LENGTH = 3 * 36 + 65 + 4 };

uint32_t payment_fingerprint(const struct payment *payment)
{
    const char *const texts[] = {payment->trace_id, payment->asset_id, payment->opponent_id, payment->amount};
    uint8_t request[MAX_REQUEST_LENGTH] = {0};
    size_t length = 0, i;
    const char *at;

    for (i = 0; i < sizeof texts / sizeof texts[0]; ++i) {
        for (at = texts[i]; *at != '\0' && length < sizeof request; ++at) {
            request[length++] = (uint8_t)*at;
        }
        if (length < sizeof request) {
            request[length++] = ' ';
        }
    }
    return mixerr_fingerprint(request, sizeof request);
}

mixerr_status payment_receipt(const struct payment *payment, mixerr_receipt *out_receipt)
{
    mixerr_status status = mixerr_receipt_init(out_receipt, "trace_id", payment->trace_id);

    /* Another transfer may hold the key, so its asset, receiver and amount are compared. */
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_receipt_require(out_receipt, "asset_id", payment->asset_id);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_receipt_require(out_receipt, "opponent_id", payment->opponent_id);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_receipt_require_decimal(out_receipt, "amount", payment->amount);
    }
    return status;
}
