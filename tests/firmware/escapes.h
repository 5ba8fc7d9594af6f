/* Text with the escapes that the README of tests/vectors tells, decoded a byte at a time: a body of a million
 * bytes is in nobody's memory. */
#ifndef ESCAPES_H
#define ESCAPES_H

#include <stddef.h>
#include <stdint.h>

struct escapes {
    const char *at, *end;            /* what is left, behind a repeat if there is one */
    const char *repeat, *repeat_end; /* the text that is repeated; NULL if none is */
    const char *repeat_at;
    uint32_t times; /* how often the text comes from here on, this time too */
};

enum { ESCAPES_END = -1, ESCAPES_WRONG = -2 };

/* Begins a text of `len` bytes, escapes not decoded. */
void escapes_begin(struct escapes *escapes, const char *text, size_t len);

/* Returns the next byte; or that the text is at its end, or that an escape in it is wrong. */
int escapes_next(struct escapes *escapes);

#endif
