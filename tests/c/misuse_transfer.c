/* The functions of transfers with wrong arguments, with transfers that were never initialised, and with forged ones. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"
#include "text_functions.h"

static const uint8_t KEY[16] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
static const uint32_t REQUEST = 0xA1B2C3D4u;
static const char UUID[] = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";

static mixerr_transfer *const transfer = &arena.transfer;
static mixerr_response sample;

/* The functions that report something to a transfer, with arguments that are right. */
static mixerr_status saved(mixerr_transfer *at)
{
    return mixerr_transfer_handle_saved(at);
}

static mixerr_status timeout(mixerr_transfer *at)
{
    return mixerr_transfer_handle_timeout(at);
}

static mixerr_status response(mixerr_transfer *at)
{
    return mixerr_transfer_handle_response(at, &sample, MIXERR_MATCH_NONE, 0);
}

static mixerr_status no_response(mixerr_transfer *at)
{
    return mixerr_transfer_handle_no_response(at, true);
}

static mixerr_status unsent(mixerr_transfer *at)
{
    return mixerr_transfer_handle_no_response(at, false);
}

static mixerr_status yes(mixerr_transfer *at)
{
    return mixerr_transfer_handle_decision(at, true);
}

static mixerr_status no(mixerr_transfer *at)
{
    return mixerr_transfer_handle_decision(at, false);
}

static mixerr_status expired(mixerr_transfer *at)
{
    return mixerr_transfer_handle_expired(at);
}

static mixerr_status amend(mixerr_transfer *at)
{
    return mixerr_transfer_amend(at, REQUEST + 1);
}

static mixerr_status (*const REPORTS[])(mixerr_transfer *) = {saved, timeout, response, no_response, unsent,
                                                              yes,   no,      expired,  amend};
enum { COUNT_OF_REPORTS = sizeof REPORTS / sizeof REPORTS[0] };

static void init(void)
{
    WRITES(mixerr_transfer_init(transfer, KEY, REQUEST, false), transfer, sizeof *transfer);
}

static mixerr_next poll(void)
{
    WRITES(mixerr_transfer_poll(transfer, &arena.next), &arena.next, sizeof arena.next);
    return arena.next;
}

static void null_pointers(void)
{
    unsigned report;
    FAILS(NULL_POINTER, mixerr_transfer_init(NULL, KEY, REQUEST, false));
    FAILS(NULL_POINTER, mixerr_transfer_init(transfer, NULL, REQUEST, false));
    FAILS(NULL_POINTER, mixerr_transfer_restore(NULL, arena.record, REQUEST, false));
    FAILS(NULL_POINTER, mixerr_transfer_restore(transfer, NULL, REQUEST, false));
    init();
    FAILS(NULL_POINTER, mixerr_transfer_poll(NULL, &arena.next));
    FAILS(NULL_POINTER, mixerr_transfer_poll(transfer, NULL));
    FAILS(NULL_POINTER, mixerr_transfer_record(NULL, arena.record));
    FAILS(NULL_POINTER, mixerr_transfer_record(transfer, NULL));
    FAILS(NULL_POINTER, mixerr_transfer_key(NULL, arena.key));
    FAILS(NULL_POINTER, mixerr_transfer_key(transfer, NULL));
    FAILS(NULL_POINTER, mixerr_transfer_handle_response(transfer, NULL, 0, 0));
    for (report = 0; report < COUNT_OF_REPORTS; ++report) {
        FAILS(NULL_POINTER, REPORTS[report](NULL));
    }
    FAILS(NULL_POINTER, mixerr_key_from_uuid(NULL, arena.key));
    FAILS(NULL_POINTER, mixerr_key_from_uuid(UUID, NULL));
    check(mixerr_fingerprint(NULL, 0) == 0 && mixerr_fingerprint(NULL, 1) == 0, "NULL has a fingerprint");
    check(mixerr_fingerprint(KEY, GUARD_TOO_LONG) == 0, "no memory is as long");
    check(!mixerr_record_newer(NULL, arena.record) && !mixerr_record_newer(arena.record, NULL) &&
              !mixerr_record_newer(NULL, NULL),
          "NULL is a record");
}

static void misaligned_pointers(void)
{
    size_t offset;
    unsigned report;
    init();
    for (offset = 1; offset < __alignof__(mixerr_transfer); ++offset) {
        void *misaligned = arena.text + offset;
        FAILS(MISALIGNED, mixerr_transfer_init(misaligned, KEY, REQUEST, false));
        FAILS(MISALIGNED, mixerr_transfer_restore(misaligned, arena.record, REQUEST, false));
        FAILS(MISALIGNED, mixerr_transfer_poll(misaligned, &arena.next));
        FAILS(MISALIGNED, mixerr_transfer_record(misaligned, arena.record));
        FAILS(MISALIGNED, mixerr_transfer_key(misaligned, arena.key));
        if (offset % sizeof(uint32_t) != 0) {
            FAILS(MISALIGNED, mixerr_transfer_poll(transfer, misaligned));
        }
        for (report = 0; report < COUNT_OF_REPORTS; ++report) {
            FAILS(MISALIGNED, REPORTS[report](misaligned));
        }
        if (offset % sizeof(void *) != 0) {
            FAILS(MISALIGNED, mixerr_transfer_handle_response(transfer, misaligned, 0, 0));
        }
    }
}

static void overlaps(void)
{
    /* Through the arena, because a compiler knows where the transfer alone ends. */
    uint8_t *const inside = (uint8_t *)&arena + offsetof(struct arena, transfer);
    size_t offset;
    init();
    for (offset = 0; offset < sizeof *transfer; offset += sizeof(uint64_t)) {
        void *place = inside + offset;
        FAILS(OVERLAP, mixerr_transfer_init(transfer, place, REQUEST, false));
        FAILS(OVERLAP, mixerr_transfer_restore(transfer, place, REQUEST, false));
        FAILS(OVERLAP, mixerr_transfer_poll(transfer, place));
        FAILS(OVERLAP, mixerr_transfer_record(transfer, place));
        FAILS(OVERLAP, mixerr_transfer_key(transfer, place));
    }
    FAILS(OVERLAP, mixerr_transfer_init(transfer, inside - 15, REQUEST, false));
    FAILS(OVERLAP, mixerr_transfer_restore(transfer, inside - 31, REQUEST, false));
    FAILS(OVERLAP, mixerr_transfer_record(transfer, inside - 31));
    FAILS(OVERLAP, mixerr_transfer_key(transfer, inside - 15));
    FAILS(OVERLAP, mixerr_transfer_poll(transfer, (void *)(inside - 4)));
    memcpy(arena.text, UUID, sizeof UUID);
    FAILS(OVERLAP, mixerr_key_from_uuid(arena.text, (uint8_t *)arena.text + sizeof UUID - 1));
    FAILS(OVERLAP, mixerr_key_from_uuid(arena.text, (uint8_t *)arena.text));
}

/* A response that overlaps the transfer is refused before it is believed. */
static void response_over_the_transfer(void)
{
    static union {
        mixerr_transfer transfer;
        mixerr_response response;
    } both;
    both.response = sample;
    FAILS(OVERLAP, mixerr_transfer_handle_response(&both.transfer, &both.response, 0, 0));
}

/* A transfer that is none, whatever its bytes are. */
static void refuses(void)
{
    unsigned report;
    FAILS(NOT_INITIALISED, mixerr_transfer_poll(transfer, &arena.next));
    FAILS(NOT_INITIALISED, mixerr_transfer_record(transfer, arena.record));
    FAILS(NOT_INITIALISED, mixerr_transfer_key(transfer, arena.key));
    for (report = 0; report < COUNT_OF_REPORTS; ++report) {
        FAILS(NOT_INITIALISED, REPORTS[report](transfer));
    }
}

static void without_init(void)
{
    unsigned byte;
    for (byte = 0; byte < 256; ++byte) {
        memset(transfer, (int)byte, sizeof *transfer);
        refuses();
    }
}

static void responses_that_are_none(void)
{
    mixerr_response wrong;
    init();
    check(mixerr_transfer_handle_saved(transfer) == MIXERR_STATUS_OK, "not saved");
    memset(&wrong, 0, sizeof wrong);
    FAILS(INVALID_RESPONSE, mixerr_transfer_handle_response(transfer, &wrong, 0, 0));
    wrong = sample;
    wrong.outcome = 4;
    FAILS(INVALID_RESPONSE, mixerr_transfer_handle_response(transfer, &wrong, 0, 0));
    wrong = sample;
    wrong.action = 11;
    FAILS(INVALID_RESPONSE, mixerr_transfer_handle_response(transfer, &wrong, 0, 0));
    wrong.action = MIXERR_ACTION_PROCEED;
    FAILS(INVALID_RESPONSE, mixerr_transfer_handle_response(transfer, &wrong, 0, 0));
    wrong = sample;
    wrong.payment = 2;
    FAILS(INVALID_RESPONSE, mixerr_transfer_handle_response(transfer, &wrong, 0, 0));
    wrong = sample;
    wrong.outcome = MIXERR_OUTCOME_NOT_FROM_API;
    FAILS(INVALID_RESPONSE, mixerr_transfer_handle_response(transfer, &wrong, 0, 0));
    check(poll().step == MIXERR_STEP_SEND, "a response that is none changed something");
}

static void match_above_3_is_none(void)
{
    static const uint8_t BODY[] = "{\"data\":{}}";
    mixerr_response success;
    unsigned match;
    check(mixerr_read(200, BODY, sizeof BODY - 1, &success) == MIXERR_STATUS_OK, "it is not read");
    for (match = 4; match < 256; ++match) {
        init();
        check(mixerr_transfer_handle_saved(transfer) == MIXERR_STATUS_OK, "not saved");
        WRITES(mixerr_transfer_handle_response(transfer, &success, (uint8_t)match, 0), transfer, sizeof *transfer);
        check(poll().step == MIXERR_STEP_SAVE, "a match of %u is a receipt", match);
        check(mixerr_transfer_record(transfer, arena.record) == MIXERR_STATUS_OK, "no record");
        check(arena.record[4] == 1, "a match of %u is an end", match);
    }
}

/* Reports that do not fit the step, at each step. */
static void unexpected_steps(void)
{
    init();
    check(poll().step == MIXERR_STEP_SAVE, "it does not begin with a save");
    FAILS(UNEXPECTED_STEP, mixerr_transfer_handle_timeout(transfer));
    FAILS(UNEXPECTED_STEP, response(transfer));
    FAILS(UNEXPECTED_STEP, no_response(transfer));
    FAILS(UNEXPECTED_STEP, yes(transfer));
    FAILS(UNEXPECTED_STEP, amend(transfer));
    WRITES(saved(transfer), transfer, sizeof *transfer);
    check(poll().step == MIXERR_STEP_SEND, "a send does not follow the save");
    FAILS(UNEXPECTED_STEP, saved(transfer));
    FAILS(UNEXPECTED_STEP, timeout(transfer));
    FAILS(UNEXPECTED_STEP, expired(transfer));
    FAILS(UNEXPECTED_STEP, no(transfer));
}

static void records(void)
{
    unsigned byte;
    init();
    WRITES(mixerr_transfer_record(transfer, arena.record), arena.record, sizeof arena.record);
    FAILS(RECORD_OF_ANOTHER_REQUEST, mixerr_transfer_restore(transfer, arena.record, REQUEST + 1, false));
    WRITES(mixerr_transfer_restore(transfer, arena.record, REQUEST, false), transfer, sizeof *transfer);
    check(poll().step == MIXERR_STEP_SAVE, "a restored transfer does not save first");
    for (byte = 0; byte < sizeof arena.record; ++byte) {
        arena.record[byte] ^= 0x10;
        FAILS(RECORD_DAMAGED, mixerr_transfer_restore(transfer, arena.record, REQUEST, false));
        arena.record[byte] ^= 0x10;
    }
    {
        uint8_t older[MIXERR_RECORD_SIZE];
        memcpy(older, arena.record, sizeof older);
        WRITES(mixerr_transfer_record(transfer, arena.record), arena.record, sizeof arena.record);
        check(mixerr_record_newer(arena.record, older) && !mixerr_record_newer(older, arena.record),
              "a restored transfer's record is not newer");
    }
    {
        uint32_t crc;
        arena.record[3] = 2;
        crc = mixerr_fingerprint(arena.record, 28);
        for (byte = 0; byte < 4; ++byte) {
            arena.record[28 + byte] = (uint8_t)(crc >> (8 * byte));
        }
        FAILS(RECORD_NEWER, mixerr_transfer_restore(transfer, arena.record, REQUEST, false));
    }
    memset(arena.record, 0, sizeof arena.record);
    FAILS(RECORD_BLANK, mixerr_transfer_restore(transfer, arena.record, REQUEST, false));
    memset(arena.record, 0xFF, sizeof arena.record);
    FAILS(RECORD_BLANK, mixerr_transfer_restore(transfer, arena.record, REQUEST, false));
}

static void keys(void)
{
    static const uint8_t BYTES[16] = {0x4b, 0xd2, 0xaa, 0x8d, 0x0f, 0x7e, 0x4a, 0x3b,
                                      0x9a, 0x5d, 0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f};
    static const char *const WRONG[] = {"",
                                        "4",
                                        "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5",
                                        "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f0",
                                        "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5g",
                                        "4bd2aa8d00f7e-4a3b-9a5d-0a1b2c3d4e5f",
                                        "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e\xC3\xA9",
                                        "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5\xFF"};
    size_t index;
    WRITES(mixerr_key_from_uuid(UUID, arena.key), arena.key, sizeof arena.key);
    check(memcmp(arena.key, BYTES, sizeof BYTES) == 0, "another key");
    init();
    WRITES(mixerr_transfer_key(transfer, arena.key), arena.key, sizeof arena.key);
    check(memcmp(arena.key, KEY, sizeof KEY) == 0, "another key of a transfer");
    WRITES(mixerr_transfer_record(transfer, arena.record), arena.record, sizeof arena.record);
    memset(arena.key, 0, sizeof arena.key);
    WRITES(mixerr_transfer_restore(transfer, arena.record, REQUEST, false), transfer, sizeof *transfer);
    WRITES(mixerr_transfer_key(transfer, arena.key), arena.key, sizeof arena.key);
    check(memcmp(arena.key, KEY, sizeof KEY) == 0, "another key of a restored transfer");
    for (index = 0; index < sizeof WRONG / sizeof WRONG[0]; ++index) {
        FAILS(INVALID_KEY, mixerr_key_from_uuid(WRONG[index], arena.key));
    }
}

/* Transfers with random bytes: after the magic, and anywhere. */
static void random_bytes(unsigned long count)
{
    uint32_t random = 2463534242u;
    for (; count > 0; --count) {
        uint8_t *const bytes = (uint8_t *)transfer;
        size_t index;
        init();
        for (index = count % 4 == 3 ? 0 : 4; index < sizeof *transfer; ++index) {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            bytes[index] = (uint8_t)(random >> 8);
        }
        refuses();
    }
}

void misuse_transfer(unsigned long count)
{
    guard_reset();
    sample = text_sample();
    null_pointers();
    misaligned_pointers();
    overlaps();
    response_over_the_transfer();
    without_init();
    responses_that_are_none();
    match_above_3_is_none();
    unexpected_steps();
    records();
    keys();
    random_bytes(count);
}
