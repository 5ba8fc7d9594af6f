/* A payment, from the PIN to its end, whatever the API answers. */
#ifndef WALLET_H
#define WALLET_H

#include <stdbool.h>

#include "panel.h"
#include "transport.h"

enum wallet_ending {
    WALLET_PAID,
    WALLET_NOT_PAID, /* surely not, and another payment is another transfer */
    WALLET_OPEN      /* perhaps: only with the same trace id may it be sent again */
};

struct wallet {
    const struct transport *transport;
    const struct panel *panel;
    const char *amount;
    char trace_id[TRACE_ID_LENGTH + 1];
    char pin[PIN_DIGITS + 1];
    bool is_open; /* whether a request with this trace id may have paid, for all that is known */
    bool is_paid;
    unsigned requests; /* how many were sent since a person decided something */
};

/* Begins a payment. */
void wallet_begin(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                  const char *amount);

/* Pays, with the person's help. After WALLET_OPEN it may be called again. */
enum wallet_ending wallet_pay(struct wallet *wallet);

#endif
