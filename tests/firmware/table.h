/* Rows of tab separated columns, in the tables of tests/vectors. */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TABLE_MAX_COLUMNS = 15 };

struct column {
    const char *text; /* not NUL-terminated */
    size_t len;
};

struct row {
    struct column columns[TABLE_MAX_COLUMNS];
    int len; /* how many columns it has; one more than TABLE_MAX_COLUMNS if there are too many */
};

/* Takes the next row of a table that ends at `end`. Returns false at its end. */
bool table_next(const char **at, const char *end, struct row *row);

/* Whether a column is this word. */
bool column_is(struct column column, const char *word);

/* Whether a column is this name, but for its case and its underscores: `AskUser` is `ASK_USER`. */
bool column_names(struct column column, const char *name);

/* Whether a column is this number in decimal; a single `-` is 0. */
bool column_is_number(struct column column, uint32_t number);

/* Whether a column with escapes is this text; a single `-` is an empty one. */
bool column_is_text(struct column column, const char *text, size_t len);

#endif
