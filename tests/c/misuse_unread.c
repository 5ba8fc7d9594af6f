/* Unread responses: zeros mean unread, report and possible, and every function refuses them. */

#include "misuse.h"

#include <string.h>

#include "check.h"
#include "guard.h"
#include "text_functions.h"

static mixerr_response zeros(void)
{
    mixerr_response response;
    memset(&response, 0, sizeof response);
    return response;
}

static void is_named(const char *name, const char *wanted)
{
    check(strcmp(name, wanted) == 0, "a zero is %s instead of %s", name, wanted);
}

static void zeros_are_the_safe_reading(void)
{
    const mixerr_response response = zeros();
    is_named(mixerr_outcome_name(response.outcome), "UNREAD");
    is_named(mixerr_action_name(response.action), "REPORT");
    is_named(mixerr_payment_name(response.payment), "POSSIBLE");
    is_named(mixerr_fault_name(response.fault), "NONE");
    is_named(mixerr_data_name(response.data), "ABSENT");
    check(response.outcome == MIXERR_OUTCOME_UNREAD && response.outcome != MIXERR_OUTCOME_SUCCESS,
          "zeros are read");
    check(response.action == MIXERR_ACTION_REPORT && response.action != MIXERR_ACTION_PROCEED,
          "zeros ask for something");
    check(response.payment == MIXERR_PAYMENT_POSSIBLE && response.payment != MIXERR_PAYMENT_EXCLUDED,
          "zeros exclude a payment");
    check(response.data == MIXERR_DATA_ABSENT && response.data != MIXERR_DATA_PRESENT, "zeros have data");
}

/* The decision of a wallet about a response. */
static const char *decision(const mixerr_response *response)
{
    switch (response->action) {
    case MIXERR_ACTION_PROCEED:
        return "go on";
    case MIXERR_ACTION_RETRY:
    case MIXERR_ACTION_WAIT:
        return "send again";
    case MIXERR_ACTION_ASK_USER:
        return "ask";
    default:
        return "report";
    }
}

/* A wallet that ignores the status, and has cleared its response, must report. */
static void a_refused_call_is_reported(void)
{
    static const uint8_t BODY[] = "{\"data\":{}}";
    mixerr_response response = zeros();
    check(strcmp(decision(&response), "report") == 0, "zeros: %s", decision(&response));
    check(mixerr_read(200, NULL, 1, &response) == MIXERR_STATUS_NULL_POINTER, "NULL is read");
    check(strcmp(decision(&response), "report") == 0, "a refused call: %s", decision(&response));
    check(mixerr_read(200, BODY, sizeof BODY - 1, &response) == MIXERR_STATUS_OK, "it is not read");
    check(strcmp(decision(&response), "go on") == 0, "a success: %s", decision(&response));
}

/* Checks that every function refuses a response, with all other arguments valid. */
static void refuses(const mixerr_response *response)
{
    size_t index, capacity;
    for (index = 0; index < TEXT_FUNCTIONS; ++index) {
        const struct text_function *function = &text_functions[index];
        FAILS(INVALID_RESPONSE, function->call(response, arena.text, sizeof arena.text, &arena.len));
        for (capacity = 0; capacity < 3; ++capacity) {
            FAILS_SOMEHOW(function->call(response, arena.text, capacity, &arena.len));
        }
    }
    FAILS(INVALID_RESPONSE,
          mixerr_extra_string(response, "reason", arena.text, sizeof arena.text, &arena.len));
    FAILS(INVALID_RESPONSE, mixerr_extra_string(response, "", arena.text, sizeof arena.text, &arena.len));
    FAILS(INVALID_RESPONSE, mixerr_detail(response, arena.text, sizeof arena.text, &arena.len));
    FAILS(INVALID_RESPONSE,
          mixerr_write_envelope(response, (uint8_t *)arena.text, sizeof arena.text, &arena.len));
    FAILS(INVALID_RESPONSE, mixerr_write_log_line(response, arena.text, sizeof arena.text, &arena.len));
}

/* Zeros, and responses that are valid except that they are unread. */
static void unread_responses_are_refused(void)
{
    mixerr_response response = zeros();
    refuses(&response);
    response.http_status = 200;
    refuses(&response);
    response.action = MIXERR_ACTION_PROCEED;
    response.data = MIXERR_DATA_PRESENT;
    refuses(&response);
    response = text_sample();
    response.outcome = 0;
    refuses(&response);
}

/* A reader of zeros is not initialised. */
static void zeros_are_no_reader(void)
{
    memset(&arena.reader, 0, sizeof arena.reader);
    FAILS(READER_NOT_READY, mixerr_reader_feed(&arena.reader, (const uint8_t *)"{", 1));
    FAILS(READER_NOT_READY, mixerr_reader_finish(&arena.reader, 200, &arena.response));
    check(mixerr_reader_is_faulty(&arena.reader), "a reader of zeros is not faulty");
}

void misuse_unread(void)
{
    guard_reset();
    zeros_are_the_safe_reading();
    a_refused_call_is_reported();
    unread_responses_are_refused();
    zeros_are_no_reader();
}
