/* Properties of the texts of every response. */
#ifndef TEXTS_H
#define TEXTS_H

#include <stddef.h>
#include <stdint.h>

#include "mixerr.h"

/* An envelope reads back equal, except for a truncated extra, which it leaves out. */
void text_reads_back_equal(const char *name, const mixerr_response *response, const uint8_t *envelope,
                           size_t len);

/* A line contains no digit of the server's words and no control character, and has a NUL after its length. */
void text_is_safe_to_log(const char *name, const mixerr_response *response, const char *line, size_t len);

/* The longest texts fit into the capacities of the header. */
void text_worst_cases(void);

#endif
