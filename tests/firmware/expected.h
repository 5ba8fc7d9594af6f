/* The expected response of a row of tests/vectors. */
#ifndef EXPECTED_H
#define EXPECTED_H

#include <stdbool.h>

#include "mixerr.h"
#include "table.h"

/* A row of answers.tsv, extended.tsv or grammar.tsv. Its number of columns shows which. */
struct expected {
    const struct row *row;
    bool is_sentence; /* a row of grammar.tsv */
    uint16_t http_status;
    struct column name, body;
};

/* Reads a row. Returns false if it is not a row of these tables. */
bool expected_from(struct expected *expected, const struct row *row);

/* Returns the name of the first field of a response that differs from the row, or NULL if they are equal. */
const char *expected_difference(const struct expected *expected, const mixerr_response *got);

#endif
