/* Cuts the power of a wallet whose memory survives: at every byte of an answer the reader is abandoned, torn or
 * overwritten, and initialised again; then the next answer must be read as if nothing had been.
 *
 *     power_cut tests/vectors [STEP]
 *
 * STEP (1 if not given) makes less of it, for slow machines: a cut only at every STEP-th byte. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "vectors.h"

/* Longer bodies are cut near their beginning only. */
enum { LAST_CUT = 300 };

static mixerr_reader reader;

/* Reads the first bytes of an answer. */
static void begin(const struct vector *vector, size_t len)
{
    check(mixerr_reader_init(&reader) == MIXERR_STATUS_OK, "%s: init", vector->name);
    check(mixerr_reader_feed(&reader, vector->body, len) == MIXERR_STATUS_OK, "%s: feed", vector->name);
}

/* Reads an answer in the memory as it is, and compares every field. */
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

/* What a torn reader returns does not matter; GCC takes no cast for that. */
static void ignore(mixerr_status status)
{
    (void)status;
}

/* Half of the reader is as it was before the last byte, half as it was after it. What comes of reading on is not
 * told; it must end, and leave all other memory alone. */
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
