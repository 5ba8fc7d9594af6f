/* A wallet that sends one transfer and acts on the response: wallet HOST PORT TRACE_ID [new]
 *
 * The trace id names the transfer: however often it is sent, it is paid at most once. So a payment has one trace id for
 * its whole life, whatever the responses: save it before the first run, and pass it in every further run. An error
 * whose `payment` is excluded says that its own request paid nothing, and nothing of earlier requests. If there may have
 * been one, in this run or before, the transfer is looked up. Pass `new` in the first run with a trace id only.
 *
 * A success is believed when it names the trace id as the API does: a network may answer in JSON, too, and a proxy may
 * send the request back. Compiled in this directory by
 *
 *     cc -I../../../include -I../../firmware/c wallet.c http.c ../../firmware/c/receipt.c \
 *         ../../../target/release/libmixerr.a -o wallet
 *
 * WALLET_PAUSE_MS and WALLET_TIMEOUT_MS tell how long to wait before another attempt, and for an answer. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "http.h"
#include "mixerr.h"
#include "receipt.h"

enum { MAX_ATTEMPTS = 4, MAX_TRACE_ID = 64 };

/* How it ended, as exit codes. */
enum ending {
    PAID = 0,
    ASK_THE_USER = 1,  /* a person must decide something */
    NOT_BY_ITSELF = 2, /* a program or an operator must: see the log */
    USAGE = 64,
    UNKNOWN = 75,      /* nobody knows whether it was paid: run this again, with the same trace id */
};

struct wallet {
    const char *host, *port, *trace_id;
    int pause_ms, timeout_ms;
};

/* Writes what may be logged of an answer; the server's own words may not. */
static void log_answer(const mixerr_response *response)
{
    char line[MIXERR_LOG_LINE_CAPACITY];
    size_t line_len;
    mixerr_status status = mixerr_write_log_line(response, line, sizeof line, &line_len);

    fprintf(stderr, "%s: %s\n", mixerr_action_name(response->action),
            status == MIXERR_STATUS_OK ? line : mixerr_status_name(status));
}

/* Reads the body as it comes. It is never in memory as a whole. */
static bool read_answer(struct http *http, struct receipt *receipt, mixerr_response *out_response)
{
    mixerr_reader reader;
    const uint8_t *piece;
    int length;

    if (mixerr_reader_init(&reader) != MIXERR_STATUS_OK) {
        return false;
    }
    while ((length = http_body(http, &piece)) > 0) {
        if (mixerr_reader_feed(&reader, piece, (size_t)length) != MIXERR_STATUS_OK) {
            return false;
        }
        receipt_feed(receipt, piece, (size_t)length);
        if (mixerr_reader_is_faulty(&reader)) {
            length = 0; /* no API's answer can come of it: hang up */
            break;
        }
    }
    /* Of an exchange that broke nothing is believed, though what came may look whole. */
    return length == 0 && mixerr_reader_finish(&reader, http->status, out_response) == MIXERR_STATUS_OK;
}

/* Sends a request; returns whether there is an answer, and tells whether it is a success that names the transfer. */
static bool ask(const struct wallet *wallet, const char *method, const char *path, const char *body,
                mixerr_response *out_response, bool *out_is_paid)
{
    struct receipt receipt;
    struct http http;
    bool is_read;

    *out_is_paid = false;
    receipt_begin(&receipt, wallet->trace_id);
    if (!http_request(&http, wallet->host, wallet->port, method, path, body, wallet->timeout_ms)) {
        fputs("no answer\n", stderr);
        return false;
    }
    is_read = read_answer(&http, &receipt, out_response);
    http_close(&http);
    if (is_read) {
        log_answer(out_response);
        *out_is_paid = out_response->outcome == MIXERR_OUTCOME_SUCCESS && receipt_is_found(&receipt);
    } else {
        fputs("the answer broke off\n", stderr);
    }
    return is_read;
}

static void pause_for(const struct wallet *wallet)
{
    struct timespec time;

    time.tv_sec = wallet->pause_ms / 1000;
    time.tv_nsec = (long)(wallet->pause_ms % 1000) * 1000000;
    nanosleep(&time, NULL);
}

/* Looks whether the transfer was paid already. */
static enum ending reconcile(const struct wallet *wallet)
{
    char path[MAX_TRACE_ID + 32];
    mixerr_response response;
    bool is_paid;

    snprintf(path, sizeof path, "/transfers/trace/%s", wallet->trace_id);
    return ask(wallet, "GET", path, "", &response, &is_paid) && is_paid ? PAID : UNKNOWN;
}

/* Sends the transfer until it is known how it ended. `is_new` is whether no earlier run has sent a request.
 * `out_is_refused` is set if only one request was ever sent, and its answer is an error that excludes its payment. */
static enum ending pay(const struct wallet *wallet, bool is_new, bool *out_is_refused)
{
    char body[MAX_TRACE_ID + 32];
    mixerr_response response;
    bool is_paid;
    int attempt;

    snprintf(body, sizeof body, "{\"trace_id\":\"%s\"}", wallet->trace_id);
    for (attempt = 0; attempt < MAX_ATTEMPTS; ++attempt) {
        if (attempt > 0) {
            pause_for(wallet);
        }
        *out_is_refused = false;
        if (!ask(wallet, "POST", "/transfers", body, &response, &is_paid)) {
            continue;
        }
        if (is_paid) {
            return PAID;
        }
        *out_is_refused = is_new && attempt == 0 && response.payment == MIXERR_PAYMENT_EXCLUDED;
        switch (response.action) {
        case MIXERR_ACTION_PROCEED: /* a success, but it does not name this transfer */
        case MIXERR_ACTION_RETRY:
        case MIXERR_ACTION_WAIT:
            break;
        case MIXERR_ACTION_RECONCILE:
            return reconcile(wallet);
        case MIXERR_ACTION_ASK_USER:
            /* An earlier request may have paid. If it did not, what this answer asks for still holds. */
            if (!*out_is_refused && reconcile(wallet) == PAID) {
                return PAID;
            }
            printf("What now? %s\n", response.entry != NULL ? response.entry->description : "");
            return ASK_THE_USER;
        default:
            return NOT_BY_ITSELF;
        }
    }
    return UNKNOWN;
}

/* Reads a number of milliseconds from the environment. */
static int milliseconds(const char *name, int otherwise)
{
    const char *text = getenv(name);
    int number = text != NULL ? atoi(text) : 0;

    return number > 0 ? number : otherwise;
}

/* Tells whether a text is a trace id, so that it can stand in a path and in JSON as it is. In lower case, as the API
 * writes it: a receipt with another spelling would not be known. */
static bool is_trace_id(const char *text)
{
    size_t length = strspn(text, "0123456789abcdef-");

    return length > 0 && length <= MAX_TRACE_ID && text[length] == '\0';
}

int main(int argc, char **argv)
{
    struct wallet wallet;
    enum ending ending;
    bool is_refused = false;

    if (argc < 4 || argc > 5 || !is_trace_id(argv[3]) || (argc == 5 && strcmp(argv[4], "new") != 0) ||
        mixerr_abi_version() != MIXERR_ABI_VERSION) {
        fputs("usage: wallet HOST PORT TRACE_ID [new]\n", stderr);
        return USAGE;
    }
    wallet.host = argv[1];
    wallet.port = argv[2];
    wallet.trace_id = argv[3];
    wallet.pause_ms = milliseconds("WALLET_PAUSE_MS", 2000);
    wallet.timeout_ms = milliseconds("WALLET_TIMEOUT_MS", 30000);
    ending = pay(&wallet, argc == 5, &is_refused);
    if (ending == PAID) {
        puts("paid");
    } else {
        puts(is_refused ? "not paid: the only request was refused; keep the trace id"
                        : "perhaps paid: keep the trace id");
    }
    return (int)ending;
}
