/* The tables of tests/vectors, whose README tells their format, as the responses that they ask for. */
#ifndef VECTORS_H
#define VECTORS_H

#include <stddef.h>
#include <stdint.h>

#include "mixerr.h"

struct vector {
    char *name;
    uint8_t *body; /* a block of just body_len bytes, so that a sanitizer sees what is read beyond it */
    size_t body_len;
    mixerr_response expected; /* but for the entry, which is told by its name */
    char *entry;              /* the entry's name; empty if there is none */
};

struct vectors {
    struct vector *rows;
    size_t len;
};

/* Reads answers.tsv and extended.tsv of a directory; gives up if they cannot be read. */
struct vectors vectors_of_answers(const char *directory);

/* Reads grammar.tsv of a directory; gives up if it cannot be read. Its sentences tell of no data: it is what the
 * body begins with. */
struct vectors vectors_of_grammar(const char *directory);

/* Frees what was read. */
void vectors_free(struct vectors *vectors);

/* Returns the name of the first field of a response that is not as the row asks for, or NULL if all are. */
const char *vector_difference(const struct vector *vector, const mixerr_response *got);

#endif
