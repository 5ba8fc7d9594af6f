/* Many threads read the same bodies, each with its own responses and readers, and format the same responses. There is
 * no lock, because the library has no state.
 *
 *     threads tests/vectors */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "vectors.h"

enum { THREADS = 8, LONGEST_BODY = 4096 };

/* Shared by all threads, and only read. */
static struct vectors vectors;
static mixerr_response *responses;

struct thread {
    pthread_t handle;
    size_t number;
    unsigned long readings;
    const char *wrong; /* the name of the first case that failed, or NULL */
};

/* Reads a body in chunks, whose size differs in each thread. */
static bool reads_in_pieces(const struct vector *vector, size_t size)
{
    mixerr_reader reader;
    mixerr_response response;
    size_t place;
    if (mixerr_reader_init(&reader) != MIXERR_STATUS_OK) {
        return false;
    }
    for (place = 0; place < vector->body_len; place += size) {
        const size_t rest = vector->body_len - place;
        if (mixerr_reader_feed(&reader, vector->body + place, rest < size ? rest : size) !=
            MIXERR_STATUS_OK) {
            return false;
        }
    }
    return mixerr_reader_finish(&reader, vector->expected.http_status, &response) == MIXERR_STATUS_OK &&
           vector_difference(vector, &response) == NULL;
}

static bool reads_whole(const struct vector *vector)
{
    mixerr_response response;
    return mixerr_read(vector->expected.http_status, vector->body, vector->body_len, &response) ==
               MIXERR_STATUS_OK &&
           vector_difference(vector, &response) == NULL;
}

/* Formats a response that all threads share. */
static bool makes_texts(const mixerr_response *response)
{
    uint8_t envelope[MIXERR_ENVELOPE_CAPACITY];
    char line[MIXERR_LOG_LINE_CAPACITY];
    mixerr_response back;
    size_t len;
    if (mixerr_write_log_line(response, line, sizeof line, &len) != MIXERR_STATUS_OK || len == 0) {
        return false;
    }
    if (response->outcome != MIXERR_OUTCOME_API_ERROR) {
        return mixerr_write_envelope(response, envelope, sizeof envelope, &len) ==
               MIXERR_STATUS_NOT_API_ERROR;
    }
    return mixerr_write_envelope(response, envelope, sizeof envelope, &len) == MIXERR_STATUS_OK &&
           mixerr_read(202, envelope, len, &back) == MIXERR_STATUS_OK && back.code == response->code;
}

static void *run(void *argument)
{
    struct thread *thread = argument;
    size_t index;
    for (index = 0; index < vectors.len && thread->wrong == NULL; ++index) {
        /* Each thread starts at another case. */
        const size_t row = (index + thread->number * 3) % vectors.len;
        const struct vector *vector = &vectors.rows[row];
        if (vector->body_len <= LONGEST_BODY) {
            const bool good = reads_whole(vector) && reads_in_pieces(vector, thread->number + 1) &&
                              makes_texts(&responses[row]);
            thread->wrong = good ? NULL : vector->name;
            ++thread->readings;
        }
    }
    return NULL;
}

static void read_responses(void)
{
    size_t row;
    responses = calloc(vectors.len, sizeof *responses);
    if (responses == NULL) {
        check_give_up("no memory");
    }
    for (row = 0; row < vectors.len; ++row) {
        const struct vector *vector = &vectors.rows[row];
        check(mixerr_read(vector->expected.http_status, vector->body, vector->body_len, &responses[row]) ==
                  MIXERR_STATUS_OK,
              "%s: not read", vector->name);
    }
}

int main(int argc, char **argv)
{
    static struct thread threads[THREADS];
    size_t number;
    if (argc != 2) {
        check_give_up("usage: threads tests/vectors");
    }
    vectors = vectors_of_answers(argv[1]);
    read_responses();
    for (number = 0; number < THREADS; ++number) {
        threads[number].number = number;
        if (pthread_create(&threads[number].handle, NULL, run, &threads[number]) != 0) {
            check_give_up("no thread");
        }
    }
    for (number = 0; number < THREADS; ++number) {
        pthread_join(threads[number].handle, NULL);
        check(threads[number].wrong == NULL, "thread %zu: %s", number, threads[number].wrong);
        check(threads[number].readings > 0, "thread %zu read nothing", number);
    }
    free(responses);
    vectors_free(&vectors);
    printf("threads: %d, %lu checks, %lu failed\n", THREADS, check_count, check_failed);
    return check_status();
}
