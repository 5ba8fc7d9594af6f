/* Tables of tab-separated columns with escapes; tests/vectors/README.md has the format. If a table cannot be read, the
 * program ends with a line that names the file and line. */
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

/* Calls `read` with each line that is not a comment. Each must have this number of columns. */
void tsv_read(const char *directory, const char *file, int columns,
              void (*read)(const struct tsv_row *row, void *context), void *context);

/* Returns the index of a column in a list of words that ends with NULL. */
uint8_t tsv_word(const struct tsv_row *row, const char *const *words, const char *column);

/* Returns a decimal number up to `max`, or 0 if the column is `-`. */
uint32_t tsv_number(const struct tsv_row *row, const char *column, uint32_t max);

/* Decodes a column to a block of exactly its length, which the caller frees. */
uint8_t *tsv_bytes(const struct tsv_row *row, const char *column, size_t *out_len);

/* Decodes a column to at most `capacity` bytes, and returns their number; 0 if the column is `-`. */
size_t tsv_text(const struct tsv_row *row, const char *column, char *out, size_t capacity);

/* Returns zeroed memory that the caller frees. */
void *tsv_allocate(size_t count, size_t size);

#endif
