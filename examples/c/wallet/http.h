/* One HTTP exchange over libcurl: a request, and its response as mixerr reads it. Bodies are not kept in memory. */

#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stdint.h>

#include "mixerr.h"

struct http_response {
    mixerr_response response;
    uint8_t match;          /* a mixerr_match */
    uint32_t retry_after_s; /* the field `Retry-After`, 0 if absent */
};

/* Sends `body`, which is JSON, by POST, or sends a GET request if `body` is NULL. Feeds the response to `receipt`.
 *
 * Returns true if a complete response came, with any HTTP status. Otherwise the request may have arrived unless
 * `out_may_have_arrived` is false. */
bool http_exchange(const char *url, const char *body, mixerr_receipt *receipt, struct http_response *out_response,
                   bool *out_may_have_arrived);

#endif
