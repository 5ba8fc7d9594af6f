/* One request and its response. */
#ifndef EXCHANGE_H
#define EXCHANGE_H

#include <stdbool.h>

#include "transport.h"

struct exchange {
    mixerr_response response;
    uint8_t match;          /* a mixerr_match */
    uint32_t retry_after_s; /* 0 if absent */
};

/* Sends a request, and reads its response a chunk at a time into `out` and `receipt`.
 *
 * Returns true if a complete response came, with any HTTP status. Otherwise the request may have arrived unless
 * `out_may_have_arrived` is false. */
bool exchange(const struct request *request, mixerr_receipt *receipt, struct exchange *out,
              bool *out_may_have_arrived);

#endif
