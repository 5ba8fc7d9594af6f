/* Compares each row of mixerr_read_columns and mixerr_read_columns64 with mixerr_read: the bodies of tests/vectors and
 * random bodies, every position of the validity's first bit in a word, and rows that do not begin at the first body.
 *
 *     columns tests/vectors [COUNT]
 *
 * COUNT is the number of random bodies, 20000 if not given. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "mixerr.h"
#include "vectors.h"

enum { MAX_VALIDITY_OFFSET = 64, MAX_RANDOM_LEN = 400 };

/* A log. Once it is complete, its bodies are a block of exactly their size, so that a sanitizer detects a read beyond
 * them. */
struct log {
    size_t count;
    uint16_t *http_status;
    int32_t *offsets;
    int64_t *offsets64;
    uint8_t *bodies;
    size_t bodies_len, bodies_capacity;
};

struct rows {
    uint8_t *bytes[5];
    uint16_t *status;
    uint32_t *code, *fault_offset;
};

static void *allocate(size_t count, size_t size)
{
    void *block = malloc(count * size > 0 ? count * size : 1);
    if (block == NULL) {
        check_give_up("no memory");
    }
    return block;
}

/* Numbers that only look random: Knuth's MMIX. */
static uint32_t random_number(void)
{
    static uint64_t state = 20119;
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33);
}

static void resize(struct log *log, size_t capacity)
{
    uint8_t *bodies = allocate(capacity, 1);
    if (log->bodies_len > 0) {
        memcpy(bodies, log->bodies, log->bodies_len);
    }
    free(log->bodies);
    log->bodies = bodies;
    log->bodies_capacity = capacity;
}

static void append(struct log *log, uint16_t http_status, const uint8_t *body, size_t body_len)
{
    if (body_len > log->bodies_capacity - log->bodies_len) {
        resize(log, 2 * (log->bodies_len + body_len));
    }
    if (body_len > 0) {
        memcpy(log->bodies + log->bodies_len, body, body_len);
        log->bodies_len += body_len;
    }
    log->http_status[log->count++] = http_status;
    log->offsets[log->count] = (int32_t)log->bodies_len;
    log->offsets64[log->count] = (int64_t)log->bodies_len;
}

static struct log log_of(size_t capacity)
{
    struct log log = {0, NULL, NULL, NULL, NULL, 0, 0};
    log.http_status = allocate(capacity, sizeof *log.http_status);
    log.offsets = allocate(capacity + 1, sizeof *log.offsets);
    log.offsets64 = allocate(capacity + 1, sizeof *log.offsets64);
    log.offsets[0] = 0;
    log.offsets64[0] = 0;
    return log;
}

static struct log log_of_vectors(struct vectors vectors)
{
    struct log log = log_of(vectors.len);
    size_t row;
    for (row = 0; row < vectors.len; ++row) {
        append(&log, vectors.rows[row].expected.http_status, vectors.rows[row].body,
               vectors.rows[row].body_len);
    }
    vectors_free(&vectors);
    resize(&log, log.bodies_len);
    return log;
}

/* Makes bodies of those in `from`: each is a short one with up to three bytes changed, inserted or cut off. */
static struct log log_of_random(const struct log *from, size_t count)
{
    static const uint16_t HTTP_STATUS[] = {0, 200, 202, 204, 401, 429, 500, 502, 511, 65535};
    static const char BYTES[] = "{}[]\",:\\u0tfn1-.e \n<\xC3\xA9\xF0\x00";
    struct log log = log_of(count);
    while (log.count < count) {
        const size_t row = random_number() % from->count;
        const uint8_t *body = from->bodies + from->offsets[row];
        size_t len = (size_t)(from->offsets[row + 1] - from->offsets[row]);
        uint8_t changed[MAX_RANDOM_LEN];
        unsigned change = random_number() % 4;
        len = len > MAX_RANDOM_LEN ? MAX_RANDOM_LEN : len;
        memcpy(changed, body, len);
        for (; change > 0 && len > 0; --change) {
            changed[random_number() % len] = (uint8_t)BYTES[random_number() % sizeof BYTES];
            len = random_number() % 8 == 0 ? random_number() % len : len;
        }
        append(&log, HTTP_STATUS[random_number() % (sizeof HTTP_STATUS / sizeof *HTTP_STATUS)], changed, len);
    }
    resize(&log, log.bodies_len);
    return log;
}

static void log_free(struct log *log)
{
    free(log->http_status);
    free(log->offsets);
    free(log->offsets64);
    free(log->bodies);
}

/* Allocates columns, with values that no field of a response has. */
static struct rows rows_of(size_t count)
{
    struct rows rows;
    size_t column;
    for (column = 0; column < 5; ++column) {
        rows.bytes[column] = memset(allocate(count, 1), 0xA5, count);
    }
    rows.status = memset(allocate(count, sizeof *rows.status), 0xA5, count * sizeof *rows.status);
    rows.code = memset(allocate(count, sizeof *rows.code), 0xA5, count * sizeof *rows.code);
    rows.fault_offset =
        memset(allocate(count, sizeof *rows.fault_offset), 0xA5, count * sizeof *rows.fault_offset);
    return rows;
}

static void rows_free(struct rows *rows)
{
    size_t column;
    for (column = 0; column < 5; ++column) {
        free(rows->bytes[column]);
    }
    free(rows->status);
    free(rows->code);
    free(rows->fault_offset);
}

static bool is_valid(const uint8_t *validity, size_t bit)
{
    return validity == NULL || (validity[bit / 8] >> bit % 8 & 1) != 0;
}

/* Compares the rows from `first` on with those of mixerr_read. */
static void compare(const struct log *log, size_t first, const struct rows *rows, const uint8_t *validity,
                    size_t validity_offset, mixerr_status status, const char *what)
{
    size_t row;
    check(status == MIXERR_STATUS_OK, "%s: %s", what, mixerr_status_name(status));
    for (row = 0; row < log->count - first; ++row) {
        const size_t start = (size_t)log->offsets[first + row], end = (size_t)log->offsets[first + row + 1];
        mixerr_response want;
        memset(&want, 0, sizeof want);
        if (is_valid(validity, validity_offset + row) &&
            mixerr_read(log->http_status[first + row], log->bodies + start, end - start, &want) !=
                MIXERR_STATUS_OK) {
            check_give_up("mixerr_read failed");
        }
        check(rows->bytes[0][row] == want.outcome && rows->bytes[1][row] == want.action &&
                  rows->bytes[2][row] == want.fault && rows->bytes[3][row] == want.payment &&
                  rows->bytes[4][row] == want.data && rows->status[row] == want.status &&
                  rows->code[row] == want.code && rows->fault_offset[row] == want.fault_offset,
              "%s: row %zu of those from %zu on differs", what, row, first);
    }
}

/* Reads the rows from `first` on with both functions. */
static void read_log(const struct log *log, size_t first, const uint8_t *validity, size_t validity_offset)
{
    const size_t count = log->count - first;
    struct rows rows = rows_of(count), rows64 = rows_of(count);
    const mixerr_columns out = {rows.bytes[0], rows.bytes[1], rows.bytes[2], rows.bytes[3],
                                rows.bytes[4], rows.status,   rows.code,     rows.fault_offset};
    const mixerr_columns out64 = {rows64.bytes[0], rows64.bytes[1], rows64.bytes[2], rows64.bytes[3],
                                  rows64.bytes[4], rows64.status,   rows64.code,     rows64.fault_offset};
    mixerr_status status = mixerr_read_columns(count, log->http_status + first, log->offsets + first,
                                               log->bodies, log->bodies_len, validity, validity_offset, &out);
    compare(log, first, &rows, validity, validity_offset, status, "32 bits");
    status = mixerr_read_columns64(count, log->http_status + first, log->offsets64 + first, log->bodies,
                                   log->bodies_len, validity, validity_offset, &out64);
    compare(log, first, &rows64, validity, validity_offset, status, "64 bits");
    rows_free(&rows);
    rows_free(&rows64);
}

/* Reads the log with a bitmap whose first bit is at each position in turn. */
static void read_with_validity(const struct log *log)
{
    size_t offset;
    for (offset = 0; offset < MAX_VALIDITY_OFFSET; ++offset) {
        const size_t first = random_number() % log->count;
        const size_t size = (offset + log->count - first + 7) / 8;
        uint8_t *validity = allocate(size, 1);
        size_t byte;
        for (byte = 0; byte < size; ++byte) {
            validity[byte] = (uint8_t)random_number();
        }
        read_log(log, first, validity, offset);
        free(validity);
    }
}

int main(int argc, char **argv)
{
    const size_t count = argc == 3 ? (size_t)strtoul(argv[2], NULL, 10) : 20000;
    struct log answers, grammar, random;
    if (argc < 2 || argc > 3 || count == 0) {
        check_give_up("usage: columns tests/vectors [COUNT]");
    }
    answers = log_of_vectors(vectors_of_answers(argv[1]));
    grammar = log_of_vectors(vectors_of_grammar(argv[1]));
    random = log_of_random(&answers, count);
    check(answers.count >= 200 && random.count == count, "too few bodies");
    read_log(&answers, 0, NULL, 0);
    read_log(&grammar, 0, NULL, 0);
    read_log(&random, 0, NULL, 0);
    read_with_validity(&answers);
    printf("columns: %lu checks, %lu failed\n", check_count, check_failed);
    log_free(&answers);
    log_free(&grammar);
    log_free(&random);
    return check_status();
}
