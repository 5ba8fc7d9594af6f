/* Simulates the server, the person and the flash, from the tables of ../../script. */
#ifndef SCRIPT_H
#define SCRIPT_H

#include "payment.h"
#include "text.h"

enum { UUID_LENGTH = 36 };

/* A row of payments.tsv, which explains the columns. */
struct scenario {
    struct text title, replies, flash, cuts;
    char trace_id[UUID_LENGTH + 1];
    uint32_t pins, confirmations;
};

/* Returns the next row. Returns false at the end of the table. */
bool script_next(struct scenario *out_scenario);

/* Begins a payment. */
void server_begin(const struct scenario *scenario);
void person_begin(const struct scenario *scenario);
void chip_begin(const struct scenario *scenario, const struct payment *payment);

/* Returns true if the receiver has the amount. */
bool server_has_paid(void);

/* The program's storage for a payment. They return false if the power was cut. */
bool chip_has_payment(void);
bool chip_store_payment(void);
bool chip_delete_payment(void);

/* Returns true once after each power cut. */
bool chip_was_cut(void);

#endif
