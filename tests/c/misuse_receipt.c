/* The functions of heads and receipts with wrong arguments, and with structs that were never or wrongly initialised. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"

static const char KEY[] = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";
static const uint8_t BODY[] = "{\"data\":{\"trace_id\":\"4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f\"}}";
static const size_t BODY_LEN = sizeof BODY - 1;

static mixerr_head *const head = &arena.head;
static mixerr_receipt *const receipt = &arena.receipt;

static mixerr_response success(void)
{
    mixerr_response response;
    check(mixerr_read(200, BODY, BODY_LEN, &response) == MIXERR_STATUS_OK, "no success");
    return response;
}

/* Calls of every function with a struct at `place`, all of which must give the same status. */
#define EACH_HEAD(STATUS, place) \
    do { \
        FAILS(STATUS, mixerr_head_field((place), "Date", 4, "", 0)); \
        FAILS(STATUS, mixerr_head_refine((place), 0, &response)); \
        FAILS(STATUS, mixerr_head_skew_ms((place), 1, &skew_ms)); \
        check(mixerr_head_origin((place)) == MIXERR_ORIGIN_UNKNOWN, "an origin of no head"); \
        check(mixerr_head_retry_after_s((place)) == 0, "a hint of no head"); \
    } while (0)

#define EACH_RECEIPT(STATUS, place) \
    do { \
        FAILS(STATUS, mixerr_receipt_require((place), "a", "b")); \
        FAILS(STATUS, mixerr_receipt_require_decimal((place), "a", "1")); \
        FAILS(STATUS, mixerr_receipt_wait_for((place), "a", "b")); \
        FAILS(STATUS, mixerr_receipt_begin((place))); \
        FAILS(STATUS, mixerr_receipt_feed((place), BODY, BODY_LEN)); \
        FAILS(STATUS, mixerr_receipt_feed((place), NULL, 0)); \
        check(mixerr_receipt_match((place), &response) == MIXERR_MATCH_NONE, "a match of no receipt"); \
    } while (0)

static void structs_that_are_none(void)
{
    static const int BYTES[] = {0, 0xFF, 0xA5, 0x01, 0x9D};
    mixerr_response response = success();
    int64_t skew_ms = 7;
    size_t offset;
    size_t index;
    EACH_HEAD(NULL_POINTER, NULL);
    EACH_RECEIPT(NULL_POINTER, NULL);
    for (offset = 1; offset < __alignof__(mixerr_receipt); ++offset) {
        void *misaligned = arena.text + offset;
        EACH_HEAD(MISALIGNED, misaligned);
        EACH_RECEIPT(MISALIGNED, misaligned);
        FAILS(MISALIGNED, mixerr_head_init(misaligned, NULL));
        FAILS(MISALIGNED, mixerr_receipt_init(misaligned, "trace_id", KEY));
    }
    for (index = 0; index < sizeof BYTES / sizeof *BYTES; ++index) {
        memset(head, BYTES[index], sizeof *head);
        memset(receipt, BYTES[index], sizeof *receipt);
        EACH_HEAD(NOT_INITIALISED, head);
        EACH_RECEIPT(NOT_INITIALISED, receipt);
    }
    check(skew_ms == 7, "a skew of no head");
}

/* A struct that was initialised as another type is none of this type. */
static void structs_of_another_type(void)
{
    static union {
        mixerr_head head;
        mixerr_receipt receipt;
        mixerr_transfer transfer;
        mixerr_reader reader;
    } any;
    mixerr_response response = success();
    int64_t skew_ms;
    check(mixerr_receipt_init(&any.receipt, "trace_id", KEY) == MIXERR_STATUS_OK, "no receipt");
    EACH_HEAD(NOT_INITIALISED, &any.head);
    check(mixerr_reader_feed(&any.reader, BODY, 1) == MIXERR_STATUS_READER_NOT_READY, "a receipt is a reader");
    check(mixerr_transfer_init(&any.transfer, BODY, 1, false) == MIXERR_STATUS_OK, "no transfer");
    EACH_RECEIPT(NOT_INITIALISED, &any.receipt);
    EACH_HEAD(NOT_INITIALISED, &any.head);
    check(mixerr_head_init(&any.head, NULL) == MIXERR_STATUS_OK, "no head");
    EACH_RECEIPT(NOT_INITIALISED, &any.receipt);
    check(mixerr_reader_init(&any.reader) == MIXERR_STATUS_OK, "no reader");
    EACH_HEAD(NOT_INITIALISED, &any.head);
    EACH_RECEIPT(NOT_INITIALISED, &any.receipt);
}

static void heads(void)
{
    const char *inside = (const char *)head;
    void *inside_response;
    mixerr_response response = success();
    int64_t *const inside_skew = (int64_t *)(void *)head;
    int64_t skew_ms;
    FAILS(NULL_POINTER, mixerr_head_init(NULL, NULL));
    FAILS(NULL_POINTER, mixerr_head_init(NULL, "a"));
    memset(head, 0, sizeof *head);
    FAILS(OVERLAP, mixerr_head_init(head, inside));
    WRITES(mixerr_head_init(head, "a"), head, sizeof *head);
    FAILS(NULL_POINTER, mixerr_head_field(head, NULL, 1, "", 0));
    FAILS(NULL_POINTER, mixerr_head_field(head, "", 0, NULL, 1));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_head_field(head, "a", GUARD_TOO_LONG, "", 0));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_head_field(head, "", 0, "a", GUARD_TOO_LONG));
    FAILS(OVERLAP, mixerr_head_field(head, inside, 1, "", 0));
    FAILS(OVERLAP, mixerr_head_field(head, "", 0, inside + sizeof *head - 1, 2));
    FAILS(NULL_POINTER, mixerr_head_refine(head, 0, NULL));
    inside_response = arena.text + 1;
    FAILS(MISALIGNED, mixerr_head_refine(head, 0, inside_response));
    inside_response = head;
    FAILS(OVERLAP, mixerr_head_refine(head, 0, inside_response));
    memset(&arena.response, 0, sizeof arena.response);
    FAILS(INVALID_RESPONSE, mixerr_head_refine(head, 0, &arena.response));
    memset(&arena.response, 0xFF, sizeof arena.response);
    FAILS(INVALID_RESPONSE, mixerr_head_refine(head, 0, &arena.response));
    FAILS(NULL_POINTER, mixerr_head_skew_ms(head, 1, NULL));
    FAILS(OVERLAP, mixerr_head_skew_ms(head, 1, inside_skew));
    FAILS(NOT_FOUND, mixerr_head_skew_ms(head, 1, &skew_ms));
    WRITES(mixerr_head_field(head, NULL, 0, NULL, 0), head, sizeof *head);
    WRITES(mixerr_head_field(head, "X-Server-Time", 13, "1764312313000000000", 19), head, sizeof *head);
    FAILS(NOT_FOUND, mixerr_head_skew_ms(head, 0, &skew_ms));
    FAILS(NOT_FOUND, mixerr_head_skew_ms(head, INT64_MIN, &skew_ms));
    WRITES(mixerr_head_skew_ms(head, INT64_MAX, &skew_ms), head, 0);
    check(skew_ms == INT64_MAX - 1764312313000, "a wrong skew");
    arena.response = response;
    WRITES(mixerr_head_refine(head, 0, &arena.response), &arena.response, sizeof arena.response);
    check(arena.response.fault == MIXERR_FAULT_ORIGIN && arena.response.action == MIXERR_ACTION_RETRY &&
              arena.response.data == MIXERR_DATA_ABSENT && arena.response.http_status == 200,
          "a success of another origin");
}

static void receipts(void)
{
    const char *inside = (const char *)receipt;
    mixerr_response response = success();
    mixerr_response unread;
    memset(&unread, 0, sizeof unread);
    FAILS(NULL_POINTER, mixerr_receipt_init(NULL, "trace_id", KEY));
    FAILS(NULL_POINTER, mixerr_receipt_init(receipt, NULL, KEY));
    FAILS(NULL_POINTER, mixerr_receipt_init(receipt, "trace_id", NULL));
    memset(receipt, 0, sizeof *receipt);
    FAILS(OVERLAP, mixerr_receipt_init(receipt, inside, KEY));
    FAILS(OVERLAP, mixerr_receipt_init(receipt, "trace_id", inside));
    WRITES(mixerr_receipt_init(receipt, "trace_id", KEY), receipt, sizeof *receipt);
    FAILS(NULL_POINTER, mixerr_receipt_require(receipt, NULL, "b"));
    FAILS(NULL_POINTER, mixerr_receipt_require(receipt, "a", NULL));
    FAILS(OVERLAP, mixerr_receipt_require(receipt, inside, "b"));
    FAILS(OVERLAP, mixerr_receipt_require(receipt, "a", inside));
    FAILS(INVALID_MEMBER, mixerr_receipt_require(receipt, "trace_id", "b"));
    FAILS(INVALID_MEMBER, mixerr_receipt_require_decimal(receipt, "amount", ".5"));
    FAILS(INVALID_MEMBER, mixerr_receipt_require_decimal(receipt, "amount", ""));
    FAILS(NULL_POINTER, mixerr_receipt_feed(receipt, NULL, 1));
    FAILS(LENGTH_OUT_OF_RANGE, mixerr_receipt_feed(receipt, BODY, GUARD_TOO_LONG));
    FAILS(OVERLAP, mixerr_receipt_feed(receipt, (const uint8_t *)inside, 1));
    FAILS(OVERLAP, mixerr_receipt_feed(receipt, (const uint8_t *)inside + sizeof *receipt - 1, 2));
    WRITES(mixerr_receipt_begin(receipt), receipt, sizeof *receipt);
    WRITES(mixerr_receipt_feed(receipt, NULL, 0), receipt, sizeof *receipt);
    WRITES(mixerr_receipt_feed(receipt, BODY, BODY_LEN), receipt, sizeof *receipt);
    check(mixerr_receipt_match(receipt, &response) == MIXERR_MATCH_EXACT, "no match");
    check(mixerr_receipt_match(receipt, NULL) == MIXERR_MATCH_NONE, "a match of no response");
    check(mixerr_receipt_match(receipt, &unread) == MIXERR_MATCH_NONE, "a match of an unread response");
    response.action = MIXERR_ACTION_RETRY;
    check(mixerr_receipt_match(receipt, &response) == MIXERR_MATCH_NONE, "a match of a forged response");
    WRITES(mixerr_receipt_require(receipt, "a", "1"), receipt, sizeof *receipt);
    WRITES(mixerr_receipt_require(receipt, "b", "1"), receipt, sizeof *receipt);
    WRITES(mixerr_receipt_require_decimal(receipt, "c", "-1.50"), receipt, sizeof *receipt);
    WRITES(mixerr_receipt_wait_for(receipt, "d", "1"), receipt, sizeof *receipt);
    FAILS(TOO_MANY_MEMBERS, mixerr_receipt_require(receipt, "e", "1"));
    FAILS(TOO_MANY_MEMBERS, mixerr_receipt_require_decimal(receipt, "e", "1"));
    FAILS(TOO_MANY_MEMBERS, mixerr_receipt_wait_for(receipt, "e", "1"));
}

void misuse_receipt(void)
{
    guard_reset();
    structs_that_are_none();
    structs_of_another_type();
    guard_reset();
    heads();
    receipts();
}
