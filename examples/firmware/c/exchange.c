#include "exchange.h"

/* In bytes. A transfer takes less than 1 KiB, and a body may be endless. */
enum { MAX_BODY_LENGTH = 16 * 1024, CHUNK_CAPACITY = 64 };

/* This board has no clock, so a wrong clock is not detected. */
enum { NO_CLOCK = 0 };

/* Static, because the RAM of a small device is known, and its stack is not. */
static mixerr_reader reader;
static mixerr_head head;

static bool receive(mixerr_receipt *receipt)
{
    uint8_t chunk[CHUNK_CAPACITY];
    int length, left = MAX_BODY_LENGTH;

    /* The rest of a web page is not needed. */
    while (!mixerr_reader_is_faulty(&reader) && (length = transport_receive(chunk, sizeof chunk)) != 0) {
        left -= length;
        /* A body that was cut may look complete. */
        if (length < 0 || left < 0 || mixerr_reader_feed(&reader, chunk, (size_t)length) != MIXERR_STATUS_OK ||
            mixerr_receipt_feed(receipt, chunk, (size_t)length) != MIXERR_STATUS_OK) {
            return false;
        }
    }
    return true;
}

bool exchange(const struct request *request, mixerr_receipt *receipt, struct exchange *out,
              bool *out_may_have_arrived)
{
    const int http_status = transport_send(request, &head);

    *out_may_have_arrived = http_status != TRANSPORT_NOT_SENT;
    if (http_status < 0 || http_status > UINT16_MAX || mixerr_reader_init(&reader) != MIXERR_STATUS_OK ||
        mixerr_receipt_begin(receipt) != MIXERR_STATUS_OK || !receive(receipt) ||
        mixerr_reader_finish(&reader, (uint16_t)http_status, &out->response) != MIXERR_STATUS_OK ||
        mixerr_head_refine(&head, NO_CLOCK, &out->response) != MIXERR_STATUS_OK) {
        return false;
    }
    out->match = mixerr_receipt_match(receipt, &out->response);
    out->retry_after_s = mixerr_head_retry_after_s(&head);
    return true;
}
