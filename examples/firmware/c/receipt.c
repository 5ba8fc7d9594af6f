#include "receipt.h"

void receipt_begin(struct receipt *receipt, const char *trace_id)
{
    receipt->trace_id = trace_id;
    receipt->matched = 0;
    receipt->is_found = false;
}

/* No quote is within a trace id, so a byte that does not go on with a match can only begin another. */
static void feed_byte(struct receipt *receipt, char byte)
{
    const char *next = receipt->matched > 0 ? receipt->trace_id + receipt->matched - 1 : "";
    if (byte == '"') {
        receipt->is_found = receipt->is_found || (receipt->matched > 0 && *next == '\0');
        receipt->matched = 1;
    } else if (*next != '\0' && *next == byte) {
        ++receipt->matched;
    } else {
        receipt->matched = 0;
    }
}

void receipt_feed(struct receipt *receipt, const uint8_t *chunk, size_t chunk_len)
{
    size_t index;
    for (index = 0; index < chunk_len; ++index) {
        feed_byte(receipt, (char)chunk[index]);
    }
}
