/* Tables of tab separated columns with escapes, as the README of tests/vectors tells. What cannot be read
 * ends the program with a line that names the place. */
#ifndef TSV_H
#define TSV_H

#include <stddef.h>
#include <stdint.h>

enum { TSV_MAX_COLUMNS = 15 };

/* A line of a table, split at its tabs. */
struct tsv_row {
    const char *file;
    unsigned line;
    char *columns[TSV_MAX_COLUMNS];
};

/* Calls `read` with each line that is not for people; each must have as many columns. */
void tsv_read(const char *directory, const char *file, int columns,
              void (*read)(const struct tsv_row *row, void *context), void *context);

/* Returns the place of a column in a list of words that ends with NULL. */
uint8_t tsv_word(const struct tsv_row *row, const char *const *words, const char *column);

/* Returns a decimal number up to `max`, or 0 where the column is a single `-`. */
uint32_t tsv_number(const struct tsv_row *row, const char *column, uint32_t max);

/* Decodes a column into a block of just its length, which the caller frees. */
uint8_t *tsv_bytes(const struct tsv_row *row, const char *column, size_t *out_len);

/* Decodes a column into at most `capacity` bytes; returns how many, 0 where the column is a single `-`. */
size_t tsv_text(const struct tsv_row *row, const char *column, char *out, size_t capacity);

/* Returns zeroed memory that the caller frees. */
void *tsv_allocate(size_t count, size_t size);

#endif
