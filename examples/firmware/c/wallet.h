/* A payment, from the PIN to its end, whatever the API answers. */
#ifndef WALLET_H
#define WALLET_H

#include <stdbool.h>

#include "panel.h"
#include "transport.h"

enum wallet_ending {
    WALLET_PAID,
    WALLET_NOT_PAID, /* the API refused the only request so far, or none was sent */
    WALLET_OPEN      /* perhaps paid */
};

struct wallet {
    const struct transport *transport;
    const struct panel *panel;
    const char *amount;
    char trace_id[TRACE_ID_LENGTH + 1]; /* one for the life of the payment */
    char pin[PIN_DIGITS + 1];
    bool is_sent;      /* a payment request may have been sent, in this run or before a reset */
    bool is_open;      /* it may have paid: false only if it was the first and its answer excludes a payment */
    bool is_pin_wrong; /* the API refused the PIN while an earlier request may have paid: look, then ask again */
    bool is_paid;
    unsigned requests; /* how many were sent since a person decided something */
};

/* Begins a payment: makes its trace id, the only one that it ever has. The same amount to the same receiver after
 * WALLET_NOT_PAID or WALLET_OPEN is the same payment: call wallet_pay again, or it may be paid twice. */
void wallet_begin(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                  const char *amount);

/* Goes on with a payment after a reset, with the trace id and the amount that the device has stored. */
void wallet_resume(struct wallet *wallet, const struct transport *transport, const struct panel *panel,
                   const char *amount, const char *trace_id);

/* Pays, with the person's help. Unless it returns WALLET_PAID it may be called again: the server pays a trace id at
 * most once. */
enum wallet_ending wallet_pay(struct wallet *wallet);

#endif
