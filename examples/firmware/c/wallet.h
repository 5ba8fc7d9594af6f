/* A payment, from the PIN to its end, whatever the API answers. */
#ifndef WALLET_H
#define WALLET_H

#include <stdbool.h>

#include "panel.h"
#include "transport.h"

enum wallet_ending {
    WALLET_PAID,
    WALLET_NOT_PAID, /* surely not: the API refused every request with this trace id, or none was sent */
    WALLET_OPEN      /* perhaps: only with the same trace id may it be sent again, now or after a reset */
};

struct wallet {
    const struct transport *transport;
    const struct panel *panel;
    const char *amount;
    char trace_id[TRACE_ID_LENGTH + 1];
    char pin[PIN_DIGITS + 1];
    bool is_open;      /* not every request with this trace id was answered by an error that excludes its payment */
    bool is_pin_wrong; /* the API refused the PIN while an earlier request may have paid: look, then ask again */
    bool is_paid;
    unsigned requests; /* how many were sent since a person decided something */
};

/* Begins a payment. One that is open must not be forgotten for it: it would be paid once more. */
void wallet_begin(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                  const char *amount);

/* Begins with a payment that was not settled when the power went: with the trace id and the amount that the
 * device has kept. Begun anew, it could be paid twice. */
void wallet_resume(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                   const char *amount, const char *trace_id);

/* Pays, with the person's help. After WALLET_OPEN it may be called again. */
enum wallet_ending wallet_pay(struct wallet *wallet);

#endif
