/* Reads bodies with mixerr and with yyjson, side by side.
 *
 * versus names                     prints the readers, a line each
 * versus time ROUNDS FILE...       prints a line for each file and reader: the file, the reader, nanoseconds a body
 * versus read READER TIMES FILE    reads a file so many times, for valgrind to count the instructions
 *
 * Time is that of the shortest of so many rounds. A round is a batch of calls for each reader in turn, so that a machine
 * that slows down slows all of them down. A batch takes some 20 microseconds: most batches are not interrupted. */

#define _POSIX_C_SOURCE 199309L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "mixerr.h"
#include "yyjson.h"

#define BATCH_NANOSECONDS 20000
#define MAX_BODY_LEN (1 << 20)

/* The Rust API, from rust_read.rs. */
void *mixerr_rust_outcome(void);
int64_t mixerr_rust_read(const uint8_t *body, size_t length);
int64_t mixerr_rust_read_into(const uint8_t *body, size_t length, void *outcome);

/* What a reader reports: the code of an error, or one of these. */
enum { SUCCESS = -1, NOT_FROM_API = -2 };

static void *rust_outcome;

/* Keeps the compiler from dropping what is written to `value`. */
static void keep(const void *value)
{
    __asm__ volatile("" : : "r"(value) : "memory");
}

static int64_t read_c(const uint8_t *body, size_t length)
{
    static mixerr_response response;

    if (mixerr_read(202, body, length, &response) != MIXERR_STATUS_OK) {
        abort();
    }
    keep(&response);
    switch (response.outcome) {
    case MIXERR_OUTCOME_SUCCESS:
        return SUCCESS;
    case MIXERR_OUTCOME_API_ERROR:
        return response.code;
    default:
        return NOT_FROM_API;
    }
}

static int64_t read_rust_into(const uint8_t *body, size_t length)
{
    return mixerr_rust_read_into(body, length, rust_outcome);
}

/* The members of an error, where yyjson left them. */
struct found {
    uint64_t status, code;
    const char *description;
    size_t description_len;
    yyjson_val *extra;
};

/* Memory for the largest body that is measured, as yyjson_read_max_memory_usage computes it. */
static uint64_t pool[(MAX_BODY_LEN * 13 + 256) / 8];

/* No catalog is searched, and no text is copied: the document stays in the pool until the next body. */
static int64_t read_yyjson(const uint8_t *body, size_t length)
{
    struct found found;
    yyjson_alc allocator;
    yyjson_doc *document;
    yyjson_val *error, *code, *description;

    yyjson_alc_pool_init(&allocator, pool, sizeof pool);
    /* Without flags, the body is only read. */
    document = yyjson_read_opts((char *)(uintptr_t)body, length, 0, &allocator, NULL);
    if (document == NULL) {
        return NOT_FROM_API;
    }
    error = yyjson_obj_get(yyjson_doc_get_root(document), "error");
    if (error == NULL || yyjson_is_null(error)) {
        return SUCCESS;
    }
    code = yyjson_obj_get(error, "code");
    if (!yyjson_is_uint(code)) {
        return NOT_FROM_API;
    }
    description = yyjson_obj_get(error, "description");
    found.code = yyjson_get_uint(code);
    found.status = yyjson_get_uint(yyjson_obj_get(error, "status"));
    found.description = yyjson_get_str(description);
    found.description_len = yyjson_get_len(description);
    found.extra = yyjson_obj_get(error, "extra");
    keep(&found);
    return (int64_t)found.code;
}

static const struct reader {
    const char *name;
    int64_t (*read)(const uint8_t *body, size_t length);
} readers[] = {
    {"mixerr_read", read_c},
    {"read_into", read_rust_into},
    {"read", mixerr_rust_read},
    {"yyjson", read_yyjson},
};
enum { READERS = sizeof readers / sizeof readers[0] };

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "versus: %s: %s\n", what, why);
    exit(1);
}

static uint8_t body[MAX_BODY_LEN + 1];

/* Reads a file into `body`; returns its length. */
static size_t load(const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t length;

    if (file == NULL) {
        fail(path, "cannot be opened");
    }
    length = fread(body, 1, sizeof body, file);
    fclose(file);
    if (length > MAX_BODY_LEN) {
        fail(path, "longer than 1 MiB");
    }
    return length;
}

static uint64_t now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* Returns the nanoseconds of a batch. */
static uint64_t batch(const struct reader *reader, size_t length, unsigned long calls)
{
    uint64_t start = now();

    while (calls-- > 0) {
        keep(body);
        (void)reader->read(body, length);
    }
    return now() - start;
}

static void time_file(const char *path, unsigned long rounds)
{
    size_t length = load(path), index;
    uint64_t shortest[READERS];
    unsigned long calls = 1;

    for (index = 0; index < READERS; ++index) {
        if (readers[index].read(body, length) != readers[0].read(body, length)) {
            fail(path, "the readers differ");
        }
        shortest[index] = UINT64_MAX;
    }
    while (batch(&readers[0], length, calls) < BATCH_NANOSECONDS) {
        calls *= 2;
    }
    while (rounds-- > 0) {
        for (index = 0; index < READERS; ++index) {
            uint64_t nanoseconds = batch(&readers[index], length, calls);

            if (nanoseconds < shortest[index]) {
                shortest[index] = nanoseconds;
            }
        }
    }
    for (index = 0; index < READERS; ++index) {
        printf("%s\t%s\t%.2f\n", path, readers[index].name, (double)shortest[index] / (double)calls);
    }
}

static void read_times(const char *name, unsigned long times, const char *path)
{
    size_t length = load(path), index = 0;

    while (strcmp(readers[index].name, name) != 0) {
        if (++index == READERS) {
            fail(name, "no such reader");
        }
    }
    while (times-- > 0) {
        keep(body);
        (void)readers[index].read(body, length);
    }
}

int main(int argc, char **argv)
{
    int index;

    rust_outcome = mixerr_rust_outcome();
    if (argc == 2 && strcmp(argv[1], "names") == 0) {
        for (index = 0; index < READERS; ++index) {
            puts(readers[index].name);
        }
    } else if (argc > 3 && strcmp(argv[1], "time") == 0) {
        for (index = 3; index < argc; ++index) {
            time_file(argv[index], strtoul(argv[2], NULL, 10));
        }
    } else if (argc == 5 && strcmp(argv[1], "read") == 0) {
        read_times(argv[2], strtoul(argv[3], NULL, 10), argv[4]);
    } else {
        fprintf(stderr, "usage: versus names | time ROUNDS FILE... | read READER TIMES FILE\n");
        return 64;
    }
    return 0;
}
