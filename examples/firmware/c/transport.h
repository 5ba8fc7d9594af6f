/* The way to the API and back: what a modem or a Wi-Fi module, TLS and an HTTP client do. */
#ifndef TRANSPORT_H
#define TRANSPORT_H

#include <stddef.h>
#include <stdint.h>

enum request_kind {
    REQUEST_PAY, /* POST /transfers. The API pays once for one trace id, however often it is asked to. */
    REQUEST_READ /* GET /transfers/trace/TRACE_ID: the transfer, if there is one. */
};

struct request {
    enum request_kind kind;
    const char *trace_id;
    const char *amount; /* to pay, in decimal */
    const char *pin;    /* to pay; the transport encrypts it */
};

struct transport {
    void *context;
    /* Sends a request and waits for the answer's first line. What is left of an answer before is dropped.
     * Returns the HTTP status, or a negative number if there was no answer in time. */
    int (*send)(void *context, const struct request *request);
    /* Waits for the next bytes of the answer's body. Returns how many there are, at most `capacity`; 0 at the
     * body's end; a negative number if before it the connection was lost, or the time for the whole answer was
     * over: a server that sends a byte now and then must not keep the device. */
    int (*receive)(void *context, uint8_t *chunk, size_t capacity);
};

#endif
