/* Whether an answer names the transfer that it should be about. "No error" is not yet "paid": the network
 * that a device is on may answer for the API, in JSON too, and a proxy may send a request back.
 *
 * The API names a transfer in one place, `{"data":{"trace_id":"..."}}`, and nowhere else is it looked for: not
 * deeper, not in arrays, not in texts. A name or an id with an escape in it is not taken for what it stands for,
 * which the API never writes: then the transfer counts as not named. */
#ifndef RECEIPT_H
#define RECEIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A receipt in the making. It relies on JSON, so it counts only if mixerr calls the same bytes a success. */
struct receipt {
    const char *trace_id;
    const char *rest;    /* what of the text that is looked for is still to come; NULL after another byte */
    uint32_t depth;      /* how many containers are open */
    uint32_t inside;     /* how many of them lead to the transfer: the root, and in it "data" */
    uint32_t unproven;   /* how many of its members "trace_id" have not had the id as their value */
    bool is_wanted;      /* the value here is on that way, or the id itself */
    bool is_in_text, is_escaped;
    bool is_named;       /* the id has been its value */
};

/* Begins an answer that should name a trace id, which must live as long. */
void receipt_begin(struct receipt *receipt, const char *trace_id);

/* Looks at the next bytes of the answer, in pieces of any size. */
void receipt_feed(struct receipt *receipt, const uint8_t *chunk, size_t chunk_len);

/* Whether the answer, now at its end, has named the transfer, and no other one. */
bool receipt_is_found(const struct receipt *receipt);

#endif
