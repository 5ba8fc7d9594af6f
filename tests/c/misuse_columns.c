/* mixerr_read_columns and mixerr_read_columns64 with wrong arguments: each is refused, and nothing is written. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"

enum { ROWS = GUARD_ROWS };

static const uint8_t BODIES[] = "{\"error\":{\"code\":20119}}{}<html>";
static const size_t BODIES_LEN = sizeof BODIES - 1;
static const int32_t OFFSETS[ROWS + 1] = {0, 24, 26, 32, 32};
static const int64_t OFFSETS64[ROWS + 1] = {0, 24, 26, 32, 32};
static const uint16_t HTTP_STATUS[ROWS] = {202, 200, 502, 204};

/* Bits 5 to 8: the third row has no response. */
static const uint8_t VALIDITY[] = {0x60, 0x01};

#define READ(offsets, bodies_len) \
    mixerr_read_columns(ROWS, HTTP_STATUS, offsets, BODIES, bodies_len, NULL, 0, &arena.columns)
#define READ64(offsets, bodies_len) \
    mixerr_read_columns64(ROWS, HTTP_STATUS, offsets, BODIES, bodies_len, NULL, 0, &arena.columns)
#define WRITES_ROWS(call) WRITES(call, &arena.rows, sizeof arena.rows)

static void reset(void)
{
    const mixerr_columns columns = {
        arena.rows.outcome, arena.rows.action, arena.rows.fault, arena.rows.payment,
        arena.rows.data,    arena.rows.status, arena.rows.code,  arena.rows.fault_offset,
    };
    guard_reset();
    arena.columns = columns;
}

static void pointers(void)
{
    const mixerr_columns none = {NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL};
    FAILS(NULL_POINTER, mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL, 0, NULL));
    FAILS(NULL_POINTER, mixerr_read_columns(0, NULL, NULL, NULL, 0, NULL, 0, NULL));
    FAILS(NULL_POINTER, mixerr_read_columns(ROWS, NULL, OFFSETS, BODIES, BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(NULL_POINTER,
          mixerr_read_columns(ROWS, HTTP_STATUS, NULL, BODIES, BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(NULL_POINTER,
          mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, NULL, BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(NULL_POINTER,
          mixerr_read_columns64(ROWS, HTTP_STATUS, NULL, BODIES, BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(NULL_POINTER,
          mixerr_read_columns64(ROWS, HTTP_STATUS, OFFSETS64, BODIES, BODIES_LEN, NULL, 0, NULL));
    FAILS_SOMEHOW(mixerr_read_columns(ROWS, NULL, NULL, NULL, SIZE_MAX, NULL, 0, NULL));

    WRITES(mixerr_read_columns(0, NULL, NULL, NULL, 0, NULL, 0, &arena.columns), NULL, 0);
    WRITES(mixerr_read_columns64(0, NULL, NULL, NULL, 1, NULL, SIZE_MAX, &arena.columns), NULL, 0);
    WRITES(mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL, 0, &none), NULL, 0);
    WRITES_ROWS(READ(OFFSETS, BODIES_LEN));
    WRITES_ROWS(READ64(OFFSETS64, BODIES_LEN));
}

/* Each column may be NULL, and then is not written. */
static void optional_columns(void)
{
    mixerr_columns columns = arena.columns;
    const mixerr_columns all = columns;
#define ALONE(field) \
    do { \
        memset(&columns, 0, sizeof columns); \
        columns.field = all.field; \
        WRITES(mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, VALIDITY, 5, &columns), \
               arena.rows.field, sizeof arena.rows.field); \
    } while (0)
    ALONE(outcome);
    ALONE(action);
    ALONE(fault);
    ALONE(payment);
    ALONE(data);
    ALONE(status);
    ALONE(code);
    ALONE(fault_offset);
#undef ALONE
}

static void lengths(void)
{
    static const int32_t EMPTY[ROWS + 1] = {0};
    /* Eight bytes from here go beyond the last address, and are aligned. */
    const void *last = (const void *)(UINTPTR_MAX - 7);
    FAILS(LENGTH_OUT_OF_RANGE, READ(OFFSETS, GUARD_TOO_LONG));
    FAILS(LENGTH_OUT_OF_RANGE, READ(OFFSETS, SIZE_MAX));
    FAILS(LENGTH_OUT_OF_RANGE, READ64(OFFSETS64, SIZE_MAX));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read_columns(SIZE_MAX, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL,
                                                   0, &arena.columns));
    /* Products that wrap to a short length. */
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read_columns(SIZE_MAX / 2 + 2, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN,
                                                   NULL, 0, &arena.columns));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read_columns(SIZE_MAX / 4 + 1, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN,
                                                   NULL, 0, &arena.columns));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read_columns64(SIZE_MAX / 8 + 1, HTTP_STATUS, OFFSETS64, BODIES,
                                                     BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(LENGTH_OUT_OF_RANGE,
          mixerr_read_columns(ROWS, last, OFFSETS, BODIES, BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(LENGTH_OUT_OF_RANGE,
          mixerr_read_columns(ROWS, HTTP_STATUS, last, BODIES, BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(LENGTH_OUT_OF_RANGE,
          mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, last, BODIES_LEN, NULL, 0, &arena.columns));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, VALIDITY,
                                                   SIZE_MAX - 2, &arena.columns));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, last, 64,
                                                   &arena.columns));
    WRITES_ROWS(READ(EMPTY, 0));
    WRITES_ROWS(mixerr_read_columns(ROWS, HTTP_STATUS, EMPTY, NULL, 0, NULL, 0, &arena.columns));
}

static void alignment(void)
{
    const char *text = arena.text;
    mixerr_columns columns = arena.columns;
    size_t offset;
    FAILS(MISALIGNED, mixerr_read_columns(ROWS, (const uint16_t *)(const void *)(text + 1), OFFSETS, BODIES,
                                          BODIES_LEN, NULL, 0, &arena.columns));
    for (offset = 1; offset < sizeof(int32_t); ++offset) {
        const void *misaligned = text + offset;
        FAILS(MISALIGNED, READ(misaligned, BODIES_LEN));
    }
    for (offset = 1; offset < sizeof(void *); ++offset) {
        const void *misaligned = text + offset;
        FAILS(MISALIGNED,
              mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL, 0, misaligned));
    }
    columns.status = (uint16_t *)(void *)(arena.text + 1);
    FAILS(MISALIGNED,
          mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL, 0, &columns));
    columns = arena.columns;
    columns.code = (uint32_t *)(void *)(arena.text + 2);
    FAILS(MISALIGNED,
          mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL, 0, &columns));
    columns = arena.columns;
    columns.fault_offset = (uint32_t *)(void *)(arena.text + 1);
    FAILS(MISALIGNED,
          mixerr_read_columns64(ROWS, HTTP_STATUS, OFFSETS64, BODIES, BODIES_LEN, NULL, 0, &columns));
}

static void offsets_fail(int32_t first, int32_t second, int32_t third, int32_t fourth, int32_t last,
                         size_t bodies_len)
{
    const int32_t offsets[ROWS + 1] = {first, second, third, fourth, last};
    const int64_t offsets64[ROWS + 1] = {first, second, third, fourth, last};
    FAILS(INVALID_OFFSET, READ(offsets, bodies_len));
    FAILS(INVALID_OFFSET, READ64(offsets64, bodies_len));
}

static void offsets(void)
{
    /* Its last 32 bits are a valid offset. */
    const int64_t beyond[ROWS + 1] = {0, 24, 26, 32, (INT64_C(1) << 32) | 32};
    const int32_t no_response[ROWS + 1] = {0, 24, 26, 99, 32};
    const int64_t far_below[ROWS + 1] = {INT64_MIN, 24, 26, 32, 32};
    offsets_fail(-1, 24, 26, 32, 32, BODIES_LEN);
    offsets_fail(INT32_MIN, 24, 26, 32, 32, BODIES_LEN);
    offsets_fail(25, 24, 26, 32, 32, BODIES_LEN);
    offsets_fail(0, 24, 23, 32, 32, BODIES_LEN);
    offsets_fail(0, 24, 26, 32, 31, BODIES_LEN);
    offsets_fail(0, 24, 26, 32, -1, BODIES_LEN);
    offsets_fail(0, 24, 26, 32, 33, BODIES_LEN);
    offsets_fail(0, 24, 26, 32, INT32_MAX, BODIES_LEN);
    offsets_fail(0, 24, 26, 32, 32, BODIES_LEN - 1);
    offsets_fail(0, 0, 0, 0, 1, 0);
    /* In a row without a response, too. */
    FAILS(INVALID_OFFSET, mixerr_read_columns(ROWS, HTTP_STATUS, no_response, BODIES, BODIES_LEN, VALIDITY, 5,
                                              &arena.columns));
    FAILS(INVALID_OFFSET, READ64(beyond, BODIES_LEN));
    FAILS(INVALID_OFFSET, READ64(far_below, BODIES_LEN));
    FAILS(INVALID_OFFSET, READ64(far_below, 0));
}

/* Reads with one column elsewhere, which must be refused for its overlap. */
#define OVERLAPS(field, place) \
    do { \
        mixerr_columns columns = arena.columns; \
        columns.field = (void *)(place); \
        FAILS(OVERLAP, mixerr_read_columns(ROWS, http_status, offsets_in, bodies, BODIES_LEN, validity, 5, \
                                           &columns)); \
    } while (0)
#define EACH_OVERLAPS(place) \
    do { \
        OVERLAPS(outcome, place); \
        OVERLAPS(action, place); \
        OVERLAPS(fault, place); \
        OVERLAPS(payment, place); \
        OVERLAPS(data, place); \
        OVERLAPS(status, place); \
        OVERLAPS(code, place); \
        OVERLAPS(fault_offset, place); \
    } while (0)

static void overlap(void)
{
    /* The inputs are in the arena. */
    uint8_t *bodies = (uint8_t *)arena.text + 256, *validity = bodies + 256;
    uint16_t *http_status = (uint16_t *)(void *)(bodies + 512);
    int32_t *offsets_in = (int32_t *)(void *)(bodies + 768);
    mixerr_columns *out = (mixerr_columns *)(void *)(bodies + 1024);
    memcpy(bodies, BODIES, BODIES_LEN);
    memcpy(validity, VALIDITY, sizeof VALIDITY);
    memcpy(http_status, HTTP_STATUS, sizeof HTTP_STATUS);
    memcpy(offsets_in, OFFSETS, sizeof OFFSETS);
    *out = arena.columns;
    EACH_OVERLAPS(bodies);
    EACH_OVERLAPS(bodies + 28);
    EACH_OVERLAPS(validity);
    EACH_OVERLAPS(http_status);
    EACH_OVERLAPS(offsets_in);
    EACH_OVERLAPS(offsets_in + ROWS);
    /* The columns overlap each other. */
    OVERLAPS(outcome, arena.rows.action);
    OVERLAPS(outcome, arena.rows.fault_offset);
    OVERLAPS(action, arena.rows.outcome + ROWS - 1);
    OVERLAPS(fault, arena.rows.payment);
    OVERLAPS(payment, arena.rows.data);
    OVERLAPS(data, arena.rows.status);
    OVERLAPS(status, arena.rows.code);
    OVERLAPS(code, arena.rows.fault_offset);
    OVERLAPS(fault_offset, arena.rows.outcome);
    /* The struct of the columns. */
    out->outcome = (uint8_t *)out;
    FAILS(OVERLAP, mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL, 0, out));
    out->outcome = (uint8_t *)out + sizeof *out - 1;
    FAILS(OVERLAP, mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, NULL, 0, out));
    /* Next to each other is not an overlap. */
    out->outcome = bodies + BODIES_LEN;
    WRITES(mixerr_read_columns(1, http_status, offsets_in, bodies, BODIES_LEN, validity, 5, out), &arena,
           sizeof arena);
    check(memcmp(bodies, BODIES, BODIES_LEN) == 0, "a column next to the bodies was written to them");
}

/* The values of one call. Another test compares those of many bodies with mixerr_read. */
static void values(void)
{
    const struct guard_rows *rows = &arena.rows;
    WRITES_ROWS(mixerr_read_columns(ROWS, HTTP_STATUS, OFFSETS, BODIES, BODIES_LEN, VALIDITY, 5, &arena.columns));
    check(rows->outcome[0] == MIXERR_OUTCOME_API_ERROR && rows->code[0] == 20119, "row 0: no error");
    check(rows->outcome[1] == MIXERR_OUTCOME_SUCCESS && rows->action[1] == MIXERR_ACTION_PROCEED, "row 1");
    check(rows->outcome[2] == MIXERR_OUTCOME_UNREAD && rows->action[2] == MIXERR_ACTION_REPORT &&
              rows->fault[2] == MIXERR_FAULT_NONE && rows->fault_offset[2] == 0,
          "row 2 has no response");
    check(rows->outcome[3] == MIXERR_OUTCOME_SUCCESS && rows->data[3] == MIXERR_DATA_ABSENT, "row 3");
}

void misuse_columns(void)
{
    reset();
    pointers();
    optional_columns();
    lengths();
    alignment();
    offsets();
    overlap();
    reset();
    values();
}
