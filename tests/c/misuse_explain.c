/* mixerr_explain with wrong arguments and with every capacity. */

#include "misuse.h"

#include <stdio.h>
#include <string.h>

#include "check.h"
#include "guard.h"

static const char TEXT[] = "2026-01-02 transfer failed: [202/20119] PIN incorrect.";

enum { TEXT_LEN = sizeof TEXT - 1 };

/* Explains TEXT with these outputs. */
static mixerr_status explain(char *out, size_t out_capacity, size_t *out_len, mixerr_response *out_response)
{
    return mixerr_explain(TEXT, TEXT_LEN, -1, out, out_capacity, out_len, out_response);
}

static void pointers(void)
{
    const size_t capacity = sizeof arena.text;
    size_t offset;
    FAILS(NULL_POINTER, mixerr_explain(NULL, 1, -1, arena.text, capacity, &arena.len, &arena.response));
    FAILS(NULL_POINTER, explain(NULL, capacity, &arena.len, &arena.response));
    FAILS(NULL_POINTER, explain(NULL, 0, &arena.len, &arena.response));
    FAILS(NULL_POINTER, explain(arena.text, capacity, NULL, &arena.response));
    FAILS_SOMEHOW(mixerr_explain(NULL, SIZE_MAX, 70000, NULL, SIZE_MAX, NULL, NULL));
    for (offset = 1; offset < sizeof(size_t); ++offset) {
        void *misaligned = arena.guard_1 + offset;
        FAILS(MISALIGNED, explain(arena.text, capacity, misaligned, &arena.response));
        FAILS(MISALIGNED, explain(arena.text, capacity, &arena.len, misaligned));
    }
}

static void lengths(void)
{
    size_t enough, capacity;
    check(explain(arena.text, sizeof arena.text, &arena.len, NULL) == MIXERR_STATUS_OK, "no explanation");
    enough = arena.len + 1;
    check(enough > 100 && enough < MIXERR_EXPLANATION_CAPACITY, "a length of %zu", arena.len);
    check(strncmp(arena.text, "20119 PIN_INCORRECT", 19) == 0, "it is %s", arena.text);
    guard_reset();
    for (capacity = 0; capacity < enough; ++capacity) {
        FAILS(BUFFER_TOO_SMALL, explain(arena.text, capacity, &arena.len, &arena.response));
    }
    for (; capacity <= enough + 2; ++capacity) {
        WRITES_TEXT(explain(arena.text, capacity, &arena.len, NULL), arena.text, enough);
        check(arena.len + 1 == enough && arena.text[arena.len] == '\0', "%zu bytes", arena.len);
    }
    FAILS(LENGTH_OUT_OF_RANGE, explain(arena.text, GUARD_TOO_LONG, &arena.len, &arena.response));
    FAILS(LENGTH_OUT_OF_RANGE, explain(arena.text, SIZE_MAX, &arena.len, &arena.response));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_explain(TEXT, GUARD_TOO_LONG, -1, arena.text, sizeof arena.text,
                                              &arena.len, &arena.response));
}

static void overlap(void)
{
    char *response = (char *)&arena.response;
    void *inside = response + 8;
    void *in_the_text = arena.text + 8;
    const size_t capacity = sizeof arena.text;
    FAILS(OVERLAP, explain(response, capacity, &arena.len, &arena.response));
    FAILS(OVERLAP, explain(response + sizeof arena.response - 1, capacity, &arena.len, &arena.response));
    FAILS(OVERLAP, explain(arena.text, capacity, inside, &arena.response));
    FAILS(OVERLAP, explain(arena.text, capacity, in_the_text, &arena.response));
    FAILS(OVERLAP, explain(arena.text, capacity, &arena.len, in_the_text));
    FAILS(OVERLAP, mixerr_explain(arena.text, 16, -1, arena.text + 15, 1000, &arena.len, NULL));
    FAILS(OVERLAP, mixerr_explain(arena.text, 16, -1, response, 1000, in_the_text, NULL));
    FAILS(OVERLAP, mixerr_explain(arena.text, 16, -1, response, 100, &arena.len, in_the_text));
}

/* The response, with the HTTP statuses that are known and those that are not. */
static void responses(void)
{
    static const int32_t STATUSES[] = {-1, 0, 202, 65535, -2, 65536, INT32_MIN, INT32_MAX};
    size_t index;
    for (index = 0; index < sizeof STATUSES / sizeof *STATUSES; ++index) {
        const int32_t status = STATUSES[index];
        const bool is_known = status >= 0 && status <= 65535;
        check(mixerr_explain("<html>", 6, status, arena.text, sizeof arena.text, &arena.len,
                             &arena.response) == MIXERR_STATUS_OK,
              "no explanation");
        check(arena.response.outcome == MIXERR_OUTCOME_NOT_FROM_API &&
                  arena.response.http_status == (is_known ? (uint16_t)status : 0),
              "a page at %ld is another response", (long)status);
        check(is_known || arena.response.action == MIXERR_ACTION_REPORT, "advice at %ld", (long)status);
    }
    check(mixerr_explain(NULL, 0, -1, arena.text, sizeof arena.text, &arena.len, &arena.response) ==
              MIXERR_STATUS_OK,
          "no explanation");
    check(mixerr_explain("hello", 5, -1, arena.text, sizeof arena.text, &arena.len, &arena.response) ==
                  MIXERR_STATUS_OK &&
              arena.response.outcome == MIXERR_OUTCOME_UNREAD && arena.response.http_status == 0,
          "words are a response");
    check(mixerr_explain("{\"data\":{}}", 11, 202, arena.text, sizeof arena.text, &arena.len,
                         &arena.response) == MIXERR_STATUS_OK &&
              arena.response.outcome == MIXERR_OUTCOME_SUCCESS && arena.response.data == MIXERR_DATA_PRESENT &&
              arena.response.action == MIXERR_ACTION_PROCEED && arena.response.http_status == 202,
          "a success is another response");
}

/* The longest lines: each byte of the description and of the extra is written as an escape. */
static void longest(void)
{
    static char text[4096];
    size_t len = 0, index;
    len += (size_t)sprintf(text, "error 10003\n{\"error\":{\"status\":65535,\"code\":4294967295,\"extra\":\"");
    for (index = 0; index < MIXERR_EXTRA_CAPACITY + 1; ++index) {
        text[len++] = '\x7F';
    }
    len += (size_t)sprintf(text + len, "\",\"description\":\"");
    for (index = 0; index < MIXERR_DESCRIPTION_CAPACITY + 1; ++index) {
        text[len++] = '\x7F';
    }
    len += (size_t)sprintf(text + len, "\"}}");
    check(mixerr_explain(text, len, 65535, arena.text, MIXERR_EXPLANATION_CAPACITY, &arena.len,
                         &arena.response) == MIXERR_STATUS_OK,
          "the capacity is not enough");
    check(arena.response.description_truncated && arena.response.extra_truncated && arena.len > 1800,
          "%zu bytes are not the longest", arena.len);
}

void misuse_explain(void)
{
    guard_reset();
    pointers();
    lengths();
    overlap();
    responses();
    longest();
}
