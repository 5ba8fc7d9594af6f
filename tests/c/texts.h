/* What holds for the texts of every response. */
#ifndef TEXTS_H
#define TEXTS_H

#include <stddef.h>
#include <stdint.h>

#include "mixerr.h"

/* An envelope reads back equal, but for an extra that was truncated, which it leaves out. */
void text_reads_back_equal(const char *name, const mixerr_response *response, const uint8_t *envelope,
                           size_t len);

/* A line has no digit of the server's words, no control character, and the NUL that its length promises. */
void text_is_safe_to_log(const char *name, const mixerr_response *response, const char *line, size_t len);

/* The texts that are longest fit the capacities that the header tells. */
void text_worst_cases(void);

#endif
