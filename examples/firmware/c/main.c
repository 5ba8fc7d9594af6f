/* Makes the payments of ../script/payments.tsv in QEMU, and prints what happens. */

#include "console.h"
#include "panel.h"
#include "script.h"
#include "storage.h"
#include "wallet.h"

#define ASSET_ID "965e5c6e-434c-3fa9-b780-c50f43cd955c"
#define OPPONENT_ID "d33f7efd-4b0b-41ff-baa3-b22ea40eb44f"
#define AMOUNT "1.5"

static const char *words_of(mixerr_status refused)
{
    return refused == MIXERR_STATUS_RECORD_OF_ANOTHER_REQUEST
               ? "the record belongs to another request: a payment may be open"
           : refused == MIXERR_STATUS_RECORD_NEWER ? "the record is of a later version: a payment may be open"
                                                   : mixerr_status_name(refused);
}

/* The steps of payment.h after a start of the device. */
static mixerr_status start(const struct payment *payment, uint8_t *out_ending)
{
    mixerr_status status;

    *out_ending = MIXERR_ENDING_UNKNOWN;
    if (!chip_has_payment() && !(storage_erase() && chip_store_payment())) {
        return MIXERR_STATUS_OK;
    }
    status = wallet_pay(payment, out_ending);
    if (status == MIXERR_STATUS_OK && *out_ending != MIXERR_ENDING_UNKNOWN &&
        (*out_ending != MIXERR_ENDING_CONFLICT || panel_confirm())) {
        chip_delete_payment();
    }
    return status;
}

/* Pays, and starts the device again after each power cut. Returns true if the ending is true. */
static bool run(const struct scenario *scenario)
{
    const struct payment payment = {scenario->trace_id, ASSET_ID, OPPONENT_ID, AMOUNT};
    uint8_t ending;
    mixerr_status status;

    console_text("== ");
    text_print(scenario->title);
    console_text("\n");
    server_begin(scenario);
    person_begin(scenario);
    chip_begin(scenario, &payment);
    while (status = start(&payment, &ending), chip_was_cut()) {
        console_text("-- restart\n");
        /* It was deleted after its end was shown. */
        if (ending != MIXERR_ENDING_UNKNOWN && !chip_has_payment()) {
            break;
        }
    }
    if (status != MIXERR_STATUS_OK) {
        console_text("refused: ");
        console_text(words_of(status));
        console_text("\n\n");
        return !server_has_paid();
    }
    console_text("ending: ");
    console_text(mixerr_ending_name(ending));
    console_text(server_has_paid() ? " (the transfer was executed)\n\n" : " (the transfer was not executed)\n\n");
    return ending == MIXERR_ENDING_PAID       ? server_has_paid()
           : ending == MIXERR_ENDING_NOT_PAID ? !server_has_paid()
                                              : true;
}

int main(void)
{
    struct scenario scenario;
    bool is_good = true;

    while (script_next(&scenario)) {
        is_good = run(&scenario) && is_good;
    }
    return is_good ? 0 : 1;
}
