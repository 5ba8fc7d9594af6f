/* The first difference between the library and a row of a table: a few words, or NULL if there is none. */
#ifndef DIFFERENCES_H
#define DIFFERENCES_H

#include "table.h"

/* The numbers of columns. Those of transfers.tsv and grammar.tsv are equal. */
enum { RECEIPT_COLUMNS = 7, HEAD_COLUMNS = 13, TRANSFER_COLUMNS = 4 };

const char *receipt_difference(const struct row *row);
const char *head_difference(const struct row *row);
const char *transfer_difference(const struct row *row);

#endif
