/* The steps of a payment. They use the legacy API, /transfers, because its requests carry a PIN, which a person enters
 * on the device. */

#include "wallet.h"

#include "exchange.h"
#include "memory.h"
#include "panel.h"
#include "report.h"
#include "storage.h"

/* Static, because the RAM of a small device is known, and its stack is not. */
static mixerr_transfer transfer;
static mixerr_receipt receipt;
static struct exchange last;
static char pin[PIN_CAPACITY];

/* Restores the payment's transfer, or begins a new one if nothing was ever saved. */
static mixerr_status begin(const struct payment *payment, bool *out_is_new)
{
    const uint32_t fingerprint = payment_fingerprint(payment);
    uint8_t key[16], restored_key[16], record[MIXERR_RECORD_SIZE];
    mixerr_status status = mixerr_key_from_uuid(payment->trace_id, key);

    if (status == MIXERR_STATUS_OK) {
        status = payment_receipt(payment, &receipt);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_transfer_init(&transfer, key, fingerprint, true);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_transfer_record(&transfer, record);
    }
    if (status != MIXERR_STATUS_OK) {
        return status;
    }
    status = storage_restore(&transfer, fingerprint);
    *out_is_new = status == MIXERR_STATUS_RECORD_BLANK;
    if (*out_is_new) {
        return MIXERR_STATUS_OK;
    }
    /* The first write was cut off, or the flash is worn. The payment may be open, so a look-up comes first. */
    if (status == MIXERR_STATUS_RECORD_DAMAGED) {
        status = mixerr_transfer_restore(&transfer, record, fingerprint, true);
    }
    /* Another payment may have the same fingerprint, which has only 4 bytes. */
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_transfer_key(&transfer, restored_key);
    }
    if (status == MIXERR_STATUS_OK && memcmp(restored_key, key, sizeof key) != 0) {
        status = MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST;
    }
    return status;
}

/* Sends a request, and reports its response. Only a success that the receipt confirms is a payment. */
static mixerr_status request(enum request_kind kind, const struct payment *payment)
{
    const struct request sent = {kind, payment, pin};
    bool may_have_arrived;

    if (!exchange(&sent, &receipt, &last, &may_have_arrived)) {
        panel_log("no response", may_have_arrived ? "the request may have arrived" : "the request was not sent");
        return mixerr_transfer_handle_no_response(&transfer, may_have_arrived);
    }
    report_response(&last);
    return mixerr_transfer_handle_response(&transfer, &last.response, last.match, last.retry_after_s);
}

/* Returns true if the person has done what the action names. */
static bool ask(uint8_t action)
{
    switch (action) {
    case MIXERR_ACTION_ASK_USER:
        return panel_ask_pin(pin);
    case MIXERR_ACTION_FIX_REQUEST: /* the parameters of a payment are fixed */
        return false;
    default:
        return panel_confirm();
    }
}

/* Shows a known end. */
static void show(uint8_t ending)
{
    report_text(ending == MIXERR_ENDING_PAID       ? "Paid. Do not pay again."
                : ending == MIXERR_ENDING_NOT_PAID ? "Not paid, and will not be. You may pay again."
                                                   : "Another transfer has this trace id. Read the history before you "
                                                     "pay again.");
}

/* Does step after step. */
static mixerr_status run(const struct payment *payment, uint8_t *out_ending)
{
    uint8_t record[MIXERR_RECORD_SIZE];
    mixerr_next next;
    mixerr_status status;

    do {
        status = mixerr_transfer_poll(&transfer, &next);
        if (status != MIXERR_STATUS_OK) {
            break;
        }
        switch (next.step) {
        case MIXERR_STEP_SAVE:
            /* The record is durable before each request, so a restart knows that the request may have paid. */
            status = mixerr_transfer_record(&transfer, record);
            if (status != MIXERR_STATUS_OK || !storage_write(record)) {
                return status;
            }
            status = mixerr_transfer_handle_saved(&transfer);
            break;
        case MIXERR_STEP_WAIT:
            /* The pause differs from device to device, so they do not all return at the same time. */
            panel_sleep(next.wait_ms);
            status = mixerr_transfer_handle_timeout(&transfer);
            break;
        case MIXERR_STEP_SEND:
            status = request(REQUEST_PAY, payment);
            break;
        case MIXERR_STEP_LOOK_UP:
            status = request(REQUEST_LOOK_UP, payment);
            break;
        case MIXERR_STEP_ASK:
            /* Each entered PIN is sent at most twice. The account is locked after five wrong ones. */
            status = mixerr_transfer_handle_decision(&transfer, ask(next.action));
            break;
        default:
            /* The record stays until the payment is deleted, so a restart shows the same end. */
            if (next.ending != MIXERR_ENDING_UNKNOWN) {
                show(next.ending);
                *out_ending = next.ending;
                return MIXERR_STATUS_OK;
            }
            /* The end is not known. The record stays, so the payment is continued now or after a restart. */
            report_text("Perhaps paid. Do not pay again: continue it later.");
            if (!panel_confirm()) {
                return MIXERR_STATUS_OK;
            }
            status = mixerr_transfer_handle_decision(&transfer, true);
        }
    } while (status == MIXERR_STATUS_OK);
    return status;
}

mixerr_status wallet_pay(const struct payment *payment, uint8_t *out_ending)
{
    bool is_new = false;
    mixerr_status status = begin(payment, &is_new);

    *out_ending = MIXERR_ENDING_UNKNOWN;
    if (status == MIXERR_STATUS_OK && is_new && !panel_ask_pin(pin)) {
        *out_ending = MIXERR_ENDING_NOT_PAID;
    } else if (status == MIXERR_STATUS_OK) {
        status = run(payment, out_ending);
    }
    memset(pin, 0, sizeof pin);
    return status;
}
