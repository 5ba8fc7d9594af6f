/* Reads every body of tests/vectors, complete and in chunks of many sizes, and compares every field of the
 * responses.
 *
 *     answers tests/vectors [STEP]
 *
 * Each body is split in two at every byte; one of more than 2 KiB only near its ends. STEP is for slow machines,
 * and 1 if not given: a body is split at every STEP-th byte only, and at most 2 million / STEP chunks are fed. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "vectors.h"

enum { MIN_ANSWERS = 200, LONG_BODY = 2048, MAX_PIECES = 2000000 };

/* The number of bytes that are read near each end of a long body, for all splits together. */
#define EDGE_BYTES ((size_t)16 << 20)

/* In static memory and reused, as in firmware. */
static mixerr_reader reader;

/* A value that no field of a response has, which shows a field that is not written. */
static mixerr_response unwritten(void)
{
    mixerr_response response;
    memset(&response, 0xA5, sizeof response);
    return response;
}

static void compare(const struct vector *vector, const char *how, size_t size, mixerr_status status,
                    const mixerr_response *got)
{
    const char *wrong =
        status != MIXERR_STATUS_OK ? mixerr_status_name(status) : vector_difference(vector, got);
    check(wrong == NULL, "%s, %s %zu: %s", vector->name, how, size, wrong);
}

static void read_whole(const struct vector *vector)
{
    mixerr_response response = unwritten();
    const mixerr_status status =
        mixerr_read(vector->expected.http_status, vector->body, vector->body_len, &response);
    compare(vector, "whole, bytes", vector->body_len, status, &response);
}

/* Feeds a copy in a block of exactly its length, so that a sanitizer detects a read beyond the chunk. */
static mixerr_status feed_copy(const uint8_t *chunk, size_t chunk_len)
{
    uint8_t *block = malloc(chunk_len > 0 ? chunk_len : 1);
    mixerr_status status;
    if (block == NULL) {
        check_give_up("no memory");
    }
    memcpy(block, chunk, chunk_len);
    status = mixerr_reader_feed(&reader, block, chunk_len);
    free(block);
    return status;
}

static void read_in_pieces(const struct vector *vector, size_t size)
{
    mixerr_response response = unwritten();
    mixerr_status status = mixerr_reader_init(&reader);
    size_t place;
    for (place = 0; status == MIXERR_STATUS_OK && place < vector->body_len; place += size) {
        const size_t rest = vector->body_len - place;
        status = feed_copy(vector->body + place, rest < size ? rest : size);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_finish(&reader, vector->expected.http_status, &response);
    }
    compare(vector, "pieces of", size, status, &response);
}

static void read_in_two(const struct vector *vector, size_t place)
{
    mixerr_response response = unwritten();
    mixerr_status status = mixerr_reader_init(&reader);
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_feed(&reader, vector->body, place);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_feed(&reader, vector->body + place, vector->body_len - place);
    }
    if (status == MIXERR_STATUS_OK) {
        status = mixerr_reader_finish(&reader, vector->expected.http_status, &response);
    }
    compare(vector, "split at", place, status, &response);
}

static void read_every_way(const struct vector *vector, size_t step)
{
    static const size_t SIZES[] = {1, 2, 3, 5, 7, 8, 13, 17, 64, 1000};
    const size_t len = vector->body_len;
    const size_t edge = len <= LONG_BODY ? len + 1 : EDGE_BYTES / len;
    size_t place, size;
    read_whole(vector);
    for (size = 0; size < sizeof SIZES / sizeof SIZES[0]; ++size) {
        if (len / SIZES[size] <= MAX_PIECES / step) {
            read_in_pieces(vector, SIZES[size]);
        }
    }
    for (place = 0; place <= len; place += step) {
        if (place < edge || len - place < edge) {
            read_in_two(vector, place);
        }
    }
}

static size_t read_table(const char *name, struct vectors vectors, size_t step)
{
    const unsigned long readings = check_count, failed = check_failed;
    const size_t len = vectors.len;
    size_t row;
    for (row = 0; row < len; ++row) {
        read_every_way(&vectors.rows[row], step);
    }
    printf("%s: %zu cases, %lu readings, %lu failed\n", name, len, check_count - readings,
           check_failed - failed);
    vectors_free(&vectors);
    return len;
}

int main(int argc, char **argv)
{
    const size_t step = argc == 3 ? (size_t)strtoul(argv[2], NULL, 10) : 1;
    size_t answers;
    if (argc < 2 || argc > 3 || step == 0) {
        check_give_up("usage: answers tests/vectors [STEP]");
    }
    answers = read_table("answers", vectors_of_answers(argv[1]), step);
    (void)read_table("grammar", vectors_of_grammar(argv[1]), step);
    check(answers >= MIN_ANSWERS, "only %zu answers", answers);
    return check_status();
}
