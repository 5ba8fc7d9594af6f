/* Whether an answer names the transfer that it should be about. "No error" is not yet "paid": the network
 * that a device is on may answer for the API, in JSON too. */
#ifndef RECEIPT_H
#define RECEIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct receipt {
    const char *trace_id;
    size_t matched; /* how much of the quoted trace id the last bytes were */
    bool is_found;
};

/* Begins an answer that should name a trace id. */
void receipt_begin(struct receipt *receipt, const char *trace_id);

/* Looks at the next bytes of the answer. */
void receipt_feed(struct receipt *receipt, const uint8_t *chunk, size_t chunk_len);

#endif
