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
    int len; /* the number of columns; TABLE_MAX_COLUMNS + 1 if there are too many */
};

/* Reads the next row of a table that ends at `end`. Returns false at the end. */
bool table_next(const char **at, const char *end, struct row *row);

/* Returns true if a column is this word. */
bool column_is(struct column column, const char *word);

/* Returns true if a column is this name, without regard to case and underscores: `AskUser` is `ASK_USER`. */
bool column_names(struct column column, const char *name);

/* Returns true if a column is this number in decimal; `-` is 0. */
bool column_is_number(struct column column, uint32_t number);

/* Returns true if a column with escapes is this text; `-` is an empty text. */
bool column_is_text(struct column column, const char *text, size_t len);

/* Removes the first part, up to a separator, from a column, and returns it. */
struct column column_cut(struct column *rest, char separator);

/* Returns a decimal number, which may be negative. */
int64_t column_number(struct column column);

/* Decodes a column with escapes, and adds a NUL. Returns the number of bytes before it, or `capacity` if they do not
 * fit or an escape is not valid. */
size_t column_decode(struct column column, char *out, size_t capacity);

#endif
