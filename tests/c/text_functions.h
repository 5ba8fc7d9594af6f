/* The four functions that format a response, with one signature, for tests of all of them. */
#ifndef TEXT_FUNCTIONS_H
#define TEXT_FUNCTIONS_H

#include <stddef.h>

#include "mixerr.h"

struct text_function {
    const char *name;
    mixerr_status (*call)(const mixerr_response *response, char *out, size_t out_capacity, size_t *out_len);
    size_t nul; /* 1 if the text is NUL-terminated, and 0 if not */
};

enum { TEXT_FUNCTIONS = 4 };

/* The key of mixerr_extra_string is "reason". */
extern const struct text_function text_functions[TEXT_FUNCTIONS];

/* Returns a response that each of them can format. */
mixerr_response text_sample(void);

#endif
