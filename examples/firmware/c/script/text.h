/* Parts of the tables: rows, columns and words. */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* It is not NUL-terminated. */
struct text {
    const char *at;
    size_t len;
};

/* Returns a string as a text. */
struct text text_of(const char *string);

/* Removes the first part, up to a separator, from `rest`, and returns it. */
struct text text_cut(struct text *rest, char separator);

/* Removes the first row that is neither empty nor a comment, and returns it. It is empty at the end. */
struct text text_cut_row(struct text *rest);

bool text_is(struct text text, const char *string);

/* Returns a decimal number. */
uint32_t text_number(struct text text);

/* Writes a text to the console. */
void text_print(struct text text);

#endif
