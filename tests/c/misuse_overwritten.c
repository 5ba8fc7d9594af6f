/* Heads, receipts, transfers and readers that were overwritten: each bit of each byte is flipped in turn.
 *
 * A head, receipt or transfer is refused, or gives what it would have given. A reader has no check sum, so its response
 * may be wrong; the library must not touch other memory or write an impossible response. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"
#include "text_functions.h"

static const char KEY[] = "4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f";
/* The match is exact, pending or a conflict, by the required amount and state. */
static const uint8_t PAYMENT[] = "{\"data\":[{\"memo\":\"\\u00e9\\ud83d\\ude00\",\"amount\":\"-1.50\",\"state\":\"spent\","
                                 "\"trace_id\":\"4bd2aa8d-0f7e-4a3b-9a5d-0a1b2c3d4e5f\"}]}";
static const uint8_t FAILURE[] =
    "{\"error\":{\"status\":202,\"code\":20119,\"description\":\"\\u00e9PIN\","
    "\"extra\":{\"reason\":\"\\ud83d\\ude00\"}},\"data\":[]}";
enum { PAYMENT_LEN = sizeof PAYMENT - 1, FAILURE_LEN = sizeof FAILURE - 1 };

static mixerr_response paid;

/* The bytes that no value has: the padding of a receipt, and what is after it. */
static unsigned unused_bits;

static void flip(void *object, size_t bit)
{
    ((uint8_t *)object)[bit / 8] ^= (uint8_t)(1u << (bit % 8));
}

/* Returns a receipt that has read the first `len` bytes of a payment. */
static mixerr_receipt receipt_at(size_t len, const char *amount, const char *state)
{
    mixerr_receipt receipt;
    check(mixerr_receipt_init(&receipt, "trace_id", KEY) == MIXERR_STATUS_OK &&
              mixerr_receipt_require_decimal(&receipt, "amount", amount) == MIXERR_STATUS_OK &&
              mixerr_receipt_wait_for(&receipt, "state", state) == MIXERR_STATUS_OK &&
              mixerr_receipt_feed(&receipt, PAYMENT, len) == MIXERR_STATUS_OK,
          "no receipt");
    return receipt;
}

static void receipt(size_t len, const char *amount, const char *state, uint8_t match)
{
    const mixerr_receipt intact = receipt_at(len, amount, state);
    size_t bit;
    for (bit = 0; bit < sizeof intact * 8; ++bit) {
        mixerr_receipt flipped = intact;
        mixerr_status status;
        flip(&flipped, bit);
        status = mixerr_receipt_feed(&flipped, PAYMENT + len, PAYMENT_LEN - len);
        if (status == MIXERR_STATUS_OK) {
            ++unused_bits;
            check(mixerr_receipt_match(&flipped, &paid) == match, "bit %zu changes a match", bit);
        } else {
            check(status == MIXERR_STATUS_NOT_INITIALISED, "%s", mixerr_status_name(status));
            check(mixerr_receipt_match(&flipped, &paid) == MIXERR_MATCH_NONE, "a match of bit %zu", bit);
            check(mixerr_receipt_require(&flipped, "a", "b") == MIXERR_STATUS_NOT_INITIALISED &&
                      mixerr_receipt_begin(&flipped) == MIXERR_STATUS_NOT_INITIALISED,
                  "bit %zu is not detected", bit);
        }
    }
}

static void receipts(void)
{
    size_t len;
    for (len = 0; len <= PAYMENT_LEN; len += len % 2 == 0 ? 3 : 8) {
        receipt(len, "1.5", "spent", MIXERR_MATCH_EXACT);
    }
    receipt(30, "1.5", "signed", MIXERR_MATCH_PENDING);
    receipt(PAYMENT_LEN, "1.5", "signed", MIXERR_MATCH_PENDING);
    receipt(30, "15", "spent", MIXERR_MATCH_CONFLICT);
    receipt(PAYMENT_LEN, "15", "spent", MIXERR_MATCH_CONFLICT);
}

static void heads(void)
{
    mixerr_head intact;
    size_t bit;
    check(mixerr_head_init(&intact, "a") == MIXERR_STATUS_OK &&
              mixerr_head_field(&intact, "X-Request-Id", 12, "b", 1) == MIXERR_STATUS_OK &&
              mixerr_head_field(&intact, "Retry-After", 11, "60", 2) == MIXERR_STATUS_OK,
          "no head");
    for (bit = 0; bit < sizeof intact * 8; ++bit) {
        mixerr_head flipped = intact;
        mixerr_response response = paid;
        int64_t skew_ms;
        flip(&flipped, bit);
        check(mixerr_head_refine(&flipped, 0, &response) == MIXERR_STATUS_NOT_INITIALISED &&
                  mixerr_head_field(&flipped, "a", 1, "b", 1) == MIXERR_STATUS_NOT_INITIALISED &&
                  mixerr_head_skew_ms(&flipped, 1, &skew_ms) == MIXERR_STATUS_NOT_INITIALISED &&
                  mixerr_head_origin(&flipped) == MIXERR_ORIGIN_UNKNOWN &&
                  mixerr_head_retry_after_s(&flipped) == 0,
              "bit %zu is not detected", bit);
    }
}

/* A transfer that is one flip away from another end. */
static void transfers(void)
{
    static const uint8_t ID[16] = {1};
    mixerr_transfer intact;
    unsigned phase;
    check(mixerr_transfer_init(&intact, ID, 1, true) == MIXERR_STATUS_OK, "no transfer");
    for (phase = 0; phase < 3; ++phase) {
        size_t bit;
        for (bit = 0; bit < sizeof intact * 8; ++bit) {
            mixerr_transfer flipped = intact;
            mixerr_next next;
            uint8_t record[MIXERR_RECORD_SIZE];
            flip(&flipped, bit);
            check(mixerr_transfer_poll(&flipped, &next) == MIXERR_STATUS_NOT_INITIALISED &&
                      mixerr_transfer_record(&flipped, record) == MIXERR_STATUS_NOT_INITIALISED &&
                      mixerr_transfer_key(&flipped, record) == MIXERR_STATUS_NOT_INITIALISED &&
                      mixerr_transfer_handle_saved(&flipped) == MIXERR_STATUS_NOT_INITIALISED &&
                      mixerr_transfer_handle_decision(&flipped, false) == MIXERR_STATUS_NOT_INITIALISED,
                  "bit %zu is not detected", bit);
        }
        check((phase == 1 ? mixerr_transfer_handle_no_response(&intact, true)
                          : mixerr_transfer_handle_saved(&intact)) == MIXERR_STATUS_OK,
              "no next phase");
    }
}

/* Checks that a response is possible, and that its strings end. */
static void is_possible(const mixerr_response *response, size_t bit)
{
    char line[MIXERR_LOG_LINE_CAPACITY];
    size_t len;
    mixerr_status status;
    check(response->outcome >= MIXERR_OUTCOME_SUCCESS && response->outcome <= MIXERR_OUTCOME_NOT_FROM_API &&
              response->action <= MIXERR_ACTION_UPDATE_APP && response->data <= MIXERR_DATA_PRESENT,
          "bit %zu makes a number that there is not", bit);
    check(response->description_len <= MIXERR_DESCRIPTION_CAPACITY &&
              response->extra_len <= MIXERR_EXTRA_CAPACITY &&
              response->description[response->description_len] == '\0' &&
              response->extra[response->extra_len] == '\0',
          "bit %zu makes a string without an end", bit);
    status = mixerr_write_log_line(response, line, sizeof line, &len);
    check(status == MIXERR_STATUS_OK || status == MIXERR_STATUS_INVALID_RESPONSE, "%s",
          mixerr_status_name(status));
}

static void readers(void)
{
    static struct {
        uint8_t before[64];
        mixerr_reader reader;
        uint8_t after[64];
    } memory;
    size_t len;
    for (len = 0; len <= FAILURE_LEN; len += 5) {
        mixerr_reader intact;
        size_t bit;
        check(mixerr_reader_init(&intact) == MIXERR_STATUS_OK &&
                  mixerr_reader_feed(&intact, FAILURE, len) == MIXERR_STATUS_OK,
              "no reader");
        for (bit = 0; bit < sizeof intact * 8; ++bit) {
            mixerr_response response;
            memory.reader = intact;
            flip(&memory.reader, bit);
            if (mixerr_reader_feed(&memory.reader, FAILURE + len, FAILURE_LEN - len) == MIXERR_STATUS_OK) {
                check(mixerr_reader_finish(&memory.reader, 202, &response) == MIXERR_STATUS_OK, "no response");
                is_possible(&response, bit);
            } else {
                check(mixerr_reader_finish(&memory.reader, 202, &response) == MIXERR_STATUS_READER_NOT_READY,
                      "bit %zu is refused once", bit);
            }
        }
    }
    for (len = 0; len < sizeof memory.before; ++len) {
        check(memory.before[len] == 0 && memory.after[len] == 0, "written beside a reader");
    }
}

void misuse_overwritten(void)
{
    check(mixerr_read(200, PAYMENT, PAYMENT_LEN, &paid) == MIXERR_STATUS_OK, "no payment");
    receipts();
    heads();
    transfers();
    readers();
    check(unused_bits > 0, "every bit of a receipt is used");
}
