/* Prints whether each response names a transfer: receipts TRACE_ID < RESPONSES
 *
 * A response is a line. It is read whole, in every split into two chunks, and byte by byte. The output is "yes",
 * "no", or "both" if the splits differ. This runs on the host. */

#include <stdio.h>

#include "receipt.h"

static const char *trace_id;

static bool names(const char *body, size_t body_len, size_t first, size_t piece)
{
    struct receipt receipt;
    size_t place;
    receipt_begin(&receipt, trace_id);
    receipt_feed(&receipt, (const uint8_t *)body, first);
    for (place = first; place < body_len; place += piece) {
        const size_t left = body_len - place;
        receipt_feed(&receipt, (const uint8_t *)body + place, left < piece ? left : piece);
    }
    return receipt_is_found(&receipt);
}

static const char *verdict(const char *body, size_t body_len)
{
    const bool is_named = names(body, body_len, body_len, 1);
    bool is_same = names(body, body_len, 0, 1) == is_named;
    size_t split;
    for (split = 0; split <= body_len; ++split) {
        is_same = is_same && names(body, body_len, split, body_len + 1) == is_named;
    }
    return !is_same ? "both" : is_named ? "yes" : "no";
}

int main(int argc, char **argv)
{
    static char line[1 << 16];
    size_t line_len = 0;
    int byte;
    if (argc != 2) {
        return 64;
    }
    trace_id = argv[1];
    while ((byte = getchar()) != EOF) {
        if (byte == '\n') {
            puts(verdict(line, line_len));
            line_len = 0;
        } else if (line_len < sizeof line) {
            line[line_len++] = (char)byte;
        } else {
            return 65; /* too long */
        }
    }
    return 0;
}
