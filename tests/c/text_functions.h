/* The four functions that make a text of a response, as one kind, for what holds for all of them. */
#ifndef TEXT_FUNCTIONS_H
#define TEXT_FUNCTIONS_H

#include <stddef.h>

#include "mixerr.h"

struct text_function {
    const char *name;
    mixerr_status (*call)(const mixerr_response *response, char *out, size_t out_capacity, size_t *out_len);
    size_t nul; /* 1 if a NUL stands behind the text, which the capacity must hold too; 0 otherwise */
};

enum { TEXT_FUNCTIONS = 4 };

/* mixerr_extra_string is asked for "reason". */
extern const struct text_function text_functions[TEXT_FUNCTIONS];

/* Returns a response of which each of them makes a text. */
mixerr_response text_sample(void);

#endif
