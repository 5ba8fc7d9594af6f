/* Reads an error in chunks, and reports it to a payment that has just sent its first request. */

#include "console.h"
#include "mixerr.h"

enum { HTTP_STATUS = 202, CHUNK = 16 };

static const char BODY[] = "{\"error\":{\"status\":202,\"code\":20119,\"description\":\"PIN incorrect.\"}}";

/* The trace_id 9a0b1c2d-3e4f-4a5b-8c6d-7e8f90a1b2c3. A wallet makes one for each payment, and stores it with the
 * parameters before the first request. */
static const uint8_t KEY[16] = {0x9a, 0x0b, 0x1c, 0x2d, 0x3e, 0x4f, 0x4a, 0x5b,
                                0x8c, 0x6d, 0x7e, 0x8f, 0x90, 0xa1, 0xb2, 0xc3};
/* The key and all parameters, without the PIN. A wallet has the asset and the receiver here, too. */
static const char REQUEST[] = "9a0b1c2d-3e4f-4a5b-8c6d-7e8f90a1b2c3 1.5";

/* Returns false if the body is not read to its end. */
static bool read_body(mixerr_response *response)
{
    mixerr_reader reader;
    size_t at, length;

    if (mixerr_reader_init(&reader) != MIXERR_STATUS_OK)
        return false;
    for (at = 0; at < sizeof BODY - 1; at += length) {
        length = sizeof BODY - 1 - at < CHUNK ? sizeof BODY - 1 - at : CHUNK;
        if (mixerr_reader_feed(&reader, (const uint8_t *)BODY + at, length) != MIXERR_STATUS_OK)
            return false;
    }
    return mixerr_reader_finish(&reader, HTTP_STATUS, response) == MIXERR_STATUS_OK;
}

/* Prints what the payment does next. Returns false if that is not `expected`. */
static bool next_is(const mixerr_transfer *transfer, uint8_t expected)
{
    mixerr_next next;

    if (mixerr_transfer_poll(transfer, &next) != MIXERR_STATUS_OK)
        return false;
    console_text("payment: ");
    console_text(mixerr_step_name(next.step));
    if (next.step == MIXERR_STEP_ASK) {
        console_text(" ");
        console_text(mixerr_action_name(next.action));
    }
    console_text("\n");
    return next.step == expected;
}

/* The steps of a payment whose first request is answered with this response. */
static bool pay(const mixerr_response *response)
{
    mixerr_transfer transfer;
    uint8_t record[MIXERR_RECORD_SIZE];
    const uint32_t fingerprint = mixerr_fingerprint((const uint8_t *)REQUEST, sizeof REQUEST - 1);

    return mixerr_transfer_init(&transfer, KEY, fingerprint, true) == MIXERR_STATUS_OK &&
           next_is(&transfer, MIXERR_STEP_SAVE) &&
           /* A wallet writes the record to its flash here. */
           mixerr_transfer_record(&transfer, record) == MIXERR_STATUS_OK &&
           mixerr_transfer_handle_saved(&transfer) == MIXERR_STATUS_OK &&
           next_is(&transfer, MIXERR_STEP_SEND) &&
           /* After a success, the match is that of a receipt. */
           mixerr_transfer_handle_response(&transfer, response, MIXERR_MATCH_NONE, 0) == MIXERR_STATUS_OK &&
           next_is(&transfer, MIXERR_STEP_ASK);
}

int main(void)
{
    mixerr_response response;

    if (!read_body(&response))
        return 1;
    console_text("code: ");
    console_number(response.code);
    console_text("\naction: ");
    console_text(mixerr_action_name(response.action));
    console_text("\n");
    return pay(&response) ? 0 : 1;
}
