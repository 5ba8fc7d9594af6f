/* The reader's functions with wrong arguments, and with readers that are not initialised. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"

static const uint8_t HEAD[] = "{\"error\":{\"code\":201";
static const uint8_t TAIL[] = "19}}";
static const size_t HEAD_LEN = sizeof HEAD - 1;
static const size_t TAIL_LEN = sizeof TAIL - 1;

static mixerr_reader *const reader = &arena.reader;
static mixerr_response *const response = &arena.response;

static void init(void)
{
    WRITES(mixerr_reader_init(reader), reader, sizeof *reader);
}

static void feed(const uint8_t *chunk, size_t chunk_len)
{
    WRITES(mixerr_reader_feed(reader, chunk, chunk_len), reader, sizeof *reader);
}

/* Finishes a reader that has read HEAD and TAIL. */
static void finish(void)
{
    /* The reader is finished, so its bytes do not matter. The response is beside it. */
    static mixerr_response got;
    WRITES(mixerr_reader_finish(reader, 202, &got), reader, sizeof *reader);
    check(got.outcome == MIXERR_OUTCOME_API_ERROR && got.code == MIXERR_CODE_PIN_INCORRECT,
          "the reader lost its place: %s, %lu", mixerr_outcome_name(got.outcome), (unsigned long)got.code);
}

static void init_of_no_reader(void)
{
    size_t offset;
    FAILS(NULL_POINTER, mixerr_reader_init(NULL));
    for (offset = 1; offset < __alignof__(mixerr_reader); ++offset) {
        void *misaligned = arena.text + offset;
        FAILS(MISALIGNED, mixerr_reader_init(misaligned));
        FAILS(MISALIGNED, mixerr_reader_feed(misaligned, HEAD, HEAD_LEN));
        FAILS(MISALIGNED, mixerr_reader_finish(misaligned, 202, response));
        check(mixerr_reader_is_faulty(misaligned), "a misaligned reader is not faulty");
    }
}

/* A reader that is not ready, with any bytes. */
static void not_ready(const mixerr_reader *bytes)
{
    arena.reader = *bytes;
    FAILS(READER_NOT_READY, mixerr_reader_feed(reader, HEAD, HEAD_LEN));
    FAILS(READER_NOT_READY, mixerr_reader_feed(reader, NULL, 0));
    FAILS(READER_NOT_READY, mixerr_reader_finish(reader, 202, response));
}

static void reader_without_init(void)
{
    static mixerr_reader memory;
    not_ready(&memory);
    memset(&memory, 0xFF, sizeof memory);
    not_ready(&memory);
    memset(&memory, 0xA5, sizeof memory);
    not_ready(&memory);
    memset(&memory, 0x01, sizeof memory);
    not_ready(&memory);
    check(mixerr_reader_is_faulty(&memory), "a reader that is not ready is not faulty");
    check(mixerr_reader_is_faulty(NULL), "no reader is not faulty");
}

static void wrong_feeds(void)
{
    const uint8_t *first = (const uint8_t *)reader;
    const uint8_t *behind = first + sizeof *reader;

    FAILS(NULL_POINTER, mixerr_reader_feed(NULL, HEAD, HEAD_LEN));
    FAILS(NULL_POINTER, mixerr_reader_feed(reader, NULL, 1));
    FAILS_SOMEHOW(mixerr_reader_feed(reader, NULL, SIZE_MAX));
    FAILS_SOMEHOW(mixerr_reader_feed(NULL, NULL, 1));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_reader_feed(reader, TAIL, GUARD_TOO_LONG));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_reader_feed(reader, TAIL, SIZE_MAX));
    FAILS(OVERLAP, mixerr_reader_feed(reader, first, 1));
    FAILS(OVERLAP, mixerr_reader_feed(reader, first, sizeof *reader));
    FAILS(OVERLAP, mixerr_reader_feed(reader, behind - 1, 1));
    FAILS(OVERLAP, mixerr_reader_feed(reader, behind - 1, GUARD_BYTES));
    FAILS(OVERLAP, mixerr_reader_feed(reader, first - GUARD_BYTES, GUARD_BYTES + 1));
    FAILS(OVERLAP, mixerr_reader_feed(reader, first - GUARD_BYTES, sizeof *reader + 2 * GUARD_BYTES));
}

static void wrong_finishes(void)
{
    size_t offset;
    FAILS(NULL_POINTER, mixerr_reader_finish(NULL, 202, response));
    FAILS(NULL_POINTER, mixerr_reader_finish(reader, 202, NULL));
    FAILS_SOMEHOW(mixerr_reader_finish(NULL, 202, NULL));
    for (offset = 1; offset < sizeof(void *); ++offset) {
        void *misaligned = arena.text + offset;
        FAILS(MISALIGNED, mixerr_reader_finish(reader, 202, misaligned));
    }
    for (offset = 0; offset < sizeof *reader; offset += sizeof(uint64_t)) {
        void *inside = (uint8_t *)reader + offset;
        FAILS(OVERLAP, mixerr_reader_finish(reader, 202, inside));
    }
    /* A response may end where the reader begins. */
    for (offset = sizeof(uint64_t); offset < sizeof *response; offset += sizeof(uint64_t)) {
        void *before = (uint8_t *)reader - offset;
        FAILS(OVERLAP, mixerr_reader_finish(reader, 202, before));
    }
}

/* A refused call does not change a reader. */
static void misuse_in_mid_body(void)
{
    init();
    feed(HEAD, HEAD_LEN);
    wrong_feeds();
    wrong_finishes();
    feed(NULL, 0);
    feed((const uint8_t *)1, 0);
    feed((const uint8_t *)reader, 0);
    feed(TAIL, TAIL_LEN);
    finish();
}

static void reader_after_finish(void)
{
    init();
    feed(HEAD, HEAD_LEN);
    feed(TAIL, TAIL_LEN);
    finish();
    FAILS(READER_NOT_READY, mixerr_reader_finish(reader, 202, response));
    FAILS(READER_NOT_READY, mixerr_reader_feed(reader, TAIL, TAIL_LEN));
    FAILS(READER_NOT_READY, mixerr_reader_feed(reader, NULL, 0));
    check(mixerr_reader_is_faulty(reader), "a reader that is finished is not faulty");
}

static void init_in_mid_body(void)
{
    init();
    feed(TAIL, TAIL_LEN);
    feed(HEAD, HEAD_LEN);
    init();
    feed(HEAD, HEAD_LEN);
    init();
    feed(HEAD, HEAD_LEN);
    feed(TAIL, TAIL_LEN);
    finish();
}

/* A copy of a reader within a body is an independent reader. */
static void copy_of_a_reader(void)
{
    mixerr_reader copy;
    mixerr_response got;
    init();
    feed(HEAD, HEAD_LEN);
    copy = arena.reader;
    feed((const uint8_t *)"!", 1);
    arena.reader = copy;
    feed(TAIL, TAIL_LEN);
    finish();
    check(mixerr_reader_feed(&copy, TAIL, TAIL_LEN) == MIXERR_STATUS_OK, "a copy is not fed");
    check(mixerr_reader_finish(&copy, 202, &got) == MIXERR_STATUS_OK, "a copy is not finished");
    check(got.code == MIXERR_CODE_PIN_INCORRECT, "a copy lost its place");
}

static void is_faulty_from_the_first_bad_byte_on(void)
{
    init();
    check(!mixerr_reader_is_faulty(reader), "faulty without a byte");
    feed(HEAD, HEAD_LEN);
    check(!mixerr_reader_is_faulty(reader), "faulty in mid-body");
    feed(HEAD, 1);
    check(mixerr_reader_is_faulty(reader), "not faulty after a byte that cannot be");
}

/* Only the response and the reader are written, and the response completely. */
static void finish_writes_its_response(void)
{
    uint8_t between[GUARD_BYTES];
    guard_reset();
    memcpy(between, arena.guard_1, sizeof between);
    init();
    feed(HEAD, HEAD_LEN);
    feed(TAIL, TAIL_LEN);
    WRITES(mixerr_reader_finish(reader, 202, response), response,
           sizeof *response + GUARD_BYTES + sizeof *reader);
    check(memcmp(arena.guard_1, between, sizeof between) == 0, "finish wrote between response and reader");
}

void misuse_reader(void)
{
    guard_reset();
    init_of_no_reader();
    reader_without_init();
    misuse_in_mid_body();
    reader_after_finish();
    init_in_mid_body();
    copy_of_a_reader();
    is_faulty_from_the_first_bad_byte_on();
    finish_writes_its_response();
}
