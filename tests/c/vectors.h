/* The tables of tests/vectors as expected responses. Their README has the format. */
#ifndef VECTORS_H
#define VECTORS_H

#include <stddef.h>
#include <stdint.h>

#include "mixerr.h"

struct vector {
    char *name;
    uint8_t *body; /* a block of exactly body_len bytes, so that a sanitizer detects a read beyond it */
    size_t body_len;
    mixerr_response expected; /* without the entry */
    char *entry;              /* the name of the entry, empty if there is none */
};

struct vectors {
    struct vector *rows;
    size_t len;
};

/* Reads answers.tsv and extended.tsv of a directory, and ends the program if they cannot be read. */
struct vectors vectors_of_answers(const char *directory);

/* Reads grammar.tsv of a directory, and ends the program if it cannot be read. The table has no `data`, which follows
 * from the body. */
struct vectors vectors_of_grammar(const char *directory);

/* Frees the cases. */
void vectors_free(struct vectors *vectors);

/* Returns the name of the first field of a response that differs from the case, or NULL if none does. */
const char *vector_difference(const struct vector *vector, const mixerr_response *got);

#endif
