/* Simulates power cuts with memory that survives. At every byte of a body the reader is abandoned, torn or overwritten,
 * and initialised again. The next response must be read correctly.
 *
 *     power_cut tests/vectors [STEP]
 *
 * STEP is for slow machines, and 1 if not given: the power is cut at every STEP-th byte only. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "vectors.h"

/* In longer bodies the power is cut near the beginning only. */
enum { LAST_CUT = 300 };

static mixerr_reader reader;

/* Reads the first bytes of a body. */
static void begin(const struct vector *vector, size_t len)
{
    check(mixerr_reader_init(&reader) == MIXERR_STATUS_OK, "%s: init", vector->name);
    check(mixerr_reader_feed(&reader, vector->body, len) == MIXERR_STATUS_OK, "%s: feed", vector->name);
}

/* Reads a body with the reader in its present state, and compares every field. */
static void read_next(const struct vector *next, const struct vector *cut, size_t place, const char *how)
{
    mixerr_response response;
    const char *wrong;
    mixerr_status status = mixerr_reader_init(&reader);
    memset(&response, 0xA5, sizeof response);
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_feed(&reader, next->body, next->body_len);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_finish(&reader, next->expected.http_status, &response);
    }
    wrong = status != MIXERR_STATUS_OK ? mixerr_status_name(status) : vector_difference(next, &response);
    check(wrong == NULL, "%s, after %s was %s at byte %zu: %s", next->name, cut->name, how, place, wrong);
}

/* Ignores the status of a torn reader. GCC does not accept a cast for that. */
static void ignore(mixerr_status status)
{
    (void)status;
}

/* Half of the reader has the state before the last byte, and half the state after it. Reading may give any result, but
 * must end and must not write to other memory. */
static void tear(const struct vector *vector, size_t place)
{
    unsigned char before[sizeof reader];
    mixerr_response response;
    begin(vector, place);
    memcpy(before, &reader, sizeof before);
    begin(vector, place < vector->body_len ? place + 1 : place);
    memcpy(&reader, before, sizeof before / 2);
    ignore(mixerr_reader_feed(&reader, vector->body, vector->body_len));
    ignore(mixerr_reader_finish(&reader, vector->expected.http_status, &response));
}

static void overwrite(unsigned seed)
{
    unsigned char *bytes = (unsigned char *)&reader;
    size_t place;
    for (place = 0; place < sizeof reader; ++place) {
        seed = seed * 1103515245U + 12345U;
        bytes[place] = (unsigned char)(seed >> 16);
    }
}

static void cut_everywhere(const struct vector *vector, const struct vector *next, size_t step)
{
    mixerr_response response;
    size_t place;
    for (place = 0; place <= vector->body_len && place <= LAST_CUT; place += step) {
        begin(vector, place);
        read_next(next, vector, place, "abandoned");
        begin(vector, place);
        ignore(mixerr_reader_finish(&reader, vector->expected.http_status, &response));
        read_next(next, vector, place, "ended");
        tear(vector, place);
        read_next(next, vector, place, "torn");
        overwrite((unsigned)place);
        read_next(next, vector, place, "overwritten");
    }
}

int main(int argc, char **argv)
{
    const size_t step = argc == 3 ? (size_t)strtoul(argv[2], NULL, 10) : 1;
    struct vectors vectors;
    size_t row;
    if (argc < 2 || argc > 3 || step == 0) {
        check_give_up("usage: power_cut tests/vectors [STEP]");
    }
    vectors = vectors_of_answers(argv[1]);
    for (row = 0; row < vectors.len; ++row) {
        cut_everywhere(&vectors.rows[row], &vectors.rows[(row + 1) % vectors.len], step);
    }
    printf("power cut: %zu answers, %lu checks, %lu failed\n", vectors.len, check_count, check_failed);
    vectors_free(&vectors);
    return check_status();
}
