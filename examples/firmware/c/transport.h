/* The HTTP client: a modem or a Wi-Fi module, with TLS. It never repeats a request automatically. Your firmware defines
 * these functions. */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <stddef.h>

#include "mixerr.h"
#include "payment.h"

enum request_kind {
    REQUEST_PAY,    /* POST /transfers */
    REQUEST_LOOK_UP /* GET /transfers/trace/TRACE_ID */
};

struct request {
    enum request_kind kind;
    const struct payment *payment;
    const char *pin; /* for REQUEST_PAY. Each request encrypts it anew, because its iterator must grow */
};

/* There is no complete response. */
enum {
    TRANSPORT_NOT_SENT = -1, /* the request never left the device */
    TRANSPORT_LOST = -2      /* it may have arrived; the connection was lost, or the deadline has passed */
};

/* Sends a request with a new JWT and a new X-Request-Id. The rest of an earlier response is dropped.
 *
 * Returns the response's HTTP status and initialises `out_head` with its fields, or returns TRANSPORT_NOT_SENT or
 * TRANSPORT_LOST. */
int transport_send(const struct request *request, mixerr_head *out_head);

/* Receives the next bytes of the body. Returns their number, 0 at its end, or TRANSPORT_LOST. The deadline is that of
 * the complete response: a server that sends a byte now and then must not keep the device. */
int transport_receive(uint8_t *chunk, size_t capacity);

#endif
