/* Decodes the escapes of tests/vectors/README.md, one byte at a time. A body of a million bytes does not fit
 * into memory. */
#ifndef ESCAPES_H
#define ESCAPES_H

#include <stddef.h>
#include <stdint.h>

struct escapes {
    const char *at, *end;            /* the rest of the text; after a repeat, if one is active */
    const char *repeat, *repeat_end; /* the repeated text; NULL if none is active */
    const char *repeat_at;
    uint32_t times; /* the remaining repeats, including the present one */
};

enum { ESCAPES_END = -1, ESCAPES_WRONG = -2 };

/* Begins a text of `len` bytes that contains escapes. */
void escapes_begin(struct escapes *escapes, const char *text, size_t len);

/* Returns the next byte, ESCAPES_END at the end, or ESCAPES_WRONG for an invalid escape. */
int escapes_next(struct escapes *escapes);

#endif
